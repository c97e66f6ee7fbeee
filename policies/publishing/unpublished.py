"""Which entries the rows say otherwise than the live release, and which of them a release that waits says already."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Max, Value

from policies.catalogue import rows
from policies.catalogue.changes.differences import differences
from policies.catalogue.document import canonical, owners
from policies.models import Release, StaffRegion
from policies.models.history import TRACKED

from . import releases

Key = tuple[str, str]
_found: tuple[Any, frozenset[Key], frozenset[Key]] | None = None


def count() -> int:
    """How many nobody has published, not for a later day either."""
    changed, planned = _look()
    return len(changed - planned)


def changed() -> frozenset[Key]:
    """("policies", its code), …: what the live release does not say."""
    return _look()[0]


def planned() -> frozenset[Key]:
    """Those of them that the release that waits says already."""
    return _look()[1]


def _look() -> tuple[frozenset[Key], frozenset[Key]]:
    """Looked for only after a row was saved or releases changed, else three queries."""
    global _found
    waiting = releases.waiting()
    live = releases.effective().values_list("number", flat=True).first()
    now = (live, waiting and waiting.number, _latest_records())
    if _found is None or _found[0] != now:
        _found = now, *_differing(waiting)
    return _found[1:]


def _differing(waiting: Release | None) -> tuple[frozenset[Key], frozenset[Key]]:
    written = canonical.released(rows.read())

    def from_what(release: Release | None) -> frozenset[Key]:
        before = owners.EMPTY | (json.loads(release.document) if release else {})
        return frozenset((difference.name, difference.code) for difference in differences(before, written))

    changed = from_what(releases.live())
    return changed, changed - from_what(waiting) if waiting else frozenset()


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
