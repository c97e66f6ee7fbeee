"""Nobody publishes what they edited last themselves, as soon as there is a second person who may publish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Model

from policies.catalogue.changes import Change
from policies.catalogue.owners import NAMES
from policies.models import (
    ExclusionGroup,
    Measure,
    Parameter,
    Policy,
    Question,
    Region,
    School,
    Section,
    Source,
    Synonym,
)
from policies.models.history import TRACKED

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ROWS: dict[str, type[Model]] = {
    "regions": Region,
    "sources": Source,
    "sections": Section,
    "questions": Question,
    "parameters": Parameter,
    "groups": ExclusionGroup,
    "policies": Policy,
    "measures": Measure,
    "schools": School,
    "synonyms": Synonym,
}
PERMISSION = "policies.add_release"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def applies() -> bool:
    """Whether at least two people who can log in to the staff screens may publish."""
    people = get_user_model().objects.with_perm(PERMISSION, backend=BACKEND)
    return people.filter(is_staff=True).count() > 1


def own_work(user: User, changes: Sequence[Change]) -> list[Change]:
    """Of these the ones that this person edited last; none while there is nobody else to publish."""
    if not applies():
        return []
    by_list: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_list[change.name].append(change)
    editors = {name: _last_editors(name, several) for name, several in by_list.items()}
    return [change for change in changes if editors[change.name].get(change.code) == user.pk]


def _last_editors(name: str, changes: list[Change]) -> dict[str, int | None]:
    """User ids by the entry's code; None where the last change was nobody's, such as the loading of a pack."""
    model = ROWS[name]
    codes = {pk: code for pk, code in _rows(name, model) if code in {change.code for change in changes}}
    latest: dict[str, tuple[datetime, int | None]] = {}
    for tracked, owner in TRACKED.items():
        if tracked is not model and (owner is None or tracked._meta.get_field(owner).related_model is not model):
            continue
        column = f"{owner}_id" if owner else "id"
        records = tracked.history.filter(**{f"{column}__in": list(codes)})  # type: ignore[attr-defined]
        for pk, at, editor in records.values_list(column, "history_date", "history_user_id"):
            code = codes[pk]
            if code not in latest or at >= latest[code][0]:
                latest[code] = at, editor
    return {code: editor for code, (_, editor) in latest.items()}


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
            rows = model._default_manager.select_related("region") if name == "measures" else model._default_manager
            for row in rows.all():
                code = f"{row.region.code} {row.number}" if name == "measures" else getattr(row, NAMES[name])  # type: ignore[attr-defined]
                if code in wanted:
                    found[wanted[code]] = row
    return found
