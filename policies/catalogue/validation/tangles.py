"""Whether the policies of each region have so little to do with one another that the best of them is found quickly."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from policies.calculator.relations import all_required
from policies.catalogue.document import schema

from .problems import Path, Problem
from .references import References

# What so many that hang together take is measured in docs/decisions.md.
MOST = 30
Linked = dict[str, set[str]]


def check(references: References) -> Iterator[Problem]:
    """Policies of one group that stand to all others alike count as one: of them one is taken, whichever is best."""
    places = {policy.code: (path, policy) for path, policy in references.parsed.each("policies")}
    if not any(policy.relations for _, policy in places.values()):
        return
    told: set[str] = set()
    for region in references.regions:
        lineage = references.lineage(region)
        among = [policy for _, policy in places.values() if policy.region in lineage and policy.state != "draft"]
        for tangle in _tangles(linked(among), _with_rivals(among)):
            code = next(one for one in places if one in tangle and places[one][1].relations)
            if code not in told:
                told.add(code)
                yield _too_many(places[code][0], places[code][1].name, len(tangle))


def _too_many(path: Path, name: str, count: int) -> Problem:
    message = (
        f"和“{name}”直接、间接有关系的政策太多，有 {count} 项，最多 {MOST} 项；"
        "彼此都不能同时享受的，请放进一个不重复享受组，不要两两写"
    )
    return Problem((*path, "relations"), "tangle", message)


def linked(policies: list[schema.Policy], kinds: Collection[str] = schema.RELATIONS) -> Linked:
    """Of each policy those that it has to do with."""
    found: Linked = {policy.code: set() for policy in policies}
    members: dict[str, set[str]] = {}
    for policy in policies:
        for group in {policy.group, *(one.group for one in policy.relations)} - {None}:
            members.setdefault(str(group), set()).add(policy.code)
        for one in policy.relations:
            if one.kind != "group" and one.kind in kinds and one.other in found:
                found[policy.code].add(one.other)
                found[one.other].add(policy.code)
    for several in members.values():
        for code in several:
            found[code] |= several
    return {code: others - {code} for code, others in found.items()}


def _with_rivals(policies: list[schema.Policy]) -> set[str]:
    """Those that exclude something, or require what does: of all others there is nothing to decide."""
    rivals = linked(policies, ("excludes",))
    required = all_required({one.code: [str(named.requires) for named in one.relations] for one in policies})
    return {code for code in rivals if any(rivals.get(one) for one in (code, *required.get(code, ())))}


def _tangles(links: Linked, counted: set[str]) -> Iterator[set[str]]:
    """What hangs together and is too much, of those that stand to all others alike one."""
    left = set(links)
    while left:
        part, new = set[str](), {left.pop()}
        while new:
            part |= new
            new = set[str]().union(*(links[code] for code in new)) - part
        left -= part
        alike = {frozenset(links[code] | {code}): code for code in part & counted}
        if len(alike) > MOST:
            yield set(alike.values())
