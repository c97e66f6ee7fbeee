"""Clients that programs of others make from the live schema complete a check for a real person and read all of it."""

import json
import os
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings as django_settings

from policies.publishing import live
from tests.api.clients import generators
from tests.persons import DAY, MASTER_2025

# What the two scripts answer of the master of the cast, and an amount to the cent.
ANSWERED = (
    *("education", "school_group", "graduation_date", "double_first_class", "full_time_degree", "work_status"),
    *("employer_type", "job_start_date", "newly_introduced", "first_job_in_quzhou", "social_insurance_months"),
    *("pension_months", "housing", "home_purchase"),
)
MONEY = {"housing_fund_employer_monthly": 200.5}
IN_CI = os.environ.get("CI") == "true"


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def published(live_catalogue):
    """As a release is served."""
    moment = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    live.serve(replace(live_catalogue, origin="database", number=3, published_at=moment, effective_at=moment))


@pytest.fixture
def address(published, application):
    """Where the shipped policies are served over HTTP."""
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def made_by_others():
    """The generators; without a network they are done without, except in CI."""
    found = generators.Generators(Path(django_settings.BASE_DIR) / "var" / "clients")
    try:
        found.install()
    except generators.NotInstalled as missing:
        if IN_CI:
            raise
        pytest.skip(f"the generators of clients cannot be installed: {missing}")
    return found


@pytest.fixture
def schema(client, address, tmp_path):
    """As it is served there."""
    described = client.get("/api/v1/openapi.json", headers={"host": address.removeprefix("http://")})
    path = tmp_path / "openapi.json"
    path.write_bytes(described.content)
    return path


@pytest.fixture
def expected(published, client, ask):
    """What the client must have read: all of what is answered, as it is."""
    body = {"on": DAY.isoformat(), "answers": {key: MASTER_2025.answers[key] for key in ANSWERED} | MONEY}
    lists = {name: client.get(f"/api/v1/{name}").json() for name in ("policies", "questions", "release")}
    return {
        "check": ask(body).json(),
        "received": ask(body | {"received": ["qj-home-visit"]}).json(),
        "refused": ask({"on": DAY.isoformat(), "answers": {"home_purchase_date": "2030-01-01"}}).json(),
        "missing": client.get("/api/v1/policies/no-such").json(),
        **lists,
    }


def test_a_client_made_by_openapi_python_client(made_by_others, address, schema, expected, tmp_path):
    said = made_by_others.python_client(schema, tmp_path)
    assert "WARNING" not in said.upper(), said
    # It read moments as such, and Python writes them so.
    written = made_by_others.run_python(generators.HERE / "check.py", tmp_path, address).replace("+00:00", "Z")
    read = json.loads(written)
    assert read["check"]["best"]["total"] > 0
    assert read == expected


def test_a_client_made_by_orval_with_zod(made_by_others, address, schema, expected, tmp_path):
    made_by_others.typescript_client(schema, tmp_path)
    read = json.loads(made_by_others.run_typescript(tmp_path))
    assert read["check"]["best"]["total"] > 0
    assert read == expected
