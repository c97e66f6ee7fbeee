"""The visitor's agenda: what can be done now, what ends first coming first, then each later day on which something
opens or ends.

Its days are those of the calendar file, see dates.py; payments are left to the picture of the years, as there is
nothing to do about them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from policies.calculator import Verdict
from policies.catalogue.words import sentences
from policies.results.cards import Card
from policies.results.dates import CalendarEvent, PaidOn

# What stands on the page unfolded; the rest is one tap away.
SHOWN_NOW, SHOWN_LATER = 2, 1
NO_END = "只看写明的条件，五年内不会到期"


@dataclass(frozen=True, slots=True)
class Task:
    """What there is to do, or to know, about one policy on one day. `said`: what begins or ends then, or until when
    there is time, in words."""

    card: Card
    said: str

    @property
    def unsure(self) -> list[str]:
        """Why somebody may not come to it after all."""
        card = self.card
        name = card.overlaps.policy["name"] if card.overlaps else ""
        return [*([f"和{name}只能选一种，到时再比哪一种划算。"] if name else []), *card.doubts]


@dataclass(slots=True)
class AgendaDay:
    """`happens`: what the visitor said will be on that day, by name."""

    day: date
    happens: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


@dataclass
class Agenda:
    """`fitting`: what fits or will fit; `events`: the days to remember of these; `ahead`: events that the visitor said
    are to come, by their day."""

    fitting: Sequence[Card]
    events: Sequence[CalendarEvent]
    ahead: Mapping[date, list[str]]
    on: date

    @cached_property
    def now(self) -> list[Task]:
        """What can be applied for on the day of the check; what has no end known comes last."""
        ends = {event.card.code: event for event in reversed(self._to_do) if event.last}
        open_ = [card for card in self.fitting if _is_open(card, self.on)]
        in_order = sorted(open_, key=lambda card: ends[card.code].day if card.code in ends else date.max)
        return [Task(card, self._until(ends.get(card.code))) for card in in_order]

    @cached_property
    def later(self) -> list[AgendaDay]:
        """Each day after that of the check with all that opens or ends on it, in order."""
        days = {day: AgendaDay(day, list(names)) for day, names in self.ahead.items()}
        for (day, _), several in self._by_day_and_policy.items():
            found = days.setdefault(day, AgendaDay(day))
            found.tasks.append(Task(several[0].card, "；".join(event.what for event in several)))
        return [days[day] for day in sorted(days)]

    @property
    def _by_day_and_policy(self) -> dict[tuple[date, str], list[CalendarEvent]]:
        found: dict[tuple[date, str], list[CalendarEvent]] = {}
        for event in self._to_do:
            if event.day > self.on:
                found.setdefault((event.day, event.card.code), []).append(event)
        return found

    @cached_property
    def _to_do(self) -> list[CalendarEvent]:
        return [event for event in self.events if not isinstance(event, PaidOn)]

    def _until(self, event: CalendarEvent | None) -> str:
        if event is None:
            return NO_END
        return f"{'今天' if event.day == self.on else sentences.day(event.day)}：{event.what}"

    @property
    def has_any(self) -> bool:
        """Whether anything is to be done, or is to come."""
        return bool(self.now or self.later)

    @property
    def now_first(self) -> list[Task]:
        return self.now[:SHOWN_NOW]

    @property
    def now_more(self) -> list[Task]:
        return self.now[SHOWN_NOW:]

    @property
    def later_first(self) -> list[AgendaDay]:
        return self.later[:SHOWN_LATER]

    @property
    def later_more(self) -> list[AgendaDay]:
        return self.later[SHOWN_LATER:]


def _is_open(card: Card, on: date) -> bool:
    found = card.result.application
    return card.result.day == on and (found is None or found.open is Verdict.YES or found.claimed_from == on)
