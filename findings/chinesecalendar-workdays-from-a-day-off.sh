#!/usr/bin/env bash
# chinesecalendar 1.11.0 (PyPI), the working days of China with the weekends that are worked; holidays 0.109 beside it.
#
# One would guess: find_workday(15, day) is the fifteenth working day after that day, as many as get_workdays() counts
# between the two, whatever day it is; and 15 back is the mirror of 15 on.
#
# What happens: from a working day it is. From a day off it is the sixteenth: the day is first moved on to the next
# working day, as find_workday(0) would, and the counting begins after that one. Going back nothing is moved, and fifteen
# are fifteen. So what is handed in online on a holiday has its "15 working days" end a day later than by holidays, which
# agrees from every working day, and a day later than what was handed in on the working day before the holiday, though no
# working day lies between the two.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv environment
environment/bin/pip install --quiet --disable-pip-version-check chinesecalendar==1.11.0 holidays==0.109

cat >try.py <<'PY'
from datetime import date, timedelta

import chinese_calendar
import holidays

OFTEN = (1, 5, 15)
china = holidays.country_holidays("CN", years=range(2025, 2027))
DAYS = [date(2025, 3, 1) + timedelta(days=passed) for passed in range(550)]


def after(day, found):
    """Working days after the one up to and with the other, by chinesecalendar's own count."""
    return len(chinese_calendar.get_workdays(day + timedelta(days=1), found))


def before(day, found):
    return len(chinese_calendar.get_workdays(found, day - timedelta(days=1)))


assert all(china.is_working_day(day) == chinese_calendar.is_workday(day) for day in DAYS)
for kind, works in (("working days", True), ("days off", False)):
    days = [day for day in DAYS if chinese_calendar.is_workday(day) is works]
    for many in OFTEN:
        on = {after(day, chinese_calendar.find_workday(many, day)) for day in days}
        back = {before(day, chinese_calendar.find_workday(-many, day)) for day in days}
        other = {after(day, china.get_nth_working_day(day, many)) for day in days}
        print(f"from {len(days)} {kind}, {many} asked for: on {on}, back {back}; by holidays on {other}")
for day in (date(2025, 9, 30), date(2025, 10, 1)):
    print("15 from", day, chinese_calendar.find_workday(15, day), "and by holidays", china.get_nth_working_day(day, 15))
PY
environment/bin/python try.py | tee seen
diff seen - <<'SEEN'
from 375 working days, 1 asked for: on {1}, back {1}; by holidays on {1}
from 375 working days, 5 asked for: on {5}, back {5}; by holidays on {5}
from 375 working days, 15 asked for: on {15}, back {15}; by holidays on {15}
from 175 days off, 1 asked for: on {2}, back {1}; by holidays on {1}
from 175 days off, 5 asked for: on {6}, back {5}; by holidays on {5}
from 175 days off, 15 asked for: on {16}, back {15}; by holidays on {15}
15 from 2025-09-30 2025-10-28 and by holidays 2025-10-28
15 from 2025-10-01 2025-10-29 and by holidays 2025-10-28
SEEN
