"""What Prometheus is told, and who may ask."""

import os
import subprocess
import sys
from ipaddress import ip_network

import pytest
from django.test import Client, override_settings

from policies import statistics
from policies.publishing import live, stored
from tests.wizard.conftest import live_catalogue, shipped, today

__all__ = ["live_catalogue", "shipped", "today"]


@pytest.fixture(scope="module", autouse=True)
def own_folder(tmp_path_factory):
    """The processes of a run of the tests share a state directory; these figures are of this one alone."""
    with override_settings(STATE_DIR=tmp_path_factory.mktemp("state")):
        from qujiang import metrics
    assert "state" in metrics.FOLDER.parts[-3], "it was imported before, where others count too"


@pytest.fixture
def counted(settings, live_catalogue, db):
    """A process that counts."""
    settings.METRICS_ADDRESSES = [ip_network("127.0.0.1"), ip_network("10.0.0.0/8")]
    settings.MIDDLEWARE = ["qujiang.watching.counting", *settings.MIDDLEWARE]
    return Client()


def figures(client):
    """By name and labels."""
    response = client.get("/metrics")
    # Only now: the library looks when it is imported whether there are several processes.
    from prometheus_client.parser import text_string_to_metric_families

    assert (response.status_code, response["Content-Type"][:10]) == (200, "text/plain")
    samples = [one for family in text_string_to_metric_families(response.content.decode()) for one in family.samples]
    return {(one.name, *sorted(one.labels.values())): one.value for one in samples}


def test_requests_are_counted_by_kind_of_page_and_status(counted, monkeypatch):
    before = figures(counted)
    for address in [
        "/",
        "/policies/qj-rent-subsidy",
        "/policies/qj-living-allowance-no",
        "/nothing",
        "/api/v1/release",
        "/admin/",
    ]:
        counted.get(address)
    with monkeypatch.context() as outage:
        outage.setattr(live, "known_to_be_away", lambda: True)
        counted.get("/admin/")
    after = figures(counted)
    more = {key: value - before.get(key, 0) for key, value in after.items() if key[0] == "qujiang_requests_total"}
    assert {key[1:]: value for key, value in more.items() if value and "metrics" not in key} == {
        ("200", "start"): 1,
        ("200", "policy"): 1,
        ("404", "policy"): 1,
        ("404", "none"): 1,
        ("200", "api release"): 1,
        ("302", "staff"): 1,
        ("503", "staff"): 1,
    }
    seconds = [key for key in after if key[0] == "qujiang_request_seconds_bucket" and "start" in key]
    assert len(seconds) > 10
    assert (
        after["qujiang_request_seconds_count", "start"] - before.get(("qujiang_request_seconds_count", "start"), 0) == 1
    )


def test_what_is_so_now(counted, admin_user):
    counted.force_login(admin_user)
    said = figures(counted)
    assert said["qujiang_release_number",] == 0, "the shipped policies"
    assert said["qujiang_staff_sessions",] == 1
    assert said["qujiang_database_answers",] == 1


@pytest.fixture
def admin_user(db, django_user_model):
    return django_user_model.objects.create(username="clerk", is_staff=True, is_superuser=True)


def test_what_failed_and_what_was_lost(counted, monkeypatch):
    from django.db import OperationalError
    from django.utils import timezone

    from policies.models.figures import Event

    def away(known):
        raise OperationalError

    before = figures(counted)
    statistics.drop()
    statistics.add(timezone.localdate(), "qujiang", Event.STARTED, by=3)
    statistics.drop()
    with monkeypatch.context() as outage:
        outage.setattr(stored, "from_database", away)
        live.refresh()
    after = figures(counted)
    lost, failed = "qujiang_statistics_dropped_total", "qujiang_refresh_failures_total"
    assert after[lost,] - before[lost,] >= 3
    assert after[failed,] - before[failed,] == 1
    assert after["qujiang_database_answers",] == 0
    assert ("qujiang_staff_sessions",) not in after, "nobody knows how many"


def test_what_a_worker_counted_that_is_gone_stays(counted):
    from qujiang import metrics

    other = (
        "from prometheus_client import Counter\n"
        "Counter('qujiang_requests', 'x', ['page', 'status']).labels('start', '200').inc(7)\n"
    )
    counted.get("/")
    before = figures(counted)
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(metrics.FOLDER)}
    subprocess.run([sys.executable, "-c", other], env=environment, check=True)
    for _ in range(2):
        key = ("qujiang_requests_total", "200", "start")
        assert figures(counted)[key] - before[key] == 7
    assert len(list(metrics.FOLDER.glob("counter_*.db"))) == 2, "this process, and all that are gone"


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "192.0.2.1"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
    ],
)
def test_nobody_else_and_nobody_through_a_proxy_may_ask(counted, asked):
    assert counted.get("/metrics", **asked).status_code == 404


def test_whoever_is_in_a_network_that_is_named_may_ask(counted):
    assert counted.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 200


def test_without_the_setting_nothing_is_there(client, live_catalogue):
    assert client.get("/metrics").status_code == 404


def test_where_there_is_no_room_for_figures_citizens_are_served(tmp_path):
    """In a process of its own: what is imported stays."""
    (tmp_path / "metrics").touch()
    serve = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "print([Client().get(address, headers={'host': 'localhost'}).status_code"
        " for address in ('/livez', '/metrics')])\n"
    )
    environment = os.environ | {"STATE_DIR": str(tmp_path), "METRICS_ADDRESSES": "127.0.0.1"}
    done = subprocess.run([sys.executable, "-c", serve], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[200, 503]", done.stderr
    assert "Nothing is counted" in done.stderr
