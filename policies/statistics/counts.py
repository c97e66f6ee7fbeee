"""The counts of this process until its thread writes them down.

There is nothing in them but a day, codes and a number. What cannot be written is dropped: a figure is not worth
keeping a visitor or a thread waiting.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db import Error, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from policies.models import DailyCount
from policies.models.figures import Event

logger = logging.getLogger(__name__)

KEPT_MONTHS = 25
# `by`: how many counts are lost.
dropped = Signal()


class Key(NamedTuple):
    day: date
    region: str
    event: str
    code: str


class Counts:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: Counter[Key] = Counter()
        self.tidied_on: date | None = None

    def take(self) -> Counter[Key]:
        with self.lock:
            taken, self.waiting = self.waiting, Counter()
        return taken


_counts = Counts()


def add(day: date, region: str, event: Event, code: str = "", by: int = 1) -> None:
    """Touches memory only; `day`: the one the check began on."""
    with _counts.lock:
        _counts.waiting[Key(day, region, event.value, code)] += by


def drop() -> None:
    """Forgets what is waiting, as while the database is away."""
    _tell(_counts.take().values())


def flush() -> None:
    """Writes down what is waiting, and once a day deletes what is too old; no query where there is nothing to do."""
    # In the order of their keys: two workers that write the same rows wait for each other instead of locking up.
    taken = sorted((key, by) for key, by in _counts.take().items() if by)
    today = timezone.localdate()
    try:
        if taken:
            with transaction.atomic():
                for key, by in taken:
                    _write(key, by)
        if _counts.tidied_on != today:
            DailyCount.objects.filter(day__lt=oldest(today)).delete()
            _counts.tidied_on = today
    except Error as error:
        logger.warning("The figures of the last seconds are lost: %s", error)
        _tell(by for _, by in taken)


def _tell(lost: Iterable[int]) -> None:
    if by := sum(lost):
        dropped.send(Counts, by=by)


def _write(key: Key, by: int) -> None:
    """Safe with another worker: a row is made empty if it is not there, by whoever comes first, and then added to."""
    row = DailyCount.objects.filter(**key._asdict())
    if not row.update(count=F("count") + by):
        DailyCount.objects.bulk_create([DailyCount(**key._asdict())], ignore_conflicts=True)
        row.update(count=F("count") + by)


def oldest(today: date) -> date:
    """The first day that is kept: that of the month 25 months back."""
    years, month = divmod(today.year * 12 + today.month - 1 - KEPT_MONTHS, 12)
    return date(years, month + 1, 1)


def _forget() -> None:
    global _counts
    _counts = Counts()


# A worker forked from a process that counts must not write the same down once more.
os.register_at_fork(after_in_child=_forget)
