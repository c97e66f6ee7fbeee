"""The rows that stand on the pages of others, read one kind at a time.

Prefetching would build a query for each owner even where it asks none; and tuples are made in half the time that
models take.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from policies import models

Listed = dict[int, list[Any]]
"""In turn, by the key of the row on whose page they stand."""


class OfPolicy(NamedTuple):
    """What stands on the page of one policy."""

    tiers: list[Any]
    thresholds: list[Any]
    factors: list[Any]
    citations: list[Any]
    steps: list[Any]
    changes: list[Any]
    tier_changes: list[Any]
    relations: list[Any]
    application_windows: list[Any]
    uplifts: list[Any]


def listed(model: type[Any], owner: str, only: Collection[int] | None = None) -> Listed:
    """`only`: of the owners with these keys."""
    found: Listed = defaultdict(list)
    turn = ["position", "id"] if hasattr(model, "position") else ["id"]
    rows = model.objects.all() if only is None else model.objects.filter(**{f"{owner}__in": only})
    for row in rows.order_by(*turn).values_list(named=True):
        found[getattr(row, owner)].append(row)
    return found


# No entry is read that cites nothing.
OF_AWARDS = {models.Citation, models.Tier, models.PolicyChange, models.TierChange, models.Factor, models.Uplift}


class OfPolicies:
    """`awards_of`: read is only what the awards of these policies are made of, and nothing of any other policy."""

    def __init__(self, awards_of: Collection[int] | None = None) -> None:
        kinds = (
            models.Tier,
            models.Threshold,
            models.Factor,
            models.Citation,
            models.Step,
            models.PolicyChange,
            models.TierChange,
            models.Relation,
            models.ApplicationWindow,
            models.Uplift,
        )
        self.kinds: list[Listed] = [
            listed(kind, "policy_id", awards_of) if awards_of is None or kind in OF_AWARDS else defaultdict(list)
            for kind in kinds
        ]

    def __getitem__(self, policy: int) -> OfPolicy:
        return OfPolicy(*(kind[policy] for kind in self.kinds))
