"""Every sentence of a result holds on its own: nothing is said more surely, or of more, than is known."""

import re

import pytest
from django.urls import reverse

from policies.api.request import CheckBody
from policies.api.text import table
from policies.calculator import Facts, assess
from policies.calculator.ruleset import State
from policies.results.picture import KINDS
from tests.pages import text
from tests.persons import BUYER_2024, CAST, DAY, FOUNDER, MASTER_2025, Person, without
from tests.persons import replace as changed

RESULT = reverse("result")
# A housing fund of a year, a home to buy: of clause 二（十） only the trial stands against it.
PLANNING = changed(
    MASTER_2025,
    home_purchase="planning",
    housing_fund_months=12,
    housing_fund_employer_monthly=600,
    employer_prepaid_rent=0,
    owned_area=0,
    owns_home_in_quzhou=False,
    used_purchase_benefit=False,
    first_home=True,
)


@pytest.fixture
def result(client, visit):
    def shown(person):
        visit(person)
        return client.get(RESULT)

    return shown


def said(shipped, person):
    return table(CheckBody(person.region, DAY, DAY, (), person.values), shipped)


@pytest.mark.parametrize(
    ("person", "code"),
    [
        pytest.param(FOUNDER, "qj-founder-apartment", id="flats-for-founders"),
        pytest.param(Person({"age": 30}, "jinzhong"), "jz-youth-station", id="youth-stations"),
    ],
)
def test_what_is_only_planned_cannot_be_claimed(shipped, result, person, code):
    page = result(person)
    name = shipped.policies[code]["name"]
    assert name in text(page, "planned")
    assert "没有说已经建好，所以不算可申领" in text(page, "planned")
    assert name not in text(page, "eligible")
    ruleset = shipped.ruleset(person.region)
    found = assess(ruleset, Facts.resolve(ruleset, person.values, DAY), DAY)
    assert found.by_code[code].status == "eligible"
    assert found.by_code[code].policy.state is State.PLANNED
    assert code not in found.best.policies
    eligible, _, planned = said(shipped, person).partition("即将可领")
    assert name not in eligible
    assert name in planned.partition("计划中，还没有说建好")[2]


def test_a_planned_flat_takes_the_place_of_no_subsidy(shipped):
    """It is in the group of rent subsidies, but nobody can move in yet."""
    assert shipped.policies["qj-founder-apartment"]["group"] == "rent"
    ruleset = shipped.ruleset(FOUNDER.region)
    best = assess(ruleset, Facts.resolve(ruleset, FOUNDER.values, DAY), DAY).best
    assert "qj-founder-apartment" not in {one.code for one in (*best.left_out, *best.undecided)}


def test_policy_page_and_catalogue_say_what_is_only_planned(client):
    assert "没有说已经建好，所以不算可申领" in text(client.get(reverse("policy", args=["jz-youth-station"])))
    assert "青年驿站（计划建设）服务或优惠，不发现金 计划中" in text(client.get(reverse("policies")))


def test_whose_documents_time_is_over_is_not_told_that_there_are_no_such_loans(shipped, result):
    page = result(PLANNING)
    ended = text(page, "qz-housing-fund-loan")
    assert "衢政发〔2023〕12号里的这一项最晚执行到 2026 年 5 月 3 日，已经到期" in ended
    assert "有没有延续、平常怎么办，问市住建局（牵头）、市公积金中心" in ended
    assert "住房公积金贷款" in text(page, "ended")
    assert "住房公积金贷款" not in text(page, "ineligible")
    assert "住房公积金贷款" in said(shipped, PLANNING).partition("已经到期")[2].partition("不符合 ")[0]


def test_a_home_bought_after_the_trial_names_the_purchase(result):
    shown = text(result(changed(BUYER_2024, home_purchase_date="2026-06-01")), "qz-home-purchase")
    assert "这一项只管 2026 年 5 月 3 日以前的购房" in shown
    assert "你的回答：2026 年 6 月 1 日" in shown


def test_what_fails_otherwise_too_stays_with_what_does_not_fit(result):
    page = result(changed(PLANNING, owns_home_in_quzhou=True))
    assert "非公企业员工购房补贴" in text(page, "ineligible")
    assert "已经到期" in text(page, "qz-home-purchase")


def test_a_tier_is_called_certain_only_as_far_as_it_is(result):
    open_ = text(result(without(MASTER_2025, "double_first_class")), "qj-health-check-free")
    assert "目前能确定的一档：硕士" in open_
    assert "其他高校" not in open_
    assert "按你的情况：硕士" in text(result(changed(MASTER_2025, double_first_class=False)), "qj-health-check-free")


def test_no_tier_is_named_by_what_it_is_not(shipped):
    """The first tier that certainly holds is shown while better ones may still hold."""
    names = [tier["name"] for policy in shipped.policies.values() for tier in policy["tiers"]]
    assert [name for name in names if re.match("其他|其余|非", name)] == []


def test_a_subsidy_for_the_first_year_says_so_to_whoever_works_longer(result):
    shown = text(
        result(changed(MASTER_2025, job_start_date="2024-03-01", social_insurance_months=32)), "qz-social-insurance"
    )
    assert "没有截止日" not in shown
    assert "补的是就业第一年的社保。入职已经过了一年的，文件没有写还能不能补领，先问清楚。" in shown


# Who answered this little has more open than decided: rent alone may bring 43,416 or 18,000.
LITTLE = Person(
    {
        "education": "bachelor",
        "school_group": "quzhou_university",
        "graduation_date": "2026-03-15",
        "work_status": "employed",
        "quzhou_hukou": False,
        "social_insurance_months": 14,
    }
)


def test_a_sum_is_called_what_is_certain_so_far_and_names_what_could_come(result, shipped):
    page = result(LITTLE)
    said_so_far = text(page, "so-far")
    unknown = len(page.context["page"].unknown)
    assert "至多3,000元" in text(page, "main")
    assert unknown > 10
    assert said_so_far.startswith(
        f"这只是目前能确定的。还有 {unknown} 项没有确定，符合的话会更多，例如人才租房补助 至少 43,416 元"
    )
    assert f"这只是目前能确定的，还有 {unknown} 项没有确定" in said(shipped, LITTLE)


def test_no_example_is_rare_or_over_or_instead_of_something_certain(result):
    named = [card.code for card, _ in result(LITTLE).context["page"].could_come]
    rent = {"qj-rent-subsidy", "qz-low-income-rent", "qz-talent-rent"}
    assert len(rent.intersection(named)) == 1, "of one group one"
    assert "qz-home-purchase" not in named, "the trial is over for whoever has not bought"
    assert not {"qz-major-honour", "qj-new-maker-grant"}.intersection(named), "most people have no honours"
    assert not rent.intersection(
        card.code for card, _ in result(without(MASTER_2025, "quzhou_hukou")).context["page"].could_come
    )


def test_where_everything_is_answered_nothing_more_is_held_out(result):
    assert text(result(MASTER_2025), "so-far") == ""


def test_what_a_firm_gets_is_not_the_persons(result, shipped):
    page = result(FOUNDER)
    shown, body = page.context["page"], text(page, "main")
    assert {card.code for card in shown.for_firm} == {"qz-job-creation", "qz-sales-reward"}
    assert shown.best.within - shown.money.best.within == 50_000
    assert not {card.code for card in shown.money.cards} & {card.code for card in shown.for_firm}
    assert (
        "发给单位创业带动就业补贴：50,000 元（已封顶）；初创实体销售额奖励：金额以主管部门公布为准。不算在你的合计里"
        in body
    )
    assert "发给单位的 不算进你的合计" in text(page, "eligible")
    assert "发给单位、不算在内的：创业带动就业补贴、初创实体销售额奖励" in said(shipped, FOUNDER)


def test_the_bar_beside_the_questions_adds_up_what_the_result_does(client, visit):
    visit(FOUNDER)
    total = client.get(RESULT).context["page"].money.total
    assert f"{total.digits} {total.unit}" in text(client.get(reverse("section", args=["work"])), "standing")


def test_money_in_the_housing_fund_is_not_called_cash(result):
    assert "其中112,000 元打进你的住房公积金账户，不是现金" in text(result(BUYER_2024), "main")


PEOPLE = {
    **CAST,
    "doctor": changed(MASTER_2025, education="doctor", employer_type="public_institution", postdoc=False),
    "long": changed(MASTER_2025, job_start_date="2023-03-10", full_time_degree=False),
    "planning": PLANNING,
    "bought": changed(BUYER_2024, home_purchase_date="2026-06-01"),
}


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_the_legend_names_nothing_that_the_table_does_not_hold(result, person):
    money = result(person).context["page"].money
    if money.picture is None:
        return
    for kind, _, cards in money.legend:
        for _, amount in cards:
            assert any(getattr(row.first, kind) >= int(amount.replace(",", "")) for row in money.picture.rows)
    for row in money.picture.rows:
        paid = {kind for kind in KINDS if getattr(row.first, kind)}
        assert paid <= {kind for kind, _, _ in money.legend}
