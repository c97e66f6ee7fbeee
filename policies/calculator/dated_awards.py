"""Awards that are others from a day on: which is in force for a person, and what its payments come to over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from policies.calculator.awards import CERTAIN, MONTHS_IN, UNPAID_FORMS, Amounts, Parameters, Values, amounts, weakest
from policies.calculator.calendar import Month, add_months
from policies.calculator.due import MOST_MONTHS, Paid, periods, split
from policies.calculator.ruleset import Award, Basis

Reckon = Callable[[Award, date], Amounts]


def reckoned(award: Award, values: Values, parameters: Parameters, day: date) -> Amounts:
    """What the award comes to that is in force: by the day of its event, or on that day where there is no event.

    While it is not known which one is, what all of them agree on, and as certain no more than the least of them.
    """
    several = _in_force(award, values, day)
    found = list(dict.fromkeys(amounts(one, values, parameters, day) for one in several))
    return found[0] if len(found) == 1 else one_of(found, (str(award.event),))


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


def one_of(several: list[Amounts], deciding: Iterable[str]) -> Amounts:
    """What all of them agree on, and as certain no more than the least. `deciding`: the questions which one it is."""
    several = list(dict.fromkeys(each for one in several for each in one.candidates))
    least = min(several, key=lambda one: one.low)
    missing = dict.fromkeys((*deciding, *(key for one in several for key in one.missing)))
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
        raised=None,
        one_of=tuple(several),
    )


def _agreed(numbers: Iterable[int | None]) -> int | None:
    found = set(numbers)
    return found.pop() if len(found) == 1 else None


def over_time(award: Award, shown: Amounts, day: date, paid: Paid, reckon: Reckon) -> Amounts:
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
    return _summed(replace(found, later=later), payments, paid)


def _by_day(award: Award, shown: Amounts, day: date, reckon: Reckon) -> Iterator[tuple[date, Amounts]]:
    """What is paid in another rhythm takes no part: who is paid already goes on in his own."""
    now = award.on(day)
    for start, one in ((date.min, award), *award.later):
        if one is now:
            yield start, shown
        elif one.form == shown.form and one.recurring and one.recurring.period == shown.period:
            yield start, reckon(replace(one, cap=now.cap, later=(), event=None), max(start, day))


def in_time(award: Award, shown: Amounts, day: date, paid: Paid, reckon: Reckon) -> Amounts:
    """The award shown for that day without the payments that would fall due after the last day on which anything is
    paid. A part of which none falls due in time is as if it were not there, and so is what is missing for it."""
    if shown.form in UNPAID_FORMS or award.later:
        return up_to_the_last(shown, paid)
    late = [
        name
        for name, there in (("once", shown.has_once), ("recurring", shown.has_recurring))
        if there and not _any_in_time(name, shown, paid)
    ]
    if not late:
        return up_to_the_last(shown, paid)
    rest = replace(
        award,
        once=None if "once" in late else award.once,
        recurring=None if "recurring" in late else award.recurring,
    )
    if rest.once or rest.recurring:
        return up_to_the_last(reckon(rest, day), paid)
    return replace(reckon(rest, day), total=0, low=0, high=0, basis=Basis.FIXED, missing=(), cap_open=False)


def _any_in_time(name: str, shown: Amounts, paid: Paid) -> bool:
    last = shown.last_on or date.max
    if name == "recurring":
        return _how_many(last, shown, paid) > 0
    count = len(shown.instalments.shares) if shown.instalments else 1
    days = (paid.day_of_instalment(shown, number) for number in range(count))
    return any(day is None or day <= last for day in days)


def up_to_the_last(award: Amounts, paid: Paid) -> Amounts:
    """The same up to the last day on which anything is paid."""
    if award.last_on is None or award.form in UNPAID_FORMS:
        return award
    if award.one_of:
        return one_of([up_to_the_last(one, paid) for one in award.one_of], award.missing[:1])
    found = replace(award, count=_how_many(award.last_on, award, paid)) if award.has_recurring else award
    summed = _summed(found, [found] * periods(found), paid)
    # Where no number of payments is ruled there may be more of them than those of a year.
    most = award.high if award.count is not None or not award.has_recurring else _most(found)
    return replace(
        summed,
        high=most if summed.total is None else summed.high,
        capped=summed.capped or (award.capped and award.cap is None),
    )


def _most(award: Amounts) -> int | None:
    """What it cannot be more than, though its total is not known; None where nobody can say."""
    parts = [(award.once, award.once_basis, award.once_most, 1)] if award.has_once else []
    parts += [(award.recurring, award.recurring_basis, award.recurring_most, periods(award))]
    ends = [most if value is None or basis is Basis.AT_LEAST else value for value, basis, most, _ in parts]
    limits = [limit for limit in (award.cap, award.cap_most) if limit is not None]
    if award.times is None or None in ends:
        return min(limits, default=None)
    together = sum((end or 0) * count for end, (*_, count) in zip(ends, parts, strict=True))
    return min([together * award.times, *limits])


def _how_many(last: date, award: Amounts, paid: Paid) -> int:
    """The payments of the recurring part until that day, with those that were made already."""
    months, made = MONTHS_IN[award.period or "year"], 0 if paid.from_start else paid.periods
    most = MOST_MONTHS // months if award.count is None else award.count
    return next((n for n in range(made, most) if add_months(paid.first, (n - made) * months) > last), most)


def _once(award: Amounts, paid: Paid) -> int:
    """The yuan of the one-off part that fall due in time, as far as they are known."""
    whole = (award.once or 0) * (award.times or 0)
    if award.last_on is None:
        return whole
    parts = split(whole if award.cap is None else min(whole, award.cap), award.instalments)
    days = [paid.day_of_instalment(award, number) for number in range(len(parts))]
    return sum(part for part, day in zip(parts, days, strict=True) if day is None or day <= award.last_on)


def _summed(award: Amounts, payments: list[Amounts], paid: Paid) -> Amounts:
    once = _once(award, paid)
    values = [(then, _product(then.recurring, then.times)) for then in payments]
    bases = [*(then.recurring_basis for then in payments if then.recurring_basis), *filter(None, [award.once_basis])]
    bases = bases or [award.basis]
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
