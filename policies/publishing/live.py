"""The live catalogue of this process, kept up to date by one daemon thread.

The first request loads it; from then on `current` only reads a variable. A database that does not answer changes
nothing for a process that has a catalogue, nor does one that knows of no release; a process that starts without a
database serves the copy on disk, failing that the shipped pack.
"""

from __future__ import annotations

import logging
import os
import threading
from datetime import datetime
from time import monotonic

from django.conf import settings
from django.db import Error, close_old_connections
from django.dispatch import Signal
from django.utils import timezone

from policies import statistics
from policies.catalogue.catalogue import Catalogue

from . import history, migrated, on_disk, releases, stored
from .earlier import NO_RELEASES, EarlierReleases

logger = logging.getLogger(__name__)

# Sent in the thread, once for each look that failed.
refresh_failed = Signal()
# Seconds between two looks at the migrations.
SELDOM = 60


class Watched:
    """What whoever watches is told of this process beside what it serves.

    `answered`: when the database last did; `failed`, `failure`: when a refresh failed last, and of what; `passed_over`:
    why the copy on disk was not taken, in words.
    """

    def __init__(self) -> None:
        self.answered: datetime | None = None
        self.failed: datetime | None = None
        self.failure = ""
        self.passed_over = ""
        self.migrated: migrated.Migrated | None = None
        self.looked = 0.0

    def fail(self, error: Exception) -> None:
        """Only by its name: its words name hosts and users, and anybody may read this."""
        self.failed, self.failure = timezone.now(), type(error).__name__
        refresh_failed.send(Watched)


class Live:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.catalogue: Catalogue | None = None
        self.history = history.History()
        self.started = False
        self.database_answers = True
        self.database_has_release = True
        self.kept: releases.Known | None = None
        self.keeper = on_disk.Keeper()
        self.watched = Watched()
        self.stop = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        with self.lock:
            if self.started:
                return
            self.refresh()
            self.started = True
            seconds = settings.LIVE_REFRESH_SECONDS
            if seconds > 0:
                self.thread = threading.Thread(
                    target=self.keep_fresh, args=(seconds,), name="live-release", daemon=True
                )
                self.thread.start()
            else:
                self.catch_up()

    def keep_fresh(self, seconds: float) -> None:
        while not self.stop.wait(seconds):
            try:
                self.refresh()
                self.catch_up()
                self.write_figures()
            except Exception as error:
                self.watched.fail(error)
                logger.exception("The live release could not be refreshed")
            finally:
                close_old_connections()

    def refresh(self) -> None:
        try:
            found = stored.from_database(self.catalogue)
        except Error as error:
            self.watched.fail(error)
            self.go_on_without_database()
            return
        self.watched.answered = timezone.now()
        if not self.database_answers:
            logger.info("The database answers again")
            self.database_answers = True
        if found is None:
            self.go_on_without_release()
        elif found is not self.catalogue:
            logger.info("Release %s is live", found.number)
            self.catalogue = found
        self.database_has_release = found is not None

    def catch_up(self) -> None:
        """What the first request in a process leaves to the thread."""
        self.keep_copy()
        self.follow_history()
        self.keep_in_effect()
        self.look_at_migrations()

    def keep_copy(self) -> None:
        if self.catalogue and self.catalogue.number:
            self.keeper.look_after(self.catalogue)

    def look_at_migrations(self) -> None:
        if self.database_answers and (not self.watched.looked or monotonic() - self.watched.looked > SELDOM):
            self.watched.migrated, self.watched.looked = migrated.look(), monotonic()

    def follow_history(self) -> None:
        """Reads the releases that came since; all of them the first time, which is why the first request leaves it."""
        live = self.catalogue.number if self.catalogue and self.catalogue.origin == "database" else None
        if live and live > self.history.until and self.database_answers:
            self.history = history.follow(self.history, live)

    def keep_in_effect(self) -> None:
        """What was live here stays in effect for every process, whatever becomes of the clock."""
        seen = self.catalogue.identity if self.catalogue and self.catalogue.origin == "database" else None
        if seen and seen != self.kept and self.database_answers:
            releases.keep_in_effect(seen)
            self.kept = seen

    def write_figures(self) -> None:
        (statistics.flush if self.database_answers else statistics.drop)()

    def go_on_without_database(self) -> None:
        if self.database_answers:
            logger.warning("The database does not answer; going on with what is here", exc_info=True)
            self.database_answers = False
        if self.catalogue is None:
            self.catalogue = self.from_disk() or stored.from_pack()

    def from_disk(self) -> Catalogue | None:
        try:
            return on_disk.read()
        except on_disk.PassedOver as why:
            self.watched.passed_over = str(why)
            logger.warning("The copy of the last live release, %s, is passed over: %s", on_disk.path(), why)
            return None

    def go_on_without_release(self) -> None:
        if self.catalogue and self.database_has_release:
            logger.warning("The database has no live release; going on with what is here")


_live = Live()


def current() -> Catalogue | None:
    """What citizens see now; None before the first release. No query after the first call in a process."""
    if not _live.started:
        _live.start()
    return _live.catalogue


def refresh() -> Catalogue | None:
    """Looks at the database at once, in this thread; for tests and commands."""
    _live.refresh()
    _live.catch_up()
    _live.started = True
    return _live.catalogue


def changes(code: str) -> tuple[history.OfferedSince, ...]:
    """How this policy's amounts came to be what they are, the oldest first; empty while that is not known."""
    return _live.history.changes.get(code, ())


def earlier() -> EarlierReleases:
    """The releases up to the live one; none while that is not known."""
    return _live.history.earlier


def serve(catalogue: Catalogue | None, earlier: EarlierReleases = NO_RELEASES) -> None:
    """Serves this from now on and looks no further; for tests."""
    reset()
    _live.catalogue, _live.started = catalogue, True
    _live.history = history.History(earlier=earlier)


def database_answers() -> bool:
    """Whether the last look at the database was answered."""
    return _live.database_answers


def watched() -> Watched:
    return _live.watched


def known_to_be_away() -> bool:
    """Whether the database did not answer lately, and a thread looks whether it does again."""
    return not _live.database_answers and _live.thread is not None


def reset() -> None:
    """Forgets everything and stops the thread; for tests."""
    _live.stop.set()
    if _live.thread:
        _live.thread.join(timeout=10)
    _forget()


def _forget() -> None:
    global _live
    _live = Live()


# A worker forked from a process that serves has its variables, but not its thread.
os.register_at_fork(after_in_child=_forget)

__all__ = [
    "Catalogue",
    "changes",
    "current",
    "database_answers",
    "earlier",
    "known_to_be_away",
    "refresh",
    "reset",
    "serve",
    "watched",
]
