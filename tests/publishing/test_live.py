"""What this process serves, with and without a database."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError
from django.utils import timezone


def publish(**options):
    from policies.publishing.publish import publish

    return publish(**options)


def change_amount(amount):
    from policies.models import Policy

    policy = Policy.objects.get(code="town-rent")
    policy.recurring_amount = amount
    policy.save()


def served_amount(catalogue):
    return catalogue.policies["town-rent"]["award"]["recurring"]["amount"]


def away(known):
    raise OperationalError("away")


def test_nothing_is_live_before_the_first_release(loaded):
    from policies.publishing import live

    assert live.current() is None


def test_requests_make_no_query_after_the_first(loaded, django_assert_num_queries):
    from policies.publishing import live

    publish()
    first = live.current()
    with django_assert_num_queries(0):
        assert live.current() is first
        first.ruleset("town")
    assert (first.number, first.origin) == (1, "database")


def test_what_is_not_published_is_not_served(loaded):
    from policies.publishing import live

    publish()
    live.refresh()
    change_amount(6500)
    assert served_amount(live.refresh()) == 6000
    publish()
    assert served_amount(live.refresh()) == 6500


def test_an_unchanged_release_is_not_loaded_again(loaded, django_assert_num_queries):
    from policies.publishing import live

    publish()
    first = live.refresh()
    with django_assert_num_queries(1):
        assert live.refresh() is first


def test_a_release_waits_for_its_time(loaded):
    from policies.models import Release
    from policies.publishing import live

    publish()
    later = publish(effective_at=timezone.now() + timedelta(hours=1))
    assert live.refresh().number == 1
    Release.objects.filter(pk=later.pk).update(effective_at=timezone.now())
    assert live.refresh().number == 2


def test_the_catalogue_finds_entries_by_code(loaded):
    from policies.publishing import live

    publish()
    catalogue = live.refresh()
    assert catalogue.lineage("town") == ("town", "city")
    assert [policy["code"] for policy in catalogue.policies_of("town")] == ["town-rent", "town-home", "city-rent"]
    assert catalogue.ruleset("town") is catalogue.ruleset("town")
    assert list(catalogue.questions)[:3] == ["education", "trade_school", "graduation_date"]
    with pytest.raises(KeyError):
        catalogue.ruleset("nowhere")


def test_a_process_goes_on_without_its_database(loaded, monkeypatch):
    from policies.publishing import live, stored

    publish()
    known = live.current()
    monkeypatch.setattr(stored, "from_database", away)
    assert live.refresh() is known
    assert not live.database_answers()


@pytest.mark.django_db
def test_a_process_that_starts_without_a_database_serves_the_copy_on_disk(tmp_path, monkeypatch):
    from policies.catalogue.packs import loading
    from policies.publishing import live, stored
    from tests.catalogue import small

    loading.load([small.write(tmp_path / "pack")])
    release = publish(note="留底")
    live.refresh()
    live.reset()
    monkeypatch.setattr(stored, "from_database", away)
    catalogue = live.current()
    assert (catalogue.origin, catalogue.number, catalogue.sha256) == ("disk", 1, release.sha256)
    assert (catalogue.note, catalogue.published_at) == ("留底", release.published_at)
    assert served_amount(catalogue) == 6000


@pytest.mark.parametrize("there", [False, True])
def test_without_a_copy_that_can_be_used_the_shipped_pack_is_served(there, settings, monkeypatch):
    from policies.publishing import live, on_disk, stored

    monkeypatch.setattr(stored, "from_database", away)
    if there:
        settings.STATE_DIR.mkdir()
        on_disk.path().write_text("{", encoding="utf-8")
    catalogue = live.current()
    assert (catalogue.origin, catalogue.number) == ("pack", None)
    assert "qj-rent-subsidy" in catalogue.policies


def test_the_database_takes_over_when_it_is_back(loaded, monkeypatch):
    from policies.publishing import live, stored

    publish()
    from_database = stored.from_database
    monkeypatch.setattr(stored, "from_database", away)
    assert live.current().origin == "pack"
    monkeypatch.setattr(stored, "from_database", from_database)
    assert live.refresh().origin == "database"
    assert live.database_answers()


def test_a_copy_that_cannot_be_written_does_no_harm(loaded, settings, tmp_path):
    from policies.publishing import live

    (tmp_path / "file").touch()
    settings.STATE_DIR = tmp_path / "file" / "below"
    publish()
    assert live.refresh().number == 1


def test_readyz_says_which_release_and_where_from(loaded, client):
    assert client.get("/readyz").status_code == 503
    release = publish()
    from policies.publishing import live

    live.refresh()
    response = client.get("/readyz")
    said = response.json()
    ages = [said["release"].pop("age_seconds"), said.pop("database_answered_seconds_ago")]
    assert all(0 <= age < 600 for age in ages)
    assert said == {
        "release": {"number": 1, "sha256": release.sha256, "origin": "database"},
        "database": True,
        "migrations_waiting": [],
        "migrations_unknown": [],
        "last_refresh_error": None,
        "copy_passed_over": None,
    }
    assert "no-store" in response["Cache-Control"]
    assert client.get("/livez").status_code == 200


def test_readyz_says_what_went_wrong_and_names_nobody(loaded, client, monkeypatch):
    from policies.publishing import live, stored

    publish()
    live.refresh()
    monkeypatch.setattr(stored, "from_database", away)
    live.refresh()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["database"]) == (200, False)
    error = response.json()["last_refresh_error"]
    assert (error["error"], error["seconds_ago"] < 600) == ("OperationalError", True)


def test_readyz_tells_of_migrations_that_wait_or_that_this_code_does_not_know(loaded, client):
    from django.db.migrations.recorder import MigrationRecorder

    from policies.publishing import live

    applied = MigrationRecorder.Migration.objects.filter(app="policies")
    last = applied.order_by("-name").first()
    MigrationRecorder.Migration.objects.create(app="policies", name="9999_of_newer_code")
    last.delete()
    # What does many at once is not waited for where each of them was done.
    applied.filter(name__contains="_squashed_").delete()
    publish()
    live.refresh()
    said = client.get("/readyz").json()
    assert said["migrations_waiting"] == [f"policies.{last.name}"]
    assert said["migrations_unknown"] == ["policies.9999_of_newer_code"]


@pytest.mark.django_db(transaction=True)
def test_a_thread_brings_the_next_release(tmp_path, settings):
    from policies.catalogue.packs import loading
    from policies.publishing import live
    from tests.catalogue import small

    settings.LIVE_REFRESH_SECONDS = 0.05
    loading.load([small.write(tmp_path / "pack")])
    publish()
    assert served_amount(live.current()) == 6000
    change_amount(6500)
    publish()
    deadline = time.monotonic() + 10
    while served_amount(live.current()) != 6500 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert served_amount(live.current()) == 6500


SERVE = """
import sys
from qujiang.wsgi import application
from policies.publishing import live
catalogue = live.current()
catalogue.ruleset("town")
print(catalogue.origin, sorted({name.partition(".")[0] for name in sys.modules} & {"pydantic", "yaml"}))
"""


@pytest.mark.django_db
def test_a_citizens_process_imports_neither_pydantic_nor_yaml(loaded, settings):
    """In a process of its own that finds no database and serves the copy on disk."""
    from policies.publishing import live

    publish()
    live.refresh()
    environment = os.environ | {
        "STATE_DIR": str(settings.STATE_DIR),
        "DATABASE_URL": f"sqlite:///{settings.STATE_DIR / 'missing' / 'db.sqlite3'}",
    }
    done = subprocess.run(
        [sys.executable, "-c", SERVE],
        cwd=django_settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "disk []", done.stderr
