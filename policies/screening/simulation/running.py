"""Counting a population person by person, with word of how far it is, on one processor or on several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from .counting import Comparison, Counted
from .person import Person

CHUNK = 500
# Chunks that wait for each processor: what was read of a table and not counted yet stays bounded.
AHEAD = 3
T = TypeVar("T")
# Told how many persons were counted.
Progress = Callable[[int], None]


def count(comparison: Comparison, persons: Iterable[Person], progress: Progress | None = None) -> Counted:
    """In this process."""
    whole = Counted()
    for number, person in enumerate(persons, 1):
        comparison.count(person, whole)
        if progress and number % CHUNK == 0:
            progress(number)
    return whole


def count_on(
    workers: int, comparison: Comparison, persons: Iterable[Person], progress: Progress | None = None
) -> Counted:
    """On so many processors; the result is that of one, persons in the same order."""
    if workers < 2:
        return count(comparison, persons, progress)
    whole, done = Counted(), 0
    # Not forked: a copy of a process with threads may stand still for ever.
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (comparison,)) as pool:
        waiting: list[tuple[int, Future[Counted]]] = []
        for chunk in _chunks(persons):
            waiting.append((len(chunk), pool.submit(_count, chunk)))
            if len(waiting) >= workers * AHEAD:
                done += _take(waiting, whole)
                if progress:
                    progress(done)
        while waiting:
            done += _take(waiting, whole)
            if progress:
                progress(done)
    return whole


def _take(waiting: list[tuple[int, Future[Counted]]], whole: Counted) -> int:
    number, future = waiting.pop(0)
    whole.add(future.result())
    return number


def _chunks(persons: Iterable[T]) -> Iterator[list[T]]:
    every = iter(persons)
    while chunk := list(islice(every, CHUNK)):
        yield chunk


_comparison: Comparison | None = None


def _begin(comparison: Comparison) -> None:
    global _comparison
    _comparison = comparison


def _count(chunk: list[Person]) -> Counted:
    if _comparison is None:
        raise RuntimeError("a worker counts only after it was told what to compare")
    return count(_comparison, chunk)
