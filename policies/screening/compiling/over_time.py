"""Which award is given to each row, and what it comes to with each payment as it is on its own day; see
`calculator.days.over_time` and `calculator.dated_awards`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policies.calculator.awards import UNPAID_FORMS
from policies.calculator.ruleset import Award
from policies.screening.compiling.alike import are_equal, shape, without_amounts
from policies.screening.compiling.facts import Happened
from policies.screening.compiling.one_of import Amounts, Candidate, RowByCase, RowOneOf
from policies.screening.compiling.payments import PaidSoFar, paid_so_far
from policies.screening.compiling.reckoning import Reckoning, RowAmounts
from policies.screening.compiling.standings import Moments
from policies.screening.compiling.terms import (
    DATE,
    NO,
    NOUGHT,
    YES,
    Term,
    all_of,
    any_of,
    at_most,
    day,
    equal,
    greatest_of,
    is_null,
    less,
    negated,
    not_ruled_out,
    ruled_out,
    sure,
)
from policies.screening.compiling.timed import Era, TimedAmounts
from policies.screening.compiling.timed_payments import AfterTheLastDay, FromAnUnknownDay
from policies.screening.compiling.unsayable import CannotBeSaid

SEVERAL_ENDS = "several last days or beginnings of payment of an award that is another one by the day of an event"
Variant = tuple[date | None, Award]
"""An award and the day from which it is in force; None: from ever."""


def amounts_of(award: Award, on: Term, moments: Moments, reckoning: Reckoning, made: Term) -> Amounts:
    """By the first condition that holds on that day; while one of them is not known, all that it may be. `made`: how
    many payments were made already, never null.

    Raises CannotBeSaid where no plan can say it.
    """
    giving = _Giving(on, reckoning, made)
    if not award.uplifts:
        return giving.amounts(award)
    uplifts = reckoning.facts.plan.uplifts[id(award)]
    found, any_before, all_ruled_out = list[Candidate](), NO, list[Term]()
    for bits, raised in uplifts.raised:
        if without_amounts(raised) != without_amounts(uplifts.plain):
            raise CannotBeSaid("an uplift that changes more than an amount")
        holds = moments.holds(bits, on)
        possible = all_of((not_ruled_out(holds), negated(any_before)))
        certain = all_of((sure(holds), *all_ruled_out))
        found.append(Candidate(possible, certain, giving.amounts(raised)))
        any_before, all_ruled_out = any_of((any_before, sure(holds))), [*all_ruled_out, ruled_out(holds)]
    plain = Candidate(negated(any_before), all_of(all_ruled_out), giving.amounts(uplifts.plain))
    others = (any_of((negated(one.possible), are_equal(one.amounts, plain.amounts))) for one in found)
    known = [(all_of(others), plain.amounts), *((one.certain, one.amounts) for one in (*found, plain))]
    return RowOneOf([*found, plain], known)


@dataclass(frozen=True, slots=True)
class _Giving:
    """On that day, to whom so many payments were made already."""

    on: Term
    reckoning: Reckoning
    made: Term

    def amounts(self, award: Award) -> Amounts:
        if not award.later:
            return self._alone(award)
        variants: list[Variant] = [(None, award), *award.later]
        if award.event is None:
            return self._by_day(variants)
        if any(one.last_on for _, one in variants) and not _end_alike([one for _, one in variants]):
            raise CannotBeSaid(SEVERAL_ENDS)
        event = self.reckoning.facts.happened(award.event)
        by_event = self._by_event(variants, event)
        return by_event if event.never is NO else RowByCase([(event.never, self._by_day(variants)), (YES, by_event)])

    def _paid(self, award: Award) -> PaidSoFar:
        return paid_so_far(award, self.reckoning.facts, self.on, self.made)

    def _unless_counted_from_an_unknown_day(self, base: RowAmounts, found: Amounts) -> Amounts:
        award = base.award
        if award.last_on is None or award.counted_from is None:
            return found
        unknown = negated(self.reckoning.facts.happened(award.counted_from).is_known)
        return found if unknown is NO else RowByCase([(unknown, FromAnUnknownDay(base)), (YES, found)])

    # One that is no other later

    def _alone(self, award: Award) -> Amounts:
        base = self.reckoning.amounts(award, self.on)
        if award.last_on is None:
            return base
        found = base if award.form in UNPAID_FORMS else RowByCase([*self._too_late(award, award.last_on)])
        if isinstance(found, RowByCase):
            found = RowByCase([*found.cases, (YES, TimedAmounts(base, self._paid(award)))])
        return self._unless_counted_from_an_unknown_day(base, found)

    def _too_late(self, award: Award, last_on: date) -> Iterator[tuple[Term, Amounts]]:
        """dated_awards.in_time: a part of which no payment falls due in time is as if it were not there."""
        paid = self._paid(award)
        late, untouched = sure(less(day(last_on), paid.first)), equal(self.made, NOUGHT)
        if award.recurring is None:
            if award.once:
                yield all_of((late, untouched)), AfterTheLastDay(award)
            return
        if award.once is None:
            yield all_of((late, any_of((paid.from_start, untouched)))), AfterTheLastDay(award)
            return
        yield all_of((late, untouched)), AfterTheLastDay(award)
        rest = self.reckoning.amounts(replace(award, recurring=None), self.on)
        yield all_of((late, paid.from_start)), TimedAmounts(rest, paid)

    # By the day

    def _by_day(self, variants: Sequence[Variant]) -> Amounts:
        cases = [(self._reached(turn), self._from(variants, place)) for place, (turn, _) in enumerate(variants)]
        return RowByCase(cases[::-1])

    def _reached(self, turn: date | None) -> Term:
        return YES if turn is None else sure(at_most(day(turn), self.on))

    def _from(self, variants: Sequence[Variant], place: int) -> Amounts:
        """Where that one is shown: see dated_awards.over_time."""
        award = variants[place][1]
        base = self.reckoning.amounts(award, self.on)
        eras = [Era(None, base)]
        if award.form not in UNPAID_FORMS and award.recurring is not None:
            eras = list(self._eras(variants, place, base))
        timed = award.form not in UNPAID_FORMS and (award.last_on is not None or len(eras) > 1)
        found = TimedAmounts(base, self._paid(award), eras) if timed else base
        return self._unless_counted_from_an_unknown_day(base, found)

    def _eras(self, variants: Sequence[Variant], place: int, base: RowAmounts) -> Iterator[Era]:
        """What is paid in another rhythm takes no part: who is paid already goes on in his own."""
        shown = base.award
        for number, (turn, one) in enumerate(variants):
            if number == place:
                yield Era(turn, base)
            elif _goes_on(one, shown):
                starts = self.on if turn is None else greatest_of((day(turn), self.on), DATE)
                then = replace(one, cap=shown.cap, later=(), event=None)
                yield Era(turn, self.reckoning.amounts(then, starts), shown=False)
            elif turn is None:
                yield Era(None, base, shown=False)

    # By the day of an event

    def _by_event(self, variants: Sequence[Variant], event: Happened) -> Amounts:
        """While it is not known which is in force, what all that may be agree on."""
        ends = [turn for turn, _ in variants[1:]]
        possible = []
        for (start, _), end in zip(variants, [*ends, None], strict=True):
            begun = YES if start is None else not_ruled_out(at_most(day(start), event.last))
            not_over = YES if end is None else not_ruled_out(less(event.first, day(end)))
            possible.append(any_of((is_null(event.first), all_of((begun, not_over)))))
        given = [self.reckoning.amounts(one, self.on) for _, one in variants]
        candidates, known = [], []
        for place, (mine, base) in enumerate(zip(possible, given, strict=True)):
            amounts = base if base.award.last_on is None else TimedAmounts(base, self._paid(base.award))
            others = [other for number, other in enumerate(possible) if number != place]
            alone = all_of((mine, *map(negated, others)))
            candidates.append(Candidate(mine, alone, amounts))
            same = (
                any_of((negated(other), _are_one(base, theirs)))
                for other, theirs in zip(possible, given, strict=True)
                if theirs is not base
            )
            known.append((all_of((mine, *same)), amounts))
        return RowOneOf(candidates, known)


def _end_alike(several: Sequence[Award]) -> bool:
    """Whether all are money that is paid up to one and the same day, whichever of them it is, from one day on."""
    days = {(one.first_on, one.last_on) for one in several}
    return len(days) == 1 and not any(one.counted_from or one.form in UNPAID_FORMS for one in several)


def _goes_on(one: Award, shown: Award) -> bool:
    every = one.recurring
    return bool(one.form == shown.form and every and shown.recurring and every.period == shown.recurring.period)


def _are_one(one: RowAmounts, other: RowAmounts) -> Term:
    return are_equal(one, other) if shape(one.award) == shape(other.award) else NO
