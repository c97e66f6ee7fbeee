"""A policy's dated changes as staff read them in a list of changes: from when, for whom, from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from policies.catalogue.document.naming import FIELDS
from policies.catalogue.words import sentences

from .words import NOTHING, Words

Entry = dict[str, Any]
Said = tuple[str, str | None, str | None]
"""What it is about, how it was and how it is."""
Awards = Callable[[Entry | None, Entry | None], Iterator[Any]]

PLAIN = ("state", "office", "phone")


def when(change: Entry, words: Words) -> str:
    """从 2027 年 1 月 1 日起（按入职的日期）"""
    event = words.name("measured_at", change["measured_at"]) if change.get("measured_at") else ""
    return f"从 {sentences.day(date.fromisoformat(change['starts_on']))}起" + (f"（按{event}的日期）" if event else "")


def spelled_out(policy: Entry, words: Words) -> Entry:
    """Its conditions say when they begin and end to hold, and not which change they name."""
    if not policy.get("changes"):
        return policy
    days = {change["code"]: when(change, words) for change in policy["changes"]}
    tiers = [{**tier, "conditions": _dated(tier["conditions"], days)} for tier in policy["tiers"]]
    windows = policy.get("application_windows")
    applied = {"application_windows": _dated(windows, days)} if windows else {}
    return {**policy, "conditions": _dated(policy["conditions"], days), "tiers": tiers, **applied}


def _dated(conditions: list[Entry], days: Mapping[str, str]) -> list[Entry]:
    return [
        {name: days.get(value, value) if name in ("since", "until") else value for name, value in condition.items()}
        for condition in conditions
    ]


class Compared:
    """The changes of one policy in two documents. `awards` compares two awards, line by line."""

    def __init__(self, before: Words, after: Words, policy: Entry, awards: Awards) -> None:
        self.before, self.after = before, after
        self.policy = policy
        self.awards = awards

    def lines(self, old: list[Entry], new: list[Entry]) -> Iterator[Said]:
        were = {one["code"]: one for one in old}
        are = {one["code"]: one for one in new}
        for code, change in are.items():
            prefix = when(change, self.after)
            if (was := were.get(code)) is None:
                yield from self.added(f"新增有日期的变化，{prefix}：", change, new)
                continue
            if (then := when(was, self.before)) != prefix:
                yield "有日期的变化：", then, prefix
            yield from self.things(f"有日期的变化，{prefix}：", was, change, new)
        for code, change in were.items():
            if code not in are:
                yield "有日期的变化：", when(change, self.before), None

    def added(self, prefix: str, change: Entry, changes: list[Entry]) -> Iterator[Said]:
        """From what holds before it."""
        said = list(self.things(prefix, {}, change, changes))
        # What changes with it are conditions, which say so themselves.
        yield from said or [("有日期的变化：", None, when(change, self.after))]

    def things(self, prefix: str, was: Entry, change: Entry, changes: list[Entry]) -> Iterator[Said]:
        for tier in {one["tier"]: None for one in (*was.get("tiers", ()), *change.get("tiers", ()))}:
            name = next((one["name"] for one in self.policy["tiers"] if one["code"] == tier), tier)
            yield from self.award(f"{prefix}“{name}”档，", tier, was, change, changes)
        yield from self.award(prefix, None, was, change, changes)
        for name in PLAIN:
            old = was.get(name) or (self.policy[name] if not was else "")
            if (was or change.get(name)) and old != change.get(name, ""):
                yield (
                    f"{prefix}{FIELDS[name]}：",
                    self.before.value(name, old),
                    self.after.value(name, change.get(name)),
                )
        cited, now = self.cited(self.before, was), self.cited(self.after, change)
        if cited != now:
            yield f"{prefix}依据：", cited, now
        if was.get("note", "") != change.get("note", ""):
            yield f"{prefix}{FIELDS['note']}：", was.get("note") or NOTHING, change.get("note") or NOTHING

    def award(self, prefix: str, tier: str | None, was: Entry, change: Entry, changes: list[Entry]) -> Iterator[Said]:
        old, new = _award(was, tier), _award(change, tier)
        if old == new:
            return
        held = self.held_before(tier, change, changes)
        # Of a change that was there, what it no longer says goes back to what holds before it.
        for line in self.awards(old or held, new or held):
            yield prefix + line.subject, line.before, line.after

    def held_before(self, tier: str | None, change: Entry, changes: list[Entry]) -> Entry | None:
        own = next((one["award"] for one in self.policy["tiers"] if one["code"] == tier), self.policy["award"])
        earlier = [
            (one["starts_on"], award)
            for one in changes
            if one["starts_on"] < change["starts_on"] and (award := _award(one, tier))
        ]
        return max(earlier, key=lambda one: one[0])[1] if earlier else own

    @staticmethod
    def cited(words: Words, change: Entry) -> str:
        title = f"《{words.name('source', change['source'])}》" if change.get("source") else ""
        return title + sentences.clause(change.get("clause", "")) or NOTHING


def _award(change: Entry, tier: str | None) -> Entry | None:
    if tier is None:
        return change.get("award")
    return next((one["award"] for one in change.get("tiers", ()) if one["tier"] == tier), None)
