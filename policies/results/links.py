"""A calendar whose entries bring the visitor back: the file and the codes, which the visitor's browser puts together.

The browser encrypts each code with a key of its own and puts both behind the # of the entry's link, in the place of a
mark with the entry's day. What is sent back by such a link is a code like any other, see answers/resume.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.shortcuts import resolve_url

from policies.answers import Answers, exported, resume, taken_along
from policies.results.dates import CalendarEvent
from policies.results.page import ResultPage

# What stands in the file where the browser puts what it encrypted.
PLACE = "@{}@"
WORDS = "打开链接就回到你的答案，只给你自己用，到这一天为止：{}#{}"


def told(events: Sequence[CalendarEvent]) -> dict[str, Any]:
    """What the page says of them."""
    bearing = sum(event.may_bring_back for event in events)
    return {
        "bearing": bearing,
        "without": len(events) - bearing,
        "months": resume.MONTHS,
        "grace": resume.GRACE.days,
    }


def made(page: ResultPage, absolute: Callable[[str], str], now: datetime) -> tuple[Answers, dict[str, Any]]:
    """(the answers that know of this file, {calendar: its text, codes: by day}).

    The file is newer than any before, whatever it says: its links are others.
    """
    # The library takes a worker 10 MB and few visitors ask for it.
    from policies.results import calendar_file

    events = page.events()
    content = [*(event.content for event in events), now.isoformat()]
    after = exported.exported(page.answers, content, now)
    edition = calendar_file.Edition(after.check, after.exported[1], exported.moment(after))
    days = sorted({event.day for event in events if event.may_bring_back})
    place = absolute(resolve_url("resume"))

    def last_line(event: CalendarEvent) -> str:
        return WORDS.format(place, PLACE.format(event.day.isoformat())) if event.day in days else ""

    release = taken_along.mark_of(after, page.catalogue)
    codes = {day.isoformat(): resume.code_of(after, release, day) for day in days}
    return after, {"calendar": calendar_file.written(events, absolute, edition, last_line).decode(), "codes": codes}
