"""A worker's threads: what they are given is done, told and let go, and their calls find room however deep they go."""

import gc
import resource
import threading
import weakref

import pytest

from qujiang.serving.threads import RoomyThreads, with_room

# More than a page takes, and little beside what pieces asked for over and over come to.
DEEPEST, LOOPS = 300, 1000


@pytest.fixture
def threads():
    pool = RoomyThreads(2)
    yield pool
    pool.shutdown()


def test_what_is_submitted_is_done_and_told(threads):
    results = [threads.submit(pow, 2, power) for power in range(50)]
    assert [one.result(10) for one in results] == [2**power for power in range(50)]


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(3)], ids=["an error", "an exit"])
def test_what_fails_is_told_and_its_thread_goes_on(threads, error):
    def fail():
        raise error

    assert [threads.submit(fail).exception(10) for _ in range(5)] == [error] * 5
    assert threads.submit(pow, 2, 3).result(10) == 8


def test_all_threads_work_at_once(threads):
    together = threading.Barrier(2)
    assert {one.result(10) for one in [threads.submit(together.wait, 10) for _ in range(2)]} == {0, 1}


def test_what_was_cancelled_before_its_turn_is_not_done(threads):
    go_on, done = threading.Event(), []
    holding = [threads.submit(go_on.wait, 10) for _ in range(2)]
    cancelled = threads.submit(done.append, "cancelled")
    assert cancelled.cancel()
    go_on.set()
    assert all(one.result(10) for one in holding)
    assert threads.submit(pow, 2, 3).result(10) == 8
    assert done == []


def test_where_no_more_threads_are_to_be_had_those_that_are_there_do_it(monkeypatch):
    def refuse(thread):
        raise RuntimeError("can't start new thread")

    pool = RoomyThreads(2)
    with monkeypatch.context() as none_left:
        none_left.setattr(threading.Thread, "start", refuse)
        with pytest.raises(RuntimeError, match="new thread"):
            pool.submit(pow, 2, 3)
    assert pool.submit(pow, 2, 4).result(10) == 16
    with monkeypatch.context() as none_left:
        none_left.setattr(threading.Thread, "start", refuse)
        assert [pool.submit(pow, 2, power).result(10) for power in range(5)] == [1, 2, 4, 8, 16]
    assert pool.submit(pow, 2, 5).result(10) == 32
    assert len(pool.threads) == 2
    pool.shutdown()


def test_shutdown_ends_the_threads_after_what_was_submitted():
    pool, done = RoomyThreads(1), []
    for number in range(20):
        pool.submit(done.append, number)
    pool.shutdown()
    assert done == list(range(20))
    assert not any(one.is_alive() for one in pool.threads)


def test_a_waiting_thread_holds_nothing_of_its_last_request(threads):
    class Request:
        pass

    request = Request()
    held = weakref.ref(request)
    threads.submit(id, request).result(10)
    threads.submit(id, None).result(10)
    threads.submit(id, None).result(10)
    del request
    gc.collect()
    assert held() is None


def _leaf() -> None:
    pass


def _loop() -> None:
    for _ in range(LOOPS):
        _leaf()


def _deep(calls: int) -> None:
    """The loop, under so many calls."""
    if calls:
        _deep(calls - 1)
    else:
        _loop()


def _most_faults() -> int:
    """Memory that this thread asked the system for, at the depth at which it asked most often."""
    return max(_faults(depth) for depth in range(DEEPEST))


def _faults(depth: int) -> int:
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    _deep(depth)
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


@pytest.mark.skipif(not hasattr(resource, "RUSAGE_THREAD"), reason="Linux alone tells what a thread asked for")
def test_no_depth_makes_a_thread_ask_for_memory_over_and_over(threads):
    threads.submit(_most_faults).result(60)
    assert threads.submit(_most_faults).result(60) < LOOPS / 10


def test_a_call_with_room_gives_what_it_gave_without():
    assert with_room(lambda: 17)() == 17
    with pytest.raises(ValueError, match="no"):
        with_room(lambda: int("no"))()
