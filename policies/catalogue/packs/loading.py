"""Packs into the database: all or nothing, and never over what staff changed unless told to."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from django.db import transaction

from policies.catalogue import rows
from policies.catalogue.changes.differences import Difference, differences
from policies.catalogue.document import canonical, owners, renaming
from policies.catalogue.document.canonical import Document
from policies.catalogue.document.owners import Owner
from policies.models import LoadedPack
from policies.models.history import TRACKED, because
from policies.models.locks import lock

from . import reading


class ChangedByStaff(Exception):
    """The load would overwrite what was changed since the last one."""

    def __init__(self, changes: list[Difference]) -> None:
        super().__init__("\n".join(map(str, changes)))
        self.changes = changes


def load(paths: Iterable[Path], *, replace: bool = False) -> Counter[str]:
    """Returns how many rows were added, changed and removed.

    Entries of regions that the packs do not hold stay. Raises packs.BrokenPack or ChangedByStaff, and changes nothing.
    """
    with transaction.atomic():
        lock(TRACKED)
        current = rows.read()
        document, held = reading.load(paths, beside=current)
        loaded = renaming.renamed(_last_loaded(), renaming.names(current))
        lost = _lost(loaded, current, document, held)
        if lost and not replace:
            raise ChangedByStaff(lost)
        with because("载入政策包"):
            done = rows.write(document)
        _remember(_joined(loaded, document, held))
        return done


def _lost(loaded: Document, current: Document, document: Document, held: Collection[Owner]) -> list[Difference]:
    """What staff changed in entries that would now change again."""
    overwritten = {(difference.name, difference.code) for difference in differences(current, document)}
    return [
        change
        for change in differences(loaded, current)
        if change.owner in held and (change.name, change.code) in overwritten
    ]


def _joined(loaded: Document, document: Document, held: Collection[Owner]) -> Document:
    both = owners.replace(owners.apart(loaded), owners.of(owners.apart(document), held), held)
    return owners.together(owners.in_order(both))


def _last_loaded() -> Document:
    last = LoadedPack.objects.first()
    return json.loads(last.document) if last else owners.EMPTY


def _remember(document: Document) -> None:
    text = canonical.text(document)
    last = LoadedPack.objects.first() or LoadedPack()
    last.document, last.sha256 = text, canonical.sha256(text)
    last.save()
