"""A page of another site asks the interface, in a browser that first asks whether it may."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from policies.publishing import live
from tests import loaded
from tests.persons import DAY, MASTER_2025

ASK = """async ([address, body]) => {
    const asked = {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)}
    const response = await fetch(address, asked)
    return [response.status, await response.json()]
}"""


@pytest.fixture(autouse=True)
def published(transactional_db, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    loaded.released()
    yield live.refresh()
    live.reset()


class Empty(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def elsewhere(open_page):
    """An empty page of another origin: another port of this machine."""
    with HTTPServer(("127.0.0.1", 0), Empty) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = open_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield page
        server.shutdown()


def test_a_page_of_another_site_reads_a_check_and_an_error(elsewhere, live_server):
    address = f"{live_server.url}/api/v1/check"
    body = {"region": None, "on": DAY.isoformat(), "answers": dict(MASTER_2025.answers)}
    status, content = elsewhere.evaluate(ASK, [address, body])
    assert status == 200
    assert content["best"]["total"] > 0
    status, content = elsewhere.evaluate(ASK, [address, {"answers": {"age": True}}])
    assert (status, list(content["errors"])) == (422, ["answers.age"])
    assert elsewhere.context.cookies() == []
