"""Back to an earlier release: it becomes a new one, and the rows may go back with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from policies.catalogue import rows
from policies.catalogue.changes import changes
from policies.catalogue.changes.changes import Change
from policies.catalogue.document import canonical, owners
from policies.catalogue.document.canonical import Document
from policies.models import Release
from policies.models.history import TRACKED, because
from policies.models.locks import lock

from . import called, noted, parts, planned, releases
from .planned import Planned
from .publish import ChangedMeanwhile, refuse_broken, state, store

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from .records import Record

Entry = dict[str, Any]
# Whatever drafts and personas may name; the rest of a document names nothing else by its code.
NAMED = ("regions", "sources", "sections", "categories", "questions", "parameters", "groups")


class NothingToDo(Exception):
    """Nothing of these regions was otherwise in that release."""


def restore(
    release: Release,
    *,
    by: User | None,
    note: str,
    legal_basis: str,
    rows_too: bool,
    seen: str | None = None,
    regions: Collection[str] | None = None,
    record: Record | None = None,
) -> Release:
    """Live at once; what waits goes on waiting. `rows_too`: what staff edit says the same from then on.

    `regions`: only what belongs to them goes back, where not all does. Raises NotPublishable where today's checks find
    the result wrong, ChangedMeanwhile or NothingToDo, and changes nothing.
    """
    with transaction.atomic():
        releases.lock()
        plan = planned.going_back(release, regions)
        if seen is not None and seen != state(plan.text):
            raise ChangedMeanwhile
        if regions is not None and not plan.chosen:
            raise NothingToDo
        refuse_broken(plan.document)
        if rows_too:
            lock(TRACKED)
            document = _rows_of(plan, regions)
            refuse_broken(canonical.released(document))
            with because(f"退回到第 {release.number} 次发布"):
                rows.write(document)
        made = Release(
            document=plan.text,
            note=note,
            legal_basis=legal_basis,
            published_by=by,
            restores=release.number,
            taken=sorted(map(list, plan.chosen)),
            changes=record and record.changes,
            effects=record and record.effects,
        )
        waiting = planned.waiting()
        waits = planned.rebased(waiting, plan.live_document, plan.document)[0] if waiting else None
        store(made, waiting=waiting, waits=waits)
        noted.made(made, plan.before, plan.after, plan.chosen)
        return made


@dataclass(frozen=True, slots=True)
class Undone:
    """What going back takes out of the rows: what nobody published yet, and what waits, which takes effect all the
    same and is undone again by whatever is published next."""

    unpublished: list[Change]
    waits: list[Change]


def undone(release: Release, regions: Collection[str] | None = None) -> Undone:
    """Of the rows, where they go back with the release."""
    plan, now = planned.going_back(release, regions), canonical.released(rows.read())
    waiting = planned.waiting()
    before = planned.whole(waiting) if waiting else plan.live_document
    then = called.as_rows(plan.after)
    going = {key for key in parts.changed(now, then) if regions is None or planned.owner(key, then, now) in regions}
    edited = changes.changes(called.as_rows(before), now)
    waits = changes.changes(called.as_rows(plan.live_document), called.as_rows(before)) if waiting else []
    return Undone(*([one for one in found if (one.name, one.code) in going] for found in (edited, waits)))


def _rows_of(plan: Planned, regions: Collection[str] | None) -> Document:
    """What staff edit, with what goes back in place of what they say of it now."""
    current = rows.read()
    after = called.as_rows(plan.after)
    if regions is None:
        return brought_back(after, current)
    now = canonical.released(current)
    mine = [key for key in parts.changed(now, after) if planned.owner(key, after, now) in regions]
    return brought_back(parts.patched(now, now, after, mine)[0], current)


def brought_back(document: Document, current: Document) -> Document:
    """The released document as rows: with what releases do not hold, which is drafts, internal notes and personas.

    A policy that is not in it stays as a draft; so does whatever such drafts and the personas need.
    """
    from policies.catalogue.document.normal import normal

    released = {policy["code"] for policy in document["policies"]}
    notes = {policy["code"]: policy["internal_note"] for policy in current["policies"]}
    policies = [policy | {"internal_note": notes.get(policy["code"], "")} for policy in document["policies"]]
    as_draft = {"state": "draft", "budget_spent_on": None}
    drafts = [policy | as_draft for policy in current["policies"] if policy["code"] not in released]
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
