"""A worker killed each second for a minute, while citizens go through their checks.

    python -m tests.faults.workers

Prints its figures and ends by itself within three minutes; loopback only. Ends with 1 if more broke than what was in
flight on the workers that were killed, or anything afterwards.
"""

import os
import signal
import sys
import tempfile
import threading
from pathlib import Path

from tests.faults.citizens import asked_by, journey
from tests.faults.fronts import children
from tests.faults.sites import Report, prepared, site

SECONDS, CITIZENS = 60, 4


def main() -> int:
    report = Report()
    with tempfile.TemporaryDirectory(prefix="workers-") as made:
        folder = Path(made)
        with site(folder, prepared(folder)) as (port, process):
            asked = journey(port)
            report.say(f"nobody killed: {asked_by(port, asked, citizens=CITIZENS, seconds=10)}")
            over, killed = threading.Event(), []

            def kill() -> None:
                while len(killed) < SECONDS and process.poll() is None and not over.wait(1):
                    alive = children(process.pid)
                    # The one that has lived longest; the other may still be starting.
                    if alive:
                        os.kill(min(alive), signal.SIGKILL)
                        killed.append(min(alive))
                over.set()

            killing = threading.Thread(target=kill)
            killing.start()
            figures = asked_by(port, asked, citizens=CITIZENS, stop=over.is_set)
            killing.join()
            # Each citizen has one request in flight; whoever waits in vain was not answered by the workers that came.
            good = (
                len(killed) == SECONDS and figures.broken <= len(killed) * CITIZENS and not figures.said["TimeoutError"]
            )
            report.say(f"{len(killed)} workers killed: {figures}", good)
            report.say(f"  what came: {dict(figures.said)}")
            after = asked_by(port, asked, citizens=CITIZENS, seconds=10)
            report.say(f"afterwards: {after}", not after.broken)
    return report.ends


if __name__ == "__main__":
    sys.exit(main())
