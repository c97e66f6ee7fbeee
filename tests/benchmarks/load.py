"""A worker under load: requests per second over a few connections that are kept open."""

from __future__ import annotations

import http.client
import threading
import time

CONNECTIONS = 4


def requests_per_second(port: int, method: str, path: str, body: str, headers: dict[str, str], seconds: float) -> float:
    """Raises AssertionError for an answer that is not 200: an error page would be fast."""
    counts, errors, stop = [0] * CONNECTIONS, [], threading.Event()

    def ask(place: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while not stop.is_set():
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                errors.append(response.status)
                return
            counts[place] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CONNECTIONS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    assert not errors, f"{method} {path}: {errors}"
    return sum(counts) / (time.perf_counter() - start)
