"""Where a live catalogue comes from: the database or the shipped pack; the copy on disk is in `on_disk`."""

from __future__ import annotations

import json
import logging

from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import canonical
from policies.models import Release

from . import releases

logger = logging.getLogger(__name__)


def from_database(known: Catalogue | None) -> Catalogue | None:
    """The release that is live now, None if nothing is; `known` itself where it still is the live one.

    What is known was live, so nothing before it is, as long as the database has it. Raises django.db.Error where the
    database does not answer.
    """
    seen = known.identity if known else None
    effective = releases.effective(seen)
    if known and known.origin == "database":
        live = effective.values_list("number", "sha256").first()
        if live == seen:
            return known
    release = effective.first()
    if release is None:
        return None
    return _catalogue(release)


def before(known: Catalogue, number: int | None = None) -> Catalogue | None:
    """The release that was live before this one, or that of an earlier `number`; None where there is none.

    Raises django.db.Error where the database does not answer.
    """
    if known.number is None:
        return None
    earlier = releases.effective(known.identity).filter(number__lt=known.number)
    release = earlier.first() if number is None else earlier.filter(number=number).first()
    return _catalogue(release) if release else None


def _catalogue(release: Release) -> Catalogue:
    return Catalogue(
        document=json.loads(release.document),
        sha256=release.sha256,
        origin="database",
        number=release.number,
        published_at=release.published_at,
        effective_at=release.effective_at,
        note=release.note,
    )


def from_pack() -> Catalogue | None:
    """The shipped pack; pydantic and YAML come into this process only here."""
    from policies.catalogue.packs import reading

    try:
        document, _ = reading.load([reading.SHIPPED])
    except reading.BrokenPack as error:
        logger.error("The shipped pack cannot be used: %s", error.mistakes[0])
        return None
    document = canonical.released(document)
    return Catalogue(document=document, sha256=canonical.sha256(canonical.text(document)), origin="pack")
