"""Each operator, on each type, on the numbers around its limit."""

from datetime import date
from decimal import Decimal

import pytest

from policies.calculator.ruleset import NO_DATE, Between
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset

QUESTIONS = [
    question("education", "choice", choices=("school", "college", "master"), ordered=True),
    question("housing", "choice", choices=("renting", "own_home")),
    question("hardships", "choice", choices=("poor", "ill", "old"), many=True),
    question("new", "bool"),
    question("points", "int"),
    question("deposit", "money"),
    question("started", "date"),
    question("bought", "date"),
]


def verdict(threshold, answers, on=TODAY):
    result = check(ruleset(QUESTIONS, policy(requirements=all_of(threshold))), answers, on).results[0]
    return result.findings[0].verdict.value


@pytest.mark.parametrize(
    ("key", "operator", "operand", "answer", "expected"),
    [
        ("education", "is", "college", "college", "yes"),
        ("education", "is", "college", "master", "no"),
        ("education", "is_not", "college", "master", "yes"),
        ("education", "is_not", "college", "college", "no"),
        ("education", "at_least", "college", "school", "no"),
        ("education", "at_least", "college", "college", "yes"),
        ("education", "at_least", "college", "master", "yes"),
        ("education", "at_most", "college", "college", "yes"),
        ("education", "at_most", "college", "master", "no"),
        ("education", "more_than", "college", "college", "no"),
        ("education", "more_than", "college", "master", "yes"),
        ("education", "less_than", "college", "school", "yes"),
        ("education", "less_than", "college", "college", "no"),
        ("housing", "in", ("renting",), "renting", "yes"),
        ("housing", "in", ("renting",), "own_home", "no"),
        ("hardships", "in", ("poor", "ill"), frozenset({"ill", "old"}), "yes"),
        ("hardships", "in", ("poor", "ill"), frozenset({"old"}), "no"),
        ("hardships", "in", ("poor", "ill"), frozenset(), "no"),
        ("hardships", "not_in", ("poor", "ill"), frozenset({"old"}), "yes"),
        ("hardships", "not_in", ("poor", "ill"), frozenset({"old", "poor"}), "no"),
        ("hardships", "not_in", ("poor", "ill"), frozenset(), "yes"),
        ("new", "is", True, True, "yes"),
        ("new", "is", True, False, "no"),
        ("new", "is", False, False, "yes"),
        ("points", "at_least", 100, 99, "no"),
        ("points", "at_least", 100, 100, "yes"),
        ("points", "at_most", 40, 40, "yes"),
        ("points", "at_most", 40, 41, "no"),
        ("education", "not_in", ("school", "master"), "college", "yes"),
        ("education", "not_in", ("school", "master"), "master", "no"),
        ("points", "not_in", (59, 60), 58, "yes"),
        ("points", "not_in", (59, 60), 60, "no"),
        ("deposit", "not_in", (200, Decimal("300.5")), Decimal("300.50"), "no"),
        ("deposit", "not_in", (200, Decimal("300.5")), Decimal("200.01"), "yes"),
        ("points", "less_than", 60, 59, "yes"),
        ("points", "less_than", 60, 60, "no"),
        ("points", "is", 0, 0, "yes"),
        ("deposit", "more_than", 200, 200, "no"),
        ("deposit", "more_than", 200, 201, "yes"),
        ("deposit", "more_than", 200, Decimal("200.01"), "yes"),
        ("deposit", "more_than", 200, Decimal("199.99"), "no"),
        ("deposit", "at_most", 200, Decimal("200.01"), "no"),
        ("deposit", "less_than", Decimal("200.5"), 200, "yes"),
        ("deposit", "at_least", Decimal("200.5"), Decimal("200.50"), "yes"),
        ("deposit", "in", (Decimal("200.5"), 300), 300, "yes"),
        ("points", "between", Between(18, 35), 17, "no"),
        ("points", "between", Between(18, 35), 18, "yes"),
        ("points", "between", Between(18, 35), 35, "yes"),
        ("points", "between", Between(18, 35), 36, "no"),
        ("points", "between", Between(18, 18), 18, "yes"),
        ("deposit", "between", Between(200, Decimal("300.5")), Decimal("199.99"), "no"),
        ("deposit", "between", Between(200, Decimal("300.5")), Decimal("300.50"), "yes"),
        ("deposit", "between", Between(200, Decimal("300.5")), Decimal("300.51"), "no"),
    ],
)
def test_operator(key, operator, operand, answer, expected):
    assert verdict(need(key, operator, operand), {key: answer}) == expected


@pytest.mark.parametrize("key", ["education", "housing", "new", "points", "deposit"])
def test_an_unanswered_question_is_neither_met_nor_failed(key):
    operand = {"education": "college", "housing": "renting", "new": True}.get(key, 1)
    assert verdict(need(key, "is", operand), {}) == "unknown"
    assert verdict(need(key, "is_not", operand), {}) == "unknown"
    assert verdict(need(key, "not_in", (operand,)), {}) == "unknown"


@pytest.mark.parametrize("operator", ["in", "not_in"])
def test_none_of_several_is_an_answer_and_no_answer_is_none(operator):
    assert verdict(need("hardships", operator, ("poor",)), {}) == "unknown"
    assert verdict(need("hardships", operator, ("poor",)), {"hardships": frozenset()}) != "unknown"


@pytest.mark.parametrize(
    ("operator", "months", "event", "expected"),
    [
        pytest.param("months_since_at_least", 12, date(2025, 11, 22), "yes", id="a-year-today"),
        pytest.param("months_since_at_least", 12, date(2025, 11, 23), "no", id="a-year-tomorrow"),
        pytest.param("months_since_at_least", 0, TODAY, "yes", id="it-happens-today"),
        pytest.param("months_since_at_least", 0, date(2026, 11, 23), "no", id="it-happens-tomorrow"),
        pytest.param("months_since_at_most", 60, date(2021, 11, 22), "yes", id="the-last-day-of-five-years"),
        pytest.param("months_since_at_most", 60, date(2021, 11, 21), "no", id="the-day-after"),
        pytest.param("months_since_at_least", 12, NO_DATE, "no", id="never-so-not-long-ago"),
        pytest.param("months_since_at_most", 60, NO_DATE, "no", id="never-so-not-lately"),
    ],
)
def test_months_since(operator, months, event, expected):
    assert verdict(need("started", operator, months), {"started": event}) == expected


@pytest.mark.parametrize(
    ("started", "bought", "expected"),
    [
        pytest.param(date(2021, 8, 2), date(2024, 8, 2), "yes", id="three-years-on-the-day-of-purchase"),
        pytest.param(date(2021, 8, 2), date(2024, 8, 3), "no", id="a-day-too-late"),
        pytest.param(date(2021, 8, 2), None, "unknown", id="purchase-unknown"),
        pytest.param(None, date(2024, 8, 2), "unknown", id="start-unknown"),
        pytest.param(date(2023, 11, 22), NO_DATE, "yes", id="no-purchase-so-today-counts"),
        pytest.param(date(2023, 11, 21), NO_DATE, "no", id="no-purchase-and-too-late-today"),
        pytest.param(NO_DATE, None, "no", id="never-started-whatever-the-purchase"),
    ],
)
def test_measured_at_another_date(started, bought, expected):
    answers = {key: day for key, day in (("started", started), ("bought", bought)) if day}
    assert verdict(need("started", "months_since_at_most", 36, measured_at="bought"), answers) == expected


@pytest.mark.parametrize(
    ("threshold", "answer", "gap"),
    [
        pytest.param(need("points", "at_least", 100), 80, 20, id="points-short"),
        pytest.param(need("points", "less_than", 60), 70, 11, id="area-too-large"),
        pytest.param(need("deposit", "more_than", 200), 200, Decimal("0.01"), id="a-cent-is-more"),
        pytest.param(need("deposit", "more_than", 200), 150, Decimal("50.01"), id="fifty-yuan-and-a-cent"),
        pytest.param(need("deposit", "less_than", 200), 200, Decimal("0.01"), id="a-cent-too-much"),
        pytest.param(need("points", "more_than", 200), 200, 1, id="whole-numbers-are-whole"),
        pytest.param(need("deposit", "more_than", 200), Decimal("199.5"), Decimal("0.51"), id="a cent more"),
        pytest.param(need("deposit", "at_most", 200), Decimal("200.5"), Decimal("0.5"), id="half-a-yuan-over"),
        pytest.param(need("deposit", "at_least", Decimal("200.5")), Decimal("100.5"), 100, id="whole-yuan-are-whole"),
        pytest.param(need("points", "between", Between(60, 90)), 58, 2, id="below-both-ends"),
        pytest.param(need("points", "between", Between(60, 90)), 94, 4, id="above-both-ends"),
        pytest.param(need("deposit", "between", Between(200, 300)), Decimal("300.5"), Decimal("0.5"), id="cents-over"),
        pytest.param(need("points", "between", Between(60, 90)), 60, None, id="between-both-ends"),
        pytest.param(need("points", "at_least", 100), 100, None, id="met"),
        pytest.param(need("started", "months_since_at_least", 12), date(2026, 3, 20), 4, id="months-to-wait"),
        pytest.param(need("started", "months_since_at_most", 36), date(2023, 10, 22), 1, id="a-month-late"),
        pytest.param(need("started", "months_since_at_most", 36), date(2023, 11, 21), 1, id="a-day-late-counts-as-one"),
        pytest.param(need("education", "at_least", "master"), "college", None, id="no-number-no-gap"),
    ],
)
def test_gap(threshold, answer, gap):
    rules = ruleset(QUESTIONS, policy(requirements=all_of(threshold)))
    result = check(rules, {threshold.condition.question: answer}).results[0]
    found = result.days.gap(result.findings[0])
    assert (found, type(found)) == (gap, type(gap))
    assert result.days.answered(result.findings[0]) == answer
