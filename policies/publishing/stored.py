"""Where a live catalogue comes from: the database, the copy on disk, or the shipped pack."""

from __future__ import annotations

import json
import logging
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

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


def from_disk() -> Catalogue | None:
    """The copy of the release that was live last; None where there is none or it is damaged."""
    try:
        copy = json.loads(copy_path().read_text(encoding="utf-8"))
        return Catalogue(
            document=json.loads(_sound(copy["document"], copy["sha256"])),
            sha256=copy["sha256"],
            origin="disk",
            number=copy["number"],
            published_at=datetime.fromisoformat(copy["published_at"]),
            # A copy of earlier days does not say it.
            effective_at=datetime.fromisoformat(copy.get("effective_at") or copy["published_at"]),
            note=copy["note"],
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        logger.warning("The copy of the last live release, %s, cannot be used", copy_path(), exc_info=True)
        return None


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


def keep(catalogue: Catalogue) -> None:
    """Writes the copy on disk; a citizen is served even where that cannot be done."""
    text = canonical.text(catalogue.document)
    copy = {
        "number": catalogue.number,
        "sha256": catalogue.sha256,
        "published_at": catalogue.published_at and catalogue.published_at.isoformat(),
        "effective_at": catalogue.effective_at and catalogue.effective_at.isoformat(),
        "note": catalogue.note,
        "document": text,
    }
    path = copy_path()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(copy, ensure_ascii=False), encoding="utf-8")
        draft.replace(path)
    except OSError:
        logger.warning("The copy of the live release cannot be written to %s", path, exc_info=True)


def copy_path() -> Path:
    return Path(settings.STATE_DIR) / "live-release.json"


def _sound(text: str, digest: str) -> str:
    if canonical.sha256(text) != digest:
        raise ValueError("the text does not match its sha256")
    return text
