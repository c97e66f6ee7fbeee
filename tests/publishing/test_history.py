"""How an amount came to be what it is, read off the releases.

The small pack's rent has an unpublished part, so three times the yearly amount is what is certain of it.
"""

import pytest
from django.db import OperationalError

from tests.publishing.test_live import change_amount, publish


def amounts(code="town-rent"):
    from policies.publishing import live

    return [(change.number, change.words[0].partition("，")[0]) for change in live.changes(code)]


@pytest.fixture
def three_releases(loaded):
    from policies.publishing import live

    publish()
    publish(note="没有改金额")
    change_amount(6500)
    publish()
    live.refresh()


def test_only_releases_that_changed_the_amount_are_named(three_releases):
    assert amounts() == [(1, "至少 18,000 元"), (3, "至少 19,500 元")]
    assert [number for number, _ in amounts("city-rent")] == [1]


def test_an_unknown_policy_has_no_history(three_releases):
    assert amounts("nothing-like-it") == []


def test_only_new_releases_are_read(three_releases, django_assert_num_queries):
    from policies.publishing import live

    change_amount(7000)
    publish()
    before = live._live.history
    live.refresh()
    assert amounts()[-1] == (4, "至少 21,000 元")
    assert live._live.history.changes["town-rent"][:2] == before.changes["town-rent"]
    with django_assert_num_queries(1):
        live.refresh()


def test_the_first_request_does_not_read_it(three_releases, settings):
    from policies.publishing import live

    live.reset()
    settings.LIVE_REFRESH_SECONDS = 60
    live.current()
    assert amounts() == []
    live.reset()


def test_without_a_database_there_is_none(three_releases, monkeypatch):
    from policies.publishing import live, stored

    def away(known):
        raise OperationalError("away")

    live.reset()
    monkeypatch.setattr(stored, "from_database", away)
    assert live.refresh() is not None
    assert amounts() == []
