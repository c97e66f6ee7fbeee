"""From rows to a release."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from policies.catalogue import canonical
from policies.catalogue.canonical import Document
from policies.models import Release

from . import releases

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from policies.catalogue.problems import Problem


class NotPublishable(Exception):
    """`problems` with their places in `document`; `sentences` name the rows, for a clerk."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        from policies.catalogue import naming

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
    from policies.catalogue.problems import Problem
    from policies.catalogue.validation import validate

    document = canonical.released(whole or rows.read())
    problems = validate(document)
    if not document["policies"]:
        problems.append(Problem((), "empty", "还没有可以发布的政策，请先载入政策包或录入政策"))
    if problems:
        raise NotPublishable(document, problems)
    return document


class StillWaiting(Exception):
    """Another release waits for its time; it has to be cancelled first."""

    def __init__(self, release: Release) -> None:
        super().__init__(str(release))
        self.release = release


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
    cancel_waiting: bool = False,
) -> Release:
    """Stores what the rows say as the next release; live from `effective_at` on, at once by default.

    `seen`: the `state` that the publisher looked at. Raises NotPublishable, ChangedMeanwhile or StillWaiting, and then
    changes nothing. A release that says the same as the one before is made all the same, see `says_the_same`.
    """
    with transaction.atomic():
        releases.lock()
        text = canonical.text(publishable())
        if seen is not None and seen != state(text):
            raise ChangedMeanwhile
        release = Release(
            document=text,
            note=note,
            legal_basis=legal_basis,
            despite=despite,
            published_by=by,
        )
        return store(release, effective_at, cancel_waiting=cancel_waiting)


def state(text: str) -> str:
    """What publishing this text now stands on: the text itself and the releases there are."""
    number, cancelled = Release.objects.aggregate(Max("number"), Count("cancelled_at")).values()
    return f"{number or 0}-{cancelled}-{canonical.sha256(text)}"


def store(release: Release, effective_at: datetime | None = None, *, cancel_waiting: bool) -> Release:
    """Completes and saves it as the next one; to be called under the lock. Raises StillWaiting."""
    now = timezone.now()
    if waiting := releases.waiting():
        if not cancel_waiting:
            raise StillWaiting(waiting)
        releases.cancel(waiting, release.published_by)
    release.sha256 = canonical.sha256(release.document)
    if live := releases.effective().values_list("number", "sha256").first():
        releases.keep_in_effect(live)
    release.published_at = now
    release.effective_at = max(effective_at or now, now)
    release.took_effect = release.effective_at == now
    release.number = (Release.objects.aggregate(highest=Max("number"))["highest"] or 0) + 1
    release.save(force_insert=True)
    return release


def says_the_same(release: Release) -> bool:
    """Whether the release before it has the same content."""
    earlier = Release.objects.filter(number__lt=release.number, cancelled_at=None).order_by("-number")
    return earlier.values_list("sha256", flat=True).first() == release.sha256
