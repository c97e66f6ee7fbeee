"""Releases made and taken back, as the trail tells of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils import timezone

from policies.catalogue.document import naming, owners
from policies.catalogue.document.canonical import Document
from policies.models import Release
from policies.models.history import ChangedField
from policies.models.staff_events import Kind, happened, named

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from .parts import Key

# Beyond this the names fill a page and say less than the numbers.
MOST_NAMED = 30
# Of a change in a release where nobody was asked to look at it first.
NOT_ASKED = object()


def made(release: Release, before: Document, after: Document, taken: Collection[Key]) -> None:
    """`taken`: the entries that were published with it, which stand in the one document or the other."""
    kind = Kind.PUBLISHED if release.took_effect else Kind.SCHEDULED
    if release.restores is not None:
        kind = Kind.ROLLED_BACK
    changes = [ChangedField("内容", "", "、".join(called(taken, after, before)) or "和上一次相同")]
    for label, text in (("依据", release.legal_basis), ("样例人物不符合预期的原因", release.despite)):
        if text:
            changes.append(ChangedField(label, "", text))
    if unseen := [one["owner"] for one in release.changes or () if one.get("looked", NOT_ASKED) is None]:
        more = f"等 {len(unseen)} 项" if len(unseen) > MOST_NAMED else ""
        changes.append(ChangedField("没有核对", "", "、".join(unseen[:MOST_NAMED]) + more))
    if not release.took_effect:
        changes.append(ChangedField("生效时间", "", f"{timezone.localtime(release.effective_at):%Y-%m-%d %H:%M}"))
    if release.restores is not None:
        changes.append(ChangedField("退回到", "", f"第 {release.restores} 次发布"))
    codes = {code for name, code in taken if name == "policies"}
    happened(kind, str(release), who=named(release.published_by), changes=changes, note=release.note, codes=codes)


def withdrawn(release: Release, by: User | None) -> None:
    """Of a release that waited; its changes are those it was scheduled with."""
    codes = {code for name, code in release.taken or () if name == "policies"}
    happened(Kind.WITHDRAWN, str(release), who=named(by), codes=codes)


def called(keys: Collection[Key], *documents: Document) -> list[str]:
    """政策“青年租房补助”; a whole catalogue is said by how much it is."""
    if len(keys) > MOST_NAMED:
        counted = {name: sum(key[0] == name for key in keys) for name in owners.LISTS}
        return [f"{naming.TITLES[name]} {number} 项" for name, number in counted.items() if number]
    found: dict[Key, str] = {}
    for document in documents:
        for name in owners.LISTS:
            for number, entry in enumerate(document.get(name, ())):
                if name != "also_asked_if" and (key := (name, owners.called(name, entry))) in keys:
                    found.setdefault(key, naming.place(document, (name, number)))
    return [found[key] for key in sorted(found, key=lambda key: owners.LISTS.index(key[0]))]
