"""gunicorn's threaded worker, in which what goes wrong with a request is its own, and is told in a sentence of ours."""

from __future__ import annotations

from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from .line import Line
from .refusals import InWords


class ContainingWorker(ThreadWorker):
    def handle_request(self, req: Any, conn: Any) -> bool:
        """What ends a worker are signals, which its main thread gets: in a request it is an error like any other."""
        try:
            return bool(super().handle_request(req, conn))
        except Exception:
            raise
        except BaseException as error:
            if conn.sock.answering:
                self.log.exception("Error handling request")
                raise StopIteration from error
            raise RuntimeError("a request was about to end its worker") from error

    def handle_error(self, req: Any, client: Line, addr: Any, exc: BaseException) -> None:
        super().handle_error(req, InWords(client), addr, exc)
