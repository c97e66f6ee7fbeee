#!/usr/bin/env bash
# sqlglot 30.31.0 (PyPI), which writes a query of one database for another; duckdb 2.0.1 runs what it wrote.
#
# One would guess: MySQL's TIMESTAMPDIFF(YEAR, born, day), the usual way to ask for an age there, keeps its meaning or is
# refused (unsupported_level=RAISE). MySQL counts whole years that have passed, and sqlglot knows the difference: Oracle's
# MONTHS_BETWEEN it takes apart day by day for duckdb. duckdb has whole years too (DATE_SUB); its DATE_DIFF counts how
# often the year's number changes.
#
# What happens: DATE_DIFF is written, without a word. Everybody is of age on 1 January: somebody born on 2 December 2008
# is 18 for the eleven months before the birthday, and 31 January to 1 February is a month. In the other direction the
# unit is lost as well: from DATE_DIFF('year', ...) comes MySQL's DATEDIFF of two arguments, which counts days (sqlglot
# itself reads it back so), and an age is 6573.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check sqlglot==30.31.0 duckdb==2.0.1

cat >try.py <<'PY'
import duckdb
import sqlglot


def written(query, read, write):
    (one,) = sqlglot.transpile(query, read=read, write=write, unsupported_level=sqlglot.ErrorLevel.RAISE)
    return one


def answer(query):
    ((found,),) = duckdb.sql(query).fetchall()
    return found


PAIRS = [("2008-12-02", "2026-01-01"), ("2008-12-02", "2026-12-01"), ("2008-12-02", "2026-12-02"), ("2026-01-31", "2026-02-01")]
for unit in ("YEAR", "MONTH"):
    for born, day in PAIRS:
        asked = f"SELECT TIMESTAMPDIFF({unit}, DATE '{born}', DATE '{day}')"
        whole = answer(f"SELECT DATE_SUB('{unit}', DATE '{born}', DATE '{day}')")
        print(f"{unit} from {born} to {day}: whole {whole}, as written {answer(written(asked, 'mysql', 'duckdb'))}")
print(written("SELECT TIMESTAMPDIFF(YEAR, born, day)", "mysql", "duckdb"))

asked = "SELECT DATE_DIFF('year', DATE '2008-12-02', DATE '2026-12-01')"
mysql = written(asked, "duckdb", "mysql")
print(written("SELECT DATE_DIFF('year', born, day)", "duckdb", "mysql"))
print("asked", answer(asked), "and written for mysql and read back", answer(written(mysql, "mysql", "duckdb")))
PY
environment/bin/python try.py | tee seen
diff seen - <<'SEEN'
YEAR from 2008-12-02 to 2026-01-01: whole 17, as written 18
YEAR from 2008-12-02 to 2026-12-01: whole 17, as written 18
YEAR from 2008-12-02 to 2026-12-02: whole 18, as written 18
YEAR from 2026-01-31 to 2026-02-01: whole 0, as written 0
MONTH from 2008-12-02 to 2026-01-01: whole 204, as written 205
MONTH from 2008-12-02 to 2026-12-01: whole 215, as written 216
MONTH from 2008-12-02 to 2026-12-02: whole 216, as written 216
MONTH from 2026-01-31 to 2026-02-01: whole 0, as written 1
SELECT DATE_DIFF('YEAR', born, day)
SELECT DATEDIFF(day, born)
asked 18 and written for mysql and read back 6573
SEEN
