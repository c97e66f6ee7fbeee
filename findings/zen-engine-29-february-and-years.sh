#!/usr/bin/env bash
# zen-engine 2.1.3 (PyPI; the rules engine of GoRules), years added to a day in an expression.
#
# One would guess: a year from 29 February is 28 February or 1 March, as 12 months from it are 28 February here too; a
# day that could not be reckoned is an error, or compares with nothing.
#
# What happens: "of age" as `d(today) >= d(born).add(18, 'year')` is true of a six-year-old born on 29 February, and
# written with isSameOrAfter it is false of them at fifty. Months are added so that a month's last day stands for one
# that it lacks, but years by exchanging the number of the year, which gives nothing for 29 February. The nothing is no
# error: it is a value, "Invalid date". The operators take it for earlier than every day (an Option of Rust, whose None
# is less than any Some), the methods say false of it whatever is asked. diff() does reckon 18 years from such a day.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check zen-engine==2.1.3

cat >try.py <<'PY'
import zen

BY_YEARS = "d(born).add(18, 'year')"
RULES = {
    "18 years, >=": f"d(today) >= {BY_YEARS}",
    "18 years, isSameOrAfter": f"d(today).isSameOrAfter({BY_YEARS})",
    "216 months, >=": "d(today) >= d(born).add(216, 'month')",
    "diff": "d(today).diff(d(born), 'year') >= 18",
}
for born in ("2020-02-28", "2020-02-29", "2020-03-01"):
    print("born", born, "of age from", zen.evaluate_expression(BY_YEARS, {"born": born}))
    for name, rule in RULES.items():
        answers = [zen.evaluate_expression(rule, {"born": born, "today": f"{year}-12-01"}) for year in (2026, 2070)]
        print(f"    {name:<24} at 6: {answers[0]}, at 50: {answers[1]}")
PY
TZ=UTC environment/bin/python try.py | tee seen
diff seen - <<'SEEN'
born 2020-02-28 of age from 2038-02-28T00:00:00Z
    18 years, >=             at 6: False, at 50: True
    18 years, isSameOrAfter  at 6: False, at 50: True
    216 months, >=           at 6: False, at 50: True
    diff                     at 6: False, at 50: True
born 2020-02-29 of age from Invalid date
    18 years, >=             at 6: True, at 50: True
    18 years, isSameOrAfter  at 6: False, at 50: False
    216 months, >=           at 6: False, at 50: True
    diff                     at 6: False, at 50: True
born 2020-03-01 of age from 2038-03-01T00:00:00Z
    18 years, >=             at 6: False, at 50: True
    18 years, isSameOrAfter  at 6: False, at 50: True
    216 months, >=           at 6: False, at 50: True
    diff                     at 6: False, at 50: True
SEEN
