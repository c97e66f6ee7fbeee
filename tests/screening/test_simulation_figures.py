"""Who gains, who loses and what it costs, reckoned by hand for four people of a small town."""

from itertools import pairwise

import pytest

from policies.screening.simulation import budgets, gain_figures, reporting, running
from policies.screening.simulation.counting import (
    AFTER,
    BEFORE,
    BOTH,
    CHANGE,
    GAINED,
    GAINS,
    GROUP,
    HAS_AFTER,
    HAS_BEFORE,
    LESS,
    LOSES,
    LOST,
    MORE,
    NOT_FITTING,
    PERSONS,
    STANDING,
    SURE,
    SURE_AFTER,
    SURE_BEFORE,
    UNRECKONED,
    WHOLE,
    Comparison,
    Counted,
)
from policies.screening.simulation.fares import AT_LEAST, CERTAIN, MISSING, RIGHT, UNKNOWN, UNPUBLISHED, UP_TO
from policies.screening.simulation.person import Person
from tests.screening import simulation_pack as town

TWICE_A_MONTH = "monthly.recurring.amount=200"


def test_of_what_excludes_each_other_only_the_better_is_paid():
    """Before the single sum is better (1,500), then the monthly one (2,400): two payments in 2026, ten in 2027."""
    found = town.simulated(TWICE_A_MONTH)
    graduates = 2
    assert found.yuan(BEFORE, "monthly", (CERTAIN,)) == 0
    assert found.yuan(BEFORE, "once", (CERTAIN,), [2026]) == 1500 * graduates
    assert found.yuan(AFTER, "once", (CERTAIN,)) == 0
    assert found.yuan(AFTER, "monthly", (CERTAIN,), [2026]) == 2 * 200 * graduates
    assert found.yuan(AFTER, "monthly", (CERTAIN,), [2027]) == 10 * 200 * graduates
    assert found.yuan(AFTER, None, (CERTAIN,)) == 2400 * graduates
    # A right to both they have on either side.
    assert found.number(WHOLE, GAINS) == found.number(WHOLE, LOSES) == 0
    assert found.number(STANDING, BEFORE, "monthly", RIGHT) == graduates
    assert (found.number(WHOLE, MORE), found.number(WHOLE, LESS)) == (graduates, 0)
    assert found.number(CHANGE, SURE, 900) == graduates
    assert found.number(CHANGE, SURE, 0) == 2


def test_bounds_stay_apart_and_what_nobody_published_is_no_money():
    found = town.simulated(TWICE_A_MONTH)
    young = 2
    assert found.yuan(BEFORE, "refund", (UP_TO,)) == 500 * young
    assert found.yuan(BEFORE, "refund", (CERTAIN, AT_LEAST)) == 0
    assert found.yuan(BEFORE, "least", (AT_LEAST,)) == 70 * young
    assert found.yuan(BEFORE, "least", (CERTAIN, UP_TO)) == 0
    assert found.number(UNRECKONED, BEFORE, "secret", UNPUBLISHED) == young
    assert found.number(UNRECKONED, BEFORE, "secret", MISSING) == 0
    assert "secret" not in found.paying


def test_who_gains_and_who_loses_a_right():
    """From 30 to 40 years the older graduate comes in; from a degree to school the pupil does."""
    found = town.simulated("refund.conditions.1.at_most=40", "once.conditions.1.at_least=school", "least.state=closed")
    assert (found.number(GAINED, "refund"), found.number(LOST, "refund")) == (1, 0)
    assert (found.number(GAINED, "once"), found.number(LOST, "once")) == (1, 0)
    assert (found.number(GAINED, "least"), found.number(LOST, "least")) == (0, 2)
    assert found.number(WHOLE, GAINS) == 1  # the older graduate
    assert found.number(WHOLE, BOTH) == 1  # the pupil
    assert found.number(WHOLE, LOSES) == 1  # the young graduate
    # Who has said nothing of education may have the right to what asks for it: neither had nor lost.
    assert found.number(STANDING, BEFORE, "once", UNKNOWN) == 1
    assert (found.number(WHOLE, HAS_BEFORE), found.number(WHOLE, HAS_AFTER)) == (3, 3)


def test_figures_are_told_apart_by_answers():
    found = town.simulated(TWICE_A_MONTH)
    education, age = range(2)

    def of(place, value, what):
        return found.number(GROUP, place, value, what)

    assert [of(education, value, PERSONS) for value in ("高中", "本科", "没有回答")] == [1, 2, 1]
    assert of(education, "本科", MORE) == 2
    assert of(education, "高中", MORE) == 0
    assert [of(age, value, PERSONS) for value in ("0–29", "30–44", "45 以上")] == [2, 1, 1]
    # 1,500 and 70 of the young graduate, 70 of the pupil; then 2,400 in place of 1,500.
    assert (of(age, "0–29", SURE_BEFORE), of(age, "0–29", SURE_AFTER)) == (1640, 2540)


def test_a_budget_is_spent_with_the_payment_that_it_does_not_cover():
    """Two are paid 200 a month: by 2027-02-22 three payments each are made, 1,200; of the fourth there is one left."""
    found = town.simulated(TWICE_A_MONTH, budgets={"monthly": 1400})
    claimants = found.counted.claimants["monthly"]
    result = budgets.outcome("monthly", 1400, claimants, 0)
    assert result.sure.spent_on is not None
    assert result.sure.spent_on.isoformat() == "2027-02-22"
    assert (result.sure.left, result.sure.wanted) == (0, 4800)
    assert result.sure.outcomes == {budgets.IN_PART: 2}
    enough = budgets.outcome("monthly", 4800, claimants, 0)
    assert (enough.most.spent_on, enough.most.outcomes) == (None, {budgets.IN_FULL: 2})
    none = budgets.outcome("monthly", 250, claimants, 0)
    assert none.most.outcomes == {budgets.IN_PART: 1, budgets.NOT_AT_ALL: 1}
    assert none.most.by_group[1] == {("0–29", budgets.IN_PART): 1, ("30–44", budgets.NOT_AT_ALL): 1}


def test_of_an_upper_bound_nothing_is_certain_to_be_spent():
    found = town.simulated(TWICE_A_MONTH, budgets={"refund": 700})
    result = budgets.outcome("refund", 700, found.counted.claimants["refund"], 0)
    assert (result.most.spent_on, result.most.left) == (town.ON, 200)
    assert (result.sure.spent_on, result.sure.wanted) == (None, 0)


def test_what_was_received_is_not_paid_again():
    had = [Person(one.answers, {"once": None}) for one in town.EVERYBODY]
    found = town.simulated(TWICE_A_MONTH, persons=had)
    assert found.yuan(AFTER, None, (CERTAIN,)) == 0


def test_an_answer_that_one_side_does_not_know_is_none_there():
    choice = {"value": "doctor", "label": "博士"}
    after = town.document()
    after["questions"][0]["choices"].append(choice)
    from policies.catalogue.rulesets import build_ruleset

    one, other = build_ruleset(town.document(), town.REGION), build_ruleset(after, town.REGION)
    into = Counted()
    Comparison(one, other, town.ON).count(Person({"degree": "doctor", "age": 40}), into)
    assert into.counts[GAINED, "monthly"] == 1
    assert into.counts[NOT_FITTING, BEFORE] == 1
    assert into.counts[NOT_FITTING, AFTER] == 0
    assert into.counts[STANDING, BEFORE, "monthly", UNKNOWN] == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_parts_of_a_population_add_up(workers):
    from policies.catalogue.rulesets import build_ruleset

    documents = town.document(), town.document(TWICE_A_MONTH)
    comparison = Comparison(
        *(build_ruleset(one, town.REGION) for one in documents), town.ON, town.dimensions(), {"monthly"}
    )
    told = []
    several = running.count_on(workers, comparison, town.EVERYBODY * 400, told.append)
    whole = running.count(comparison, town.EVERYBODY * 400)
    assert several.counts == whole.counts
    assert several.claimants == whole.claimants
    assert whole.counts[PERSONS,] == 1600
    assert told == sorted(told)
    assert told[-1] == (1600 if workers > 1 else 1500)


def test_classes_of_gains_leave_no_gap():
    found = gain_figures.classes({-1600: 2, 0: 5, 150: 1, 2500: 3})
    assert sum(persons for _, persons in found) == 11
    assert all(one.most + 1 == other.least for (one, _), (other, _) in pairwise(found))
    assert [(one.words, persons) for one, persons in found if persons] == [
        ("少 1,000–1,999 元", 2),
        ("不变", 5),
        ("多 100–199 元", 1),
        ("多 2,000–4,999 元", 3),
    ]


def test_a_report_says_what_it_is_of():
    found = town.simulated(TWICE_A_MONTH, budgets={"monthly": 1400})
    report = reporting.report(found, "现在 → 改以后", "某镇", "合成人口（种子 1）")
    assert report.synthetic
    assert any("不是真实的名单" in line for line in report.lead)
    tables = {table.key: table for section in report.sections for table in section.tables}
    rows = {name: [cell.words for cell in cells] for name, cells in tables["policy-years"].rows}
    assert rows["按月补：确定的"] == ["0 → 800", "0 → 4,000", "0", "0", "0", "0 → 4,800", "0 → 4,800"]
    assert rows["一次补：确定的"] == ["3,000 → 0", "0", "0", "0", "0", "3,000 → 0", "3,000 → 0"]
    years = {name: [cell.words for cell in cells] for name, cells in tables["years"].rows}
    assert years["确定的"][:2] == ["3,000 → 800", "0 → 4,000"]
    assert years["改以后比改以前多（确定的和至少的）"] == ["-2,200", "+4,000", "0", "0", "0", "+1,800", "+1,800"]
    assert tables["policy-years"].heads[1:] == (
        "2026 年",
        "2027 年",
        "2028 年",
        "2029 年",
        "2030 年",
        "5 年合计",
        "全部",
    )
    budget = {name: [cell.words for cell in cells] for name, cells in tables["budget-monthly"].rows}
    assert budget["什么时候用完"] == ["2027 年 2 月 22 日", "2027 年 2 月 22 日"]
    assert budget["只领到一部分的人"] == ["2", "2"]
    # What is on the page is in the long table too.
    money = [row for row in report.figures if row[1] == "monthly" and row[0] == "每年的钱"]
    assert [(row[5], row[6], row[8]) for row in money] == [
        ("改以前", "2026", "0"),
        ("改以后", "2026", "800"),
        ("改以前", "2027", "0"),
        ("改以后", "2027", "4000"),
    ]
