"""Amounts that hang on answers are said as formulas where nobody has answered: each tier differs visibly."""

from datetime import date

import pytest

from policies.catalogue import rulesets
from policies.catalogue.packs import reading
from policies.catalogue.words import offers

DAY = date(2026, 11, 30)
QUESTIONS = {
    "area": {"type": "int", "name": "房屋面积", "unit": "平方米"},
    "price": {"type": "money", "name": "房屋单价", "unit": "元/平方米"},
    "hires": {"type": "int", "name": "招用人数", "unit": "人"},
    "bought": {"type": "date", "name": "购房", "unit": ""},
}
WAGE = {"key": "wage", "region": "x", "name": "最低月工资标准", "unit": "元/月", "help": ""}
UNKNOWN = {"key": "home", "region": "x", "name": "住宅均价", "unit": "元/平方米", "help": "", "values": []}
VALUE = {"starts_on": "2024-01-01", "value": "2010", "basis": "fixed", "inferred": False, "note": ""}
KNOWN = WAGE | {"values": [VALUE]}
AREA, PRICE = {"question": "area"}, {"question": "price"}


def part(coefficient, *factors, **more):
    empty = {"question": None, "parameter": None, "limit": None, "at": None}
    formula = {"coefficient": coefficient, "factors": [empty | factor for factor in factors]}
    return {"amount": None, "formula": formula, "basis": "fixed"} | more


def fixed(amount, **more):
    return {"amount": amount, "formula": None, "basis": "fixed"} | more


def award(**more):
    nothing = dict.fromkeys(("once", "recurring", "times", "cap", "worth", "counted_from"))
    return {"form": "cash", "per": "person", "payee": "person", "note": "", **nothing, **more}


def said(**parts):
    named = {one["key"]: one for one in (KNOWN, UNKNOWN)}
    parameters = rulesets.build_parameters({"parameters": list(named.values())})
    return str(offers.in_words(award(**parts), parameters, named, QUESTIONS, DAY))


YEARLY = {"period": "year", "count": 3}
CASES = {
    "每平方米 300 元，最多算 120 平方米，只发一次，合计最多 30,000 元": {
        "once": part("300", AREA | {"limit": 120}),
        "cap": {"amount": 30000, "formula": None},
    },
    "每人 1,000.50 元，每年发，最长 3 年": {"recurring": part("1000.5", {"question": "hires"}, **YEARLY)},
    "房屋单价 × 房屋面积（最多算 90 平方米）的 30%，只发一次": {"once": part("0.3", PRICE, AREA | {"limit": 90})},
    "房屋单价的 2/3，只发一次": {"once": part("2/3", PRICE)},
    "房屋面积（最多算 90 平方米） × 4/3，只发一次": {"once": part("4/3", AREA | {"limit": 90})},
    "房屋单价的 66.67%，只发一次": {"once": part("0.6667", PRICE)},
    "购房时的住宅均价 × 72，只发一次，不超过房屋面积 × 房屋单价，金额以主管部门公布为准": {
        "once": part("72", {"parameter": "home", "at": "bought"}),
        "cap": {"amount": None, "formula": part("1", AREA, PRICE)["formula"]},
    },
    "至多房屋单价的 10%，只发一次": {"once": part("0.1", PRICE, basis="up_to")},
    "少付房屋单价的 10%，买的时候直接抵减，不发现金": {"form": "discount", "once": part("0.1", PRICE)},
    # What needs no answer is a sum.
    "每月 1,206 元，最长 12 个月，按最长年限合计 14,472 元": {
        "recurring": part("0.6", {"parameter": "wage"}, period="month", count=12)
    },
    "至少 5,000 元": {"once": fixed(5000), "recurring": part("10", AREA, **YEARLY)},
}


@pytest.mark.parametrize(("words", "parts"), CASES.items(), ids=CASES)
def test_a_formula_in_words(words, parts):
    assert said(**parts).startswith(words)


def test_each_tier_of_the_shipped_policies_differs_visibly():
    shipped, _ = reading.load([reading.SHIPPED])
    parameters = rulesets.build_parameters(shipped)
    named = {one["key"]: one for one in shipped["parameters"]}
    questions = {one["key"]: one for one in shipped["questions"]}
    several = [policy for policy in shipped["policies"] if len(policy["tiers"]) > 1]
    assert several
    for policy in several:
        awards = [repr(tier["award"] | {"note": ""}) for tier in policy["tiers"]]
        words = [str(one.award) for one in offers.offers(policy, parameters, named, questions, DAY)]
        assert len(set(words)) == len(set(awards)), policy["code"]
