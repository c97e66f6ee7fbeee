"""That somebody looked at a change: it counts while there is nothing else to be seen, and until it is published."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from policies.catalogue.document import canonical, naming, owners, renaming
from policies.catalogue.document.canonical import Document
from policies.models import LookedAt
from policies.models.staff_events import Kind, happened, named

from .parts import Key, entries, words_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# What a page shows of an entry that it names.
SHOWN = ("sources", "categories", "questions", "parameters", "groups")


def digests(keys: Iterable[Key], before: Document, after: Document) -> dict[Key, str]:
    """Of all that there is to be seen of these entries: themselves, and what changed of whatever they name."""
    old, new = (entries(one) for one in (renaming.renamed(before, renaming.names(after), keep=False), after))
    shared: dict[str, list[Key]] = {}
    for key in dict.fromkeys([*old, *new]):
        if key[0] in SHOWN and old.get(key) != new.get(key):
            shared.setdefault(key[1], []).append(key)
    found = {}
    for key in keys:
        named_by_it = set(words_of([old.get(key), new.get(key)])) & shared.keys()
        seen = [key, *(other for code in sorted(named_by_it) for other in shared[code] if other != key)]
        both = [[list(one), old.get(one), new.get(one)] for one in seen]
        found[key] = canonical.sha256(json.dumps(both, ensure_ascii=False, sort_keys=True))
    return found


def found(seen: dict[Key, str]) -> dict[Key, LookedAt]:
    """Who looked at these entries as they are now."""
    ticks = {(one.name, one.code): one for one in LookedAt.objects.all()}
    return {key: one for key, one in ticks.items() if one.digest == seen.get(key)}


def tick(key: Key, digest: str, by: User, document: Document) -> None:
    """Whoever looked first at what there is stays the one who did."""
    name, code = key
    if LookedAt.objects.filter(name=name, code=code, digest=digest).exists():
        return
    said = {"digest": digest, "by": by, "who": named(by), "at": timezone.now()}
    LookedAt.objects.update_or_create(name=name, code=code, defaults=said)
    happened(Kind.LOOKED_AT, title(key, document), who=named(by), codes=[code] if name == "policies" else ())


def untick(key: Key) -> None:
    LookedAt.objects.filter(name=key[0], code=key[1]).delete()


def forget(keys: Collection[Key]) -> None:
    """Of what is published."""
    gone = [one.pk for one in LookedAt.objects.all() if (one.name, one.code) in keys]
    LookedAt.objects.filter(pk__in=gone).delete()


def title(key: Key, *documents: Document) -> str:
    """政策“青年租房补助”, from the first document that has it."""
    name, code = key
    for document in documents:
        for number, entry in enumerate(document.get(name, ())):
            if owners.called(name, entry) == code:
                return naming.place(document, (name, number))
    return code
