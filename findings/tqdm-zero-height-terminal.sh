#!/usr/bin/env bash
# tqdm 4.70.1, on a terminal that does not say how large it is (0 rows of 0 columns: many a job runner, `script`, a
# freshly opened pseudo-terminal).
#
# One would guess: with the width given (ncols=80) the bar is drawn, as a width is all that it needs; a size of nought
# is taken for "unknown", as it is for the width.
#
# What happens: nothing is drawn at all, from beginning to end. The height is asked for too and a nought is taken at its
# word: a bar in row 0 of a terminal of 0 rows is outside of it. With nrows given as well the bar is drawn.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check tqdm==4.70.1

cat >try.py <<'PY'
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

COUNT = "from tqdm import tqdm\nfor _ in tqdm(range(3), {}): pass"


def drawn(size, arguments):
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
    plain = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    command = [sys.executable, "-c", COUNT.format(arguments)]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=plain, close_fds=True)
    os.close(slave)
    said = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:
            break
        if not part:
            break
        said += part
    process.wait()
    return "3/3" in said.decode()


found = {}
for size in ((24, 80), (0, 0)):
    for arguments in ("ncols=80", "ncols=80, nrows=20"):
        found[size, arguments] = drawn(size, arguments)
        print(f"terminal of {size[0]} rows and {size[1]} columns, {arguments}: {'drawn' if found[size, arguments] else 'nothing'}")
if list(found.values()) != [True, True, False, True]:
    sys.exit("It behaves otherwise now.")
PY
environment/bin/python try.py
