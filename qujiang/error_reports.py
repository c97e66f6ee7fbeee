"""Reports of errors to an address of the installation's own: what a log line says, and nothing more.

No local variables, bodies, cookies, queries or words of exceptions, see `logs`. Sent by a thread; what does not get
through, or comes too often, is only in the log.
"""

from __future__ import annotations

import logging
import queue
import threading
from time import monotonic
from urllib.request import Request, urlopen

from .logs import Json

WAITING, SECONDS, AGAIN = 100, 5, 60


class Reports(logging.Handler):
    """Posts each error as JSON; the same one once a minute."""

    def __init__(self, address: str) -> None:
        super().__init__(logging.ERROR)
        self.address = address
        self.setFormatter(Json(discreet=True))
        self.waiting: queue.Queue[bytes] = queue.Queue(WAITING)
        self.last: dict[tuple[str, int, str], float] = {}
        self.thread: threading.Thread | None = None

    def emit(self, record: logging.LogRecord) -> None:
        kind = str(record.exc_info[0]) if record.exc_info else ""
        same, now = (record.pathname, record.lineno, f"{kind} {record.getMessage()}"), monotonic()
        if now - self.last.get(same, -AGAIN) < AGAIN:
            return
        if len(self.last) > WAITING:
            self.last.clear()
        self.last[same] = now
        try:
            self.waiting.put_nowait(self.format(record).encode())
        except queue.Full:
            return
        self._send()

    def _send(self) -> None:
        if self.thread is None or not self.thread.is_alive():
            self.thread = threading.Thread(target=self._post, name="error-reports", daemon=True)
            self.thread.start()

    def _post(self) -> None:
        while True:
            report = self.waiting.get()
            try:
                # The settings let nothing through but http and https.
                request = Request(self.address, report, {"Content-Type": "application/json"})  # noqa: S310
                urlopen(request, timeout=SECONDS).close()  # noqa: S310
            except OSError as error:
                logging.getLogger(__name__).warning("An error could not be reported: %s", type(error).__name__)
