"""The releases of before in memory: each as it was, in the codes of now, and together hardly more than one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from policies.catalogue.document import owners, renaming
from policies.publishing.earlier import KEPT, NO_RELEASES, EarlierRelease, catalogue_of, sharing
from tests.publishing.test_live import change_amount, publish, served_amount

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


def release(number, days, document=None):
    return EarlierRelease(number, f"{number:064}", BEGINNING + timedelta(days), document or {"policies": []})


def after(*releases):
    earlier = NO_RELEASES
    for one in releases:
        earlier = earlier.and_then(one)
    return earlier


def numbers(earlier):
    return [one.number for one in earlier.releases]


def test_what_two_releases_have_in_common_is_one_object():
    old = {
        "format": 1,
        "policies": [{"code": "a", "n": [1]}, {"code": "b"}],
        "measures": [{"region": "x", "number": 1}],
    }
    new = {
        "format": 1,
        "policies": [{"code": "b"}, {"code": "a", "n": [2]}, {"code": "c"}],
        "measures": [{"region": "x", "number": 1}],
    }
    found = sharing(new, old)
    assert found == new
    assert found["policies"][0] is old["policies"][1]
    assert found["measures"] is old["measures"]
    assert sharing(new, {}) == new


def test_one_is_found_by_number_and_hash_and_those_after_it_are_known():
    earlier = after(release(1, 0), release(3, 1), release(4, 2))
    assert earlier.find((3, "00000000")).number == 3
    assert earlier.find((3, "abcdef01")) is None
    assert earlier.find((2, "00000000")) is None
    assert [one.number for one in earlier.after(1)] == [3, 4]


def test_what_was_live_too_long_ago_is_let_go():
    """It counts until when, not since when."""
    last = KEPT.days + 10
    assert numbers(after(release(1, 0), release(2, 9), release(3, last))) == [2, 3]
    assert numbers(after(release(1, 0), release(2, 10), release(3, last))) == [1, 2, 3]
    assert numbers(after(release(1, 0), release(2, last * 3))) == [1, 2]


def test_a_process_knows_the_releases_up_to_the_live_one(loaded, django_assert_num_queries):
    from policies.publishing import live

    publish()
    change_amount(6500)
    publish()
    now = live.refresh()
    first, last = live.earlier().releases
    assert (first.number, last.number, last.mark) == (1, 2, now.mark)
    with django_assert_num_queries(0):
        then = catalogue_of(live.earlier().find(first.mark), now)
        assert catalogue_of(first, now) is then
        then.ruleset("town")
    assert (served_amount(then), served_amount(now)) == (6000, 6500)
    shared = {one["code"] for one in last.document["policies"] if any(one is it for it in first.document["policies"])}
    assert shared == {one["code"] for one in last.document["policies"]} - {"town-rent"}
    change_amount(7000)
    publish()
    live.refresh()
    assert numbers(live.earlier()) == [1, 2, 3]


def test_without_a_database_none_is_known(loaded, monkeypatch):
    from policies.publishing import live, stored

    def away(known):
        raise OperationalError("away")

    publish()
    live.refresh()
    live.reset()
    monkeypatch.setattr(stored, "from_database", away)
    assert live.refresh() is not None
    assert live.earlier() is NO_RELEASES


def test_one_of_before_is_read_in_the_codes_of_now(loaded):
    from policies.publishing import live

    publish()
    now = live.refresh()
    renamed = renaming.renamed(now.document, {("policies", "town-rent"): "town-lodging"})
    later = type(now)(owners.EMPTY | renamed, "f" * 64, "database", 2)
    (first,) = live.earlier().releases
    then = catalogue_of(first, later)
    assert "town-lodging" in then.policies
    assert [policy.code for policy in then.ruleset("town").policies] == [
        policy.code for policy in later.ruleset("town").policies
    ]


@pytest.mark.parametrize("missing", ["categories", "life_events"])
def test_lists_that_a_release_of_before_did_not_have_are_empty(loaded, missing):
    from policies.publishing import live

    publish()
    now = live.refresh()
    before = {name: value for name, value in now.document.items() if name != missing}
    then = catalogue_of(release(9, 0, before), now)
    assert [one.code for one in then.ruleset("town").policies] == [one.code for one in now.ruleset("town").policies]
