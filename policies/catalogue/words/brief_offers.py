"""What a policy offers in one line of a list, said to nobody in particular, and by what such a list is sorted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from policies.calculator.awards import UNPAID_FORMS, Amounts, Parameters, amounts
from policies.calculator.ruleset import Basis
from policies.catalogue import rulesets

from . import awards as award_sentences
from . import offers
from .formulas import Named
from .sentences import Questions

Entry = Mapping[str, Any]


class Known(IntEnum):
    """What is known of an amount before anybody answered: a list has them in this order."""

    PUBLISHED = 0
    RECKONED = 1  # by answers, such as how large a home is
    UNPUBLISHED = 2
    UNPAID = 3  # services, discounts in kind, loans


@dataclass(frozen=True, slots=True)
class BriefOffer:
    """`total`: yuan over the longest stated term of the tier that has most, by its published bound where it is one; 0
    unless it is PUBLISHED."""

    words: str
    known: Known
    total: int


def brief(entry: Entry, parameters: Parameters, named: Named, questions: Questions, on: date) -> BriefOffer:
    """`entry`: as it is `on` that day. Of several tiers the one that has most, else the first."""
    tiers = [("", entry["award"])] if entry.get("award") else [(one["name"], one["award"]) for one in entry["tiers"]]
    reckoned = [amounts(rulesets.build_award(award), {}, parameters, on) for _, award in tiers]
    at = max(range(len(tiers)), key=lambda number: (-_known(reckoned[number]), reckoned[number].total or 0, -number))
    (tier, award), most = tiers[at], reckoned[at]
    text = offers.in_words(award, parameters, named, questions, on)
    said = [" ".join(part for part in (text.bound, text.digits, text.unit) if part)]
    said += [text.cap] if text.cap else [_in_all(most, questions)] if _comes_again(most) else []
    said += [how for how in (award_sentences.FORMS.get(most.form), award_sentences.PAYEES.get(most.payee)) if how]
    words = "，".join(said)
    if len(tiers) > 1:
        words = f"{tier}：{words}；另有 {len(tiers) - 1} 档"
    known = _known(most)
    return BriefOffer(words, known, most.total or 0 if known is Known.PUBLISHED else 0)


def _known(one: Amounts) -> Known:
    if one.form in UNPAID_FORMS:
        return Known.UNPAID
    if one.total:
        return Known.PUBLISHED
    return Known.RECKONED if one.missing and one.basis is not Basis.UNSPECIFIED else Known.UNPUBLISHED


def _in_all(one: Amounts, questions: Questions) -> str:
    """「领满合计 18,000 元」「领满合计至多 3,000 元」"""
    whole = award_sentences.whole(one, questions)
    return f"领满合计 {whole}" if whole[0].isdigit() else f"领满合计{whole}"


def _comes_again(one: Amounts) -> bool:
    """Whether one payment stands there and the documents say how many there are at most."""
    stands = one.recurring is not None and not one.has_once
    return stands and one.count is not None and one.total is not None and one.total != one.recurring
