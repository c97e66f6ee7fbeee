"""Counts reach the database by and by, from any number of workers, or are dropped."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone

from policies import statistics
from policies.statistics import counts
from tests.persons import DAY

REGION = "qujiang"


def waiting():
    """What this process has counted and not written down."""
    return {tuple(key): count for key, count in counts._counts.waiting.items() if count}


def event(name):
    from policies.models.figures import Event

    return Event(name)


def add(name="started", code="", by=1, day=DAY):
    statistics.add(day, REGION, event(name), code, by)


def stored():
    from policies.models import DailyCount

    return {(row.day, row.event, row.code): row.count for row in DailyCount.objects.all()}


@pytest.fixture(autouse=True)
def another_day():
    """The tidying up of the day is still to be done."""
    counts._counts.tidied_on = None


def test_counts_add_up_in_the_database(db):
    add()
    add()
    statistics.flush()
    add(by=3)
    add("stopped", "work")
    statistics.flush()
    assert stored() == {(DAY, "started", ""): 5, (DAY, "stopped", "work"): 1}


def test_a_check_that_moves_on_takes_its_place_along(db):
    add("stopped", "person")
    statistics.flush()
    add("stopped", "person", -1)
    add("stopped", "work")
    statistics.flush()
    assert stored() == {(DAY, "stopped", "person"): 0, (DAY, "stopped", "work"): 1}


def test_nothing_to_write_makes_no_query(db, django_assert_num_queries):
    statistics.flush()
    with django_assert_num_queries(0):
        statistics.flush()
        add()
        add(by=-1)
        statistics.flush()


def test_counts_are_dropped_while_the_database_is_away(db, monkeypatch):
    def away(*args):
        raise OperationalError("away")

    add()
    with monkeypatch.context() as patched:
        patched.setattr(counts, "_write", away)
        statistics.flush()
    statistics.flush()
    assert not waiting()
    assert not stored()


def test_25_months_are_kept(db):
    from policies.models import DailyCount

    for day in (date(2024, 9, 30), date(2024, 10, 1), DAY):
        DailyCount.objects.create(day=day, region=REGION, event="started", count=9)
    statistics.flush()
    assert [day for day, _, _ in stored()] == [date(2024, 10, 1), DAY]


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 22), date(2024, 10, 1)),
        (date(2026, 1, 31), date(2023, 12, 1)),
        (date(2026, 2, 1), date(2024, 1, 1)),
    ],
)
def test_the_oldest_month(today, first):
    assert counts.oldest(today) == first


def test_old_figures_go_once_a_day(db, django_assert_num_queries, monkeypatch):
    statistics.flush()
    monkeypatch.setattr(timezone, "localdate", lambda: DAY + timedelta(days=1))
    with django_assert_num_queries(1):
        statistics.flush()
        statistics.flush()


@pytest.mark.django_db(transaction=True)
def test_two_workers_lose_nothing():
    """Threads with a connection each, as workers have."""
    keys = [counts.Key(DAY, REGION, "eligible", f"policy-{number}") for number in range(4)]
    failed = []

    def work():
        try:
            for _ in range(5):
                with transaction.atomic():
                    for key in keys:
                        counts._write(key, 1)
        except DatabaseError as error:
            failed.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failed
    assert set(stored().values()) == {10}


@pytest.mark.django_db(transaction=True)
def test_the_thread_writes_them_down(settings, tmp_path):
    from policies.publishing import live

    settings.STATE_DIR = tmp_path
    settings.LIVE_REFRESH_SECONDS = 0.05
    live.reset()
    live.current()
    try:
        add()
        deadline = time.monotonic() + 10
        while not stored() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert stored() == {(DAY, "started", ""): 1}
    finally:
        live.reset()
