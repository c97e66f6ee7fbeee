"""The best set where policies exclude and require one another: of every way in which four exclude, and of many more."""

from datetime import date
from itertools import combinations, product
from random import Random

import polars as pl
import pytest

from policies.calculator.ruleset import ApplicationWindow, Award, Part
from policies.screening.compiling.combinations import links_of, parts_of
from policies.screening.plan import compile_plan
from policies.screening.table import EVERYTHING
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset
from tests.screening.comparing import assert_same, expected, table_of
from tests.screening.random_persons import RandomPerson

WANTED = EVERYTHING
CODES = ("a", "b", "c", "d")
PAIRS = tuple(combinations(CODES, 2))
QUESTIONS = [question(code, "bool") for code in CODES]
# Of the same worth, and so that two of the lesser come to the greater one.
YUAN = ((1000, 1000, 1000, 1000), (3000, 2000, 1000, 1000))


def persons():
    """Whoever may have which, and of those who may have all somebody who has one already."""
    for number, fits in enumerate(product((True, False), repeat=len(CODES))):
        for had in (None, *CODES) if all(fits) else (None,):
            yield RandomPerson(
                number * 5 + ("", *CODES).index(had or ""), dict(zip(CODES, fits, strict=True)), had_of(had)
            )


def had_of(code):
    return {} if code is None else {code: None}


@pytest.mark.parametrize("yuan", YUAN)
def test_it_is_the_best_of_every_way_in_which_four_exclude_one_another(yuan):
    several = list(persons())
    for excluding in product((False, True), repeat=len(PAIRS)):
        pairs = [pair for pair, excludes in zip(PAIRS, excluding, strict=True) if excludes]
        policies = [
            policy(
                code,
                all_of(need(code, "is", True)),
                award=Award("cash", once=Part(amount)),
                excludes=tuple(other for one, other in pairs if one == code),
            )
            for code, amount in zip(CODES, yuan, strict=True)
        ]
        rules = ruleset(QUESTIONS, *policies)
        found = compile_plan(rules, TODAY, wanted={"chosen", "best"}).apply(table_of(rules, several))
        chosen = found.select(pl.col(f"{code}|chosen").alias(code) for code in CODES).to_dicts()
        for person, row, total in zip(several, chosen, found["best|total"], strict=True):
            best = check(rules, person.answers, received=person.received).best
            assert tuple(code for code in CODES if row[code]) == best.policies, (pairs, person)
            assert total == best.total


def with_others(*policies):
    """Who may have which of these, drawn, and what they have already; each comes to another amount."""
    rules = ruleset([question(one.code, "bool") for one in policies], *policies)
    draw = Random(len(policies))
    several = [
        RandomPerson(
            number,
            {one.code: draw.random() < 0.8 for one in policies},
            dict.fromkeys(one.code for one in policies if draw.random() < 0.05),
        )
        for number in range(150)
    ]
    found = compile_plan(rules, TODAY, wanted=WANTED).apply(table_of(rules, several)).to_dict(as_series=False)
    assert assert_same(rules, several, expected(rules, several, TODAY, TODAY, WANTED), found) > 1000
    return found


def grant(code, number, **more):
    return policy(
        code, all_of(need(code, "is", True)), award=Award("cash", once=Part(500 + number * 137 % 400)), **more
    )


def test_a_ring_of_twenty_in_which_each_excludes_the_next():
    codes = [f"p{number}" for number in range(20)]
    found = with_others(*(grant(code, place, excludes=(codes[place - 1],)) for place, code in enumerate(codes)))
    assert len({*found["best|total"]}) > 20


def test_groups_of_which_each_shares_a_policy_with_the_next():
    """Of five groups of four; every one more would be four times as many combinations."""
    several = [
        grant(
            f"p{number}", number, group=f"g{number // 3}", also_in=(f"g{number // 3 - 1}",) if number % 3 == 0 else ()
        )
        for number in range(16)
    ]
    with_others(*several)


def test_what_is_required_is_taken_with_it_or_was_had():
    several = [
        grant("base", 1, group="g"),
        grant("other", 2, group="g"),
        grant("more", 3, requires=("base",)),
        grant("most", 4, requires=("more",), group="h"),
        grant("rival", 5, group="h"),
        grant("both", 6, requires=("base", "rival")),
    ]
    found = with_others(*several)
    assert {*found["most|chosen"]} == {True, False}


@pytest.mark.parametrize("group", [None, "g"])
def test_what_is_required_can_be_applied_for_too(group):
    """While the right to what requires it lasts."""
    closed = ApplicationWindow(opens=(12, 1), closes=(12, 31))
    never = ApplicationWindow(starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    several = [
        grant("base", 1, application_windows=(closed,), group=group),
        grant("late", 2, application_windows=(never,)),
        grant("more", 3, requires=("base",), group="h"),
        grant("never", 4, requires=("late",), group="h"),
        grant("either", 5, requires=("more", "late")),
    ]
    found = with_others(*several)
    assert True in found["more|chosen"]
    assert True in found["never|chosen"], "of whoever has the other already"


def test_what_is_required_is_looked_at_though_it_does_not_come_out():
    rules = ruleset([question("base", "bool")], grant("base", 1), policy("more", requires=("base",)))
    plan = compile_plan(rules, TODAY, among=["more"], wanted={"status", "chosen"})
    people = [RandomPerson(0, {"base": True}, {}), RandomPerson(1, {"base": False}, {})]
    found = plan.apply(table_of(rules, people))
    assert found["more|status"].to_list() == ["eligible", "ineligible"]
    assert found["more|chosen"].to_list() == [False, False], "the best set is that of these alone"


def test_what_has_nothing_to_do_with_one_another_is_looked_at_apart():
    rivals = {"a": frozenset("c"), "c": frozenset("ab"), "b": frozenset("c")}
    assert parts_of(CODES, links_of(CODES, rivals, ())) == [["a", "b", "c"], ["d"]]
    assert parts_of(CODES, links_of(CODES, {}, ("bd", "cx"))) == [["a"], ["b", "d"], ["c"]]
