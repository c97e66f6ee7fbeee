"""A WSGI application that says what it was sent, for the worker's tests."""

import time

SLOW = 4  # seconds
LARGE = 3_000_000  # bytes: more than the system takes at once, less than a worker keeps for a slow reader


def application(environ, start_response):
    body = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/slow":
        time.sleep(SLOW)
    said = b"x" * LARGE if environ["PATH_INFO"] == "/large" else b"%d:%s;" % (len(body), body[:20])
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
    return [said]
