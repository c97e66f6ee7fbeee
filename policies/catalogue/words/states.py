"""How long there is money and when a state turns, in words."""

from __future__ import annotations

from datetime import date

from policies.calculator.ruleset import State
from policies.catalogue.document import states
from policies.catalogue.document.states import Entry

from . import sentences


def money_left(policy: Entry, day: date) -> str:
    """「资金到 2026 年 12 月 30 日为止还有」; empty where nobody knows of an end."""
    last = states.money_until(policy, day)
    return f"资金到 {sentences.day(last)}为止还有" if last else ""


def ahead(policy: Entry, day: date) -> str:
    """「资金到 2026 年 12 月 30 日为止还有」「从 2027 年 1 月 1 日起停止受理」; empty where nobody knows of a turn."""
    if left := money_left(policy, day):
        return left
    coming = states.next_turn(policy, day)
    if coming is None:
        return ""
    words = {State.OPEN: "受理", State.PLANNED: "暂停受理", State.CLOSED: "停止受理"}
    return f"从 {sentences.day(coming[0])}起{words[coming[1]]}"


def money_spent(policy: Entry, day: date) -> str:
    """Of one whose money is or will be spent: 「从 2026 年 12 月 31 日起资金用完」"""
    spent = states.money_from(policy, day)
    return f"从 {sentences.day(spent)}起资金用完" if spent and spent > date.min else "资金已经用完"
