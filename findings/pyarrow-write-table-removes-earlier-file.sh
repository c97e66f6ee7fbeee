#!/usr/bin/env bash
# pyarrow 26.0.1, pyarrow.parquet.write_table(table, path).
#
# One would guess: a table that Parquet cannot hold is refused before anything is touched; the file that stood at the
# path, written last month, is still there, or at worst is empty.
#
# What happens: the table is refused for its type, and then the file at the path is removed, whatever it was and though
# nothing was written to it: the tidying up after a failure goes by the path alone. (For the same reason a device or a
# pipe at the path is unlinked, where the process may do that.) With an open file in place of the path nothing is
# removed.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1

cat >try.py <<'PY'
import sys
from pathlib import Path

import pyarrow
from pyarrow import parquet

path = Path("results.parquet")
parquet.write_table(pyarrow.table({"amount": [18000]}), path)
EARLIER = path.read_bytes()
# Spans of months, days and nanoseconds: valid in Arrow, and there is no such type in Parquet.
spans = pyarrow.table({"span": pyarrow.array([(1, 2, 3)], pyarrow.month_day_nano_interval())})


def left_of_it(write):
    path.write_bytes(EARLIER)
    try:
        write()
    except pyarrow.ArrowNotImplementedError as refused:
        print(f"refused: {refused}")
    if not path.exists():
        return "removed"
    return "as it was" if path.read_bytes() == EARLIER else "changed"


def to_an_open_file():
    with path.open("r+b") as file:
        parquet.write_table(spans, file)


found = {"path": left_of_it(lambda: parquet.write_table(spans, path)), "open file": left_of_it(to_an_open_file)}
for what, state in found.items():
    print(f"given as {what}: the earlier file is {state}")
if found != {"path": "removed", "open file": "as it was"}:
    sys.exit("It behaves otherwise now.")
PY
environment/bin/python try.py
