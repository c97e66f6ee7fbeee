#!/usr/bin/env bash
# ical 14.3.1 (PyPI), which reads calendars and unfolds what recurs; recurring-ical-events 3.8.2 with icalendar beside it.
#
# One would guess: an event on 1 January with two more days (RDATE), and without a rule, is on three days. RFC 5545
# (3.8.5.3) has DTSTART count as the first instance of what recurs, and ical itself has it so as soon as there is a rule.
#
# What happens: it is on two. Without an RRULE the days of RDATE alone are unfolded, and the event is nowhere on the day
# that it says it starts on: the first of three dates to hand something in is missing, without a word. That DTSTART is
# there beside a rule is the rule's doing, which brings it forth.
# Whoever writes the first day into RDATE once more has it everywhere, and has it once.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
for name in ical recurring; do python3 -m venv "$name"; done
ical/bin/pip install --quiet --disable-pip-version-check ical==14.3.1
recurring/bin/pip install --quiet --disable-pip-version-check recurring-ical-events==3.8.2

cat >calendars.py <<'PY'
CASES = {
    "no rule": [],
    "two more days": ["RDATE;VALUE=DATE:20260201,20260301"],
    "one more day": ["RDATE;VALUE=DATE:20260201"],
    "two more days and the first": ["RDATE;VALUE=DATE:20260101,20260201,20260301"],
    "one more day beside a rule": ["RRULE:FREQ=YEARLY;COUNT=1", "RDATE;VALUE=DATE:20260201"],
}


def calendar(lines):
    event = ["UID:1", "DTSTAMP:20260101T000000Z", "SUMMARY:Hand in", "DTSTART;VALUE=DATE:20260101", *lines]
    lines = ["BEGIN:VCALENDAR", "PRODID:-//a//b//EN", "VERSION:2.0", "BEGIN:VEVENT", *event, "END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{line}\r\n" for line in lines)
PY
cat >by_ical.py <<'PY'
from calendars import CASES, calendar
from ical.calendar_stream import IcsCalendarStream

for name, lines in CASES.items():
    found = IcsCalendarStream.calendar_from_ics(calendar(lines)).timeline
    print(f"{name}:", *(f"{event.dtstart:%m-%d}" for event in found))
PY
cat >by_recurring.py <<'PY'
import icalendar
import recurring_ical_events
from calendars import CASES, calendar

for name, lines in CASES.items():
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(calendar(lines))).between((2025, 1, 1), (2028, 1, 1))
    print(f"{name}:", *sorted(f"{event['DTSTART'].dt:%m-%d}" for event in found))
PY
{
    echo "ical"
    ical/bin/python by_ical.py
    echo "recurring-ical-events"
    recurring/bin/python by_recurring.py
} | tee seen
diff seen - <<'SEEN'
ical
no rule: 01-01
two more days: 02-01 03-01
one more day: 02-01
two more days and the first: 01-01 02-01 03-01
one more day beside a rule: 01-01 02-01
recurring-ical-events
no rule: 01-01
two more days: 01-01 02-01 03-01
one more day: 01-01 02-01
two more days and the first: 01-01 02-01 03-01
one more day beside a rule: 01-01 02-01
SEEN
