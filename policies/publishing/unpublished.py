"""Which entries the rows say otherwise than the live release, and how many."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Max, Value

from policies.catalogue import rows
from policies.catalogue.changes.differences import differences
from policies.catalogue.document import canonical, owners
from policies.models import StaffRegion
from policies.models.history import TRACKED

from . import releases

Key = tuple[str, str]
_found: tuple[Any, frozenset[Key]] | None = None


def count() -> int:
    return len(changed())


def changed() -> frozenset[Key]:
    """("policies", its code), …; looked for only after a row was saved or a release became live, else two queries."""
    global _found
    now = (releases.effective().values_list("number", flat=True).first(), _latest_records())
    if _found is None or _found[0] != now:
        _found = now, _differing()
    return _found[1]


def _differing() -> frozenset[Key]:
    live = releases.live()
    before = owners.EMPTY | (json.loads(live.document) if live else {})
    found = differences(before, canonical.released(rows.read()))
    return frozenset((difference.name, difference.code) for difference in found)


def _latest_records() -> tuple[Any, ...]:
    """Whatever is saved leaves a record, so these tell whether anything was."""
    kinds = [
        model.history.order_by()  # type: ignore[attr-defined]
        .values(row_model=Value(model.__name__))
        .annotate(last_id=Max("history_id"), last_date=Max("history_date"))
        .values_list("row_model", "last_id", "last_date")
        for model in TRACKED
        if model is not StaffRegion
    ]
    return tuple(sorted(kinds[0].union(*kinds[1:], all=True)))
