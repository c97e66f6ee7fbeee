#!/usr/bin/env bash
# jionlp 1.5.31 (PyPI), parse_money and parse_time; cn2an 0.5.24, cn2an and transform: Chinese numbers made digits.
#
# One would guess: 一千五 is 1500, as everybody says it, and 一千零五 is 1005; "one or two thousand" (一两千) and "two or
# three years" (两三年) are a range, as 三五千元 is for jionlp, or are refused or left alone. What jionlp calls "accurate"
# is one amount, and the right one.
#
# What happens: to jionlp 一千五 is 1005, 一万五 is 10005 and 3千5 is 3005, each "accurate", the same as with 零 in
# between: the last digit is a one whatever stands before it. 一两千 is 2001 and 一两年 is 3 years, both "accurate":
# digits side by side are added up. cn2an reads 一千五 as 1500 and does not read 一两千, but where only digits stand side
# by side its transform() sets them one behind the other, without the warning that it gives for 一两千元: of "两三年" it
# makes "23年", of "五六个月" "56个月", and of somebody who was insured for one or two years one who was for twelve.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check jionlp==1.5.31 cn2an==0.5.24

cat >try.py <<'PY'
import contextlib
import io
import warnings

import cn2an

with contextlib.redirect_stdout(io.StringIO()):  # it greets
    import jionlp

warnings.simplefilter("always")


def by_jionlp(said):
    found = jionlp.parse_money(said)
    return f"{found['num']} ({found['definition']})"


def by_cn2an(said):
    try:
        return cn2an.cn2an(said, "smart")
    except ValueError:
        return "refused"


def transformed(said):
    with warnings.catch_warnings(record=True) as warned:
        return cn2an.transform(said) + (" with a warning" if warned else "")


for said in ("一千五百", "一千五", "一千零五", "一万五千", "一万五", "一万零五", "3千5", "一两千", "三五千"):
    print(f"{said}: jionlp {by_jionlp(said)}, cn2an {by_cn2an(said)}")
for said in ("一年", "一两年"):
    found = jionlp.parse_time(said)
    print(f"{said}: jionlp {found['time']} ({found['definition']})")
for said in ("两年", "一两年", "两三年", "五六个月", "一两千元", "满一两年的，每月补贴一千五"):
    print(f"{said}: transformed {transformed(said)}")
PY
environment/bin/python try.py | tee seen
diff seen - <<'SEEN'
一千五百: jionlp 1500.00 (accurate), cn2an 1500
一千五: jionlp 1005.00 (accurate), cn2an 1500
一千零五: jionlp 1005.00 (accurate), cn2an 1005
一万五千: jionlp 15000.00 (accurate), cn2an 15000
一万五: jionlp 10005.00 (accurate), cn2an 15000
一万零五: jionlp 10005.00 (accurate), cn2an 10005
3千5: jionlp 3005.00 (accurate), cn2an 3500
一两千: jionlp 2001.00 (accurate), cn2an refused
三五千: jionlp ['3000.00', '5000.00'] (blur), cn2an refused
一年: jionlp {'year': 1.0} (accurate)
一两年: jionlp {'year': 3.0} (accurate)
两年: transformed 2年
一两年: transformed 12年
两三年: transformed 23年
五六个月: transformed 56个月
一两千元: transformed 一两千元 with a warning
满一两年的，每月补贴一千五: transformed 满12年的，每月补贴1500
SEEN
