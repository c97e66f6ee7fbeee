"""Simulations in the background of the staff screens: begun by one worker, seen by whichever answers.

Another process reckons; a thread here writes into the job's row how far it is, and takes the row away some minutes
after it was done. An uploaded file is in a folder that goes with the process; nothing else of any person is written.
"""

from __future__ import annotations

import json
import logging
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import astuple
from datetime import timedelta
from pathlib import Path
from threading import Thread, Timer
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from policies.models import SimulationJob

from .child import DONE, REFUSED, REPORT, TOTAL
from .refused import CannotSimulate

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from .orders import SimulationOrder

logger = logging.getLogger(__name__)

KEPT = timedelta(minutes=10)
# Who says nothing for so long is no more.
SILENT = timedelta(minutes=2)
LONGEST = timedelta(minutes=20)
FOLDER = "qujiang-simulation-"
BUSY = "现在有一次测算正在进行，一次只算一个。请过几分钟再来"
STOPPED = "没有算完：算的程序停下了（可能服务刚刚重启过）。请再算一次"
TOO_LONG = f"没有算完：超过了 {LONGEST // timedelta(minutes=1)} 分钟。请减少人数，或者用命令行的 manage.py simulate"


class SimulationFound(NamedTuple):
    """Why nothing was reckoned, else the report as arranged.written gives it."""

    refused: str = ""
    report: str = ""


def start(
    order: SimulationOrder, whom: str, by: User, *, number: int = 0, seed: int = 1, file: Path | None = None
) -> SimulationJob:
    """`file`: in a folder of `folder`, which is taken away when it is done; else so many made up persons.

    Raises CannotSimulate while another one is on.
    """
    forget_old()
    if any(is_on(job) for job in SimulationJob.objects.filter(finished_at=None)):
        raise CannotSimulate(BUSY)
    now = timezone.now()
    job = SimulationJob.objects.create(
        token=secrets.token_urlsafe(32), started_by=by, whom=whom, started_at=now, seen_at=now
    )
    wanted = {
        "sides": astuple(order.sides),
        "region": order.region,
        "on": order.on.isoformat(),
        "budgets": list(order.budgets),
        "dimensions": settings.SIMULATION_DIMENSIONS,
        "file": str(file) if file else "",
        "number": number,
        "seed": seed,
    }
    Thread(target=_run, args=(job.token, wanted), name="simulation", daemon=True).start()
    return job


@contextmanager
def folder() -> Iterator[Path]:
    """For an uploaded file; taken away where no simulation begins."""
    found = Path(tempfile.mkdtemp(prefix=FOLDER))
    try:
        yield found
    except BaseException:
        shutil.rmtree(found, ignore_errors=True)
        raise


def is_on(job: SimulationJob) -> bool:
    return job.finished_at is None and timezone.now() - job.seen_at < SILENT


def forget_old() -> None:
    """What should be gone already, but that a process ended before it took it away."""
    now = timezone.now()
    SimulationJob.objects.filter(finished_at__lt=now - KEPT).delete()
    SimulationJob.objects.filter(finished_at=None, seen_at__lt=now - KEPT).delete()
    for left in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        with suppress(OSError):
            if now.timestamp() - left.stat().st_mtime > (LONGEST + KEPT).total_seconds():
                shutil.rmtree(left, ignore_errors=True)


def _run(token: str, wanted: Mapping[str, Any]) -> None:
    found: SimulationFound | None = SimulationFound(refused=STOPPED)
    try:
        found = _reckon(token, wanted)
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits is told
        # By its kind alone: what it says might be out of somebody's row.
        logger.error("A simulation failed: %s", type(error).__name__)
    finally:
        # Before anybody sees that it is done.
        if wanted["file"]:
            shutil.rmtree(Path(wanted["file"]).parent, ignore_errors=True)
        if found:
            now = timezone.now()
            SimulationJob.objects.filter(token=token).update(finished_at=now, seen_at=now, **found._asdict())
        connection.close()
    later = Timer(KEPT.total_seconds(), _forget, (token,))
    later.daemon = True
    later.start()


def _forget(token: str) -> None:
    try:
        SimulationJob.objects.filter(token=token).delete()
    except Error as error:
        # The next look takes it away: see forget_old.
        logger.warning("A simulation could not be forgotten yet: %s", type(error).__name__)
    finally:
        connection.close()


def _reckon(token: str, wanted: Mapping[str, Any]) -> SimulationFound | None:
    """None where nobody wants to know any more."""
    # What it complains of might be out of somebody's row.
    command = [sys.executable, "-m", "policies.screening.simulation.child"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=settings.BASE_DIR
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipes")
        limit = Timer(LONGEST.total_seconds(), process.kill)
        limit.start()
        try:
            process.stdin.write(json.dumps(wanted).encode() + b"\n")
            process.stdin.close()
            for line in process.stdout:
                said = json.loads(line)
                if REFUSED in said or REPORT in said:
                    return SimulationFound("\n".join(said.get(REFUSED, ())), said.get(REPORT, ""))
                if not _is_wanted(token, said):
                    return None
            return SimulationFound(refused=STOPPED if limit.is_alive() else TOO_LONG)
        finally:
            limit.cancel()
            process.kill()


def _is_wanted(token: str, said: Mapping[str, Any]) -> bool:
    """Writes down how far it is; False where its row is gone, as it was called off."""
    still = SimulationJob.objects.filter(token=token)
    return bool(still.update(seen_at=timezone.now(), done=said[DONE], total=said[TOTAL]))
