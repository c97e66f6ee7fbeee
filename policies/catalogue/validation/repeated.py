"""Conditions and uplifts that stand twice in one list: the second says nothing, so something else was meant."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from policies.catalogue.document import schema

from .parsed import Parsed
from .problems import Path, Problem

# Where a condition comes from: it is the same one wherever it is written.
REASON = {"source", "clause", "note", "inferred", "widens"}
CONDITION = "这一条条件和同一处前面的一条一样，请改成本来要写的，或者删掉一条"
BRANCH = "这一种情况和同一处前面的一种一样，请改成本来要写的，或者删掉一种"
UPLIFT = "这一条上浮的条件和前面的一条一样，只算排在前面的那条，请改条件或者删掉一条"


def check(parsed: Parsed) -> Iterator[Problem]:
    for path, question in parsed.each("questions"):
        yield from _conditions(question.asked_if, (*path, "asked_if"))
        yield from _conditions(question.grows_if or [], (*path, "grows_if"))
    for path, also in parsed.each("also_asked_if"):
        yield from _twice(also.any_of, (*path, "any_of"), BRANCH)
    for path, policy in parsed.each("policies"):
        yield from _conditions(policy.conditions, (*path, "conditions"))
        for number, tier in enumerate(policy.tiers):
            yield from _conditions(tier.conditions, (*path, "tiers", number, "conditions"))
        for place, award in _awards(policy, path):
            yield from _uplifts(award, place)


def _awards(policy: schema.Policy, path: Path) -> Iterator[tuple[Path, schema.Award | None]]:
    yield (*path, "award"), policy.award
    for number, tier in enumerate(policy.tiers):
        yield (*path, "tiers", number, "award"), tier.award
    for number, change in enumerate(policy.changes):
        yield (*path, "changes", number, "award"), change.award
        for turn, changed in enumerate(change.tiers):
            yield (*path, "changes", number, "tiers", turn, "award"), changed.award


def _uplifts(award: schema.Award | None, path: Path) -> Iterator[Problem]:
    conditions = [uplift.when for uplift in (award.uplifts if award else None) or ()]
    for number in _again(conditions):
        yield Problem((*path, "uplifts", number, "when"), "duplicate", UPLIFT)


def _conditions(conditions: Sequence[schema.Condition], path: Path) -> Iterator[Problem]:
    """Also within each any-of, and within each way of one."""
    yield from _twice(conditions, path, CONDITION)
    for number, condition in enumerate(conditions):
        yield from _twice(condition.any_of or [], (*path, number, "any_of"), BRANCH)
        for turn, way in enumerate(condition.any_of or []):
            yield from _twice(way.all_of or [], (*path, number, "any_of", turn, "all_of"), CONDITION)


def _twice(conditions: Sequence[schema.Condition], path: Path, message: str) -> Iterator[Problem]:
    for number in _again(conditions):
        first = _first(conditions[number], (*path, number))
        yield Problem(first, "duplicate", message)


def _first(condition: schema.Condition, path: Path) -> Path:
    """The place of a single condition: a form has no other."""
    for name in ("any_of", "all_of"):
        if inner := getattr(condition, name):
            return _first(inner[0], (*path, name, 0))
    return (*path, "question")


def _again(conditions: Sequence[schema.Condition]) -> Iterator[int]:
    seen = set()
    for number, condition in enumerate(conditions):
        said = _said(condition)
        if said in seen:
            yield number
        seen.add(said)


def _said(condition: schema.Condition) -> str:
    """The same for all that mean the same, in whatever order alternatives and values are written."""
    return json.dumps(_plain(condition.model_dump(mode="json", by_alias=True, exclude=REASON)), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if name not in REASON and one is not None}
    if isinstance(value, list):
        return sorted((_plain(one) for one in value), key=json.dumps)
    return value
