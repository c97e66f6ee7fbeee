"""A WSGI application that says what it was sent, for the worker's tests."""

import time
from asyncio import CancelledError

SLOW = 4  # seconds
LARGE = 3_000_000  # bytes: more than the system takes at once, less than a worker keeps for a slow reader
# What would end a process, raised before an answer and in the middle of one.
ENDS = {"/exit": SystemExit(3), "/interrupt": KeyboardInterrupt(), "/cancel": CancelledError(), "/error": ValueError()}


def application(environ, start_response):
    body = environ["wsgi.input"].read()
    path = environ["PATH_INFO"]
    if end := ENDS.get(path.removeprefix("/half")):
        if path.startswith("/half"):
            start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "8")])(b"half")
        raise end
    if environ["PATH_INFO"] == "/slow":
        time.sleep(SLOW)
    said = b"x" * LARGE if environ["PATH_INFO"] == "/large" else b"%d:%s;" % (len(body), body[:20])
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
    return [said]
