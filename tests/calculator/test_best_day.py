"""When an event that one may still choose is best: by a look at every day of a year, each assessed from nothing."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from policies.calculator import Facts, assess
from policies.calculator.best_day import best_day, stretches
from policies.calculator.calendar import add_months
from policies.calculator.prospects import Prospects
from policies.calculator.ruleset import NO_DATE, Award, Part, Recurring, Window
from policies.calculator.supposing import Supposing
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset
from tests.calculator.related import related_rulesets
from tests.calculator.strategies import BY_KEY, dated_policies, persons, rulesets, that_pays
from tests.calculator.test_properties import examples

YEAR = [TODAY + timedelta(n) for n in range((add_months(TODAY, 12) - TODAY).days + 1)]
DATES = st.sampled_from([key for key, one in BY_KEY.items() if one.type == "date"])
any_rules = st.one_of(
    rulesets(most=3), rulesets(most=2, kind=dated_policies), rulesets(most=2, kind=that_pays), related_rulesets(most=3)
)


def brings(assessment):
    best = Prospects(assessment).in_all
    return best.certain, best.within - best.certain


def on_every_day(rules, answers, key):
    """Assessed from nothing on each."""
    return {day: brings(assess(rules, Facts.resolve(rules, {**answers, key: day}, TODAY), TODAY)) for day in YEAR}


@examples(240)
@given(any_rules, persons(), DATES)
def test_what_each_day_brings_is_what_a_look_at_every_day_says(rules, answers, key):
    supposing = Supposing(rules, check(rules, answers))
    expected = on_every_day(rules, answers, key)
    found = list(stretches(supposing, key, answers))
    note(f"{found=}")
    told = {day: one.brings for one in found for day in YEAR if one.first <= day <= one.last}
    assert told == expected
    assert all(one.brings != other.brings for one, other in pairwise(found))
    best = best_day(supposing, key, answers)
    most = max(expected.values())
    assert best.best.brings == most
    assert best.best.first == next(day for day in YEAR if expected[day] == most)
    more = [day for day in YEAR if expected[day] > brings(supposing.assessment)]
    assert (best.earliest.first if best.earliest else None) == next(iter(more), None)
    own = answers.get(key)
    assert best.own == (own if own in expected else None)
    assert best.own_is_best is (expected.get(own) == most)


STARTED, BIG = question("started", "date"), question("big", "bool")
SINCE, UNTIL = need("started", "on_or_after", date(2027, 3, 1)), need("started", "before", date(2027, 9, 1))


def award(yuan):
    return Award("cash", once=Part(yuan))


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        pytest.param([policy("a", all_of(SINCE))], (date(2027, 3, 1), date(2027, 11, 22), 1000), id="from-a-day-on"),
        pytest.param([policy("a", all_of(UNTIL))], (TODAY, date(2027, 8, 31), 1000), id="before-a-day"),
        pytest.param(
            [policy("a", all_of(SINCE)), policy("b", all_of(UNTIL), award(300))],
            (date(2027, 3, 1), date(2027, 8, 31), 1300),
            id="between-two-days",
        ),
        pytest.param(
            [policy("a", all_of(SINCE), group="g"), policy("b", all_of(UNTIL), award(1300), group="g")],
            (TODAY, date(2027, 8, 31), 1300),
            id="of-rivals-the-better",
        ),
        pytest.param(
            [
                policy(
                    "a",
                    all_of(need("started", "months_since_at_least", 0)),
                    Award("cash", recurring=Recurring(Part(100), "month", 24), counted_from="started"),
                    Window(date(2020, 1, 1), date(2027, 12, 21)),
                )
            ],
            (TODAY, date(2026, 12, 21), 1300),
            id="each-day-later-costs-a-payment",
        ),
    ],
)
def test_the_best_days(policies, expected):
    rules = ruleset([STARTED, BIG], *policies)
    found = best_day(Supposing(rules, check(rules, {"started": NO_DATE})), "started", {})
    assert (found.best.first, found.best.last, found.best.brings.certain) == expected
    assert found.earliest is not None


def test_what_hangs_on_another_answer_is_certain_on_no_day():
    rules = ruleset([STARTED, BIG], policy("a", all_of(SINCE, need("big", "is", True))))
    found = best_day(Supposing(rules, check(rules)), "started", {})
    assert found.same
    assert found.earliest is None
    assert found.best.brings == (0, 0)
