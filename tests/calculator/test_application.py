"""When applications are taken, against a plain look at every day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policies.calculator.application import Right, application
from policies.calculator.calendar import Month, add_months
from policies.calculator.openings import openings
from policies.calculator.ruleset import NO_DATE, ApplicationWindow, Award, Part, Recurring, State, Turn, Window
from policies.calculator.verdict import NO, UNKNOWN, YES
from tests.calculator import oracle
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset
from tests.calculator.strategies import ANSWERS, persons, policies, rulesets
from tests.calculator.test_properties import _mixed, examples, shown

MARCH = ApplicationWindow((3, 1), (3, 31))
AUTUMN = ApplicationWindow((9, 1), (10, 31))
NEW_YEAR = ApplicationWindow((12, 1), (1, 31))
GRADUATED = question("graduated", "date")
HIRED = question("hired", "date")
YEAR_AFTER = ApplicationWindow(event="graduated", to_months=12)
QUARTERLY = ApplicationWindow(event="hired", from_months=6, every=3, open_days=30)

month_days = st.sampled_from([(2, 28), (2, 29), (3, 1), (12, 31), (1, 1)]) | st.dates(
    date(2024, 1, 1), date(2024, 12, 31)
).map(lambda day: (day.month, day.day))
yearly = st.builds(ApplicationWindow, month_days, month_days)
deadlines = st.builds(
    ApplicationWindow,
    event=st.sampled_from(["graduated", "hired"]),
    from_months=st.sampled_from([0, 0, 1, 6]),
    to_months=st.sampled_from([None, 6, 12, 36]),
) | st.builds(ApplicationWindow, event=st.sampled_from(["graduated", "hired"]), to_days=st.sampled_from([0, 30, 90]))
returning = st.builds(
    ApplicationWindow,
    event=st.sampled_from(["graduated", "hired"]),
    from_months=st.sampled_from([0, 1, 6]),
    every=st.sampled_from([3, 6, 12]),
    open_days=st.sampled_from([None, 1, 30, 80]),
)
days = st.sampled_from([date(2024, 2, 29), date(2025, 8, 31), date(2026, 12, 31), TODAY]) | st.dates(
    date(2023, 1, 1), date(2029, 12, 31)
)
once = st.tuples(days, st.sampled_from([0, 1, 44, 400])).map(
    lambda drawn: ApplicationWindow(starts_on=drawn[0], ends_on=drawn[0] + timedelta(drawn[1]))
)
TURNS = st.sampled_from([TODAY, TODAY + timedelta(1), date(2027, 3, 15), date(2028, 3, 1), date(2025, 8, 31)])


@st.composite
def turning(draw, windows):
    """Some that are there from a day on, or go at one: for all, or by the event that they are counted from."""
    window = draw(windows)
    day, other, event = draw(TURNS), draw(TURNS), draw(st.sampled_from([None, window.event]))
    if draw(st.booleans()):
        return replace(window, since=Turn(day, event), until=Turn(other, event) if other > day else None)
    return replace(window, until=Turn(day, event))


any_window = st.one_of(yearly, deadlines, returning, once)
some_windows = st.lists(any_window | turning(any_window), min_size=1, max_size=3)
months = days.map(lambda day: Month(day.year, day.month))


def every_day(since, until):
    return [since + timedelta(number) for number in range((until - since).days + 1)]


def taken(windows, events, day):
    """Whether applications are taken on that day, as the notice says it."""
    windows = [one for one in windows if in_force(one, events, day)]
    times = [one for one in windows if one.opens or one.every or one.starts_on]
    return (not times or any(_at_the_time(one, events, day) for one in times)) and all(
        _in_time(one, events[one.event], day) for one in windows if one not in times
    )


def in_force(window, events, day):
    def reached(turn):
        return (events[turn.event] if turn.event else day) >= turn.day

    return (window.since is None or reached(window.since)) and not (window.until and reached(window.until))


def _at_the_time(window, events, day):
    if window.starts_on:
        return window.starts_on <= day <= window.ends_on
    if window.opens:
        today = day.month, day.day
        if window.opens <= window.closes:
            return window.opens <= today <= window.closes
        return today >= window.opens or today <= window.closes
    for number in range(200):
        first = oracle.add_months(events[window.event], window.from_months + number * window.every)
        if first > day:
            return False
        if window.open_days is None or (day - first).days < window.open_days:
            return True
    return False


def _in_time(window, event, day):
    if day < oracle.add_months(event, window.from_months):
        return False
    if window.to_days is not None:
        return (day - event).days <= window.to_days
    return window.to_months is None or day <= oracle.add_months(event, window.to_months)


@examples(1000)
@given(some_windows, days, days, st.integers(0, 3))
def test_the_openings_are_the_days_on_which_applications_are_taken(windows, graduated, hired, years):
    yearly_ones = [one for one in windows if one.opens]
    # The validator refuses those that are open all year; they have no ends.
    assume(not yearly_ones or not all(taken(yearly_ones, {}, day) for day in every_day(TODAY, add_months(TODAY, 12))))
    events = {"graduated": graduated, "hired": hired}
    until = add_months(TODAY, 12 * years)
    found = openings(windows, events, TODAY, until)
    for day in every_day(TODAY, until):
        inside = any(one.first <= day and (one.last is None or day <= one.last) for one in found)
        assert inside is taken(windows, events, day), day
    # Each is whole: the day before and the day after are none of its days. What was over by today is not looked at.
    for one in found:
        if one.first > TODAY:
            assert not taken(windows, events, one.first - timedelta(1))
        if one.last and one.last < until + timedelta(300):
            assert not taken(windows, events, one.last + timedelta(1))


@examples(500)
@given(some_windows, st.one_of(days, months), st.one_of(days, months), st.integers(0, 900), st.booleans())
def test_what_can_be_applied_for_equals_a_look_at_every_day(windows, graduated, hired, lasts, perhaps):
    """Of an event known to the month on each of its days."""
    until, horizon = TODAY + timedelta(lasts), add_months(TODAY, 60)
    later = (until + timedelta(40), until + timedelta(80))
    right = Right(TODAY, until, (later,) if perhaps else ())
    found = application(windows, {"graduated": graduated, "hired": hired}, right)
    ways = []
    for one, other in product(oracle.days_of(graduated), oracle.days_of(hired)):
        events = {"graduated": one, "hired": other}
        open_days = [day for day in every_day(TODAY, until) if taken(windows, events, day)]
        some_day = perhaps and any(taken(windows, events, day) for day in every_day(*later))
        possible = YES if open_days else UNKNOWN if some_day else NO
        ways.append((YES if taken(windows, events, TODAY) else NO, possible, open_days[:1]))
        if len(ways) > 40:  # both known to the month: some of the 961
            return
    assert found.open is oracle.agreed({one for one, _, _ in ways})
    assert found.possible is oracle.agreed({one for _, one, _ in ways})
    if found.possible is YES:
        firsts = [first for _, _, (first,) in ways]
        assert (max(found.opens.earliest, TODAY), found.claimed_from) == (min(firsts), max(firsts))
    assert horizon > TODAY


@pytest.mark.parametrize(
    "windows",
    [
        [YEAR_AFTER, ApplicationWindow(event="hired", to_days=90)],
        [replace(QUARTERLY, event="graduated"), replace(QUARTERLY, from_months=1)],
        [MARCH, QUARTERLY, replace(YEAR_AFTER, to_months=18)],
        [
            replace(YEAR_AFTER, until=Turn(date(2025, 11, 20), "graduated")),
            replace(QUARTERLY, since=Turn(date(2027, 1, 1))),
        ],
    ],
)
def test_two_months_are_all_their_days_together(windows):
    """961 of them, to the day."""
    known = {"graduated": Month(2025, 11), "hired": Month(2026, 8)}
    right = Right(TODAY, date(2027, 6, 30), ((date(2027, 8, 1), date(2028, 1, 1)),))
    found = application(windows, known, right)
    each = [
        application(windows, {"graduated": one, "hired": other}, right)
        for one, other in product(*map(oracle.days_of, known.values()))
    ]
    assert found.open is oracle.agreed({one.open for one in each})
    assert found.possible is oracle.agreed({one.possible for one in each})
    # On days that leave nothing there is nothing that opens or closes.
    opened = [one for one in each if one.opens]
    for name, among in (("opens", opened), ("closes", opened), ("again", each)):
        several = [getattr(one, name) for one in among]
        ends = [day for around in several if around for day in around]
        assert getattr(found, name) == (None if None in several else (min(ends), max(ends)))


@examples(1000)
@given(some_windows, days, days, st.sets(st.sampled_from(["graduated", "hired"])), st.integers(0, 900), st.booleans())
def test_what_is_certain_without_a_day_stays_so_with_it(windows, graduated, hired, unsaid, lasts, to_the_month):
    right = Right(TODAY, TODAY + timedelta(lasts))
    known = {"graduated": graduated, "hired": hired}
    less = {key: day for key, day in known.items() if key not in unsaid}
    if to_the_month:
        less = {**less, **{key: Month(known[key].year, known[key].month) for key in unsaid}}
    early, late = application(windows, less, right), application(windows, known, right)
    assert early.open in (late.open, UNKNOWN)
    assert early.possible in (late.possible, UNKNOWN)
    assert late.missing == ()
    if early.claimed_from and not early.missing:
        assert late.claimed_from <= early.claimed_from


@pytest.mark.parametrize(
    ("windows", "on", "is_open", "opens", "closes"),
    [
        ([MARCH], date(2027, 2, 28), NO, date(2027, 3, 1), date(2027, 3, 31)),
        ([MARCH], date(2027, 3, 1), YES, date(2027, 3, 1), date(2027, 3, 31)),
        ([MARCH], date(2027, 3, 31), YES, date(2027, 3, 1), date(2027, 3, 31)),
        ([MARCH], date(2027, 4, 1), NO, date(2028, 3, 1), date(2028, 3, 31)),
        ([MARCH, AUTUMN], date(2027, 4, 1), NO, date(2027, 9, 1), date(2027, 10, 31)),
        ([NEW_YEAR], date(2026, 12, 31), YES, date(2026, 12, 1), date(2027, 1, 31)),
        ([NEW_YEAR], date(2027, 1, 31), YES, date(2026, 12, 1), date(2027, 1, 31)),
        ([NEW_YEAR], date(2027, 2, 1), NO, date(2027, 12, 1), date(2028, 1, 31)),
        ([ApplicationWindow((2, 1), (2, 29))], date(2027, 2, 28), YES, date(2027, 2, 1), date(2027, 2, 28)),
        ([ApplicationWindow((2, 1), (2, 29))], date(2028, 2, 29), YES, date(2028, 2, 1), date(2028, 2, 29)),
        ([ApplicationWindow((2, 29), (3, 5))], date(2027, 2, 28), NO, date(2027, 3, 1), date(2027, 3, 5)),
        ([ApplicationWindow((1, 1), (1, 31)), NEW_YEAR], date(2027, 1, 5), YES, date(2026, 12, 1), date(2027, 1, 31)),
    ],
)
def test_windows_of_each_year(windows, on, is_open, opens, closes):
    found = application(windows, {}, Right(on, add_months(on, 60)))
    assert found.open is is_open
    assert (found.opens, found.closes) == ((opens, opens), (closes, closes))
    assert found.possible is YES
    assert found.claimed_from == max(on, opens)


def test_a_right_that_ends_before_the_next_window_cannot_be_applied_for():
    found = application([MARCH], {}, Right(TODAY, date(2027, 2, 28)))
    assert (found.open, found.possible, found.opens.earliest) == (NO, NO, date(2027, 3, 1))
    perhaps = application([MARCH], {}, Right(TODAY, date(2027, 2, 28), ((date(2027, 3, 1), date(2027, 3, 1)),)))
    assert perhaps.possible is UNKNOWN


def test_a_right_that_may_come_back_years_later_may_meet_a_window_then():
    may = ((date(2030, 3, 10), date(2030, 3, 20)),)
    assert application([MARCH], {}, Right(TODAY, date(2027, 2, 1), may)).possible is UNKNOWN
    missed = ((date(2030, 4, 10), date(2030, 4, 20)),)
    assert application([MARCH], {}, Right(TODAY, date(2027, 2, 1), missed)).possible is NO


def test_a_deadline_that_is_over_leaves_no_day():
    over = application([YEAR_AFTER], {"graduated": date(2025, 11, 21)}, Right(TODAY, date(2031, 1, 1)))
    assert (over.open, over.possible, over.opens, over.closes) == (NO, NO, None, None)
    last = application([YEAR_AFTER], {"graduated": date(2025, 11, 22)}, Right(TODAY, date(2031, 1, 1)))
    assert (last.open, last.possible, last.closes) == (YES, YES, (TODAY, TODAY))


def test_a_deadline_of_a_month_is_known_within_the_month():
    right = Right(TODAY, date(2031, 1, 1))
    found = application([YEAR_AFTER], {"graduated": Month(2026, 6)}, right)
    assert (found.open, found.possible) == (YES, YES)
    assert found.closes == (date(2027, 6, 1), date(2027, 6, 30))
    open_ = application([YEAR_AFTER], {"graduated": Month(2025, 11)}, right)
    assert (open_.open, open_.possible, open_.missing) == (UNKNOWN, UNKNOWN, ())


def test_what_has_not_been_or_was_not_said_is_neither_open_nor_over():
    right = Right(TODAY, date(2031, 1, 1))
    assert application([YEAR_AFTER], {}, right).missing == ("graduated",)
    assert application([YEAR_AFTER], {}, right).possible is UNKNOWN
    assert application([YEAR_AFTER], {"graduated": NO_DATE}, right).possible is UNKNOWN
    assert application([YEAR_AFTER], {"graduated": NO_DATE}, right).missing == ()
    # In no window of the year that is left; whatever the day.
    assert application([YEAR_AFTER, MARCH], {}, Right(TODAY, date(2027, 2, 1))).possible is NO


def test_from_some_months_after_an_event_on_each_quarter():
    right = Right(TODAY, date(2031, 1, 1))
    waits = application([QUARTERLY], {"hired": date(2026, 8, 31)}, right)
    assert (waits.open, waits.opens, waits.closes) == (
        NO,
        (date(2027, 2, 28), date(2027, 2, 28)),
        (date(2027, 3, 29), date(2027, 3, 29)),
    )
    assert waits.again == (date(2027, 2, 28), date(2027, 2, 28))
    now = application([QUARTERLY], {"hired": date(2026, 5, 10)}, right)
    assert (now.open, now.opens[0], now.closes[0], now.again[0]) == (
        YES,
        date(2026, 11, 10),
        date(2026, 12, 9),
        date(2027, 2, 10),
    )
    for_good = application([replace(QUARTERLY, open_days=None)], {"hired": date(2024, 5, 10)}, right)
    assert (for_good.open, for_good.closes, for_good.again[0]) == (YES, None, date(2027, 2, 10))


WORKS = question("works", "bool")
MONTHLY = Award("cash", recurring=Recurring(Part(100), "month", 12))
IN_FEBRUARY = Window(date(2020, 1, 1), date(2027, 2, 15))


def result(*windows, answers=None, award=MONTHLY, received=(), **more):
    one = policy(
        requirements=all_of(need("works", "is", True)), award=award, application_windows=tuple(windows), **more
    )
    rules = ruleset([WORKS, GRADUATED, HIRED], one)
    return check(rules, {"works": True, **(answers or {})}, received=received)


def test_windows_change_neither_status_nor_amount():
    without, waits = result(), result(MARCH)
    one, other = without.results[0], waits.results[0]
    assert (one.status, one.eligible_until, one.award) == (other.status, other.eligible_until, other.award)
    assert without.best == waits.best
    assert (one.application, other.application.opens[0]) == (None, date(2027, 3, 1))
    assert one.dues[0].day == TODAY
    assert other.dues[0].day == date(2027, 3, 1)


def test_what_can_no_longer_be_applied_for_is_in_no_sum():
    over = result(YEAR_AFTER, answers={"graduated": date(2020, 7, 1)})
    assert (over.results[0].status, over.results[0].award.total) == ("eligible", 1200)
    assert (over.best.policies, over.best.total) == ((), 0)
    in_time = result(YEAR_AFTER, answers={"graduated": date(2026, 7, 1)})
    assert (in_time.best.policies, in_time.best.within) == (("p",), 1200)
    ends_before = result(MARCH, window=IN_FEBRUARY)
    assert (ends_before.results[0].status, ends_before.best.policies) == ("eligible", ())


def test_who_has_it_already_has_applied():
    found = result(YEAR_AFTER, answers={"graduated": date(2020, 7, 1)}, received={"p": 3})
    assert found.results[0].can_apply is YES
    assert found.best.within == 900


def test_the_day_of_the_event_is_asked_where_the_right_is_certain():
    assert result(YEAR_AFTER).relevant_questions == ("graduated",)
    assert result(YEAR_AFTER, answers={"works": False}).relevant_questions == ()
    assert result(YEAR_AFTER, answers={"graduated": date(2020, 7, 1)}).relevant_questions == ()
    assert result(YEAR_AFTER, answers={"graduated": Month(2026, 7)}).relevant_questions == ()
    # In November a year ago: whether it is over hangs on the day.
    assert result(YEAR_AFTER, answers={"graduated": Month(2025, 11)}).relevant_questions == ("graduated",)


def test_in_a_group_comes_first_what_can_be_applied_for():
    rules = ruleset(
        [GRADUATED],
        policy("more", award=Award("cash", once=Part(5000)), group="g", application_windows=(YEAR_AFTER,)),
        policy("less", award=Award("cash", once=Part(1000)), group="g"),
    )
    over = check(rules, {"graduated": date(2020, 1, 1)}).best
    assert (over.policies, over.within, over.left_out, over.undecided) == (("less",), 1000, (), ())
    unsaid = check(rules).best
    assert (unsaid.policies, unsaid.undecided[0].reason) == (("less",), "application")
    in_time = check(rules, {"graduated": date(2026, 6, 1)}).best
    assert (in_time.policies, in_time.left_out[0].code) == (("more",), "less")


def test_an_upcoming_right_is_looked_at_from_its_own_first_day():
    found = result(MARCH, window=Window(date(2027, 3, 15))).results[0]
    assert (found.status, found.application.open, found.application.claimed_from) == (
        "upcoming",
        YES,
        date(2027, 3, 15),
    )


def test_no_right_is_certain_when_the_money_is_spent_before_the_window():
    found = result(MARCH, state=State.BUDGET_SPENT, spent_on=date(2027, 3, 1))
    assert (found.results[0].application.possible, found.best.policies) == (NO, ())


def test_what_requires_what_is_too_late_is_too_late_as_well():
    rules = ruleset(
        [GRADUATED],
        policy("first", award=Award("cash", once=Part(100)), application_windows=(YEAR_AFTER,)),
        policy("then", award=Award("cash", once=Part(1000)), requires=("first",)),
    )
    over = check(rules, {"graduated": date(2020, 1, 1)})
    assert [one.status for one in over.results] == ["eligible", "eligible"]
    assert [one.can_apply for one in over.results] == [NO, NO]
    assert over.results[1].too_late_for == ["first"]
    assert (over.best.policies, over.best.total, over.best.left_out) == ((), 0, ())
    assert check(rules, {"graduated": date(2026, 1, 1)}).best.total == 1100
    assert check(rules).best.policies == ()
    # Whoever has the first already needs no window of it.
    assert check(rules, {"graduated": date(2020, 1, 1)}, received=["first"]).best.total == 1000


# The drawn rulesets with windows: what is asked, and the best of all combinations.


@st.composite
def windowed_policies(draw, code):
    events = {"graduated": "left", "hired": "started"}
    windows = [
        replace(one, event=events[one.event] if one.event else None)
        for one in draw(st.lists(st.one_of(yearly, deadlines, returning), max_size=2))
    ]
    return replace(draw(policies(code)), application_windows=tuple(windows))


windowed_rulesets = rulesets(most=2, kind=windowed_policies)


def told(assessment):
    """All that a citizen is told, with when one can apply."""
    return shown(assessment), [(one.application, one.can_apply) for one in assessment.results]


@examples(1000)
@given(windowed_rulesets, persons(), st.data())
def test_a_question_outside_the_relevant_ones_changes_nothing(rules, answers, data):
    assessment = check(rules, answers)
    asked = assessment.facts.asked
    outside = [key for key in rules.questions if key not in answers and key not in assessment.relevant_questions]
    assume(outside)
    key = data.draw(st.sampled_from(outside))
    if asked[key] is not NO:
        answer = data.draw(ANSWERS[key])
        assert told(check(rules, {**answers, key: answer})) == told(assessment)


@examples(1000)
@given(windowed_rulesets, persons())
def test_a_date_is_asked_for_the_windows_only_where_some_day_changes_something(rules, answers):
    """Beside what the same policies ask without their windows."""
    bare = replace(rules, policies=tuple(replace(one, application_windows=()) for one in rules.policies))
    assessment = check(rules, answers)
    asked = set(assessment.relevant_questions) - set(check(bare, answers).relevant_questions)
    events = {window.event for one in rules.policies for window in one.application_windows if window.event}
    # Beside another day that nobody said, one may change nothing by itself; and what decides whether the day of a
    # first day of work is asked is asked with it.
    assume(len(events - answers.keys()) == 1 and ("work" in answers or events - answers.keys() == {"left"}))
    for key in asked & (events - answers.keys()):
        # Before and after each day on which a window comes or goes.
        some_days = [date(2010, 1, 1), date(2025, 8, 1), date(2025, 12, 1), TODAY - timedelta(1), TODAY]
        some_days += [date(2027, 3, 1), date(2027, 6, 1), date(2028, 2, 1), date(2029, 1, 1)]
        first, *others = [told(check(rules, {**answers, key: day})) for day in some_days]
        assert any(one != first for one in others), key


@examples(300)
@given(rulesets(most=4, kind=windowed_policies), persons(), st.sets(st.sampled_from(["p0", "p1"])))
def test_the_best_set_is_the_best_of_what_can_be_applied_for(rules, answers, received):
    received &= {one.code for one in rules.policies}
    assessment = check(rules, answers, received=received)
    can = [one for one in assessment.results if one.can_apply is YES]
    assert all(
        one.code in received or one.can_apply is YES for one in map(assessment.by_code.get, assessment.best.policies)
    )
    if not _mixed(assessment):
        assert assessment.best.within == oracle.best_within(can, received)
