"""What the document says of policies that have to do with one another, for whoever shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

Entry = Mapping[str, Any]


class Named(Protocol):
    """A document's policies and groups by code."""

    @property
    def policies(self) -> dict[str, dict[str, Any]]: ...

    @property
    def groups(self) -> dict[str, dict[str, Any]]: ...


class Why(NamedTuple):
    """A remark for citizens on why two policies are not taken at once, or go together."""

    note: str
    inferred: bool


def groups_of(policy: Entry) -> list[str]:
    first = [policy["group"]] if policy["group"] else []
    return first + [one["group"] for one in policy.get("relations", ()) if "group" in one]


def rivals(among: Named, policy: Entry) -> list[Entry]:
    """The other policies with which it is not taken, in the order of the document."""
    code, groups = policy["code"], set(groups_of(policy))
    others = _excluded(policy)
    return [
        other
        for other in among.policies.values()
        if other["code"] != code
        and (other["code"] in others or code in _excluded(other) or not groups.isdisjoint(groups_of(other)))
    ]


def why_not_both(among: Named, one: str, other: str) -> tuple[Why, ...]:
    """Of each group that they share, and of each policy that excludes the other."""
    both = among.policies[one], among.policies[other]
    shared = [code for code in groups_of(both[0]) if code in groups_of(both[1])]
    said = [among.groups[code] for code in shared]
    for policy, rival in (both, both[::-1]):
        said += [named for named in policy.get("relations", ()) if named.get("excludes") == rival["code"]]
    return _why(said)


def why_one_only(among: Named, policy: Entry) -> tuple[Why, ...]:
    """Of all its groups, and of whatever it excludes or is excluded by."""
    said = [among.groups[code] for code in groups_of(policy)]
    said += [named for named in policy.get("relations", ()) if "excludes" in named]
    for other in among.policies.values():
        said += [named for named in other.get("relations", ()) if named.get("excludes") == policy["code"]]
    return _why(said)


def _why(said: list[Any]) -> tuple[Why, ...]:
    return tuple(dict.fromkeys(Why(one["note"], bool(one.get("inferred"))) for one in said if one.get("note")))


def _excluded(policy: Entry) -> set[str]:
    return set(_named(policy, "excludes"))


def _named(policy: Entry, kind: str) -> Iterator[str]:
    return (one[kind] for one in policy.get("relations", ()) if kind in one)


def required(among: Named, policy: Entry) -> list[tuple[Entry, str]]:
    """The policies without which it is not had, each with the remark on that."""
    return [(among.policies[code], why_requires(policy, code)) for code in _named(policy, "requires")]


def requiring(among: Named, policy: Entry) -> list[Entry]:
    """Those that are not had without it."""
    return [other for other in among.policies.values() if policy["code"] in _named(other, "requires")]


def why_requires(policy: Entry, code: str) -> str:
    found = (one for one in policy.get("relations", ()) if one.get("requires") == code)
    return next((one.get("note", "") for one in found), "")
