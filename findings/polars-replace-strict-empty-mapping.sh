#!/usr/bin/env bash
# polars 2.1.0, replace_strict(old, new, return_dtype=...).
#
# One would guess: with return_dtype given the result has that type, whatever is in the mapping; and a lazy query's
# collect_schema() says the types that collect() then brings.
#
# What happens: where the mapping is empty (a table of codes built from a batch in which there happened to be none) and
# the column has no value to replace (no rows, or all missing), the column comes back with the type that it had:
# return_dtype is passed over without a word. collect_schema() says UInt32, collect() brings String, and what follows
# fails later and elsewhere, for its type. With one pair in the mapping, or with default=None, the type is as asked for;
# with a value that the mapping lacks it is an error, as it should be.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check polars==2.1.0

cat >try.py <<'PY'
import sys

import polars as pl

COLUMNS = {"no rows": pl.DataFrame({"code": []}, schema={"code": pl.String}),
           "all missing": pl.DataFrame({"code": [None, None]}, schema={"code": pl.String})}
MAPPINGS = {"empty mapping": ([], [], {}), "one pair": (["a"], [1], {}), "empty mapping, default=None": ([], [], {"default": None})}

found = {}
for column, frame in COLUMNS.items():
    for mapping, (old, new, more) in MAPPINGS.items():
        query = frame.lazy().select(pl.col("code").replace_strict(old, new, return_dtype=pl.UInt32, **more))
        said, brought = query.collect_schema()["code"], query.collect().schema["code"]
        found[column, mapping] = said, brought
        print(f"{column}, {mapping}: said {said}, brought {brought}")
for (_, mapping), types in found.items():
    if types != ((pl.UInt32, pl.String) if mapping == "empty mapping" else (pl.UInt32, pl.UInt32)):
        sys.exit("It behaves otherwise now.")
PY
environment/bin/python try.py
