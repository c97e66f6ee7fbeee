"""Nobody publishes alone what they edited themselves, as soon as there is a second person who may publish."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Model

from policies.catalogue.changes.changes import Change
from policies.catalogue.document.owners import EMPTY, NAMES
from policies.models import (
    Category,
    ExclusionGroup,
    LifeEvent,
    Measure,
    Parameter,
    Policy,
    Question,
    Region,
    Release,
    School,
    Section,
    Source,
    Synonym,
)
from policies.models.history import TRACKED

from .parts import Key, entries

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ROWS: dict[str, type[Model]] = {
    "regions": Region,
    "sources": Source,
    "sections": Section,
    "categories": Category,
    "questions": Question,
    "life_events": LifeEvent,
    "parameters": Parameter,
    "groups": ExclusionGroup,
    "policies": Policy,
    "measures": Measure,
    "schools": School,
    "synonyms": Synonym,
}
PERMISSION = "policies.add_release"
Renamed = Mapping[Key, Key]
"""From what entries were called before to what they are called now."""
NOT_RENAMED: Renamed = {}
BACKEND = "django.contrib.auth.backends.ModelBackend"


def applies() -> bool:
    """Whether at least two people who can log in to the staff screens may publish."""
    people = get_user_model().objects.with_perm(PERMISSION, backend=BACKEND)
    return people.filter(is_staff=True).count() > 1


def own_work(user: User, changes: Sequence[Change], renamed: Renamed = NOT_RENAMED) -> list[Change]:
    """Of these the ones that this person edited since they were last published, whoever edited them after that.

    None while there is nobody else to publish.
    """
    if not applies():
        return []
    by_list: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_list[change.name].append(change)
    since = last_published({(change.name, change.code) for change in changes}, renamed)
    editors = {name: _editors(name, several, since) for name, several in by_list.items()}
    return [change for change in changes if user.pk in editors[change.name].get(change.code, ())]


def last_published(keys: Collection[Key], renamed: Renamed = NOT_RENAMED) -> dict[Key, datetime]:
    """When each of these entries was published last, under this code or one before; what never was is left out.

    A release that waits on under another number took its content when it was first published.
    """
    found: dict[Key, datetime] = {}
    standing: set[int | None] = set()
    columns = Release.objects.order_by("-number").values_list(
        "number", "published_at", "taken", "rebases", "cancelled_at"
    )
    for number, at, taken, rebases, cancelled_at in columns:
        if cancelled_at and number not in standing:
            continue
        standing.add(rebases)
        if missing := keys - found.keys():
            found |= dict.fromkeys(missing & {renamed.get(key, key) for key in _taken(number, taken)}, at)
    return found


def _taken(number: int, taken: list[list[str]] | None) -> Set[Key]:
    """What was published with a release: everything in it, where nothing was chosen."""
    if taken is not None:
        return {(name, code) for name, code in taken}
    text = Release.objects.values_list("document", flat=True).get(number=number)
    return entries(EMPTY | json.loads(text)).keys()


def _editors(name: str, changes: list[Change], since: Mapping[Key, datetime]) -> dict[str, set[int]]:
    """User ids by the entry's code, of everybody who saved or deleted any row of it since then."""
    model = ROWS[name]
    codes = rows_ever(name, {change.code for change in changes})
    found: dict[str, set[int]] = defaultdict(set)
    for tracked, owner in TRACKED.items():
        if tracked is not model and (owner is None or tracked._meta.get_field(owner).related_model is not model):
            continue
        column = f"{owner}_id" if owner else "id"
        records = tracked.history.filter(**{f"{column}__in": list(codes)})  # type: ignore[attr-defined]
        for pk, at, editor in records.values_list(column, "history_date", "history_user_id"):
            published = since.get((name, codes[pk]))
            if editor is not None and (published is None or at > published):
                found[codes[pk]].add(editor)
    return found


def rows_ever(name: str, codes: Collection[str]) -> dict[int, str]:
    """The code by the id, of every row that is or was called so."""
    return {pk: code for pk, code in _rows(name, ROWS[name]) if code in codes}


def _rows(name: str, model: Any) -> Iterable[tuple[int, str]]:
    """(id, code) of every row that is or was; a measure is called by its region and number."""
    if name == "measures":
        regions = dict(Region.history.values_list("id", "code"))  # type: ignore[attr-defined]
        found = model.history.values_list("id", "region_id", "number").distinct()
        return [(pk, f"{regions.get(region)} {number}") for pk, region, number in found]
    return model.history.values_list("id", NAMES[name]).distinct()


def rows_of(changes: Sequence[Change]) -> dict[Change, Model]:
    """The row of each change that still has one."""
    found: dict[Change, Model] = {}
    for name, model in ROWS.items():
        wanted = {change.code: change for change in changes if change.name == name}
        if wanted:
            kept = model._default_manager
            measures = name == "measures"
            rows = kept.select_related("region") if measures else kept.filter(**{f"{NAMES[name]}__in": list(wanted)})
            for row in rows:
                code = f"{row.region.code} {row.number}" if measures else getattr(row, NAMES[name])  # type: ignore[attr-defined]
                if code in wanted:
                    found[wanted[code]] = row
    return found
