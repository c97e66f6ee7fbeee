"""Back to an earlier release: it becomes a new one, and the rows may go back with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import transaction

from policies.catalogue import canonical, owners, rows
from policies.catalogue.canonical import Document
from policies.models import Release
from policies.models.history import TRACKED, because
from policies.models.locks import lock

from . import releases
from .publish import ChangedMeanwhile, NotPublishable, state, store

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Entry = dict[str, Any]
# Whatever drafts and personas may name; the rest of a document names nothing else by its code.
NAMED = ("regions", "sources", "sections", "questions", "parameters", "groups")


def restore(
    release: Release, *, by: User | None, note: str, legal_basis: str, rows_too: bool, seen: str | None = None
) -> Release:
    """Live at once; a release that waits is cancelled. `rows_too`: what staff edit says the same from then on.

    Raises NotPublishable where today's checks find the old document wrong, or ChangedMeanwhile, and changes nothing.
    """
    with transaction.atomic():
        releases.lock()
        document = owners.EMPTY | json.loads(release.document)
        if seen is not None and seen != state(canonical.text(document)):
            raise ChangedMeanwhile
        refuse_broken(document)
        if rows_too:
            lock(TRACKED)
            with because(f"退回到第 {release.number} 次发布"):
                rows.write(brought_back(json.loads(release.document), rows.read()))
        made = Release(
            document=release.document, note=note, legal_basis=legal_basis, published_by=by, restores=release.number
        )
        return store(made, cancel_waiting=True)


def refuse_broken(document: Document) -> None:
    from policies.catalogue.validation import validate

    if problems := validate(document):
        raise NotPublishable(document, problems)


def brought_back(document: Document, current: Document) -> Document:
    """The released document as rows: with what releases do not hold, which is drafts, internal notes and personas.

    A policy that is not in it stays as a draft; so does whatever such drafts and the personas need. Synonyms stay where
    the release is from before there were any.
    """
    from policies.catalogue.normal import normal

    document = owners.EMPTY | {"synonyms": current["synonyms"]} | document

    released = {policy["code"] for policy in document["policies"]}
    notes = {policy["code"]: policy["internal_note"] for policy in current["policies"]}
    policies = [policy | {"internal_note": notes.get(policy["code"], "")} for policy in document["policies"]]
    drafts = [policy | {"state": "draft"} for policy in current["policies"] if policy["code"] not in released]
    whole = document | {"policies": policies + drafts, "personas": current["personas"]}
    return normal_with_drafts(_with_needed(whole, current), normal)


def normal_with_drafts(document: Document, normal: Any) -> Document:
    """Drafts may be incomplete, which the normal form is not; as rows they are in order already."""
    drafts = [policy for policy in document["policies"] if policy["state"] == "draft"]
    others = [policy for policy in document["policies"] if policy["state"] != "draft"]
    full = normal(document | {"policies": others, "personas": []})
    return owners.in_order(full | {"policies": full["policies"] + drafts, "personas": document["personas"]})


def _with_needed(document: Document, current: Document) -> Document:
    """Adds of the rows what the drafts and personas name, what that names in its turn, and so on."""
    missing = {
        (name, entry[owners.NAMES[name]]): entry
        for name in NAMED
        for entry in current[name]
        if entry[owners.NAMES[name]] not in {one[owners.NAMES[name]] for one in document[name]}
    }
    drafts = [policy for policy in document["policies"] if policy["state"] == "draft"]
    words = set(_words([*drafts, *document["personas"]]))
    needed: dict[tuple[str, str], Entry] = {}
    while found := {key: entry for key, entry in missing.items() if key not in needed and key[1] in words}:
        needed |= found
        words |= set(_words(list(found.values())))
    return document | {
        name: [*document[name], *(entry for (listed, _), entry in needed.items() if listed == name)] for name in NAMED
    }


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from _words(one)
