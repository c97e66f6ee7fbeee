"""Old code on today's tables: `python -m tests.faults.old_worker [--commit COMMIT] [sqlite|postgresql]`.

A worker of an earlier commit, on what that commit published, serves while today's code migrates under it; then that
commit's code edits a policy on its page, publishes and goes back. Needs the commit in this clone. Loopback only; ends
by itself.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.faults import grounds

# The last before life events (0049).
COMMIT = "e979600"
PORT = "8765"
HERE = f"http://127.0.0.1:{PORT}"
BODY = json.dumps({"answers": {"education": "master", "graduation_date": "2025-06-30", "work_status": "employed"}})
ASKED = {"/": None, "/policies/": None, "/api/v1/policies": None, "/api/v1/check": BODY.encode()}
STAFF = """
from django.contrib.auth.models import User
from django.test.utils import setup_test_environment
from policies.models import Policy, Release
from policies.publishing.publish import publish
from policies.publishing.restore import restore
from tests.admin.pages import address, form, saved
from tests.admin.people import signed_in
setup_test_environment()
user = User.objects.create(username="old", is_staff=True, is_superuser=True)
clerk, policy = signed_in(user), Policy.objects.exclude(state="draft").order_by("code").first()
page = form(clerk, address(policy)) | {"office": "旧的程序"}
print("saved on its page:", saved(clerk.post(address(policy), page)))
print("in the history:", policy.history.first().office == "旧的程序")
print("published:", publish(by=user, note="旧的程序").number)
back = restore(Release.objects.get(number=1), by=user, note="退", legal_basis="局长", rows_too=True)
print("went back:", back.number)
"""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("kind", nargs="?", choices=["sqlite", "postgresql"], default="sqlite")
    asked.add_argument("--commit", default=COMMIT)
    options = asked.parse_args()
    with grounds.standing(options.kind), tempfile.TemporaryDirectory(prefix="qujiang-old-") as folder:
        tree = Path(folder) / "tree"
        added = ["git", "worktree", "add", "--quiet", "--detach", str(tree), options.commit]
        if subprocess.run(added, cwd=grounds.ROOT, check=False).returncode:
            print(f"{options.commit} is not in this clone")
            return 2
        try:
            return tried(tree, Path(folder), options.kind)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=grounds.ROOT, check=False)


def tried(tree: Path, folder: Path, kind: str) -> int:
    from django.db import connection

    (tree / "var").mkdir(exist_ok=True)
    latest = sorted(path.stem for path in (tree / "policies" / "migrations").glob("0*.py"))[-1]
    grounds.connect("old")
    name = connection.settings_dict["NAME"]
    connection.close()
    url = f"sqlite:///{name}" if kind == "sqlite" else os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    env = {**os.environ, "DATABASE_URL": url, "STATE_DIR": str(folder), "PORT": PORT, "WEB_CONCURRENCY": "1"}
    env |= {"LIVE_REFRESH_SECONDS": "1", "ALLOWED_HOSTS": "127.0.0.1,testserver"}
    for command in (["collectstatic", "--noinput"], ["prepare"]):
        subprocess.run([sys.executable, "manage.py", *command, "-v0"], cwd=tree, env=env, check=True)
    log = (folder / "log").open("wb")
    worker = subprocess.Popen([sys.executable, "-m", "gunicorn"], cwd=tree, env=env, stderr=log, stdout=log)
    try:
        return served(tree, env, latest)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(30)
        shutil.copyfileobj((folder / "log").open(), sys.stderr) if os.environ.get("SHOW_LOG") else None


def served(tree: Path, env: dict[str, str], latest: str) -> int:
    wait_for(lambda: answered("/readyz", None) == "200")
    found, done = Counter[str](), threading.Event()
    asking = threading.Thread(target=ask, args=(found, done))
    asking.start()
    began = time.monotonic()
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=grounds.ROOT, env=env, check=True)
    took = time.monotonic() - began
    staff = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", STAFF], cwd=tree, env=env, capture_output=True, check=False
    )
    if not staff.returncode:
        wait_for(lambda: live_number() == 3)
    done.set()
    asking.join()
    print(f"code with {latest}: migrated to today's in {took:.1f} s while it served")
    print(f"  citizens: {sum(found.values())} requests, {dict(found)}; live at its end: release {live_number()}")
    print("  staff: " + "; ".join((staff.stdout.decode() + staff.stderr.decode()).strip().splitlines()[-5:]))
    return int(bool(staff.returncode) or set(found) != {"200"})


def ask(found: Counter[str], done: threading.Event) -> None:
    while not done.is_set() and found.total() < 5000:
        for path, body in ASKED.items():
            found[answered(path, body)] += 1
        time.sleep(0.05)


def answered(path: str, body: bytes | None) -> str:
    request = urllib.request.Request(HERE + path, body, {"Content-Type": "application/json"} if body else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            answer.read()
            return str(answer.status)
    except urllib.error.HTTPError as error:
        return str(error.code)
    except OSError as error:
        return type(error).__name__


def live_number() -> int | None:
    with urllib.request.urlopen(f"{HERE}/readyz", timeout=30) as answer:
        return json.load(answer)["release"]["number"]


def wait_for(so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not so():
        if time.monotonic() > deadline:
            raise TimeoutError("the old worker did not come to it")
        time.sleep(0.3)


if __name__ == "__main__":
    sys.exit(main())
