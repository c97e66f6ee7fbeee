"""How a sum is paid, in words: in which instalments, from when to when, and no more than what each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from policies.calculator.awards import Amounts
from policies.calculator.date_operators import DATE_OPERATORS
from policies.calculator.due import split
from policies.calculator.thresholds import OPERATORS
from policies.catalogue.document import shares

from .periods import EVERY, in_parts, instalments
from .reckoned import Numbers
from .sentences import Questions, day, needed, yuan


def in_instalments(amounts: Amounts) -> str:
    """「分 3 期发，每年一期：40,000 元、30,000 元、30,000 元」; empty where all is paid at once."""
    plan = amounts.instalments
    if plan is None:
        return ""
    if amounts.once is None:
        return instalments(plan.shares, plan.period)
    several = split(amounts.once, plan)
    if len(set(several)) == 1:
        return f"{in_parts(len(several), plan.period)}，每期 {yuan(several[0])}"
    return f"{in_parts(len(several), plan.period)}：{'、'.join(map(yuan, several))}"


def raised(amounts: Amounts, questions: Questions, numbers: Numbers) -> Iterator[str]:
    """「已上浮 20%（子女至少 2 个）」; of `numbers` the names."""
    if why := amounts.raised:
        one = why.condition
        met = needed(questions, one.question, one.operator, one.operand, one.measured_at, replace(numbers, on=None))
        yield f"已{'加' if why.share is None else '上浮'} {_by(why.share, why.amount)}（{met}）"


def uplift(entry: Mapping[str, Any], questions: Questions, numbers: Numbers) -> str:
    """「子女至少 2 个的上浮 20%」「子女至少 2 个的一次性部分加 500 元」"""
    when = entry["when"]
    operator = next(name for name in (*OPERATORS, *DATE_OPERATORS) if when.get(name) is not None)
    met = needed(questions, when["question"], operator, when[operator], when.get("measured_at"), numbers)
    share = entry.get("share")
    part = {"once": "一次性部分", "recurring": "定期部分"}.get(entry.get("part") or "", "")
    return f"{met}的{part}{'上浮' if share else '加'} {_by(Fraction(share) if share else None, entry.get('amount'))}"


def _by(share: Fraction | None, amount: int | None) -> str:
    return shares.said(share) if share is not None else yuan(amount or 0)


def over(amounts: Amounts) -> bool:
    """Whether nothing is paid any more."""
    return amounts.last_on is not None and amounts.total == 0


def days(amounts: Amounts) -> Iterator[str]:
    if amounts.first_on:
        yield f"从 {day(amounts.first_on)}起发"
    if amounts.last_on:
        yield f"最晚发到 {day(amounts.last_on)}"


def ceilings(amounts: Amounts) -> Iterator[str]:
    """「每年最多 3,000 元」 of what cannot be reckoned yet."""
    if amounts.once is None and amounts.once_most is not None:
        yield f"{'一次' if amounts.has_recurring else ''}最多 {yuan(amounts.once_most)}"
    if amounts.recurring is None and amounts.recurring_most is not None:
        yield f"{EVERY[amounts.period or 'year']}最多 {yuan(amounts.recurring_most)}"
