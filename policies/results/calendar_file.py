"""Days to remember as an iCalendar file (RFC 5545) that Apple's, Google's and Outlook's calendars take.

The days are whole days without a time zone: the policy starts on that day wherever the phone is. The moment of writing
is in UTC. Reminders ring at nine in the morning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.urls import reverse
from icalendar import Alarm, Calendar, Event

from policies.results.dates import CalendarEvent

PRODUCT = "-//qujiang-subsidy-check//CN"
NAME = "青年补贴自查"
# One and the same for ever: a date of the same check imported again replaces the one from before.
NAMESPACE: UUID = uuid5(NAMESPACE_URL, "qujiang-subsidy-check")
NINE = timedelta(hours=9)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Edition:
    """`check`: a name that no other check has; `number`: higher than of any earlier file that said something else."""

    check: str
    number: int
    moment: datetime


def written(
    events: Iterable[CalendarEvent],
    absolute: Callable[[str], str],
    edition: Edition,
    last_line: Callable[[CalendarEvent], str] = lambda event: "",
) -> bytes:
    """`absolute` makes an address of this site a whole one; `last_line`: what else an entry says, empty for nothing.

    No METHOD: with one the file is a message from an organizer, and there is none.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", NAME)
    for event in events:
        address = absolute(reverse("policy", args=[event.card.code]))
        calendar.add_component(_event(event, address, edition, last_line(event)))
    content: bytes = calendar.to_ical()
    return content


def _event(event: CalendarEvent, url: str, edition: Edition, last_line: str) -> Event:
    found = Event()
    found.add("uid", str(uuid5(NAMESPACE, f"{edition.check}/{event.key}")))
    found.add("dtstamp", edition.moment)
    found.add("sequence", edition.number)
    found.add("dtstart", event.day)
    found.add("dtend", event.day + DAY)
    found.add("summary", event.title)
    found.add("description", f"{event.text}\n{last_line}" if last_line else event.text)
    found.add("url", url)
    found.add("class", "PRIVATE")
    found.add("transp", "TRANSPARENT")
    for days in event.reminders:
        found.add_component(_alarm(event.reminder(days), NINE - days * DAY))
    return found


def _alarm(text: str, from_start: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", from_start)
    return alarm
