"""Which releases there are now: the one that is live, and the one that waits for its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from policies.models import Release, locks

from . import noted

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# A number and the sha256 that goes with it: the same number means another release in another database.
Known = tuple[int, str]


def effective(seen: Known | None = None) -> QuerySet[Release]:
    """Those that took effect, the live one first; one that was `seen` live is among them whatever the clock says."""
    live = Q(took_effect=True) | Q(effective_at__lte=timezone.now())
    if seen:
        number, sha256 = seen
        live |= Q(number=number, sha256=sha256)
    return _published().filter(live)


def live() -> Release | None:
    return effective().first()


def waiting() -> Release | None:
    """At most one, after which no other was published; without its document, which is large."""
    latest = _published().defer("document").select_related("published_by").first()
    return latest if latest and waits(latest) else None


def waits(release: Release) -> bool:
    """Whether it is still to take effect."""
    return not release.cancelled_at and not release.took_effect and release.effective_at > timezone.now()


def _published() -> QuerySet[Release]:
    return Release.objects.filter(cancelled_at=None).order_by("-number")


def lock() -> None:
    """Until the transaction ends, nobody else publishes or cancels; looking goes on."""
    locks.lock([Release])


def keep_in_effect(seen: Known) -> None:
    """Writes down that this release and all before it took effect, unless it was cancelled."""
    number, sha256 = seen
    if not Release.objects.filter(number=number, sha256=sha256, cancelled_at=None, took_effect=False).exists():
        return
    with transaction.atomic():
        lock()
        if _published().filter(number=number, sha256=sha256).exists():
            _published().filter(number__lte=number).update(took_effect=True)


def take_back(release: Release, by: User | None) -> bool:
    """Cancels it if it still waits, and says whether it did."""
    with transaction.atomic():
        lock()
        still = waiting() == release
        if still:
            cancel(release, by)
            noted.withdrawn(release, by)
    return still


def cancel(release: Release, by: User | None) -> None:
    """It will not take effect; presumes that it still waits."""
    release.cancelled_at, release.cancelled_by = timezone.now(), by
    release.save(update_fields=["cancelled_at", "cancelled_by"])
