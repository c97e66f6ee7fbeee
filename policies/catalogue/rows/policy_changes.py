"""The dated changes of a policy and their entries in the document, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policies import models

from . import awards
from .columns import plain
from .listed import OfPolicy
from .sync import Rows
from .writer import Entry, Writer, day

Names = Mapping[int | None, str | None]
Owned = tuple[Entry, Entry | None]
"""Whose factors they are, as columns, and the award that they are part of."""


def read(inside: OfPolicy, questions: Names, sources: Names, parameters: Names) -> list[Entry]:
    tiers = {row.id: row.code for row in inside.tiers}

    def award(row: Any, change: int, tier: int | None) -> Entry | None:
        own, uplifts = (
            [one for one in owned if (one.change_id, one.tier_id) == (change, tier)]
            for owned in (inside.factors, inside.uplifts)
        )
        return (
            awards.award(row, own, questions, parameters, uplifts) if tier or awards.said(row, own, uplifts) else None
        )

    return [
        _what_changes(
            plain(row, "code", "starts_on", "clause", "note", "state", "office", "phone"),
            measured_at=questions[row.measured_at_id],
            source=sources[row.source_id],
            award=award(row, row.id, None),
            tiers=[
                {"tier": tiers.get(one.tier_id, f"tier-{one.tier_id}"), "award": award(one, row.id, one.tier_id)}
                for one in inside.tier_changes
                if one.change_id == row.id
            ],
        )
        for row in inside.changes
    ]


def _what_changes(entry: Entry, **more: Any) -> Entry:
    """As the document says it: without what stays as it is."""
    return {name: value for name, value in (entry | more).items() if value not in (None, "", [])}


def named(row: Any, changes: Mapping[int, str]) -> Entry:
    """The changes between which a condition holds, as far as it names any."""
    told = {"since": row.since_id, "until": row.until_id}
    return {name: changes.get(pk, f"change-{pk}") for name, pk in told.items() if pk is not None}


class ChangeWriter(Writer):
    def changes(self, policy: models.Policy, entry: Entry) -> Rows:
        """Those that are gone are still there: conditions may name them."""
        wanted = [
            {
                "policy_id": policy.pk,
                **{name: change.get(name, "") for name in ("code", "clause", "note", "state", "office", "phone")},
                "starts_on": day(change["starts_on"]),
                "measured_at_id": self.question_ids[change.get("measured_at")],
                "source_id": self.source_ids[change.get("source")],
                **awards.columns(change.get("award"), self.question_ids),
            }
            for change in entry.get("changes", [])
        ]
        return self.named(
            models.PolicyChange, self.standing(models.PolicyChange, "policy_id", policy.pk), wanted, "code"
        )

    def changed_tiers(self, policy: models.Policy, entry: Entry, changes: Rows, tiers: Rows) -> None:
        wanted = [
            {
                "policy_id": policy.pk,
                "change_id": changes.kept[change["code"]].pk,
                "tier_id": tiers.kept[one["tier"]].pk,
                **awards.columns(one["award"], self.question_ids),
            }
            for change in entry.get("changes", [])
            for one in change.get("tiers", [])
        ]
        self.children(
            models.TierChange,
            self.standing(models.TierChange, "policy_id", policy.pk),
            wanted,
            ("change_id", "tier_id"),
        )


def owned(entry: Entry, changes: Rows, tiers: Rows) -> Iterable[Owned]:
    for change in entry.get("changes", []):
        own = {"change_id": changes.kept[change["code"]].pk}
        yield {**own, "tier_id": None}, change.get("award")
        for one in change.get("tiers", []):
            yield {**own, "tier_id": tiers.kept[one["tier"]].pk}, one["award"]
