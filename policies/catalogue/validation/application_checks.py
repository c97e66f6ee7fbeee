"""Whether a policy's application windows leave some days and close on others, all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from policies.calculator import month_days
from policies.catalogue.document import schema

from .parsed import Parsed
from .problems import Path, Problem

Placed = tuple[Path, schema.ApplicationWindow]


def check(parsed: Parsed) -> Iterator[Problem]:
    for path, policy in parsed.each("policies"):
        if policy.application_windows:
            placed = [((*path, "application_windows", n), one) for n, one in enumerate(policy.application_windows)]
            yield from _twice(placed)
            yield from _all_year(placed)
            yield from _no_day(placed)


def _twice(placed: list[Placed]) -> Iterator[Problem]:
    seen = []
    for path, window in placed:
        said = window.model_dump(exclude={"source", "clause", "note"})
        if said in seen:
            yield Problem(path, "duplicate", "这一条和前面的一条写的时间一样，请只留一条")
        seen.append(said)


def _all_year(placed: list[Placed]) -> Iterator[Problem]:
    """Times that leave no day of the year free say nothing, and never open nor close."""
    yearly = [(path, window) for path, window in placed if window.opens and window.closes]
    # From day to day of a year that has 29 February.
    days = [(date(month_days.LEAP, 1, 1) + timedelta(number)).strftime("%m-%d") for number in range(366)]
    open_days = {day for _, window in yearly for day in days if _is_open(window, day)}
    if yearly and open_days >= set(days) - {"02-29"}:
        path, _ = yearly[-1]
        yield Problem((*path, "closes"), "idle", "这样写全年每一天都能申请；随时能申请的，不写申报期")


def _is_open(window: schema.ApplicationWindow, day: str) -> bool:
    opens, closes = str(window.opens), str(window.closes)
    return opens <= day <= closes if opens <= closes else day >= opens or day <= closes


def _no_day(placed: list[Placed]) -> Iterator[Problem]:
    """Deadlines bind together: by one event one must not be over before the other begins."""
    limits = [one for one in placed if one[1].measured_at and not one[1].every]
    for path, window in limits:
        begins = max(other.from_months or 0 for _, other in limits if other.measured_at == window.measured_at)
        if window.to_months is not None and (window.from_months or 0) <= window.to_months < begins:
            message = f"这里最晚 {window.to_months} 个月，另一条要满 {begins} 个月才开始，合起来没有一天可以申请"
            yield Problem((*path, "to_months"), "order", message)
