"""A worker's threads, each with room for deep calls.

Python (3.11 to 3.13 at least) keeps the frames of a thread in pieces of 16 KB: it asks the system for the next one when
a call goes beyond the end, and gives it back as soon as that call returns. A loop that stands just before such an end
does so each time round. Templates go that deep: a result page asked for some 140 pieces, which took a third of its
time. A frame that does not fit into a piece gets one of twice its size, so each thread begins with a large one, behind
which all others find room.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any

# Values that the first frame says it may hold: 128 KB, in a piece of 256 KB of which only what is used takes memory.
# The deepest page takes 40 KB.
VALUES = 16 * 1024


def with_room(call: Callable[[], Any]) -> Callable[[], Any]:
    """The same, in a frame behind which the calls it makes find room."""

    def roomy() -> Any:
        return call()

    roomy.__code__ = roomy.__code__.replace(co_stacksize=VALUES)
    return roomy


class RoomyThreads:
    """What a worker of gunicorn needs of concurrent.futures.ThreadPoolExecutor."""

    def __init__(self, many: int) -> None:
        self.many = many
        self.threads: list[Thread] = []
        self.waiting: SimpleQueue[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]] | None] = SimpleQueue()

    def submit(self, call: Callable[..., Any], *args: Any) -> Future[Any]:
        """Raises RuntimeError where the system has no thread left and none is there yet."""
        future: Future[Any] = Future()
        self.waiting.put((future, call, args))
        if len(self.threads) < self.many:
            self._start_another()
        return future

    def _start_another(self) -> None:
        # A daemon, as a worker that is to stop at once waits for nobody.
        thread = Thread(target=with_room(self._work), name=f"request-{len(self.threads)}", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            if not self.threads:
                raise
        else:
            self.threads.append(thread)

    def shutdown(self, wait: bool = True) -> None:
        """What was submitted is still done, then each thread ends."""
        for _ in self.threads:
            self.waiting.put(None)
        if wait:
            for thread in self.threads:
                thread.join()

    def _work(self) -> None:
        while task := self.waiting.get():
            future, call, args = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(call(*args))
            except BaseException as error:  # noqa: BLE001 - whoever asked for it is told
                future.set_exception(error)
            # Nothing of it is held while the thread waits for the next.
            del task, future, call, args
