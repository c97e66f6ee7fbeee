"""What policies of one ruleset have to do with one another: which nobody takes at once, or without which others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policies.calculator.ruleset import Policy, Ruleset

Rivals = Mapping[str, frozenset[str]]
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Relations:
    """`rivals`: by code, the policies with which one is not taken, by a group they share or because one excludes the
    other; only of those that have any.

    `is_simple`: whether there is nothing but groups that do not overlap, of each of which one is taken. `together`: by
    the place of each policy the places of those that share its first group, its own among them; of one in none its own.
    """

    rivals: Rivals
    is_simple: bool
    together: tuple[tuple[int, ...], ...]

    def between(self, one: str, others: Iterable[str]) -> list[str]:
        """Those of the others with which it is not taken, in their order."""
        rivals = self.rivals.get(one, NONE)
        return [other for other in others if other in rivals]


def relations_of(ruleset: Ruleset) -> Relations:
    """Worked out on first use and kept with the ruleset (they are no part of its value)."""
    kept = vars(ruleset)
    if "_relations" not in kept:
        kept["_relations"] = _relations(ruleset.policies)
    found: Relations = kept["_relations"]
    return found


def _relations(policies: Iterable[Policy]) -> Relations:
    policies = list(policies)
    members: dict[str, set[str]] = {}
    for policy in policies:
        for group in policy.groups:
            members.setdefault(group, set()).add(policy.code)
    found = {policy.code: set[str]().union(*(members[group] for group in policy.groups)) for policy in policies}
    for policy in policies:
        for other in policy.excludes:
            if other in found:
                found[policy.code].add(other)
                found[other].add(policy.code)
    rivals = {code: frozenset(several - {code}) for code, several in found.items() if several}
    return Relations(rivals, not any(policy.is_related for policy in policies), _together(policies))


def _together(policies: Sequence[Policy]) -> tuple[tuple[int, ...], ...]:
    places: dict[str, list[int]] = {}
    for place, policy in enumerate(policies):
        if policy.group:
            places.setdefault(policy.group, []).append(place)
    members = {group: tuple(several) for group, several in places.items()}
    return tuple(members[policy.group] if policy.group else (place,) for place, policy in enumerate(policies))


def all_required(requires: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """With what these require in their turn, each once; of those that require anything."""
    found: dict[str, tuple[str, ...]] = {}
    for code in requires:
        several, new = dict[str, None](), list(requires[code])
        while new:
            one = new.pop(0)
            if one not in several:
                several[one] = None
                new += requires.get(one, ())
        if several:
            found[code] = tuple(several)
    return found
