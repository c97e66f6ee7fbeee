"""From rows to a release."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from policies.catalogue.document import canonical, owners
from policies.catalogue.document.canonical import Document
from policies.models import Release

from . import first_codes, looking, noted, planned, releases
from .parts import EntryConflict, Key
from .planned import Planned

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from policies.catalogue.validation.problems import Problem

    from .records import Record


# Of a release that waits on under another number.
KEPT = ("note", "legal_basis", "despite", "published_by", "effective_at", "restores", "changes", "effects")


class NotPublishable(Exception):
    """`problems` with their places in `document`; `sentences` name the rows, for a clerk."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        from policies.catalogue.document import naming

        self.document = document
        self.problems = problems
        places = [naming.place(document, problem.path) for problem in problems]
        self.sentences = [
            f"{place}：{problem.message}" if place else problem.message
            for place, problem in zip(places, problems, strict=True)
        ]
        super().__init__("\n".join(self.sentences))


def publishable(whole: Document | None = None) -> Document:
    """What a release of the rows (`whole`, read where not given) would say.

    Raises NotPublishable with everything that is wrong.
    """
    # Here, not above: pydantic stays out of processes that only serve citizens.
    from policies.catalogue import rows
    from policies.catalogue.validation.problems import Problem
    from policies.catalogue.validation.validation import validate

    document = canonical.released(whole or rows.read())
    problems = validate(document)
    if not document["policies"]:
        problems.append(Problem((), "empty", "还没有可以发布的政策，请先载入政策包或录入政策"))
    if problems:
        raise NotPublishable(document, problems)
    return document


class StillWaiting(Exception):
    """Another release waits for another time."""

    def __init__(self, release: Release) -> None:
        super().__init__(str(release))
        self.release = release


class Conflicting(Exception):
    """A field waits with one content and the rows have another: published now, it would take effect too early."""

    def __init__(self, plan: Planned) -> None:
        self.plan = plan
        self.sentences = [said(plan.document, conflict) for conflict in plan.conflicts]
        super().__init__("\n".join(self.sentences))


def said(document: Document, conflict: EntryConflict) -> str:
    """A conflict in a sentence for a clerk: where, and what was written in either."""
    from policies.catalogue.document import naming

    name, code = conflict.key
    number = [owners.called(name, entry) for entry in document[name]].index(code)
    place = naming.place(document, (name, number, *conflict.path))
    field = naming.FIELDS.get(conflict.path[-1]) if conflict.path else None
    what = f"{place} › {field}" if field else place
    if any(isinstance(value, dict | list) for value in (conflict.before, conflict.wanted)):
        return f"{what}：等待生效的那一次已经改过，现在又改了"
    return f"{what}：等待生效的那一次里是“{conflict.before}”，现在又改成“{conflict.wanted}”"


class ChangedMeanwhile(Exception):
    """What would be published, or what is live, is no longer what the publisher saw."""


def publish(
    by: User | None = None,
    note: str = "",
    effective_at: datetime | None = None,
    *,
    legal_basis: str = "",
    despite: str = "",
    seen: str | None = None,
    wanted: Collection[Key] | None = None,
    record: Record | None = None,
) -> Release:
    """Stores what the rows say as the next release; live from `effective_at` on, at once by default.

    `wanted`: the changes to be published with what belongs to them, all by default. What waits goes on waiting, with
    them in it; what is scheduled for the very time for which it waits joins it. `seen`: the `state` that the publisher
    looked at; `record`: what they saw of changes and effects.

    Raises NotPublishable, ChangedMeanwhile, StillWaiting or Conflicting, and then changes nothing. A release that says
    the same as the one before is made all the same, see `says_the_same`.
    """
    with transaction.atomic():
        releases.lock()
        plan = choosing(offer(publishable(), effective_at), wanted)
        if seen is not None and seen != state(plan.text):
            raise ChangedMeanwhile
        release = Release(
            document=plan.text,
            note=note,
            legal_basis=legal_basis,
            despite=despite,
            published_by=by,
            taken=None if plan.live is None else sorted(map(list, plan.chosen)),
            changes=record and record.changes,
            effects=record and record.effects,
        )
        store(release, effective_at, waiting=plan.waiting, waits=plan.waits)
        noted.made(release, plan.before, plan.after, plan.chosen)
        looking.forget(plan.chosen)
        return release


def offer(after: Document, effective_at: datetime | None = None) -> Planned:
    """All that could be published of what the rows say. Raises StillWaiting."""
    waiting = planned.waiting()
    if waiting and effective_at is not None and effective_at != waiting.effective_at:
        raise StillWaiting(waiting)
    return Planned(releases.live(), waiting, after, together=effective_at is not None)


def choosing(offered: Planned, wanted: Collection[Key] | None) -> Planned:
    """Of what is offered these changes, None for all. Raises Conflicting, or NotPublishable."""
    plan = offered.choosing(None if wanted is None else frozenset(wanted))
    if plan.conflicts:
        raise Conflicting(plan)
    for document in (plan.document, plan.waits):
        if document is not None and document != plan.after:
            refuse_broken(document)
    return plan


def refuse_broken(document: Document) -> None:
    """Raises NotPublishable."""
    from policies.catalogue.validation.validation import validate

    if problems := validate(document):
        raise NotPublishable(document, problems)


def state(text: str) -> str:
    """What publishing this text now stands on: the text itself and the releases there are."""
    number, cancelled = Release.objects.aggregate(Max("number"), Count("cancelled_at")).values()
    return f"{number or 0}-{cancelled}-{canonical.sha256(text)}"


def store(
    release: Release, effective_at: datetime | None = None, *, waiting: Release | None, waits: Document | None
) -> Release:
    """Completes and saves it as the next one; to be called under the lock.

    `waiting`: what waits now. It is replaced by a release that says what `waits` from now on, or by this one.
    """
    now = timezone.now()
    if waiting:
        releases.cancel(waiting, release.published_by)
        release.rebases = waiting.number if waits is None else None
    release.sha256 = canonical.sha256(release.document)
    if live := releases.effective().values_list("number", "sha256").first():
        releases.keep_in_effect(live)
    release.published_at = now
    release.effective_at = max(effective_at or now, now)
    release.took_effect = release.effective_at == now
    release.number = (Release.objects.aggregate(highest=Max("number"))["highest"] or 0) + 1
    release.save(force_insert=True)
    first_codes.remember(release)
    if waiting and waits is not None:
        _wait_again(waiting, waits, release)
    return release


def _wait_again(waiting: Release, document: Document, after: Release) -> None:
    """What waited, with what has just been published in it, under the next number: live is the highest one."""
    again = Release(
        document=canonical.text(document),
        rebases=waiting.number,
        number=after.number + 1,
        taken=[],
        published_at=after.published_at,
        **{name: getattr(waiting, name) for name in KEPT},
    )
    again.sha256 = canonical.sha256(again.document)
    again.save(force_insert=True)
    first_codes.remember(again)


def says_the_same(release: Release) -> bool:
    """Whether the release before it has the same content."""
    earlier = Release.objects.filter(number__lt=release.number, cancelled_at=None).order_by("-number")
    return earlier.values_list("sha256", flat=True).first() == release.sha256
