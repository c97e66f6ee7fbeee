"""How great an answer a plan reckons with: as great as people may write, or less where amounts grow by it without end.

Integers stay below 2**53, see nodes; the sums over all policies too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from policies.answers.parse import GREATEST, MOST_MONTHS
from policies.calculator import due
from policies.calculator.awards import MONTHS_IN, PERIODS_IN_A_YEAR
from policies.calculator.plan import plan_of
from policies.calculator.reckoned import formulas
from policies.calculator.ruleset import Award, Condition, Formula, Parameter, Policy, QuestionType, Ruleset

MOST = 2**53 - 1
# So many awards of the greatest amount are still a number.
AWARDS = 256
FEN_IN_A_YUAN = 100


def greatest_answers(ruleset: Ruleset) -> dict[str, int]:
    """Of each number question, in its own unit; money in yuan. Worked out once and kept with the ruleset."""
    kept = vars(ruleset)
    if "_greatest_answers" not in kept:
        kept["_greatest_answers"] = _greatest_answers(ruleset)
    found: dict[str, int] = kept["_greatest_answers"]
    return found


def _greatest_answers(ruleset: Ruleset) -> dict[str, int]:
    found = {
        key: MOST_MONTHS if question.type is QuestionType.MONTHS else GREATEST
        for key, question in ruleset.questions.items()
        if question.type in (QuestionType.INT, QuestionType.MONTHS, QuestionType.MONEY)
    }
    money = frozenset(key for key, question in ruleset.questions.items() if question.type is QuestionType.MONEY)
    for policy in ruleset.policies:
        for award in awards_of(policy):
            limit = _limit(list(_products(award, ruleset.parameters, money)), found)
            for key in _grows_by(award):
                found[key] = min(found[key], limit)
    for condition, formula in _reckoned_conditions(ruleset):
        several = list(_compared(condition, formula, ruleset.parameters, money))
        limit = _limit(several, found)
        for key in {key for _, factors, _ in several for key, _ in factors}:
            found[key] = min(found[key], limit)
    return found


def _reckoned_conditions(ruleset: Ruleset) -> Iterator[tuple[Condition, Formula]]:
    """Of policies, and of what follow-ups and growth hang on."""
    hanging = (one for question in ruleset.questions.values() for one in (question.asked_if, question.grows_if) if one)
    asked = (placed.threshold.condition for one in hanging for placed in one)
    for condition in (*plan_of(ruleset).conditions.values(), *asked):
        if isinstance(condition, Condition):
            yield from ((condition, formula) for formula in formulas(condition.operand))


def _compared(
    condition: Condition, formula: Formula, parameters: Mapping[str, Parameter], money: frozenset[str]
) -> Iterator[Product]:
    """Both sides, as reckoned_sides multiplies them until they are whole."""
    of_parameters, scale = _most_of(formula, parameters)
    keys = [one.question for one in formula.factors if one.question is not None]
    ratio, unit = Fraction(formula.coefficient), FEN_IN_A_YUAN if condition.question in money else 1
    units = FEN_IN_A_YUAN ** sum(key in money for key in keys)
    yield ratio.numerator * of_parameters * scale * unit * units, tuple((key, None) for key in keys), MOST
    fen = FEN_IN_A_YUAN if condition.question in money else 1
    yield Fraction(ratio.denominator * scale * units * fen), ((condition.question, None),), MOST


def awards_of(policy: Policy) -> Iterator[Award]:
    """All that it may give, with what takes an award's place."""
    for award in [policy.award] if policy.award else [tier.award for tier in policy.tiers]:
        for one in (award, *(later for _, later in award.later)):
            yield from (one, *one.uplifts)


Product = tuple[Fraction, tuple[tuple[str, int | None], ...], int]
"""(a number, the questions that multiply it, each with the most of it that counts, what it must not be more than)"""


def _products(award: Award, parameters: Mapping[str, Parameter], money: frozenset[str]) -> Iterator[Product]:
    many = ((award.times, None),) if award.times else ()
    every = award.recurring
    periods = 1 if every is None else every.count or PERIODS_IN_A_YEAR[every.period]
    if every and every.count is None and award.last_on is not None:
        periods = due.MOST_MONTHS // MONTHS_IN[every.period]
    once = award.once.amount if award.once else None
    each = every.part.amount if every else None
    for amount, count, by in ((once, 1, many), (each, periods, many), (award.cap, 1, ())):
        if not isinstance(amount, Formula):
            yield Fraction(count * (amount or 0)), by, MOST // AWARDS
            continue
        of_parameters, scale = _most_of(amount, parameters)
        factors = tuple((one.question, one.limit) for one in amount.factors if one.question is not None)
        ratio = Fraction(amount.coefficient)
        yield ratio * of_parameters * count, (*factors, *by), MOST // AWARDS
        units = FEN_IN_A_YUAN ** sum(key in money for key, _ in factors)
        yield ratio.numerator * of_parameters * scale * units, factors, MOST


def _most_of(formula: Formula, parameters: Mapping[str, Parameter]) -> tuple[Fraction, int]:
    """(the product of the greatest values of its parameters, in how many parts of one they are reckoned)"""
    product, scale = Fraction(1), 1
    for factor in formula.factors:
        if factor.parameter is not None:
            values = [Fraction(one.value) for one in parameters[factor.parameter].values] or [Fraction(0)]
            product *= max(values)
            for one in values:
                scale *= one.denominator
    return product, scale


def _limit(products: Iterable[Product], greatest: Mapping[str, int]) -> int:
    """The greatest of all answers with which none of them is too large."""
    products = list(products)

    def fits(limit: int) -> bool:
        return all(_at_most(product, greatest, limit) for product in products)

    low, high = 0, GREATEST
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _at_most(product: Product, greatest: Mapping[str, int], limit: int) -> bool:
    number, factors, most = product
    for key, counted in factors:
        number *= min(greatest[key], limit, GREATEST if counted is None else counted)
    return number <= most


def _grows_by(award: Award) -> set[str]:
    amounts = [award.once and award.once.amount, award.recurring and award.recurring.part.amount, award.cap]
    formulas = [one for one in amounts if isinstance(one, Formula)]
    found = {factor.question for one in formulas for factor in one.factors if factor.question and factor.limit is None}
    return found | ({award.times} if award.times else set())
