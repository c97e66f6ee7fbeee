"""What Prometheus is told: requests by kind of page and status, how long they took, the release, and what went wrong.

Imported only where METRICS_ADDRESSES names somebody who may ask. Each worker counts in files of its own, and whichever
is asked adds up those of all; what a worker counted that is gone is kept.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from policies import statistics
from policies.library.staff_pages import is_staff_page
from policies.publishing import live

# Containers may share a folder, but not the numbers of processes.
FOLDER = Path(settings.STATE_DIR) / "metrics" / socket.gethostname()
FOLDER.mkdir(parents=True, exist_ok=True)
# Read by the library when a figure is made.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(FOLDER)

from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: E402
from prometheus_client.mmap_dict import MmapedDict  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402

logger = logging.getLogger(__name__)

# More than all kinds of pages need. Taken at once: a file that grows in memory on a full disk would end the worker.
BYTES = 512 * 1024
GONE = "gone"
BUCKETS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
KINDS = ("counter", "histogram")


def _own(kind: str) -> Path:
    return FOLDER / f"{kind}_{os.getpid()}.db"


@contextmanager
def _alone() -> Iterator[None]:
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def keep_what_is_gone() -> None:
    """Adds the figures of workers that ended to one file a kind. Raises OSError."""
    with _alone():
        for kind in KINDS:
            ended = [file for file in FOLDER.glob(f"{kind}_[0-9]*.db") if not _runs(file.stem.partition("_")[2])]
            if not ended:
                continue
            gone = MmapedDict(str(FOLDER / f"{kind}_{GONE}.db"))
            for file in ended:
                for key, value, at, _ in MmapedDict.read_all_values_from_file(str(file)):
                    before, _ = gone.read_value(key)
                    gone.write_value(key, before + value, at)
                file.unlink()
            gone.close()


def _runs(number: str) -> bool:
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _reserve(kind: str) -> None:
    """Raises OSError where there is no room."""
    with _own(kind).open("ab") as file:
        os.posix_fallocate(file.fileno(), 0, BYTES)


keep_what_is_gone()
for _kind in KINDS:
    _reserve(_kind)

REQUESTS = Counter("qujiang_requests", "Requests answered, by kind of page and status", ["page", "status"])
SECONDS = Histogram("qujiang_request_seconds", "From reading a request to its response", ["page"], buckets=BUCKETS)
FAILURES = Counter("qujiang_refresh_failures", "Looks for a newer release that failed")
DROPPED = Counter("qujiang_statistics_dropped", "Anonymous counts that could not be written and are lost")


@receiver(live.refresh_failed)
def _failed(**_: Any) -> None:
    FAILURES.inc()


@receiver(statistics.dropped)
def _dropped(by: int, **_: Any) -> None:
    DROPPED.inc(by)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Outermost; costs some ten microseconds."""
    requests: dict[tuple[str, int], Any] = {}
    seconds: dict[str, Any] = {}

    def respond(request: HttpRequest) -> HttpResponse:
        begun = perf_counter()
        response = get_response(request)
        page, status = page_kind(request), response.status_code
        if (page, status) not in requests:
            requests[page, status], seconds[page] = REQUESTS.labels(page, status), SECONDS.labels(page)
        requests[page, status].inc()
        seconds[page].observe(perf_counter() - begun)
        return response

    return respond


def page_kind(request: HttpRequest) -> str:
    """One of a few dozen words, none of which says which policy, section or row it was."""
    match = request.resolver_match
    # Also what was refused before anybody looked where it leads.
    if is_staff_page(request):
        return "staff"
    if match is None:
        return "static" if request.path.startswith(settings.STATIC_URL) else "none"
    name = match.url_name or match.route
    return f"{match.namespace} {name}" if match.namespace else name


def registry() -> CollectorRegistry:
    """Of all workers on this machine, those that are gone included."""
    found = CollectorRegistry()
    MultiProcessCollector(found, str(FOLDER))
    return found


def text() -> bytes:
    """All figures. Raises OSError."""
    from prometheus_client import generate_latest

    from .gauges import Gauges

    keep_what_is_gone()
    with _alone():
        found = registry()
        found.register(Gauges())
        return generate_latest(found)
