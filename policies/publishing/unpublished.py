"""How many entries the rows say otherwise than the live release."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Max, Value

from policies.catalogue import canonical, owners, rows
from policies.catalogue.differences import differences
from policies.models import StaffRegion
from policies.models.history import TRACKED

from . import releases

_counted: tuple[Any, int] | None = None


def count() -> int:
    """Counted anew only after a row was saved or a release became live; otherwise two queries."""
    global _counted
    now = (releases.effective().values_list("number", flat=True).first(), _latest_records())
    if _counted is None or _counted[0] != now:
        _counted = now, _count()
    return _counted[1]


def _count() -> int:
    live = releases.live()
    before = owners.EMPTY | (json.loads(live.document) if live else {})
    found = differences(before, canonical.released(rows.read()))
    return len({(difference.name, difference.code) for difference in found})


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
