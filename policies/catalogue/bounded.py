"""What this process remembers of what it worked out, at most so much of it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Bounded(Generic[Key, Value]):
    """What was asked for last, for all threads. A key has to say all that its value depends on.

    `most`: what all values may weigh together; each weighs 1 unless `weigh` says otherwise.
    """

    def __init__(self, most: int, weigh: Callable[[Value], int] = lambda value: 1) -> None:
        self.most, self.weigh, self.weight = most, weigh, 0
        self._found: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Key]:
        return iter(self._found)

    def get(self, key: Key) -> Value | None:
        # A result asks some 150 times, with keys that take a while to look up: no more often than it takes.
        found = self._found.get(key)
        if found is not None:
            try:  # noqa: SIM105 - `suppress` takes as long as what is done here
                self._found.move_to_end(key)
            except KeyError:  # let go meanwhile
                pass
        return found

    def keep(self, key: Key, value: Value) -> Value:
        with self._lock:
            if key in self._found:
                self.weight -= self.weigh(self._found.pop(key))
            self._found[key] = value
            self.weight += self.weigh(value)
            while self.weight > self.most:
                self.weight -= self.weigh(self._found.popitem(last=False)[1])
        return value
