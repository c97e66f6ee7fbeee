"""PostgreSQL stopped for the middle third of a run, slow, and without a connection left, while citizens go on.

    python -m tests.faults.database [stopped] [slow] [full]

Makes a throw-away cluster, prints its figures and ends by itself within some minutes. Needs Debian's postgresql. Ends
with 1 if a citizen's request broke, or if staff were told anything but a 503 while the database was away.
"""

import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg

from tests.faults.citizens import HOST, Asked, Browser, asked_by, journey
from tests.faults.sites import Report, prepared, site
from tests.postgresql import Cluster

THIRD = 10  # seconds


def stopped(report: Report, cluster: Cluster, folder: Path, environment: dict[str, str]) -> None:
    with site(folder, environment) as (port, _):
        asked, told = journey(port), []

        def outage() -> None:
            time.sleep(THIRD)
            cluster.halt()
            time.sleep(THIRD / 2)
            told.append(staff(folder))
            time.sleep(THIRD / 2)
            cluster.go_on()

        stopping = threading.Thread(target=outage)
        stopping.start()
        figures = asked_by(port, asked, seconds=3 * THIRD)
        stopping.join()
        report.say(f"stopped for the middle third: {figures}", not figures.broken)
        report.say(f"staff meanwhile: {told[0]}", told[0] == 503)
        time.sleep(5)
        report.say(f"staff afterwards: {staff(folder)}", staff(folder) == 200)


def staff(folder: Path) -> int:
    """What the log-in page says, asked of gunicorn itself."""
    browser = Browser(f"{folder}/web.sock")
    try:
        return browser.repeat(Asked("GET", "/admin/login/", {"Host": HOST}))[0].status
    finally:
        browser.close()


def slow(report: Report, cluster: Cluster, folder: Path, environment: dict[str, str]) -> None:
    with site(folder, environment | {"DJANGO_SETTINGS_MODULE": "tests.faults.slow_settings"}) as (port, _):
        figures = asked_by(port, journey(port), seconds=2 * THIRD)
        report.say(f"2 s for each query: {figures}", not figures.broken)


def full(report: Report, cluster: Cluster, folder: Path, environment: dict[str, str]) -> None:
    """Also for workers that start then."""
    with ExitStack() as taken, ExitStack() as started:
        with suppress(psycopg.OperationalError):
            for _ in range(1000):
                taken.enter_context(psycopg.connect(host=cluster.folder, user="postgres", dbname="postgres"))
        port, _ = started.enter_context(site(folder, environment))
        figures = asked_by(port, journey(port), seconds=THIRD)
        report.say(f"no connection left, from the start: {figures}", not figures.broken)
        report.say(f"staff meanwhile: {staff(folder)}", staff(folder) == 503)


def main(names: list[str]) -> int:
    report, cluster = Report(), Cluster()
    cluster.start()
    try:
        with tempfile.TemporaryDirectory(prefix="database-") as made:
            folder = Path(made)
            environment = prepared(folder, DATABASE_URL=cluster.url)
            for name, trial in {"stopped": stopped, "slow": slow, "full": full}.items():
                if not names or name in names:
                    trial(report, cluster, folder, environment)
    finally:
        cluster.stop()
    return report.ends


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
