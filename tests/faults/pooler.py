"""PgBouncer in transaction mode, a PostgreSQL that restarts and one that fails over, with staff at work.

    python -m tests.faults.pooler

Makes two throw-away clusters (the second follows the first), prints a line per trial and ends by itself within some
minutes, most of them for loading the shipped policies. Needs Debian's postgresql and pgbouncer. Ends with 1 if
something did not hold; what is `expected to fail` shows what the setting DATABASE_POOLED is for.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.faults.fronts import ROOT, collect_static, running, wait_for
from tests.postgresql import Cluster, program

ROUNDS = 12  # staff requests of a trial, four at a time
AT_WORK = "at-work"


def staff_at_work() -> int:
    """In a process of its own, whose DATABASE_URL is on trial: for each line of stdin a line of statuses."""
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.db import connections
    from django.test import Client
    from django.urls import reverse

    from policies.models import Policy, Release

    clerk = User.objects.filter(username="pooler").first() or User.objects.create_superuser("pooler", password="x" * 20)
    policy = Policy.objects.order_by("pk").first()
    form = reverse("admin:policies_policy_change", args=[policy.pk])

    def one(number: int) -> str:
        try:
            client = Client(raise_request_exception=False, HTTP_HOST="localhost")
            client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
            status = client.get([form, reverse("admin:policies_policy_changelist")][number % 2]).status_code
            # What walks a long table in pieces.
            releases = sum(1 for _ in Release.objects.iterator(chunk_size=1))
            return str(status) if releases else "no release"
        except Exception as error:  # noqa: BLE001  whatever it is, it is what the trial found
            return type(error).__name__
        finally:
            # As at the end of each request of gunicorn's threads.
            for connection in connections.all():
                connection.close_if_unusable_or_obsolete()

    with ThreadPoolExecutor(4) as threads:
        for _ in sys.stdin:
            print(" ".join(threads.map(one, range(ROUNDS))), flush=True)
    return 0


@contextmanager
def staff(address: str, folder: Path, **environment: str) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.pooler", AT_WORK],
        cwd=ROOT,
        env=settings(address, folder, **environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=(folder / "staff.log").open("a"),
        text=True,
    )
    try:
        yield process
    finally:
        process.communicate(timeout=120)


def settings(address: str, folder: Path, **environment: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "qujiang.settings",
        "DJANGO_SECRET_KEY": secrets.token_hex(32),
        "STATE_DIR": str(folder),
        "DATABASE_URL": address,
        "DJANGO_DEBUG": "false",
        **environment,
    }


def round_of(process: subprocess.Popen) -> list[str]:
    process.stdin.write("go\n")
    process.stdin.flush()
    return process.stdout.readline().split()


@contextmanager
def pgbouncer(cluster: Cluster) -> Iterator[None]:
    """In transaction mode with two connections, beside the cluster's own socket at port 6432."""
    ini = cluster.folder / "pgbouncer.ini"
    users = cluster.folder / "users.txt"
    users.write_text('"postgres" ""\n')
    ini.write_text(
        f"[databases]\n* = host={cluster.folder}\n[pgbouncer]\nlisten_addr =\nlisten_port = 6432\n"
        f"unix_socket_dir = {cluster.folder}\nauth_type = trust\nauth_file = {users}\npool_mode = transaction\n"
        "default_pool_size = 2\nmax_client_conn = 100\nserver_login_retry = 1\n"
    )
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with running([*as_postgres, "pgbouncer", "-q", str(ini)], cluster.folder / "pgbouncer.log"):
        wait_for(f"{cluster.folder}/.s.PGSQL.6432")
        yield


def restart(cluster: Cluster) -> None:
    cluster._run(cluster.pg_ctl, "restart", "--wait", "--silent", "--mode=immediate", f"--log={cluster.folder}/log")


def follower(first: Cluster) -> Cluster:
    second = Cluster()
    copying = [program("pg_basebackup"), "-h", first.folder, "-U", "postgres", "-R", "--checkpoint=fast"]
    second._run(*copying, "-D", f"{second.folder}/data")
    options = f"-k {second.folder} -c listen_addresses= -c fsync=off"
    second._run(second.pg_ctl, "start", "--wait", "--silent", f"--log={second.folder}/log", "-o", options)
    return second


def main() -> int:
    bad = []

    def say(trial: str, statuses: list[str], expected: bool = True) -> None:
        good = statuses == ["200"] * ROUNDS
        verdict = "held    " if good else "NOT HELD" if expected else "fails, as expected"
        print(f"{verdict} {trial}: {' '.join(sorted(set(statuses)))} ({statuses.count('200')} of {ROUNDS})", flush=True)
        if expected and not good:
            bad.append(trial)

    collect_static()
    first = Cluster()
    first.start()
    second = None
    folder = Path(tempfile.mkdtemp(prefix="pooler-"))
    try:
        direct = f"postgres://postgres@/postgres?host={first.folder}"
        subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=settings(direct, folder), check=True)
        with pgbouncer(first):
            pooled = f"{direct}&port=6432"
            with staff(pooled, folder) as process:
                say("PgBouncer without DATABASE_POOLED", round_of(process), expected=False)
            with staff(pooled, folder, DATABASE_POOLED="true") as process:
                say("PgBouncer with DATABASE_POOLED", round_of(process))
                restart(first)
                lost = round_of(process)
                print(f"         the round right after PostgreSQL restarted behind it: {lost.count('200')} of {ROUNDS}")
                say("PgBouncer, after that", round_of(process))
        with staff(direct, folder) as process:
            say("PostgreSQL itself", round_of(process))
            restart(first)
            say("right after its restart", round_of(process))
        second = follower(first)
        both = f"postgres://postgres@/postgres?host={first.folder},{second.folder}&target_session_attrs=read-write"
        with staff(both, folder) as process:
            say("two addresses, the first is the primary", round_of(process))
            first._run(first.pg_ctl, "stop", "--mode=immediate", "--silent")
            say("the first gone, the second not promoted yet", round_of(process), expected=False)
            second._run(second.pg_ctl, "promote", "--wait", "--silent")
            say("the second promoted", round_of(process))
    finally:
        for cluster in filter(None, (first, second)):
            # One of them was stopped before, the other may be.
            with suppress(subprocess.CalledProcessError):
                cluster._run(cluster.pg_ctl, "stop", "--mode=immediate", "--silent")
            shutil.rmtree(cluster.folder, ignore_errors=True)
        print((folder / "staff.log").read_text()[-2000:] if bad else "", end="")
        shutil.rmtree(folder)
    print(f"{len(bad)} not held")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(staff_at_work() if sys.argv[1:] == [AT_WORK] else main())
