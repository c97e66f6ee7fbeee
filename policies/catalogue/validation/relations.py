"""What policies say about one another: whether it can be so, and is little enough to be decided exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policies.catalogue.document import schema

from .parsed import Parsed
from .problems import Path, Problem
from .references import References

Place = tuple[Path, schema.Policy, schema.Relation]


def check(parsed: Parsed, references: References) -> Iterator[Problem]:
    policies: dict[str, schema.Policy] = parsed.by_name("policies")
    said = list(_said(parsed))
    for path, policy, relation in said:
        yield from _names(references, path, policy, relation)
        yield from _can_be(path, policy, relation, policies)
    yield from _once(said)


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
    """Also where both say it of one another."""
    pairs = Counter((relation.kind, frozenset((policy.code, relation.other))) for _, policy, relation in said)
    first: set[tuple[str, frozenset[str]]] = set()
    for path, policy, relation in said:
        pair = relation.kind, frozenset((policy.code, relation.other))
        if pairs[pair] > 1 and pair in first:
            message = f"“{policy.name}”和“{relation.other}”的这种关系已经写过，只写一遍"
            yield Problem((*path, relation.kind), "duplicate", message)
        first.add(pair)
