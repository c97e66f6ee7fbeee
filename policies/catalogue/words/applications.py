"""When one can apply, in words: as the notice says it, and for one person on one day.

What is over or cannot be told is neither promised nor refused: the right is there, and whoever takes applications is to
be asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from policies.calculator import month_days
from policies.calculator.application import Application, Around
from policies.calculator.calendar import Month
from policies.calculator.ruleset import MonthDay
from policies.calculator.verdict import NO, UNKNOWN, YES

from .sentences import Questions, alternatives, day, month, months

Entry = Mapping[str, Any]
EVERY = {"quarter": "每 3 个月", "half_year": "每半年", "year": "每年"}
FEBRUARY_29 = (2, 29)
OPEN = "现在可以申请"


# As the notice says it


def rule(window: Entry, questions: Questions) -> str:
    """「每年 3 月」「2026 年 11 月 1 日到 12 月 15 日」「毕业后 12 个月以内」「入职满 6 个月以后，每 3 个月一次」"""
    if window.get("starts_on"):
        return period(_day(window["starts_on"]), _day(window["ends_on"]))
    if window.get("opens"):
        return _yearly(_read(window["opens"]), _read(window["closes"]))
    event, begins = questions[window["measured_at"]]["name"], window.get("from_months")
    after = f"{event}满 {months(begins)}以后" if begins else ""
    if window.get("every"):
        each = f"，每次开放 {window['open_days']} 天" if window.get("open_days") else ""
        return f"{after or f'{event}以后'}，{EVERY[window['every']]}一次{each}"
    if window.get("to_months") or window.get("to_days"):
        span = months(window["to_months"]) if window.get("to_months") else f"{window['to_days']} 天"
        return f"{after}、{span}以内" if after else f"{event}后 {span}以内"
    return after or f"{event}以后"


def rules(windows: Sequence[Entry], questions: Questions) -> str:
    """Of all windows of a policy: times of which one is enough, and deadlines, which bind together."""
    times = [rule(one, questions) for one in windows if _is_a_time(one)]
    deadlines = [rule(one, questions) for one in windows if not _is_a_time(one)]
    return "；并且".join([*([alternatives(times)] if times else []), *deadlines])


def _is_a_time(window: Entry) -> bool:
    return any(window.get(name) for name in ("opens", "every", "starts_on"))


def _day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def period(first: date, last: date) -> str:
    """「2026 年 11 月 1 日到 12 月 15 日」"""
    if first == last:
        return day(first)
    return f"{day(first)}到 {day(last) if last.year != first.year else f'{last.month} 月 {last.day} 日'}"


def _read(text: str) -> MonthDay:
    found = month_days.read(text)
    if found is None:
        raise ValueError(text)
    return found


def _yearly(opens: MonthDay, closes: MonthDay) -> str:
    if opens[0] == closes[0] and opens[1] == 1 and closes == _last_of_month(closes[0]):
        return f"每年 {opens[0]} 月"
    first = f"{opens[0]} 月 {opens[1]} 日" + ("（平年 3 月 1 日）" if opens == FEBRUARY_29 else "")
    last = "2 月最后一天" if closes == FEBRUARY_29 else f"{closes[0]} 月 {closes[1]} 日"
    if opens == closes and opens != FEBRUARY_29:
        return f"每年 {first}"
    return f"每年 {first}到{'第二年 ' if closes < opens else ' '}{last}"


def _last_of_month(number: int) -> MonthDay:
    return number, Month(month_days.LEAP, number).last.day


# For one person


def around(days: Around) -> str:
    """「2027 年 3 月 1 日」, of a day known only within some: 「约 2027 年 3 月」「约 … 到 … 之间」"""
    earliest, latest = days
    if earliest == latest:
        return day(earliest)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"约 {month(Month(earliest.year, earliest.month))}"
    return f"约 {day(earliest)}到 {day(latest)}之间"


def next_time(application: Application) -> str:
    """「下次申报 2027 年 3 月 1 日起」; empty where one can apply at once, or nobody can say."""
    if application.open is YES or application.opens is None:
        return ""
    return f"下次申报 {around(application.opens)}起" if application.open is NO else ""


def status(application: Application) -> str:
    """The state of somebody who is entitled and can apply, now or later."""
    waits = next_time(application)
    if waits:
        return f"符合，{waits}"
    return "可申领" if application.open is YES else "符合，哪天能申请要看日期"


def when(application: Application, until: date | None) -> list[tuple[str, str]]:
    """(what, when) of what can be applied for. `until`: the last day of the right, where it certainly lasts only so
    long."""
    lines = []
    if application.open is not YES and application.opens:
        lines.append(("开始申请", f"{around(application.opens)}起"))
    if application.closes:
        ends_first = until is not None and until < application.closes.latest
        said = f"{day(until)}，那以后可能不符合" if ends_first and until else _last(application.closes)
        lines.append(("最晚申请", said))
    if application.again:
        lines.append(("下一期", f"{around(application.again)}起"))
    return lines


def _last(closes: Around) -> str:
    return around(closes) + ("" if closes.exact else f"，保险起见在 {day(closes.earliest)}以前")


def too_late(
    application: Application, windows: Sequence[Entry], questions: Questions, until: date | None, asked: str
) -> str:
    """Of what fits and cannot certainly be applied for: why, and whom to ask. `asked`: the office."""
    return f"{_why(application, rules(windows, questions), questions, until)}{ASK.format(asked)}"


def required_first(names: Sequence[str]) -> str:
    """Of what fits, where what it requires cannot certainly be applied for."""
    return f"条件你符合，但要先享受{'、'.join(names)}，那一项还能不能申请要先问。"


ASK = "还能不能申请、能不能补办，要问{}。"


def _why(application: Application, said: str, questions: Questions, until: date | None) -> str:
    waits = next_time(application)
    if application.possible is NO and not waits:
        return f"条件你符合，但申请期限（{said}）已经过了。"
    if application.possible is NO:
        return f"条件你现在符合，但{waits}，你{_to(until)}，等不到那时。"
    if application.missing:
        names = "、".join(questions[key]["name"] for key in application.missing)
        return f"条件你符合，但申请有期限（{said}），要知道{names}的日期才知道过了没有。"
    if waits:
        return f"条件你现在符合，但{waits}，你确定{_to(until)}，那时还符不符合说不准。"
    if application.open is UNKNOWN and application.closes:
        return f"条件你符合，但申请期限（{said}）到{around(application.closes)}，过了没有要看是哪一天。"
    return f"条件你符合，但申请时间（{said}）还没有到，或者说不准。"


def _to(until: date | None) -> str:
    return f"只符合到 {day(until)}" if until else "五年以后符不符合说不准"
