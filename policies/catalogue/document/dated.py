"""A policy's changes: how it is on a day, and what is still to come, as the document says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from policies.calculator.calendar import Month
from policies.calculator.ruleset import NO_DATE, Turn

Entry = Mapping[str, Any]


def first_day(change: Entry) -> date:
    """Documents hold days as texts, packs as days."""
    starts_on = change["starts_on"]
    return starts_on if isinstance(starts_on, date) else date.fromisoformat(starts_on)


def changes(policy: Entry) -> list[Entry]:
    """In the order of their days."""
    return sorted(policy.get("changes", ()), key=first_day)


def turns(policy: Entry) -> dict[str, Turn]:
    """By the code of each change: from when on, and for whom."""
    return {change["code"]: Turn(first_day(change), change.get("measured_at")) for change in policy.get("changes", ())}


def awards(policy: Entry, tier: str | None = None) -> list[tuple[Entry, Entry]]:
    """(change, award) of the policy or of one of its tiers, in the order of their days."""
    found = []
    for change in changes(policy):
        if tier is None and change.get("award"):
            found.append((change, change["award"]))
        found += [(change, one["award"]) for one in change.get("tiers", ()) if one["tier"] == tier]
    return found


def before(policy: Entry, change: Entry, field: str) -> Any:
    """What the field was until this change of the policy."""
    earlier = [one for one in changes(policy) if one.get(field) and first_day(one) < first_day(change)]
    return earlier[-1][field] if earlier else policy.get(field)


def award_for(policy: Entry, tier: str | None, day: date, facts: Mapping[str, Any]) -> Entry:
    """The award, of a policy or one of its tiers, that is in force for a person on a day; that of before while their
    event is not known."""
    owner = next((one for one in policy.get("tiers", ()) if one["code"] == tier), policy)
    found: Entry = owner.get("award") or {}
    for change, award in awards(policy, tier if owner is not policy else None):
        measured = change.get("measured_at")
        event: Any = facts.get(measured) if measured else NO_DATE
        event = day if event == NO_DATE else event.first if isinstance(event, Month) else event
        if event is not None and first_day(change) <= event:
            found = award
    return found


def to_come(policy: Entry, tier: str | None, day: date, facts: Mapping[str, Any]) -> Iterator[tuple[date, Entry]]:
    """(from when, award) of each that takes the place of what is given on that day, by the day alone: not what only
    says again how much the same recurring part is, which every payment knows for itself."""
    now = award_for(policy, tier, day, facts)
    owned = tier if any(one["code"] == tier for one in policy.get("tiers", ())) else None
    for change, award in awards(policy, owned):
        event = facts.get(change["measured_at"]) if change.get("measured_at") else NO_DATE
        if first_day(change) > day and event == NO_DATE and not _only_recurs_otherwise(now, award):
            yield first_day(change), award
            now = award


def _only_recurs_otherwise(now: Entry, award: Entry) -> bool:
    old, new = now.get("recurring"), award.get("recurring")
    if not old or not new or old["period"] != new["period"]:
        return now == award
    return all(now.get(name) == award.get(name) for name in {*now, *award} - {"recurring", "note"})


def applying(policy: Entry, day: date, facts: Mapping[str, Any]) -> list[Entry]:
    """The application windows that there are on a day for a person; all of them where there is none."""
    by_code = {change["code"]: change for change in policy.get("changes", ())}

    def reached(code: str | None) -> bool:
        if code is None:
            return False
        change = by_code[code]
        event: Any = facts.get(change["measured_at"]) if change.get("measured_at") else NO_DATE
        event = day if event == NO_DATE else event.first if isinstance(event, Month) else event
        return event is not None and first_day(change) <= event

    windows = policy.get("application_windows", [])
    there = [one for one in windows if ("since" not in one or reached(one["since"])) and not reached(one.get("until"))]
    return there or list(windows)


def as_of(policy: Entry, day: date) -> Entry:
    """The policy as it is on a day; itself where it has no changes.

    Its `changes` are those still to come and those that concern only whose event is late enough: what holds for the
    others goes on to hold.
    """
    if not policy.get("changes"):
        return policy
    found = dict(policy)
    past = [one for one in changes(policy) if not one.get("measured_at") and first_day(one) <= day]
    found["changes"] = [one for one in policy["changes"] if one not in past]
    if not found["changes"]:
        del found["changes"]
    for change in past:
        found |= {name: change[name] for name in ("state", "office", "phone", "award") if change.get(name)}
        # From then on the money is there or not, whatever was planned before.
        if change.get("state"):
            found["budget_spent_on"] = None
    over = {change["code"] for change in past}
    found["conditions"] = _conditions(policy.get("conditions", ()), over)
    found["tiers"] = [_tier(tier, past, over) for tier in policy.get("tiers", ())]
    if windows := policy.get("application_windows"):
        found["application_windows"] = _conditions(windows, over)
    return found


def _tier(tier: Entry, past: list[Entry], over: set[str]) -> Entry:
    in_turn = [one["award"] for change in past for one in change.get("tiers", ()) if one["tier"] == tier["code"]]
    return {**tier, "conditions": _conditions(tier["conditions"], over), "award": [tier["award"], *in_turn][-1]}


def _conditions(conditions: Any, over: set[str]) -> list[Entry]:
    """What holds on the day, or may for those whose event decides, and what is still to come."""
    found = []
    for condition in conditions:
        since, until = condition.get("since"), condition.get("until")
        if until in over:
            continue
        if since and since in over:
            condition = {name: value for name, value in condition.items() if name != "since"}
        found.append(condition)
    return found
