"""The best day for an event that one may still choose: what each day would bring, and the first and last of the best.

Every day is looked at, since what one brings hangs on all that is counted from it: conditions, payments, and when
applications are taken. But only the policies that the event touches are looked at again, and the best set only
where one of these stands otherwise than the day before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from policies.calculator.bundles import Yuan
from policies.calculator.calendar import ONE_DAY, add_months
from policies.calculator.facts import Facts
from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import Value
from policies.calculator.supposing import Supposing
from policies.calculator.supposition import Supposition

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both included, each of which brings the same in all, today and from later days."""

    first: date
    last: date
    brings: Yuan


@dataclass(frozen=True, slots=True)
class BestDay:
    """Within a year from the day looked at. `best`: the first stretch that brings most; `earliest`: the first that
    brings more than today's answers do, None where no day does; `same`: whether every day brings the same. `now`: what
    today's answers bring. `own`: the day that is answered, None where none of these is; `own_is_best`: whether it is
    one of those that bring most, be it of a later stretch."""

    best: Stretch
    earliest: Stretch | None
    same: bool
    now: Yuan
    own: date | None = None
    own_is_best: bool = False


def best_day(supposing: Supposing, key: str, answers: Mapping[str, Value]) -> BestDay:
    """`key`: a date question; `answers`: what else would be answered."""
    now = supposing.before.whole.in_all
    several = list(stretches(supposing, key, answers))
    most = max(several, key=lambda one: one.brings)
    earliest = next((one for one in several if one.brings > now), None)
    own = supposing.assessment.facts.values.get(key)
    day = own if isinstance(own, date) else None
    its = next((one for one in several if day and one.first <= day <= one.last), None)
    best = its is not None and its.brings == most.brings
    return BestDay(most, earliest, len(several) == 1, now, day if its else None, best)


def stretches(supposing: Supposing, key: str, answers: Mapping[str, Value]) -> Iterator[Stretch]:
    """The days from today to a year from today, in order, those together that bring the same."""
    day = first = supposing.assessment.on
    end = add_months(day, MONTHS)
    before = _brings(supposing, supposed := _on(supposing, key, answers, day))
    while day < end:
        day += ONE_DAY
        following = _on(supposing, key, answers, day)
        brings = before if _alike(supposed, following) else _brings(supposing, following)
        if brings != before:
            yield Stretch(first, day - ONE_DAY, before)
            first, before = day, brings
        supposed = following
    yield Stretch(first, end, before)


def _on(supposing: Supposing, key: str, answers: Mapping[str, Value], day: date) -> Supposition:
    facts = supposing.assessment.facts
    return supposing.answered(
        Facts.resolve(supposing.ruleset, {**answers, key: day}, facts.as_of, dict(facts.stated_on))
    )


def _brings(supposing: Supposing, found: Supposition) -> Yuan:
    known = supposing.before.whole.in_all
    more = found.brings[1]
    return Yuan(known.certain + more.certain, known.unsure + more.unsure)


def _alike(one: Supposition, other: Supposition) -> bool:
    """Whether no policy stands otherwise in anything that the best set goes by; by which days one counts towards
    another is not looked at."""
    if not one.after.assessment.relations.is_simple:
        return False
    pairs = zip(one.after.assessment.results, other.after.assessment.results, strict=True)
    return all(was is now or _stands_alike(was, now) for was, now in pairs)


def _stands_alike(was: PolicyResult, now: PolicyResult) -> bool:
    if was.status is not now.status:
        return False
    # Most often nothing can be had either way.
    if was.certain is None and now.certain is None and not was.received:
        return True
    return _told(was) == _told(now)


def _told(result: PolicyResult) -> tuple[object, ...]:
    award, certain = result.award, result.certain_within
    return result.state, result.within, certain, result.left, award, result.can_apply, result.still_pays
