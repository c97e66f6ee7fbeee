#!/usr/bin/env bash
# formulas 1.3.4 (PyPI), which works out a workbook's formulas in Python.
#
# One would guess: VALUE() of an amount typed as text with a comma in it is the amount, as in Excel, whose help has
# VALUE("$1,000") for its first example; or it is #VALUE!, as for other text here.
#
# What happens: VALUE("1,200") is 73051 and VALUE("100,000") is 36526, without an error: what is no number to Python's
# float() is read as a date by dateutil, to which a comma is a mere gap, and 1 January of the year 200 is day 73051 of a
# workbook. All amounts of whole hundreds from 1,000 to 9,900 become another number; from 10,000 to 99,000 they are
# #VALUE!, and from 100,000 days again. NUMBERVALUE() of the same texts is right, and "1,200" * 1 is #VALUE!.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check formulas==1.3.4 python-dateutil==2.9.0.post0

cat >try.py <<'PY'
import collections

import formulas

FORMULAS = {"VALUE": 'VALUE("{}")', "NUMBERVALUE": 'NUMBERVALUE("{}")', "* 1": '"{}"*1'}


def worked_out(formula):
    return str(formulas.Parser().ast(f"={formula}")[1].compile()()).strip("[]")


def kind(amount):
    found = worked_out(f'VALUE("{amount:,}")')
    return "an error" if found == "#VALUE!" else "right" if float(found) == amount else "another number"


for text in ("900", "1,200", "1,500", "3,600", "12,000", "100,000", "120,000"):
    found = {name: worked_out(formula.format(text)) for name, formula in FORMULAS.items()}
    print(f"{text}:", ", ".join(f"{name} {value}" for name, value in found.items()))
print("DATE(2100,1,1) is", worked_out("DATE(2100,1,1)"))
for amounts in (range(1000, 10000, 100), range(10000, 100000, 1000), range(100000, 121000, 1000)):
    print(f"{amounts[0]:,} to {amounts[-1]:,}: {dict(collections.Counter(map(kind, amounts)))}")
PY
environment/bin/python -W ignore try.py 2>/dev/null | tee seen
diff seen - <<'SEEN'
900: VALUE 900.0, NUMBERVALUE 900.0, * 1 900.0
1,200: VALUE 73051.0, NUMBERVALUE 1200.0, * 1 #VALUE!
1,500: VALUE 182623.0, NUMBERVALUE 1500.0, * 1 #VALUE!
3,600: VALUE 219207.0, NUMBERVALUE 3600.0, * 1 #VALUE!
12,000: VALUE #VALUE!, NUMBERVALUE 12000.0, * 1 #VALUE!
100,000: VALUE 36526.0, NUMBERVALUE 100000.0, * 1 #VALUE!
120,000: VALUE 43831.0, NUMBERVALUE 120000.0, * 1 #VALUE!
DATE(2100,1,1) is 73051
1,000 to 9,900: {'another number': 90}
10,000 to 99,000: {'an error': 90}
100,000 to 120,000: {'another number': 21}
SEEN
