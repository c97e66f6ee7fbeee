"""An answer that holds only from a day to come: who has signed works from the first day of work on."""

from datetime import date

import pytest

from policies.calculator import NO_DATE
from policies.calculator.ruleset import Between
from tests.calculator.build import TODAY, all_of, any_of, check, need, policy, question, ruleset

WORKS = all_of(need("work", "in", ("employed", "founder")))
QUESTIONS = (
    question(
        "work",
        "choice",
        choices=("employed", "founder", "seeking"),
        begins=(("employed", "started"), ("founder", "started")),
    ),
    question("started", "date", asked_if=WORKS, implied=NO_DATE),
    question("insured", "months", grows_if=WORKS),
    question("points", "int"),
)
SIGNED = {"work": "employed", "started": date(2026, 12, 13)}
EMPLOYED = need("work", "is", "employed")
TWELVE, POINTS = need("insured", "at_least", 12), need("points", "at_least", 5)


def result(*thresholds, answers, on=TODAY, any_of=(), **more):
    rules = ruleset(QUESTIONS, policy(requirements=all_of(*thresholds, any_of=any_of)))
    return check(rules, answers, on, **more).results[0]


@pytest.mark.parametrize(
    ("started", "on", "status", "eligible_from"),
    [
        pytest.param(date(2026, 12, 13), TODAY, "upcoming", date(2026, 12, 13), id="to-come"),
        pytest.param(date(2026, 12, 13), date(2026, 12, 12), "upcoming", date(2026, 12, 13), id="the-day-before"),
        pytest.param(date(2026, 12, 13), date(2026, 12, 13), "eligible", None, id="the-day-itself"),
        pytest.param(date(2020, 1, 1), TODAY, "eligible", None, id="long-ago"),
        pytest.param(None, TODAY, "eligible", None, id="no-day-known-counts-as-started"),
        pytest.param(date(2035, 1, 1), TODAY, "ineligible", None, id="beyond-the-horizon"),
    ],
)
def test_what_needs_work_is_met_from_the_first_day_of_work(started, on, status, eligible_from):
    answers = {"work": "employed", "started": started} if started else {"work": "employed"}
    found = result(EMPLOYED, answers=answers, on=on)
    assert (found.status, found.eligible_from) == (status, eligible_from)


def test_before_that_day_nothing_else_is_met_instead():
    """Nobody said that who has signed is still looking for work."""
    assert result(need("work", "is", "seeking"), answers=SIGNED).status == "ineligible"
    assert result(need("work", "is_not", "employed"), answers=SIGNED).status == "ineligible"
    assert result(need("work", "is_not", "seeking"), answers=SIGNED).eligible_from == date(2026, 12, 13)


def test_a_date_condition_reads_a_day_to_come_as_it_stands():
    newly = any_of(need("work", "is", "seeking"), need("started", "months_since_at_most", 6))
    found = result(any_of=[newly], answers=SIGNED)
    assert (found.status, found.eligible_until) == ("eligible", date(2027, 6, 13))


def test_months_grow_from_the_first_day_of_work():
    found = result(need("insured", "at_least", 1), answers=SIGNED | {"insured": 0})
    assert found.eligible_from == date(2027, 1, 13)


def test_months_given_after_the_first_day_of_work_grow_from_their_own_day():
    answers = {"work": "employed", "started": date(2026, 11, 10), "insured": 0}
    found = result(need("insured", "at_least", 1), answers=answers, as_of=date(2026, 11, 1), on=TODAY)
    assert found.eligible_from == date(2026, 12, 10)
    found = result(need("insured", "at_least", 1), answers=answers, on=TODAY, stated_on={"insured": TODAY})
    assert found.eligible_from == date(2026, 12, 22)


@pytest.mark.parametrize(
    ("thresholds", "answers", "relevant"),
    [
        pytest.param([EMPLOYED], {"work": "employed"}, {"started"}, id="needs-work"),
        pytest.param([TWELVE], {"work": "founder", "insured": 3}, {"started"}, id="needs-months"),
        pytest.param([TWELVE], {"work": "founder", "insured": 12}, set(), id="enough-months"),
        pytest.param([EMPLOYED], {"work": "founder"}, set(), id="fails-whenever-it-begins"),
        pytest.param([need("work", "is", "seeking")], {"work": "employed"}, set(), id="needs-none"),
        pytest.param([EMPLOYED], SIGNED, set(), id="answered"),
        pytest.param([EMPLOYED, POINTS], {"work": "employed", "points": 1}, set(), id="fails-anyway"),
    ],
)
def test_the_day_is_asked_for_where_one_to_come_would_change_something(thresholds, answers, relevant):
    rules = ruleset(QUESTIONS, policy(requirements=all_of(*thresholds)))
    assert set(check(rules, answers).relevant_questions) & {"started"} == relevant


@pytest.mark.parametrize(
    ("threshold", "gap", "counts_from"),
    [
        pytest.param(EMPLOYED, None, date(2026, 12, 13), id="work"),
        pytest.param(need("work", "is", "founder"), None, None, id="other-work"),
        pytest.param(need("started", "months_since_at_least", 12), 12, date(2026, 12, 13), id="months-of-work"),
        pytest.param(need("started", "months_since_at_least", 0), 1, None, id="begun-at-all"),
        pytest.param(need("insured", "at_least", 12), 12, date(2026, 12, 13), id="months-of-insurance"),
        pytest.param(need("insured", "between", Between(6, 12)), 6, date(2026, 12, 13), id="months-between-two"),
        pytest.param(need("points", "at_least", 12), 11, None, id="nothing-to-do-with-days"),
    ],
)
def test_the_gap_is_what_is_really_missing(threshold, gap, counts_from):
    """Twelve months of work are missing, not thirteen: the two weeks until it begins are no month of work."""
    found = result(threshold, answers=SIGNED | {"insured": 0, "points": 1})
    (finding,) = found.findings
    assert (found.days.gap(finding), found.days.counts_from(finding)) == (gap, counts_from)
