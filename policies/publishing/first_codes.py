"""Which codes were ever published: they stand in addresses, kept answers and other offices' programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db.models import Q

from policies.catalogue.document import owners, renaming
from policies.models import PublishedCode, Release


def remember(release: Release) -> None:
    """Writes down the codes that are published with it for the first time."""
    known = set(PublishedCode.public().values_list("kind", "code"))
    came = {spelled(key) for key, _ in renaming.each(owners.EMPTY | json.loads(release.document))} - known
    PublishedCode.objects.bulk_create(
        [PublishedCode(release=release, kind=kind, code=code) for kind, code in sorted(came)], batch_size=200
    )


def spelled(key: renaming.Key) -> tuple[str, str]:
    return key[0], "/".join(key[1:])


def published_within(kind: str, owners: Iterable[str]) -> frozenset[str]:
    """The choices or tiers that were published within what has, or had, these codes."""
    within = Q()
    for owner in owners:
        within |= Q(code__startswith=f"{owner}/")
    codes = PublishedCode.public().filter(within, kind=kind).values_list("code", flat=True)
    return frozenset(code.split("/", 1)[1] for code in codes)
