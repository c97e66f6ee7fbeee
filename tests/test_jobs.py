"""What a container does at night and how its health is asked for."""

from datetime import datetime, time

import pytest

from qujiang import alive, jobs

DUE = [time(2, 30), time(4, 15)]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-30 02:29:59", "2026-11-30 02:30"),
        ("2026-11-30 02:30:00", "2026-11-30 04:15"),
        ("2026-11-30 12:00:00", "2026-12-01 02:30"),
        ("2026-12-31 23:59:59", "2027-01-01 02:30"),
    ],
)
def test_the_next_job_is_the_next_of_the_day_or_the_first_of_tomorrow(now, then):
    at = jobs.following(datetime.fromisoformat(now).replace(tzinfo=jobs.ZONE), DUE)
    assert at == datetime.fromisoformat(then).replace(tzinfo=jobs.ZONE)


@pytest.mark.parametrize(
    ("allowed", "asked"),
    [
        ("", "localhost"),
        ("*", "localhost"),
        (".example.cn", "example.cn"),
        ("butie.example.cn, localhost", "butie.example.cn"),
    ],
)
def test_health_is_asked_for_under_a_name_that_is_let_in(monkeypatch, allowed, asked):
    monkeypatch.setenv("ALLOWED_HOSTS", allowed)
    assert alive.host() == asked


def test_nobody_at_the_port_is_not_alive():
    assert not alive.alive(9)
