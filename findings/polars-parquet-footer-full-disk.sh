#!/usr/bin/env bash
# polars 2.1.0, DataFrame.write_parquet.
#
# One would guess: when a file cannot grow any more (a full disk, a quota, a limit on file size), the error says so, as
# it comes from the operating system.
#
# What happens: it does where the rows themselves do not fit any more. Where they still fit and only the list of columns
# at the file's end does not, which is what a table of many columns and few rows comes to, the error is
# "File out of specification: Invalid thrift: transport error": the operating system's reason is lost, and the file
# looks like one that was read and is broken. Nobody who reads it thinks of the disk. With pyarrow 26.0.1 writing the
# same table to the same place the reason is there (errno 27 here, 28 on a full disk).
#
# A limit on file size stands here for the full disk: it needs no rights, and both go the same way.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1

cat >try.py <<'PY'
import random
import resource
import sys

import polars
import pyarrow.parquet

LIMIT = 4096
resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))


def by_polars(frame):
    frame.write_parquet("table.parquet")


def by_pyarrow(frame):
    with open("table.parquet", "wb") as file:
        pyarrow.parquet.write_table(frame.to_arrow(), file)


def said(write, frame):
    try:
        write(frame)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "nothing"


long = polars.DataFrame({"number": [random.random() for _ in range(100_000)]})
wide = polars.DataFrame({f"column {n}": [0.5, 1.5] for n in range(60)})
found = {
    "100,000 rows, 1 column, polars": said(by_polars, long),
    "2 rows, 60 columns, polars": said(by_polars, wide),
    "2 rows, 60 columns, pyarrow": said(by_pyarrow, wide),
}
for what, error in found.items():
    print(f"{what:<32} {error}")
rows, columns, arrow = found.values()
if "File too large" not in rows or "transport error" not in columns or "large" in columns or "File too large" not in arrow:
    sys.exit("It behaves otherwise now.")
PY
environment/bin/python try.py
