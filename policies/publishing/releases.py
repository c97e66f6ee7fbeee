"""Which releases there are now: the one that is live, and the one that waits for its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from policies.models import Release, locks

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def effective() -> QuerySet[Release]:
    """Those whose time has come, the live one first."""
    return Release.objects.filter(effective_at__lte=timezone.now(), cancelled_at=None).order_by("-number")


def live() -> Release | None:
    return effective().first()


def waiting() -> Release | None:
    """At most one; without its document, which is large."""
    later = Release.objects.filter(effective_at__gt=timezone.now(), cancelled_at=None)
    return later.order_by("-number").defer("document").select_related("published_by").first()


def lock() -> None:
    """Until the transaction ends, nobody else publishes or cancels; looking goes on."""
    locks.lock([Release])


def take_back(release: Release, by: User | None) -> bool:
    """Cancels it if it still waits, and says whether it did."""
    with transaction.atomic():
        lock()
        waits = waiting() == release
        if waits:
            cancel(release, by)
    return waits


def cancel(release: Release, by: User | None) -> None:
    """It will not take effect; presumes that it still waits."""
    release.cancelled_at, release.cancelled_by = timezone.now(), by
    release.save(update_fields=["cancelled_at", "cancelled_by"])
