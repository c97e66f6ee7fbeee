"""How far it is, on a terminal and nowhere else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
from policies.screening.files.progress import progress
with progress("判断", 100_000, 40_000) as after:
    after(20_000)
with progress("读文件", None) as after:
    after(500)
"""


def test_a_terminal_shows_rows_their_speed_and_the_time_left():
    """Also one that does not say how large it is."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stderr=theirs, cwd=ROOT) as process:
        os.close(theirs)
        said = b""
        while part := _read(ours):
            said += part
    os.close(ours)
    assert process.returncode == 0
    text = said.decode()
    assert "判断  60%|" in text
    assert "60000/100000 行，" in text
    assert "行/s，还要 " in text
    assert "读文件 500 行，" in text


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # that is how a terminal says that nobody writes any more
        return b""


def test_nothing_is_shown_where_nobody_looks():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, cwd=ROOT, check=True)
    assert done.stderr == b""
