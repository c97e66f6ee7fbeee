"""Packs into the database: all or nothing; nothing that staff changed or that was published is lost unless told to."""

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
from policies.models import LoadedPack, PublishedCode
from policies.models.history import TRACKED, because
from policies.models.locks import lock

from . import reading

# What has an address or stands in kept answers; citizens would lose it unnoticed.
KNOWN_OUTSIDE = ("regions", "questions", "policies")


class Refused(Exception):
    """`changed`: what staff changed since the last load and would be lost; `vanishing`: what was published and is
    missing from the packs."""

    def __init__(self, changed: list[Difference], vanishing: list[Difference]) -> None:
        super().__init__("\n".join(map(str, [*changed, *vanishing])))
        self.changed, self.vanishing = changed, vanishing


def load(
    paths: Iterable[Path], *, replace: bool = False, delete: Collection[str] = (), check: bool = False
) -> Counter[str]:
    """Returns how many rows were added, changed and removed.

    Entries of regions that the packs do not hold stay. Raises packs.BrokenPack or Refused, and changes nothing.
    `replace`: also what staff changed. `delete`: codes that may vanish though they were published. `check`: looks at
    everything and keeps nothing.
    """
    with transaction.atomic():
        lock(TRACKED)
        current = rows.read()
        document, held = reading.load(paths, beside=current)
        loaded = renaming.renamed(_last_loaded(), renaming.names(current))
        changing = differences(current, document)
        lost = [] if replace else _lost(loaded, current, changing, held)
        vanishing = [change for change in _vanishing(changing) if change.code not in delete]
        if lost or vanishing:
            raise Refused(lost, vanishing)
        with because("载入政策包"):
            done = rows.write(document)
        _remember(_joined(loaded, document, held))
        transaction.set_rollback(check)
        return done


def _lost(loaded: Document, current: Document, changing: list[Difference], held: Collection[Owner]) -> list[Difference]:
    """What staff changed in entries that would now change again."""
    overwritten = {(difference.name, difference.code) for difference in changing}
    return [
        change
        for change in differences(loaded, current)
        if change.owner in held and (change.name, change.code) in overwritten
    ]


def _vanishing(changing: list[Difference]) -> list[Difference]:
    gone = [one for one in changing if one.name in KNOWN_OUTSIDE and not one.path and one.after is None]
    return [one for one in gone if PublishedCode.was(one.name, [one.code, *one.before.get("formerly", ())])]


def _joined(loaded: Document, document: Document, held: Collection[Owner]) -> Document:
    both = owners.replace(owners.apart(loaded), owners.of(owners.apart(document), held), held)
    return owners.together(owners.in_order(both))


def _last_loaded() -> Document:
    last = LoadedPack.objects.first()
    return owners.EMPTY | (json.loads(last.document) if last else {})


def _remember(document: Document) -> None:
    text = canonical.text(document)
    last = LoadedPack.objects.first() or LoadedPack()
    last.document, last.sha256 = text, canonical.sha256(text)
    last.save()
