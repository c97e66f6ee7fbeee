"""Names by date, and which backups go when there are enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count

from django.utils import timezone

YEARS = 3
"""For so long the history of changes is to be kept: of each month one backup stays."""
_NAME = re.compile(r"butie-(\d{4}-\d{2}-\d{2})-\d{6}(-\d+)?\.backup")


def names() -> Iterator[str]:
    """For one that is made now: the second is needed only by the second within a second."""
    now = timezone.localtime().strftime("butie-%Y-%m-%d-%H%M%S")
    yield f"{now}.backup"
    yield from (f"{now}-{number}.backup" for number in count(2))


def superfluous(found: Iterable[str], today: date, days: int) -> list[str]:
    """Of these names those that can go: of days before the last `days`, and neither the first of their month nor,
    of the months, within three years. What is not called as `names` calls it is no backup and stays."""
    dated = sorted((day, name) for name in found if (day := _day(name)))
    firsts: dict[tuple[int, int], str] = {}
    for day, name in dated:
        firsts.setdefault((day.year, day.month), name)
    recent, months = today - timedelta(days=days), _years_before(today)
    return [
        name for day, name in dated if day < recent and not (day >= months and firsts[(day.year, day.month)] == name)
    ]


def _day(name: str) -> date | None:
    found = _NAME.fullmatch(name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _years_before(today: date) -> date:
    """The first of the month."""
    return date(today.year - YEARS, today.month, 1)
