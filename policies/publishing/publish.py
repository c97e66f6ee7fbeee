"""From rows to a release."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from policies.catalogue import canonical
from policies.catalogue.canonical import Document
from policies.models import Release

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from policies.catalogue.problems import Problem

ATTEMPTS = 20


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


def publishable() -> Document:
    """What a release made now would say. Raises NotPublishable with everything that is wrong."""
    # Here, not above: pydantic stays out of processes that only serve citizens.
    from policies.catalogue import rows
    from policies.catalogue.problems import Problem
    from policies.catalogue.validation import validate

    document = canonical.released(rows.read())
    problems = validate(document)
    if not document["policies"]:
        problems.append(Problem((), "empty", "还没有可以发布的政策，请先载入政策包或录入政策"))
    if problems:
        raise NotPublishable(document, problems)
    return document


def publish(by: User | None = None, note: str = "", effective_at: datetime | None = None) -> Release:
    """Stores what the rows say as the next release; live from `effective_at` on, at once by default.

    Raises NotPublishable. A release that says the same as the one before is made all the same, see `says_the_same`.
    """
    with transaction.atomic():
        text = canonical.text(publishable())
        now = timezone.now()
        release = Release(
            sha256=canonical.sha256(text),
            document=text,
            note=note,
            published_by=by,
            published_at=now,
            effective_at=effective_at or now,
        )
        return _numbered(release)


def says_the_same(release: Release) -> bool:
    """Whether the release before it has the same content."""
    return Release.objects.filter(number=release.number - 1, sha256=release.sha256).exists()


def _numbered(release: Release) -> Release:
    """Saves it under the next free number: whoever comes second waits at the unique number and takes the next."""
    for _ in range(ATTEMPTS):
        highest = Release.objects.aggregate(highest=Max("number"))["highest"] or 0
        release.number = highest + 1
        try:
            with transaction.atomic():
                release.save(force_insert=True)
            return release
        except IntegrityError:
            if not Release.objects.filter(number=release.number).exists():
                raise
    raise RuntimeError(f"No free release number in {ATTEMPTS} attempts")
