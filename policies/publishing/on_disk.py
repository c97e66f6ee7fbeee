"""The copy of the live release on disk, for a process that starts without its database.

It says which release it is, of which installation (signed with its secret), and by which state of the code it was
written; whatever does not fit is passed over, in words for whoever watches.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing

from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import canonical, owners

from . import migrated

logger = logging.getLogger(__name__)

SALT = "policies.publishing.on_disk"
# What a document that means something else than it says may raise while rulesets are made of it.
_NO_RULES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_SERVED = ("regions", "sections", "questions", "policies")


class PassedOver(Exception):
    """Why, in words."""


def path() -> Path:
    return Path(settings.STATE_DIR) / "live-release.json"


def read() -> Catalogue | None:
    """None where there is no copy. Raises PassedOver."""
    copy = _read()
    if copy is None:
        return None
    try:
        catalogue = Catalogue(
            document=json.loads(copy["document"]),
            sha256=copy["sha256"],
            origin="disk",
            number=copy["number"],
            published_at=datetime.fromisoformat(copy["published_at"]),
            # A copy of earlier days does not say it.
            effective_at=datetime.fromisoformat(copy.get("effective_at") or copy["published_at"]),
            note=copy["note"],
        )
        _try_out(catalogue)
    except _NO_RULES as error:
        raise PassedOver(f"what it holds is no release ({type(error).__name__})") from error
    return catalogue


def _read() -> dict[str, Any] | None:
    """What it says of itself, checked, and the text of a document, whole but not looked into."""
    try:
        copy = json.loads(path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PassedOver(f"it cannot be read ({error.strerror})") from error
    except RecursionError:
        raise PassedOver("it is nested too deeply") from None
    except ValueError:
        raise PassedOver("it is cut short or damaged") from None
    if not isinstance(copy, dict) or not isinstance(copy.get("document"), str):
        raise PassedOver("it holds something else than a release")
    if wrong := _wrong(copy):
        raise PassedOver(wrong)
    return copy


def _wrong(copy: dict[str, Any]) -> str:
    if _number(str(copy.get("migration", ""))) > _number(migrated.newest()):
        return "it was written by newer code than this"
    # Copies of before are not signed.
    if "signature" in copy and not _is_ours(copy):
        return "it is from another installation, or the secret key is another one now"
    if canonical.sha256(copy["document"]) != copy.get("sha256"):
        return "its text does not match its sha256"
    return ""


def _try_out(catalogue: Catalogue) -> None:
    """Makes all rulesets, which citizens' pages need. Raises one of `_NO_RULES`."""
    document: Any = catalogue.document
    if not isinstance(document, dict) or not all(document.get(name) for name in _SERVED):
        raise ValueError("empty")
    if document.get("format", 1) != owners.EMPTY["format"]:
        raise ValueError("another format")
    for region in catalogue.regions:
        catalogue.ruleset(region)


class Keeper:
    """Writes the copy where it is missing, damaged or of another release, however that came about."""

    def __init__(self) -> None:
        self.seen: object = None
        self.complained = False

    def look_after(self, catalogue: Catalogue) -> None:
        """One look at the file's size and time, unless something changed; a citizen is served even where it cannot
        be written."""
        if self.seen and self.seen == _looks(catalogue):
            return
        if not _holds(catalogue):
            self._write(catalogue)
        self.seen = _looks(catalogue)

    def _write(self, catalogue: Catalogue) -> None:
        try:
            _write(catalogue)
            self.complained = False
        except OSError as error:
            if not self.complained:
                logger.warning("The copy of the live release cannot be written to %s: %s", path(), error)
                self.complained = True


def _looks(catalogue: Catalogue) -> object:
    try:
        file = path().stat()
    except OSError:
        return None
    return catalogue.identity, file.st_ino, file.st_size, file.st_mtime_ns


def _holds(catalogue: Catalogue) -> bool:
    try:
        copy = _read()
    except PassedOver:
        return False
    return copy is not None and "signature" in copy and (copy["number"], copy["sha256"]) == catalogue.identity


def _write(catalogue: Catalogue) -> None:
    """Raises OSError."""
    copy = {
        "number": catalogue.number,
        "sha256": catalogue.sha256,
        "published_at": catalogue.published_at and catalogue.published_at.isoformat(),
        "effective_at": catalogue.effective_at and catalogue.effective_at.isoformat(),
        "note": catalogue.note,
        "migration": migrated.newest(),
        "signature": signing.Signer(salt=SALT).signature(_signed(catalogue.number, catalogue.sha256)),
        "document": canonical.text(catalogue.document),
    }
    place = path()
    draft = place.with_name(f"{place.name}.{os.getpid()}")
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        draft.write_text(json.dumps(copy, ensure_ascii=False), encoding="utf-8")
        draft.replace(place)
    except OSError:
        draft.unlink(missing_ok=True)  # on a full disk half of it would only be in the way
        raise


def _is_ours(copy: dict[str, Any]) -> bool:
    """Secrets of before count too, where the settings name any."""
    try:
        signing.Signer(salt=SALT).unsign(f"{_signed(copy.get('number'), copy.get('sha256'))}:{copy['signature']}")
    except signing.BadSignature:
        return False
    return True


def _signed(number: object, sha256: object) -> str:
    return f"{number} {sha256}"


def _number(migration: str) -> int:
    digits = migration.partition("_")[0]
    return int(digits) if digits.isascii() and digits.isdecimal() else 0
