"""Conditions on the day of an event, on the very edge of each."""

from datetime import date

import pytest

from policies.calculator.calendar import Month
from policies.calculator.date_operators import TODAY as TODAY_SAID
from policies.calculator.ruleset import NO_DATE
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset

QUESTIONS = [question(key, "date") for key in ("born", "started", "left")]


def found(threshold, on=TODAY, **answers):
    return check(ruleset(QUESTIONS, policy(requirements=all_of(threshold))), answers, on).results[0]


def verdict(threshold, on=TODAY, **answers):
    return found(threshold, on, **answers).findings[0].verdict.value


@pytest.mark.parametrize(
    ("operator", "years", "born", "expected"),
    [
        pytest.param("age_at_least", 18, date(2008, 11, 22), "yes", id="18-today"),
        pytest.param("age_at_least", 18, date(2008, 11, 23), "no", id="18-tomorrow"),
        pytest.param("age_more_than", 18, date(2007, 11, 22), "yes", id="19-today"),
        pytest.param("age_more_than", 18, date(2007, 11, 23), "no", id="19-tomorrow"),
        pytest.param("age_at_most", 35, date(1990, 11, 23), "yes", id="36-tomorrow"),
        pytest.param("age_at_most", 35, date(1990, 11, 22), "no", id="36-today"),
        pytest.param("age_less_than", 35, date(1991, 11, 23), "yes", id="35-tomorrow"),
        pytest.param("age_less_than", 35, date(1991, 11, 22), "no", id="35-today"),
        pytest.param("age_at_most", 35, Month(1990, 12), "yes", id="every-day-of-the-month"),
        pytest.param("age_at_most", 35, Month(1990, 11), "unknown", id="some-days-of-the-month"),
        pytest.param("age_at_most", 35, Month(1990, 10), "no", id="no-day-of-the-month"),
        pytest.param("age_at_most", 35, NO_DATE, "no", id="never-born"),
    ],
)
def test_age(operator, years, born, expected):
    assert verdict(need("born", operator, years), born=born) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 2, 28), "no"), (date(2026, 3, 1), "yes"), (date(2028, 2, 28), "yes")],
)
def test_who_was_born_on_29_february_becomes_older_on_1_march_in_common_years(on, expected):
    assert verdict(need("born", "age_at_least", 18), on, born=date(2008, 2, 29)) == expected


def test_in_leap_years_it_is_the_day_itself():
    needed = need("born", "age_at_least", 20)
    assert verdict(needed, date(2028, 2, 28), born=date(2008, 2, 29)) == "no"
    assert verdict(needed, date(2028, 2, 29), born=date(2008, 2, 29)) == "yes"


@pytest.mark.parametrize(
    ("started", "expected"),
    [
        pytest.param(date(2026, 6, 1), "yes", id="18-on-that-day"),
        pytest.param(date(2026, 5, 31), "no", id="18-on-the-next"),
        pytest.param(Month(2026, 6), "yes", id="on-every-day-of-that-month"),
        pytest.param(Month(2026, 5), "no", id="on-none"),
        pytest.param(None, "unknown", id="nobody-knows"),
        pytest.param(NO_DATE, "yes", id="it-never-was-so-today"),
    ],
)
def test_age_at_an_event(started, expected):
    answers = {"started": started} if started else {}
    assert verdict(need("born", "age_at_least", 18, "started"), born=date(2008, 6, 1), **answers) == expected


@pytest.mark.parametrize(
    ("operator", "count", "event", "expected"),
    [
        pytest.param("months_since_more_than", 12, date(2025, 11, 21), "yes", id="a-year-and-a-day"),
        pytest.param("months_since_more_than", 12, date(2025, 11, 22), "no", id="a-year-today"),
        pytest.param("months_since_less_than", 12, date(2025, 11, 23), "yes", id="a-year-tomorrow"),
        pytest.param("months_since_less_than", 12, date(2025, 11, 22), "no", id="no-less-than-a-year"),
        pytest.param("months_since_less_than", 12, Month(2025, 11), "unknown", id="some-days-of-the-month"),
        pytest.param("days_since_at_least", 30, date(2026, 10, 23), "yes", id="30-days-today"),
        pytest.param("days_since_at_least", 30, date(2026, 10, 24), "no", id="29-days"),
        pytest.param("days_since_at_most", 30, date(2026, 10, 23), "yes", id="the-last-of-30-days"),
        pytest.param("days_since_at_most", 30, date(2026, 10, 22), "no", id="31-days"),
        pytest.param("days_since_at_most", 30, NO_DATE, "no", id="never-so-not-lately"),
        pytest.param("before", date(2024, 1, 1), date(2023, 12, 31), "yes", id="the-day-before"),
        pytest.param("before", date(2024, 1, 1), date(2024, 1, 1), "no", id="the-day-itself-is-not-before-it"),
        pytest.param("before", date(2024, 1, 1), NO_DATE, "no", id="never-so-not-before-either"),
        pytest.param("before", date(2024, 1, 15), Month(2024, 1), "unknown", id="some-days-are-before-it"),
        pytest.param("on_or_after", date(2024, 1, 1), date(2024, 1, 1), "yes", id="the-day-itself"),
        pytest.param("on_or_after", date(2024, 1, 1), Month(2024, 1), "yes", id="every-day-of-the-month"),
        pytest.param("on_or_after", date(2024, 1, 1), date(2023, 12, 31), "no", id="a-day-early"),
        pytest.param("on_or_after", date(2024, 1, 1), NO_DATE, "no", id="never"),
        pytest.param("same_year_as", TODAY_SAID, date(2026, 1, 1), "yes", id="the-first-day-of-the-year"),
        pytest.param("same_year_as", TODAY_SAID, Month(2026, 12), "yes", id="the-last-month-of-the-year"),
        pytest.param("same_year_as", TODAY_SAID, date(2025, 12, 31), "no", id="last-year"),
        pytest.param("same_year_as", TODAY_SAID, NO_DATE, "no", id="in-no-year"),
    ],
)
def test_on_the_edge(operator, count, event, expected):
    assert verdict(need("started", operator, count), started=event) == expected


@pytest.mark.parametrize(
    ("started", "left", "expected"),
    [
        pytest.param(date(2025, 1, 1), date(2025, 12, 31), "yes", id="both-in-2025"),
        pytest.param(date(2025, 12, 31), date(2026, 1, 1), "no", id="a-day-apart"),
        pytest.param(Month(2025, 3), Month(2025, 9), "yes", id="months-of-one-year"),
        pytest.param(date(2025, 1, 1), None, "unknown", id="the-other-unknown"),
        pytest.param(None, date(2025, 1, 1), "unknown", id="the-one-unknown"),
        pytest.param(date(2026, 1, 1), NO_DATE, "yes", id="the-other-never-was-so-this-year-counts"),
        pytest.param(NO_DATE, None, "no", id="never-whatever-the-other"),
    ],
)
def test_in_the_year_of_another_event(started, left, expected):
    answers = {key: day for key, day in (("started", started), ("left", left)) if day}
    assert verdict(need("started", "same_year_as", "left", "left"), **answers) == expected


def test_an_age_ends_on_the_day_before_the_birthday():
    result = found(need("born", "age_at_most", 35), born=date(1992, 3, 10))
    assert (result.status, result.eligible_until, result.may_last_to) == (
        "eligible",
        date(2028, 3, 9),
        date(2028, 3, 9),
    )


def test_an_age_known_to_the_month_ends_for_certain_and_possibly():
    result = found(need("born", "age_at_most", 35), born=Month(1992, 3))
    assert (result.eligible_until, result.may_last_to) == (date(2028, 2, 29), date(2028, 3, 30))


def test_an_age_is_reached_on_a_day_or_in_a_month():
    needed = need("born", "age_at_least", 18)
    assert found(needed, born=date(2009, 5, 6)).eligible_from == date(2027, 5, 6)
    assert found(needed, born=Month(2009, 5)).eligible_from == date(2027, 5, 31)


def test_the_day_of_a_month_is_asked_where_it_decides_today():
    rules = ruleset(QUESTIONS, policy(requirements=all_of(need("born", "age_at_most", 35))))
    assert check(rules, {"born": Month(1990, 11)}).relevant_questions == ("born",)
    assert check(rules, {"born": Month(1990, 12)}).relevant_questions == ()


def test_a_year_begins_and_ends():
    needed = need("started", "same_year_as", TODAY_SAID)
    result = found(needed, started=date(2027, 6, 1))
    assert (result.eligible_from, result.eligible_until) == (date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("threshold", "answer", "gap"),
    [
        pytest.param(need("born", "age_at_least", 18), date(2009, 11, 22), 1, id="17-today"),
        pytest.param(need("born", "age_at_least", 18), date(2009, 11, 23), 2, id="still-16"),
        pytest.param(need("born", "age_more_than", 18), date(2008, 11, 22), 1, id="18-is-no-more-than-18"),
        pytest.param(need("born", "age_at_most", 35), date(1990, 11, 22), 1, id="36-today"),
        pytest.param(need("born", "age_at_most", 35), date(1989, 11, 23), 1, id="still-36"),
        pytest.param(need("born", "age_at_most", 35), date(1989, 11, 22), 2, id="37"),
        pytest.param(need("born", "age_less_than", 35), date(1991, 11, 22), 1, id="35-is-no-less-than-35"),
        pytest.param(need("started", "days_since_at_least", 30), date(2026, 11, 2), 10, id="20-days-so-far"),
        pytest.param(need("started", "days_since_at_least", 30), date(2027, 1, 1), 30, id="still-to-come"),
        pytest.param(need("started", "days_since_at_most", 30), date(2026, 10, 13), 10, id="40-days"),
        pytest.param(need("started", "months_since_more_than", 12), date(2025, 11, 22), 1, id="one-day-is-a-month"),
        pytest.param(need("started", "months_since_less_than", 12), date(2025, 11, 22), 1, id="reached-today"),
        pytest.param(need("started", "months_since_less_than", 12), date(2025, 10, 22), 2, id="a-month-over"),
        pytest.param(need("started", "before", date(2024, 1, 1)), date(2025, 1, 1), None, id="a-day-does-not-move"),
        pytest.param(need("started", "same_year_as", TODAY_SAID), date(2025, 1, 1), None, id="nor-does-a-year"),
    ],
)
def test_what_is_missed_by(threshold, answer, gap):
    result = found(threshold, **{threshold.condition.question: answer})
    assert result.days.gap(result.findings[0]) == gap
