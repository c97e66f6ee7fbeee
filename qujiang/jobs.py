"""python -m qujiang.jobs DIR [JOB]: what is done once a day, for ever or one JOB now; a container needs no cron.

Each is a manage.py of its own, so that none can harm the next; what one says goes to the log. DIR is for the backups.
"""

import os
import signal
import subprocess
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
ZONE = ZoneInfo("Asia/Shanghai")
DAYS_KEPT = 30


def daily(backups: str) -> dict[time, list[str]]:
    """The commands of a day by the time when they are due, as deploy/systemd has them."""
    return {
        time(2, 30): ["backup", backups, f"--keep={DAYS_KEPT}"],
        time(3, 0): ["check_links"],
        time(4, 15): ["clearsessions"],
    }


def following(now: datetime, due: list[time]) -> datetime:
    """The next of these times of day after `now`; what was due while nothing ran is left to the next day."""
    days = (now.date(), now.date() + timedelta(days=1))
    return min(at for day in days for one in due if (at := datetime.combine(day, one, now.tzinfo)) > now)


def run(command: list[str]) -> int:
    done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=False)  # noqa: S603  our own words
    if done.returncode:
        said = f"ERROR qujiang.jobs: {command[0]} ended with {done.returncode}"
        print(said, file=sys.stderr, flush=True)  # noqa: T201  its log
    return done.returncode


def main(backups: str) -> None:
    """Until SIGTERM or SIGINT; a job that is running is waited for."""
    stopped = Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stopped.set())
    jobs = daily(backups)
    while not stopped.is_set():
        at = following(datetime.now(ZONE), list(jobs))
        while not stopped.is_set() and (left := (at - datetime.now(ZONE)).total_seconds()) > 0:
            # In short stretches: a clock that is set is noticed.
            stopped.wait(min(left, 60))
        if not stopped.is_set():
            run(jobs[at.timetz().replace(tzinfo=None)])


def once(backups: str, name: str) -> int:
    """Exit code of the job of this name; 2 if there is none."""
    named = {command[0]: command for command in daily(backups).values()}
    if name not in named:
        print(f"{name} is none of {', '.join(named)}", file=sys.stderr)  # noqa: T201
        return 2
    return run(named[name])


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not os.path.isdir(sys.argv[1]):
        sys.exit("python -m qujiang.jobs DIR [JOB]: name the folder where backups go")
    if len(sys.argv) == 3:
        sys.exit(once(*sys.argv[1:]))
    main(sys.argv[1])
