"""Terms that are put together come to what their parts say, of every row and on each engine, however simplified."""

from datetime import date
from itertools import product

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.calculator import calendar
from policies.screening.compiling.dates import birthday, days_on, month_start, months_on
from policies.screening.compiling.terms import (
    BOOLEAN,
    DATE,
    INTEGER,
    NO,
    TEXT,
    UNKNOWN,
    YES,
    Op,
    all_of,
    always,
    any_of,
    at_most,
    column,
    day,
    equal,
    greatest_of,
    is_in,
    is_null,
    least_of,
    less,
    minus,
    negated,
    no_less,
    number,
    only_if,
    sure,
    text,
    unless,
    when,
)
from policies.screening.engines.running import Running
from policies.screening.engines.staging import staged
from policies.screening.table import KEY, Role, ScreeningColumn

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
DAYS = (None, FIRST, date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29), date(2025, 2, 28), LAST)
CELLS = {"one": (None, True, False), "two": (None, True, False), "choice": (None, "a", "b", "c"), "on": DAYS}
ROWS = [dict(zip(CELLS, cells, strict=True)) for cells in product(*CELLS.values())]
TABLE = pl.DataFrame(
    {KEY: [f"{place:04}" for place in range(len(ROWS))]} | {name: [row[name] for row in ROWS] for name in CELLS},
    schema={KEY: pl.String, "one": pl.Boolean, "two": pl.Boolean, "choice": pl.String, "on": pl.Date},
)
KINDS = {"one": BOOLEAN, "two": BOOLEAN, "choice": TEXT, "on": DATE}
COLUMNS = {name: ScreeningColumn(name, kind, Role.ANSWER) for name, kind in KINDS.items()}
COLUMNS[KEY] = ScreeningColumn(KEY, TEXT, Role.PERSON)


def all_are(several):
    return False if False in several else None if None in several else True


def any_is(several):
    return True if True in several else None if None in several else False


def unless_null(of):
    return lambda *args: None if None in args else of(*args)


def of_all(make, reckon):
    """From parts, each a term and what it is of a row, the same of the whole."""
    return lambda *parts: (
        make(*(term for term, _ in parts)),
        lambda row: reckon(*(of(row) for _, of in parts)),
    )


def leaf(name, kind, **more):
    return st.just((column(name, kind, **more), lambda row: row[name]))


TURNS = st.sampled_from([date(2023, 12, 31), date(2024, 2, 1), date(2024, 2, 29), date(2027, 2, 28)])
NOTHING_DAY = (day(None), lambda row: None)
CHOICE = leaf("choice", TEXT)
ON = leaf("on", DATE, ends=(FIRST, LAST))
MOVED = {months_on: calendar.add_months, birthday: calendar.birthday}
chosen = of_all(when, lambda condition, one, other: one if condition else other)


def verdicts(parts):
    """More verdicts, of some that there are."""
    days = days_of(parts)
    choices = st.builds(chosen, parts, st.just((text("b"), lambda row: "b")), CHOICE) | CHOICE
    literal_day = TURNS.map(lambda one: (day(one), lambda row: one))
    anything = st.one_of(parts, days, choices)
    return st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(
            lambda several: of_all(lambda *args: all_of(args), lambda *args: all_are(args))(*several)
        ),
        st.lists(parts, min_size=1, max_size=3).map(
            lambda several: of_all(lambda *args: any_of(args), lambda *args: any_is(args))(*several)
        ),
        st.builds(of_all(negated, unless_null(lambda one: not one)), parts),
        st.builds(of_all(sure, bool), parts),
        st.builds(of_all(is_null, lambda one: one is None), anything),
        st.builds(of_all(always, lambda one, known: None if known is None else one), parts, anything),
        st.builds(chosen, parts, parts, parts),
        st.builds(of_all(lambda *args: when(args[0], args[1], unless(args[0], args[2])), _one_of_both), *[parts] * 3),
        st.builds(of_all(lambda one: equal(one, text("b")), unless_null(lambda one: one == "b")), choices),
        st.builds(of_all(lambda one: is_in(one, ["c", "b"]), unless_null(lambda one: one in ("c", "b"))), choices),
        *(
            st.builds(of_all(compare, unless_null(reckon)), one, other)
            for one, other in ((days, literal_day), (literal_day, days), (days, days))
            for compare, reckon in ((at_most, lambda one, other: one <= other), (less, lambda one, other: one < other))
        ),
    )


def _one_of_both(condition, one, other):
    return one if condition else other


def days_of(parts):
    month = of_all(month_start, unless_null(lambda one: one.replace(day=1)))
    plain = ON | st.builds(month, ON) | st.builds(chosen, parts, st.builds(month, ON), ON)
    asked = st.builds(chosen, parts, st.just(NOTHING_DAY), plain) | plain
    moved = st.builds(
        lambda part, by, move: of_all(lambda one: move(one, by), unless_null(lambda one: MOVED[move](one, by)))(part),
        asked,
        st.sampled_from([1, 12, 36]),
        st.sampled_from([*MOVED]),
    )
    later = st.builds(
        of_all(lambda one: days_on(one, 1), unless_null(lambda one: calendar.add_days(one, 1))), asked | moved
    )
    there = lambda several: [one for one in several if one is not None]  # noqa: E731
    extreme = [
        of_all(lambda *args, make=make: make(args, DATE), lambda *args, of=of: of(there(args), default=None))
        for make, of in ((least_of, min), (greatest_of, max))
    ]
    return st.one_of(asked, moved, later, *(st.builds(one, moved, asked) for one in extreme))


LITERALS = st.sampled_from([(YES, lambda row: True), (NO, lambda row: False), (UNKNOWN, lambda row: None)])
VERDICTS = st.recursive(leaf("one", BOOLEAN) | leaf("two", BOOLEAN) | LITERALS, verdicts, max_leaves=12)
TEXTS = st.recursive(
    st.sampled_from([None, "a tier with a long name", "b", "c"]).map(lambda one: (text(one), lambda row: one)) | CHOICE,
    lambda parts: st.builds(chosen, VERDICTS, parts, parts),
    max_leaves=6,
)


def worked_out(outputs):
    return Running(staged(outputs, (KEY,)), COLUMNS, [KEY, *outputs])


def assert_so(parts, run):
    table = run(worked_out({name: term for name, (term, _) in parts.items()})).sort(KEY)
    for name, (_, of) in parts.items():
        assert table.get_column(name).to_list() == [of(row) for row in ROWS], name


def on_duckdb(running):
    return running.of(duckdb.from_arrow(TABLE.to_arrow())).pl()


PARTS = st.fixed_dictionaries({"verdict": VERDICTS, "day": days_of(VERDICTS), "text": TEXTS})


@settings(deadline=None)
@given(PARTS)
def test_on_polars(parts):
    assert_so(parts, lambda running: running.of(TABLE))


@settings(deadline=None, max_examples=20)
@given(PARTS)
def test_on_duckdb(parts):
    assert_so(parts, on_duckdb)


def test_what_is_chosen_is_compared_and_not_put_together():
    one, on = column("one", BOOLEAN), column("on", DATE, (FIRST, LAST))
    found = at_most(when(one, day(None), on), day(date(2024, 1, 1)))
    assert found is when(one, UNKNOWN, at_most(on, day(date(2024, 1, 1))))
    chosen_text = equal(when(one, text("none"), column("choice", TEXT)), text("b"))
    assert chosen_text is all_of((negated(sure(one)), equal(column("choice", TEXT), text("b"))))


def test_a_month_begins_by_a_day_for_all_days_of_the_months_before():
    on = column("on", DATE, (FIRST, LAST))
    assert at_most(month_start(on), day(date(2024, 2, 10))) is at_most(on, day(date(2024, 2, 29)))


@pytest.mark.parametrize("known", [column("one", BOOLEAN), sure(column("one", BOOLEAN))])
def test_what_is_known_of_a_condition_is_not_asked_again(known):
    inner, other = column("two", BOOLEAN), column("on", DATE, (FIRST, LAST))
    within = when(known, UNKNOWN, less(other, day(date(2024, 1, 1))))
    assert unless(known, all_of((inner, within))) is all_of((inner, less(other, day(date(2024, 1, 1)))))
    assert unless(negated(sure(known)), within) is UNKNOWN
    assert unless(negated(sure(known)), any_of((inner, sure(known)))) is YES
    assert unless(known, any_of((inner, sure(known)))) is inner


def test_null_where_another_is_null_is_not_said_twice():
    on = column("on", DATE, (FIRST, LAST))
    before = less(on, day(date(2024, 1, 1)))
    assert always(before, on) is before
    assert always(any_of((before, at_most(day(date(2025, 1, 1)), on))), on).op is Op.ANY
    for other in (sure(before), any_of((before, column("one", BOOLEAN))), all_of((before, column("one", BOOLEAN)))):
        assert always(other, on).op is Op.WHEN


def test_what_counts_on_is_never_there_today():
    stated = column("months", INTEGER, (0, 600))
    ahead = only_if(less(stated, number(12)), no_less(minus(number(12), stated), 1))
    assert (ahead.least, ahead.most) == (1, 12)
    assert sure(at_most(ahead, number(0))) is NO
