"""What gunicorn does before it has workers."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTED = """
import os, runpy, sys, threading
files = len(os.listdir("/proc/self/fd"))
runpy.run_path("gunicorn.conf.py")["on_starting"](None)
from django.db import connections
assert not [one for one in connections.all(initialized_only=True) if one.connection], "a connection is open"
assert threading.active_count() == 1, threading.enumerate()
assert len(os.listdir("/proc/self/fd")) == files, "a file is open"
before = set(sys.modules)
import qujiang.wsgi
print(len(before), len(set(sys.modules) - before))
"""


def test_workers_find_imported_what_they_need_and_nothing_open_that_they_would_share():
    said = subprocess.run([sys.executable, "-c", STARTED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    before, left = map(int, said.stdout.split())
    assert before > 500
    assert left < before // 20
