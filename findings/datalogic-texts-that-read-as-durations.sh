#!/usr/bin/env bash
# datalogic-py 5.9.0 (PyPI), JsonLogic in Rust.
#
# One would guess: two texts are equal where they are the same text; `===` turns nothing into anything else; and texts are
# ordered as texts, as the manual says of two strings. Durations are made by an operator ("timestamp"), dates by another.
#
# What happens: any two texts that both read as durations are compared as such, by `===` and `in` too, wherever they came
# from. A flat "1d" is the flat "24h", and a class "60m" is in the list ["1h"]. "100h" is more than
# "4d" by its hours, and "5d" is less than "10d"; but where one of the two does not read so, they are texts again: "5d" is
# more than "10w", and a list of codes has an order that goes round in a circle. The same with dates and times: one
# moment written for two time zones is one text by `===`, and dates without a time are not touched.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check datalogic-py==5.9.0

cat >try.py <<'PY'
import datalogic_py

A, B = {"var": "a"}, {"var": "b"}


def answer(rule, a, b):
    return datalogic_py.apply(rule, {"a": a, "b": b})


PAIRS = [
    ("1d", "24h"), ("60m", "1h"), ("1D", "24H"), ("24", "24h"), ("1w", "7d"),
    ("2026-01-31T08:00:00+08:00", "2026-01-31T00:00:00Z"), ("2026-01-31", "2026-01-31T00:00:00Z"),
]
for a, b in PAIRS:
    print(f"{a} and {b}: === {answer({'===': [A, B]}, a, b)}, in {answer({'in': [A, [B]]}, a, b)}")
for a, b in (("5d", "10d"), ("100h", "4d"), ("5d", "10w"), ("10d", "10w"), ("5", "10")):
    print(f"{a} < {b}: {answer({'<': [A, B]}, a, b)}, as texts {a < b}")
print("a circle:", *(f"{a} < {b} {answer({'<': [A, B]}, a, b)}" for a, b in (("5d", "10d"), ("10d", "2w"), ("2w", "5d"))))
PY
environment/bin/python try.py | tee seen
diff seen - <<'SEEN'
1d and 24h: === True, in True
60m and 1h: === True, in True
1D and 24H: === False, in False
24 and 24h: === False, in False
1w and 7d: === False, in False
2026-01-31T08:00:00+08:00 and 2026-01-31T00:00:00Z: === True, in True
2026-01-31 and 2026-01-31T00:00:00Z: === False, in False
5d < 10d: True, as texts False
100h < 4d: False, as texts True
5d < 10w: False, as texts False
10d < 10w: True, as texts True
5 < 10: False, as texts False
a circle: 5d < 10d True 10d < 2w True 2w < 5d True
SEEN
