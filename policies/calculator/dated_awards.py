"""Awards that are others from a day on: which is in force for a person, and what its payments come to over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from policies.calculator.awards import CERTAIN, UNPAID_FORMS, Amounts, Parameters, Values, amounts, weakest
from policies.calculator.calendar import Month
from policies.calculator.due import Paid, periods
from policies.calculator.ruleset import Award, Basis


def reckoned(award: Award, values: Values, parameters: Parameters, day: date) -> Amounts:
    """What the award comes to that is in force: by the day of its event, or on that day where there is no event.

    While it is not known which one is, what all of them agree on, and as certain no more than the least of them.
    """
    several = _in_force(award, values, day)
    found = list(dict.fromkeys(amounts(one, values, parameters, day) for one in several))
    return found[0] if len(found) == 1 else _one_of(found, str(award.event))


def goes_by_the_day(award: Award, values: Values) -> bool:
    """Whether one who has it may be paid by another one later."""
    event = values.get(award.event) if award.event else None
    return bool(award.later) and (award.event is None or not (event is None or isinstance(event, date | Month)))


def _in_force(award: Award, values: Values, day: date) -> list[Award]:
    if award.event is None:
        return [award.on(day)]
    event = values.get(award.event)
    if event is None:
        return [award, *(one for _, one in award.later)]
    if isinstance(event, Month):
        return [award.on(event.first), *(one for turn, one in award.later if event.first < turn <= event.last)]
    return [award.on(event if isinstance(event, date) else day)]


def _one_of(several: list[Amounts], event: str) -> Amounts:
    least = min(several, key=lambda one: one.low)
    missing = dict.fromkeys((event, *(key for one in several for key in one.missing)))
    highs = [one.high for one in several]
    return replace(
        least,
        once=_agreed(one.once for one in several),
        recurring=_agreed(one.recurring for one in several),
        worth=_agreed(one.worth for one in several),
        total=_agreed(one.total for one in several),
        basis=weakest(*(one.basis for one in several)),
        low=least.low,
        high=None if None in highs else max(high or 0 for high in highs),
        missing=tuple(missing),
        capped=all(one.capped for one in several),
        one_of=tuple(several),
    )


def _agreed(numbers: Iterable[int | None]) -> int | None:
    found = set(numbers)
    return found.pop() if len(found) == 1 else None


def over_time(award: Award, shown: Amounts, day: date, paid: Paid, reckon: Callable[[Award, date], Amounts]) -> Amounts:
    """The award shown for that day with its payments, each at the award in force on the day on which it falls due.

    How many there are, and how much they can be in all, says the one that is shown. Nothing is changed where all of
    them are at that one. `reckon`: what an award comes to on a day.
    """
    if shown.form in UNPAID_FORMS or not shown.has_recurring:
        return shown
    by_day = tuple(_by_day(award, shown, day, reckon))
    found = replace(shown, by_day=by_day)
    payments = [found.at(paid.day(shown, number)) for number in range(periods(shown))]
    if all(then is shown for then in payments):
        return shown
    later = tuple((turn, then) for turn, then in by_day if turn > day and then in payments)
    return _summed(replace(found, later=later), payments)


def _by_day(
    award: Award, shown: Amounts, day: date, reckon: Callable[[Award, date], Amounts]
) -> Iterator[tuple[date, Amounts]]:
    """What is paid in another rhythm takes no part: who is paid already goes on in his own."""
    now = award.on(day)
    for start, one in ((date.min, award), *award.later):
        if one is now:
            yield start, shown
        elif one.form == shown.form and one.recurring and one.recurring.period == shown.period:
            yield start, reckon(replace(one, cap=now.cap, later=(), event=None), max(start, day))


def _summed(award: Amounts, payments: list[Amounts]) -> Amounts:
    once = (award.once or 0) * (award.times or 0)
    values = [(then, _product(then.recurring, then.times)) for then in payments]
    bases = [*(then.recurring_basis for then in payments if then.recurring_basis), *filter(None, [award.once_basis])]
    low = once if award.once_basis in CERTAIN else 0
    low += sum(value or 0 for then, value in values if then.recurring_basis in CERTAIN)
    low = 0 if award.cap_open else low if award.cap is None else min(low, award.cap)
    known = not award.cap_open and award.times is not None and (award.once is not None or not award.has_once)
    total = capped = None
    if known and all(value is not None for _, value in values):
        face = once + sum(value or 0 for _, value in values)
        total = face if award.cap is None else min(face, award.cap)
        capped = total < face
    return replace(
        award,
        basis=weakest(*bases),
        total=total,
        low=low,
        high=None if any(basis is Basis.AT_LEAST for basis in bases) else total,
        missing=tuple(dict.fromkeys(key for one in (award, *payments) for key in one.missing)),
        capped=bool(capped),
    )


def _product(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one * other
