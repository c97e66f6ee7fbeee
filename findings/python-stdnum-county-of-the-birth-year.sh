#!/usr/bin/env bash
# python-stdnum 2.2, stdnum.cn.ric: the numbers of China's residents. id-validator 1.0.20 beside it.
#
# One would guess: a number whose first six digits are a county of today, with a day of birth and the right check digit,
# is valid however old its bearer is.
#
# What happens: it is invalid where the county got its code after its bearer was born. The county is looked up as it was
# in the year of birth, but the code in a number is the county's when the number was given: not before 1984, when the
# numbers began, to people of all ages, and later to whoever is registered late. The codes of Quzhou's six counties are
# of 1985 and after, so that nobody there who was born in 1984 or earlier has a valid number, and of all the codes of
# counties in force nine in ten are refused to somebody born in 1970. The years came with 2.2, so that codes of
# counties that are no more are taken of those born in their time; the same test refuses a code that is too young.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check python-stdnum==2.2 id-validator==1.0.20

cat >try.py <<'PY'
from id_validator import validator
from stdnum import numdb
from stdnum.cn import ric

YEARS = (1970, 1984, 1990, 2010)
QUZHOU = ("330802", "330803", "330822", "330824", "330825", "330881")


def number(county, year):
    """Of nobody: the numbers of a day and place begin with 001."""
    body = f"{county}{year}0101000"
    return body + ric.calc_check_digit(body + "0")


print("county, and whether stdnum/id-validator take it of somebody born in a year")
for county in QUZHOU:
    numbers = [number(county, year) for year in YEARS]
    print(county, "born", *(f"{year}: {ric.is_valid(one)}/{validator.is_valid(one)}" for year, one in zip(YEARS, numbers)))

counties, refused = 0, dict.fromkeys(YEARS, 0)
places = numdb.get("cn/loc")
for code in map("{:06}".format, range(110000, 660000)):
    parts = {name: value for _, place in places.info(code) for name, value in place.items()}
    names = parts.get("county", "").split(",")
    # Still so called today, and no city or province as a whole.
    if not code.endswith("00") and names[-1] and ("-]" in names[-1] or not names[-1].startswith("[")):
        counties += 1
        for year in YEARS:
            refused[year] += not ric.is_valid(number(code, year))
print("of", counties, "counties of today refused, born", *(f"{year}: {many}" for year, many in refused.items()))
PY
environment/bin/python -W ignore try.py | tee seen
diff seen - <<'SEEN'
county, and whether stdnum/id-validator take it of somebody born in a year
330802 born 1970: False/True 1984: False/True 1990: True/True 2010: True/True
330803 born 1970: False/True 1984: False/True 1990: False/True 2010: True/True
330822 born 1970: False/True 1984: False/True 1990: True/True 2010: True/True
330824 born 1970: False/True 1984: False/True 1990: True/True 2010: True/True
330825 born 1970: False/True 1984: False/True 1990: True/True 2010: True/True
330881 born 1970: False/True 1984: False/True 1990: True/True 2010: True/True
of 3137 counties of today refused, born 1970: 2800 1984: 2056 1990: 1691 2010: 352
SEEN
