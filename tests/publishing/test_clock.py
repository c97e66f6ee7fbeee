"""A clock set back, by NTP or in a virtual machine that slept, takes nothing away from citizens or from staff."""

import importlib
import json
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, OperationalError, transaction
from django.urls import reverse
from django.utils import timezone

from policies.models import Policy, Release
from policies.publishing import live, on_disk, releases, stored
from policies.publishing.publish import publish
from policies.publishing.restore import restore

BACK = {"a-minute": timedelta(minutes=1), "an-hour": timedelta(hours=1), "a-day": timedelta(days=1)}
HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch):
    """`clock(step)`: it is so much later, or earlier, than it is; counted from the real time."""
    now = timezone.now

    def by(step):
        monkeypatch.setattr(timezone, "now", lambda: now() + step)

    return by


@pytest.fixture(params=BACK.values(), ids=BACK)
def set_back(request, clock):
    return lambda: clock(-request.param)


@pytest.fixture
def two(loaded):
    """6000 was published at once, then 6500."""
    first = publish()
    edit(6500)
    return first, publish()


@pytest.fixture
def scheduled(loaded, clock):
    """6000 at once; 6500 to wait for an hour. Their time has come and citizens have seen the second."""
    publish()
    edit(6500)
    release = publish(effective_at=timezone.now() + HOUR)
    clock(HOUR + timedelta(seconds=1))
    assert live.refresh().number == 2
    return release


def edit(amount):
    Policy.objects.filter(code="town-rent").update(recurring_amount=amount)


def another_worker():
    live.reset()
    return live.current()


def test_a_worker_keeps_what_it_serves(two, set_back, client):
    served = live.refresh()
    set_back()
    assert live.refresh() is served
    assert client.get("/readyz").json()["release"]["number"] == 2
    assert client.get("/").status_code == 200


def test_a_worker_that_starts_then_serves_the_same(two, set_back, client):
    set_back()
    catalogue = another_worker()
    assert (catalogue.number, catalogue.origin) == (2, "database")
    assert client.get("/").status_code == 200


def test_the_only_release_is_not_taken_away(loaded, set_back):
    publish()
    set_back()
    assert another_worker().number == 1


def test_what_waited_and_took_effect_stays(scheduled, clock, set_back):
    served = live.refresh()
    set_back()
    assert live.refresh() is served
    assert another_worker().number == 2
    assert releases.waiting() is None


def test_what_waits_goes_on_waiting(two, set_back):
    waiting = publish(effective_at=timezone.now() + HOUR)
    set_back()
    assert live.refresh().number == 2
    assert releases.waiting() == waiting
    publish()
    assert live.refresh().number == 4
    assert (releases.waiting().number, releases.waiting().rebases) == (5, waiting.number)


def test_what_citizens_saw_stays_before_it_is_written_down(loaded, clock, monkeypatch):
    """The database may be read-only for a while."""
    publish()
    publish(effective_at=timezone.now() + HOUR)
    clock(2 * HOUR)
    monkeypatch.setattr(releases, "keep_in_effect", lambda seen: None)
    served = live.refresh()
    assert served.number == 2
    clock(-HOUR)
    assert live.refresh() is served


def test_the_copy_on_disk_is_of_the_last_one(two, set_back, monkeypatch):
    live.refresh()
    set_back()
    live.refresh()
    monkeypatch.setattr(stored, "from_database", away)
    catalogue = another_worker()
    assert (catalogue.origin, catalogue.number) == ("disk", 2)


def test_a_worker_that_began_with_the_copy_does_not_go_back(loaded, clock, monkeypatch):
    """The database is there again, and nobody had written down that the second one took effect."""
    publish()
    publish(effective_at=timezone.now() + HOUR)
    clock(2 * HOUR)
    with monkeypatch.context() as while_away:
        while_away.setattr(releases, "keep_in_effect", lambda seen: None)
        live.refresh()
        while_away.setattr(stored, "from_database", away)
        assert another_worker().origin == "disk"
    clock(-HOUR)
    assert (live.refresh().origin, live.refresh().number) == ("database", 2)


def away(known):
    raise OperationalError("away")


def test_a_catalogue_in_memory_is_not_replaced_by_none(two, client, caplog):
    served = live.refresh()
    Release.objects.all().delete()
    assert live.refresh() is served
    assert live.refresh() is served
    assert client.get("/").status_code == 200
    assert caplog.text.count("The database has no live release") == 1


def test_another_database_with_other_releases_is_followed(two):
    """A backup was put back: what is in memory is not of it."""
    live.refresh()
    Release.objects.filter(number=2).delete()
    assert live.refresh().number == 1


def test_the_command_publishes_and_advises_to_cancel_nothing(two, set_back):
    set_back()
    edit(7000)
    call_command("publish")
    assert (live.refresh().number, Release.objects.filter(cancelled_at=None).count()) == (3, 3)


def test_cancelling_what_waits_leaves_what_is_live(two, set_back):
    set_back()
    call_command("publish", cancel_waiting=True)
    assert not Release.objects.exclude(cancelled_at=None).exists()


def test_the_command_after_what_waited_took_effect(scheduled, clock):
    clock(timedelta(0))
    edit(7000)
    call_command("publish")
    assert live.refresh().number == 3
    assert not Release.objects.exclude(cancelled_at=None).exists()


def test_the_command_still_names_what_really_waits(two):
    edit(7000)
    publish(effective_at=timezone.now() + HOUR)
    edit(7500)
    with pytest.raises(CommandError, match=r"有一次发布在等待生效.*--cancel-waiting"):
        call_command("publish")
    assert Release.objects.count() == 3
    call_command("publish", cancel_waiting=True)
    assert releases.waiting() is None


def test_whatever_came_before_the_next_release_took_effect(loaded, clock):
    """No worker ran while the second became live, and then somebody published."""
    publish()
    publish(effective_at=timezone.now() + HOUR)
    clock(2 * HOUR)
    publish()
    clock(timedelta(0))
    assert releases.waiting() is None
    assert list(releases.effective().values_list("number", flat=True)) == [3, 2, 1]


def test_what_took_effect_cannot_be_taken_back(scheduled, clock):
    clock(timedelta(0))
    assert not releases.take_back(scheduled, None)
    scheduled.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        releases.cancel(scheduled, None)
    assert another_worker().number == 2


def test_what_was_taken_back_is_not_kept(loaded):
    publish()
    waiting = publish(effective_at=timezone.now() + HOUR)
    releases.take_back(waiting, None)
    releases.keep_in_effect((waiting.number, waiting.sha256))
    waiting.refresh_from_db()
    assert not waiting.took_effect


def test_going_back_is_live_at_once(two, set_back):
    set_back()
    made = restore(two[0], by=None, note="", legal_basis="", rows_too=False)
    catalogue = live.refresh()
    assert (catalogue.number, made.restores) == (3, 1)
    assert catalogue.policies["town-rent"]["award"]["recurring"]["amount"] == 6000
    assert not Release.objects.exclude(cancelled_at=None).exists()


def test_the_staff_screens_show_it_as_live(two, set_back, admin_client):
    set_back()
    listed = admin_client.get(reverse("admin:policies_release_changelist")).content.decode()
    assert listed.count("正在对外") == 1
    assert "等待生效" not in listed
    page = admin_client.get(reverse("admin:policies_release_change", args=[two[1].pk]))
    assert not page.context["can_cancel"]
    home = admin_client.get(reverse("admin:index")).content.decode()
    assert "第 2 次发布</a>" in home
    assert "等待生效" not in home
    assert admin_client.get(reverse("admin:policies_release_add")).context["review"].live.number == 2


def test_publishing_at_once_says_that_it_is_live(two, set_back, admin_client):
    set_back()
    page = admin_client.get(reverse("admin:policies_release_add"))
    review = page.context["review"]
    typed = {
        "seen": review.state,
        "offer": review.offer,
        "note": "改",
        "legal_basis": "会议",
        "despite": "样例还没有改",
    }
    posted = admin_client.post(
        page.request["PATH_INFO"], typed | {"effective_at_0": "", "effective_at_1": ""}, follow=True
    )
    assert "已发布（第 3 次）" in posted.content.decode()
    assert live.refresh().number == 3


def test_the_history_of_amounts_stays_whole(scheduled, clock):
    clock(timedelta(0))
    another_worker()
    live.refresh()
    assert [change.number for change in live.changes("town-rent")] == [1, 2]


def test_releases_of_before_are_marked_by_how_they_were_published(two, clock):
    waiting = publish(effective_at=timezone.now() + HOUR)
    Release.objects.update(took_effect=False)
    clock(-HOUR)
    importlib.import_module("policies.migrations.0011_release_took_effect").those_that_did(apps, None)
    assert list(releases.effective().values_list("number", flat=True)) == [2, 1]
    assert releases.waiting() == waiting


def test_the_rules_are_of_the_day_they_took_effect(loaded, clock, client):
    """Published on one day for another: pages, sitemap and the API."""
    publish()
    edit(6500)
    release = publish(effective_at=timezone.now() + timedelta(days=40))
    clock(timedelta(days=41))
    live.refresh()
    day = timezone.localtime(release.effective_at)

    said = client.get("/api/v1/release").json()
    told = [datetime.fromisoformat(said[name]) for name in ("effective_at", "published_at")]
    assert told == [release.effective_at, release.published_at]
    assert said["effective_at"].endswith("Z")
    assert f"<lastmod>{day:%Y-%m-%d}" in client.get("/sitemap.xml").content.decode()
    for address in ("start", "about", "policies"):
        html = client.get(reverse(address)).content.decode()
        assert f'datetime="{day:%Y-%m-%d}"' in html, address
        assert f'datetime="{timezone.localtime(release.published_at):%Y-%m-%d}"' not in html, address
    assert [change.on for change in live.changes("town-rent")][-1] == day.date()


def test_the_copy_on_disk_says_when_it_took_effect(loaded, monkeypatch):
    release = publish()
    live.refresh()
    monkeypatch.setattr(stored, "from_database", away)
    assert another_worker().effective_at == release.effective_at
    copy = json.loads(on_disk.path().read_text("utf-8"))
    del copy["effective_at"]
    on_disk.path().write_text(json.dumps(copy), "utf-8")
    assert another_worker().effective_at == release.published_at, "a copy of earlier days"
