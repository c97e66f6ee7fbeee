"""What policies say about one another: whether it can be so, and is little enough to be decided exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from policies.calculator.relations import all_required
from policies.calculator.ruleset import State
from policies.catalogue.document import schema

from .parsed import Parsed
from .problems import Path, Problem
from .references import References

BOTH_WAYS = ("group", "excludes")
Pair = tuple[str, Collection[str]]
Place = tuple[Path, schema.Policy, schema.Relation]


def check(parsed: Parsed, references: References) -> Iterator[Problem]:
    policies: dict[str, schema.Policy] = parsed.by_name("policies")
    said = list(_said(parsed))
    for path, policy, relation in said:
        yield from _names(references, path, policy, relation)
        yield from _can_be(path, policy, relation, policies)
    yield from _once(said)
    yield from _requirements(said, policies)
    yield from _topping(said, policies)


def _said(parsed: Parsed) -> Iterator[Place]:
    for path, policy in parsed.each("policies"):
        for number, relation in enumerate(policy.relations):
            yield (*path, "relations", number), policy, relation


def _names(references: References, path: Path, policy: schema.Policy, relation: schema.Relation) -> Iterator[Problem]:
    yield from references.named("groups", relation.group, (*path, "group"), policy.region)
    if relation.kind != "group":
        yield from references.named("policies", relation.other, (*path, relation.kind), policy.region)
    yield from references.named("sources", relation.source, (*path, "source"), policy.region)


def _can_be(
    path: Path, policy: schema.Policy, relation: schema.Relation, policies: dict[str, schema.Policy]
) -> Iterator[Problem]:
    kind, code = relation.kind, relation.other
    other = policies.get(code) if kind != "group" else None
    if kind == "group" and code == policy.group:
        yield Problem((*path, kind), "duplicate", f"“{policy.name}”已经写了 group“{code}”，这里不要再写一遍")
    elif kind != "group" and code == policy.code:
        yield Problem((*path, kind), "itself", f"{kind} 要写另一项政策，“{policy.name}”写的是它自己")
    elif other is not None and other.audience == "organisation":
        message = f"“{other.name}”由单位申领，不参加个人自查，{kind} 不能写它"
        yield Problem((*path, kind), "audience", message)


def _once(said: list[Place]) -> Iterator[Problem]:
    """What both say of one another counts twice, where it holds both ways."""
    pairs = Counter(_pair(policy, relation) for _, policy, relation in said)
    first: set[Pair] = set()
    for path, policy, relation in said:
        pair = _pair(policy, relation)
        if pairs[pair] > 1 and pair in first:
            message = f"“{policy.name}”和“{relation.other}”的这种关系已经写过，只写一遍"
            yield Problem((*path, relation.kind), "duplicate", message)
        first.add(pair)


def _pair(policy: schema.Policy, relation: schema.Relation) -> Pair:
    both = policy.code, relation.other
    return relation.kind, frozenset(both) if relation.kind in BOTH_WAYS else both


def _requirements(said: list[Place], policies: dict[str, schema.Policy]) -> Iterator[Problem]:
    """Whether somebody can come to what is required, and have it with whatever else is."""
    direct: dict[str, list[str]] = {}
    for _, policy, relation in said:
        if relation.requires and relation.requires in policies and relation.requires != policy.code:
            direct.setdefault(policy.code, []).append(relation.requires)
    required = all_required(direct)
    for path, policy, relation in said:
        if relation.requires in policies and relation.requires != policy.code:
            needed = (str(relation.requires), *required.get(str(relation.requires), ()))
            message = _in_vain(policy, needed, policies, direct) or _apart(policy, required, needed, policies)
            if message:
                yield Problem((*path, "requires"), "requires", message)


def _in_vain(
    policy: schema.Policy,
    needed: Collection[str],
    policies: dict[str, schema.Policy],
    direct: Mapping[str, list[str]],
) -> str:
    if policy.code in needed:
        ring = _ring(policy.code, direct)
        names = " → ".join(f"“{policies[code].name}”" for code in (*ring, ring[0]))
        return f"requires 绕成了一圈，谁也享受不了：{names}，请去掉其中一个"
    other = policies[next(iter(needed))]
    if other.state == State.DRAFT != policy.state:
        return f"“{other.name}”还是草稿，没有人能享受，“{policy.name}”不能 requires 它；先公布它，或者去掉"
    if other.state == State.CLOSED and not other.changes:
        return f"“{other.name}”已经停止，没有人能再享受，“{policy.name}”不能 requires 它；请去掉，或者把这一项也停止"
    return ""


def _ring(code: str, direct: Mapping[str, list[str]]) -> list[str]:
    """The shortest way back to it."""
    ways = [[code]]
    while True:
        ways = [[*way, other] for way in ways for other in direct.get(way[-1], ()) if other not in way[1:]]
        for way in ways:
            if way[-1] == code:
                return way[:-1]


def _apart(
    policy: schema.Policy,
    required: Mapping[str, tuple[str, ...]],
    needed: Collection[str],
    policies: dict[str, schema.Policy],
) -> str:
    """What must be had together and is not: with itself, or with something else that it requires."""
    together = [code for code in (policy.code, *required.get(policy.code, ())) if code in policies]
    for code in needed:
        for other in together:
            if code in policies and other != code and _exclude(policies[code], policies[other]):
                return (
                    f"“{policies[code].name}”和“{policies[other].name}”不能同时享受，“{policy.name}”不能又 requires 它"
                )
    return ""


def _exclude(one: schema.Policy, other: schema.Policy) -> bool:
    """By a group that they share, or because one says so."""
    groups = [{policy.group, *(named.group for named in policy.relations)} - {None} for policy in (one, other)]
    named = [{relation.excludes for relation in policy.relations} for policy in (one, other)]
    return bool(groups[0] & groups[1]) or other.code in named[0] or one.code in named[1]


def _topping(said: list[Place], policies: dict[str, schema.Policy]) -> Iterator[Problem]:
    """It is done in one step, on top of what one has as well."""
    topping = {policy.code for _, policy, relation in said if relation.tops_up}
    required = {relation.requires for _, _, relation in said}
    for path, policy, relation in said:
        other = policies.get(relation.tops_up or "")
        if other is None or other.code == policy.code:
            continue
        if other.code in topping:
            message = f"“{other.name}”自己也是补差额的，“{policy.name}”不能再在它之上补；差额只补一层"
        elif policy.code in required:
            message = f"别的政策 requires“{policy.name}”，它就不能是补差额的，请去掉其中一个"
        elif _exclude(policy, other):
            message = f"“{policy.name}”和“{other.name}”不能同时享受，就没有差额可补，请去掉其中一个"
        else:
            continue
        yield Problem((*path, "tops_up"), "tops_up", message)
