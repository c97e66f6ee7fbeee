"""How policies stand to one another: rows and entries, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policies import models
from policies.models.choices import RelationKind

from .columns import plain
from .writer import Entry, Writer

Names = Mapping[int | None, str | None]


def read(rows: Iterable[Any], policies: Names, groups: Names, sources: Names) -> list[Entry]:
    return [_entry(row, policies, groups, sources) for row in rows]


def _entry(row: Any, policies: Names, groups: Names, sources: Names) -> Entry:
    """As the document says it: without what says nothing."""
    other = groups[row.group_id] if row.group_id is not None else policies[row.other_id]
    said = {row.kind: other, "source": sources[row.source_id], **plain(row, "clause", "note", "inferred")}
    return {name: value for name, value in said.items() if value not in (None, "", False)}


class RelationWriter(Writer):
    def relations(self, policy: models.Policy, entry: Entry) -> None:
        wanted = [self._columns(policy, relation) for relation in entry.get("relations", [])]
        standing = self.standing(models.Relation, "policy_id", policy.pk)
        self.children(models.Relation, standing, wanted, ("kind", "other_id", "group_id"))

    def _columns(self, policy: models.Policy, relation: Entry) -> Entry:
        kind = next(name for name in RelationKind.values if name in relation)
        is_group = kind == "group"
        return {
            "policy_id": policy.pk,
            "kind": kind,
            "group_id": self.group_ids[relation[kind]] if is_group else None,
            "other_id": None if is_group else self.policy_ids[relation[kind]],
            "source_id": self.source_ids[relation.get("source")],
            "clause": relation.get("clause", ""),
            "note": relation.get("note", ""),
            "inferred": relation.get("inferred", False),
        }
