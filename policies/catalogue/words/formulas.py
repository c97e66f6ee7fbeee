"""How an amount is reckoned, said to nobody in particular: 「每平方米 300 元，最多算 120 平方米」."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from policies.calculator.ratio import Ratio, ratio
from policies.calculator.ruleset import Basis

from .awards import BOUNDS, CAP_OPEN, EACH, UNPUBLISHED, AwardText
from .periods import EVERY
from .sentences import Questions, digits, yuan

Entry = Mapping[str, Any]
Named = Mapping[str, Entry]
"""The document's parameters by key."""


def reckoned(text: AwardText, award: Entry, questions: Questions, parameters: Named) -> AwardText:
    """The award in words with the formulas of its parts in place of what cannot be reckoned without answers."""
    text = _capped(text, award, questions, parameters)
    said = list(_parts(award, questions, parameters))
    if not said or text.digits:
        return text
    terms = list(text.terms)
    if text.unit == UNPUBLISHED:
        terms.append(UNPUBLISHED)
    return replace(text, unit="，另外".join(said), terms=tuple(terms))


def _capped(text: AwardText, award: Entry, questions: Questions, parameters: Named) -> AwardText:
    """What caps it in place of that something does."""
    cap = (award.get("cap") or {}).get("formula")
    if not cap or CAP_OPEN not in text.terms:
        return text
    said = f"不超过{product(cap, questions, parameters)}"
    terms = (*(term for term in text.terms if term != CAP_OPEN), said)
    return replace(text, terms=terms, cap=said if text.digits else "")


def _parts(award: Entry, questions: Questions, parameters: Named) -> Iterator[str]:
    both = bool(award.get("once")) and bool(award.get("recurring"))
    for name in ("once", "recurring"):
        part = award.get(name) or {}
        when = (EVERY[part["period"]] if name == "recurring" else "一次") if both else ""
        before = f"{EACH.get(award['per'], '')}{when}{BOUNDS[Basis(part['basis'])]}" if part else ""
        if part.get("formula"):
            saved = "少付" if award["form"] == "discount" else ""
            yield f"{before}{saved}{product(part['formula'], questions, parameters)}"
        elif both and part.get("amount") is not None:
            yield f"{before} {yuan(part['amount'])}"


def product(formula: Entry, questions: Questions, parameters: Named) -> str:
    """「房屋单价 × 房屋面积（最多算 90 平方米）的 30%」"""
    coefficient, factors = ratio(str(formula["coefficient"])), formula["factors"]
    if len(factors) == 1 and (each := _each(coefficient, factors[0], questions)):
        return each
    product = " × ".join(_factor(factor, questions, parameters) for factor in factors)
    if coefficient == 1:
        return product
    return f"{product}的 {share(coefficient)}" if coefficient < 1 else f"{product} × {share(coefficient)}"


def share(coefficient: Ratio) -> str:
    """30%, 1.5, 2/3: a fraction is said as one."""
    if isinstance(coefficient, Fraction):
        return str(coefficient)
    return f"{_plain(coefficient * 100)}%" if coefficient < 1 else _plain(coefficient)


def _each(coefficient: Ratio, factor: Entry, questions: Questions) -> str:
    """「每平方米 300 元，最多算 120 平方米」 of a number that counts something; empty for another."""
    question = questions.get(factor.get("question") or "")
    if question is None or question["type"] == "money" or not question["unit"] or isinstance(coefficient, Fraction):
        return ""
    most = f"，最多算 {factor['limit']:,} {question['unit']}" if factor.get("limit") else ""
    return f"每{question['unit']} {digits(coefficient)} 元{most}"


def _factor(factor: Entry, questions: Questions, parameters: Named) -> str:
    if factor.get("parameter"):
        when = f"{questions[factor['at']]['name']}时的" if factor.get("at") else ""
        return f"{when}{parameters[factor['parameter']]['name']}"
    question = questions[factor["question"]]
    most = f"（最多算 {factor['limit']:,} {question['unit']}）".replace(" ）", "）") if factor.get("limit") else ""
    return f"{question['name']}{most}"


def _plain(number: Decimal) -> str:
    """Without zeros at its end: 30, 66.67"""
    return f"{number.normalize():,f}"
