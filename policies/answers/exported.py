"""What a check's calendar files have in common: whose they are, and how new.

Calendars tell entries apart by a UID, and of two with one UID they keep the one with the higher SEQUENCE. Both travel
with the answers, in the visitor's own browser: a random name for the check, given when it begins and told to nobody as
it is, and what was exported last.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from policies.answers.answers import Answers

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
# SEQUENCE is a signed integer of 32 bits.
HIGHEST = 2**31 - 1


def begun(region: str, day: date) -> Answers:
    """A new check without answers."""
    return Answers(region, day, check=secrets.token_urlsafe(8))


def exported(answers: Answers, content: Iterable[str], now: datetime) -> Answers:
    """The same with the name and the number that a file with this content bears.

    The number is that of the last file where nothing changed since, else a higher one: the seconds since 2020, so that
    it grows on every device to which the check was taken, whichever of them knows of the last file.
    """
    digest = hashlib.sha256("\n".join(content).encode()).hexdigest()[:12]
    last, sequence = answers.exported
    if answers.check and last == digest:
        return answers
    seconds = int((now - BEGINNING).total_seconds())
    named = answers.check or secrets.token_urlsafe(8)
    return replace(answers, check=named, exported=(digest, min(max(sequence + 1, seconds), HIGHEST)))


def moment(answers: Answers) -> datetime:
    """When what the file says was last changed."""
    return BEGINNING + timedelta(seconds=answers.exported[1])
