"""The best set where policies exclude one another: of every way in which four can, also of what is worth the same."""

from itertools import combinations, product

import polars as pl
import pytest

from policies.calculator.ruleset import Award, Part
from policies.screening.compiling.combinations import largest_of, parts_of
from policies.screening.plan import compile_plan
from tests.calculator.build import TODAY, all_of, check, need, policy, question, ruleset
from tests.screening.comparing import table_of
from tests.screening.random_persons import RandomPerson

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


def test_what_has_nothing_to_do_with_one_another_is_looked_at_apart():
    rivals = {"a": frozenset("c"), "c": frozenset("ab"), "b": frozenset("c")}
    assert parts_of(CODES, rivals) == [["a", "b", "c"], ["d"]]
    assert {*largest_of("abc", rivals)} == {frozenset("ab"), frozenset("c")}
    assert largest_of("d", rivals) == [frozenset("d")]
