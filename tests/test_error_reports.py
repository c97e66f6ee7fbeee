"""Errors are told to an address of the installation's own."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from qujiang.error_reports import Reports


@pytest.fixture
def received():
    """What is posted to an address of this machine, and that address."""
    bodies, came = [], threading.Semaphore(0)

    class Sink(BaseHTTPRequestHandler):
        def do_POST(self):
            bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()
            came.release()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield bodies, came, f"http://127.0.0.1:{server.server_port}/errors"
    server.shutdown()
    server.server_close()


def test_an_error_is_reported_once_a_minute(received):
    bodies, came, address = received
    reports = Reports(address)
    logger = logging.Logger("policies")
    logger.addHandler(reports)
    for _ in range(3):
        logger.error("it broke")
    logger.warning("not so bad")
    logger.error("something else broke")
    assert all(came.acquire(timeout=10) for _ in range(2))
    assert [body["message"] for body in bodies] == ["it broke", "something else broke"]
    assert bodies[0].keys() == {"time", "level", "logger", "message"}


def test_an_address_that_does_not_answer_harms_nobody():
    reports = Reports("http://127.0.0.1:1/errors")
    for number in range(300):
        reports.emit(logging.LogRecord("policies", logging.ERROR, __file__, number, "it broke", (), None))
    assert reports.waiting.qsize() <= 100
