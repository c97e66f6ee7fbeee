"""When somebody can apply for what they have a right to, under two documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from policies.calculator import PolicyResult, Verdict
from policies.catalogue.words.applications import around

from .lasting import Respect, direction
from .personas import CAN_APPLY

RANK = {Verdict.NO: 0, Verdict.UNKNOWN: 1, Verdict.YES: 2}


def differences(then: PolicyResult, now: PolicyResult) -> Iterator[Respect]:
    """Whether while the right lasts; of what can be applied for, from when and until when."""
    if sign := direction(RANK[then.can_apply], RANK[now.can_apply]):
        said = " → ".join(CAN_APPLY[one.can_apply.value] for one in (then, now))
        yield sign, f"还能不能申请：{said}"
        return
    if sign := direction(_first(now), _first(then)):
        yield sign, f"能申请的日子{'提前' if sign > 0 else '推后'}：{_opens(then)} → {_opens(now)}"
    if sign := direction(_last(then), _last(now)):
        yield sign, f"申请的截止{'推后' if sign > 0 else '提前'}：{_closes(then)} → {_closes(now)}"


def _first(result: PolicyResult) -> date:
    found = result.application
    return found.claimed_from or result.day if found else result.day


def _opens(result: PolicyResult) -> str:
    found = result.application
    return f"{around(found.opens)}起" if found and found.opens else "随时"


def _last(result: PolicyResult) -> date:
    found = result.application
    return found.closes.earliest if found and found.closes else date.max


def _closes(result: PolicyResult) -> str:
    found = result.application
    return around(found.closes) if found and found.closes else "没有截止"
