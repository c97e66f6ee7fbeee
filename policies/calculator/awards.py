"""What an award comes to for one person: whole yuan, never more than the sources promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import floor
from typing import NamedTuple

from policies.calculator.calendar import Month
from policies.calculator.ratio import multiplied
from policies.calculator.ruleset import (
    NO_DATE,
    Award,
    Basis,
    Factor,
    Formula,
    Instalments,
    Parameter,
    Part,
    Raise,
    Recurring,
    Value,
)

# Only these are money in the visitor's hand; discounts are summed apart, loans and services not at all.
PAID_FORMS = frozenset({"cash", "reimbursement"})
UNPAID_FORMS = frozenset({"loan", "service"})
MONTHS_IN = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
# A total over a recurring part without a stated limit counts one year.
PERIODS_IN_A_YEAR = {period: 12 // months for period, months in MONTHS_IN.items()}
# Of these at least the amount itself is paid.
CERTAIN = frozenset({Basis.FIXED, Basis.AT_LEAST})
_WEAKEST_LAST = list(Basis)

Values = Mapping[str, Value]
Parameters = Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Amounts:
    """An award in whole yuan. `once` and `recurring` are for one of `per`, None if not published or not yet known.

    `once_basis` and `recurring_basis`: None where there is no such part. `total` is the face value over the longest
    stated term (None if unpublished or a factor is missing), `low` what is certain of it, `high` the most it can be
    (None if nobody can say). `missing`: questions whose answer is a factor.

    `once` and `recurring` are never more than the `cap` (yuan in all) lets through, where it is for one only; while the
    cap is not known they are upper bounds, and `cap_open` is set. `capped`: it cuts something off.

    `once_most`, `recurring_most`: the most that one payment comes to as ruled, whatever is still missing.
    `instalments`: those of the one-off part. `first_on`, `last_on`: as ruled. `already`: the cap is less what was
    received, and `cap_most` is all of it while that is not known. `raised`: why it is more than that of others.

    `one_of`: the awards of which it is one, where nobody knows yet which. `by_day`: where it is another one from a day
    on, all of them with the first day of each; a payment is at the one in force on the day on which it falls due.
    `later`: those of them by which some of the payments to come are made.
    """

    form: str
    basis: Basis
    once: int | None
    once_basis: Basis | None
    recurring: int | None
    recurring_basis: Basis | None
    period: str | None
    count: int | None
    per: str
    times: int | None
    payee: str
    worth: int | None
    counted_from: str | None
    total: int | None
    low: int
    high: int | None
    missing: tuple[str, ...]
    cap: int | None
    cap_open: bool
    capped: bool
    once_most: int | None = None
    recurring_most: int | None = None
    instalments: Instalments | None = None
    first_on: date | None = None
    last_on: date | None = None
    already: bool = False
    cap_most: int | None = None
    raised: Raise | None = None
    one_of: tuple[Amounts, ...] = ()
    by_day: tuple[tuple[date, Amounts], ...] = ()
    later: tuple[tuple[date, Amounts], ...] = ()

    def at(self, day: date) -> Amounts:
        """By which a payment of the recurring part is made on that day."""
        return next((one for turn, one in reversed(self.by_day) if turn <= day), self) if self.by_day else self

    @property
    def candidates(self) -> tuple[Amounts, ...]:
        """Those of which it is one; itself where that is known."""
        return self.one_of or (self,)

    @property
    def has_once(self) -> bool:
        return self.once_basis is not None

    @property
    def has_recurring(self) -> bool:
        return self.recurring_basis is not None


class _Reckoned(NamedTuple):
    """One number: None with `missing` empty means that nobody published it. `most`: more than that it is not, known or
    not; `cut`: it would be more without that."""

    value: int | None
    basis: Basis = Basis.FIXED
    missing: tuple[str, ...] = ()
    most: int | None = None
    cut: bool = False


class _Bounds(NamedTuple):
    total: int | None
    low: int
    high: int | None
    capped: bool = False


def weakest(*bases: Basis) -> Basis:
    return max(bases, key=_WEAKEST_LAST.index) if len(bases) > 1 else bases[0]


def amounts(award: Award, values: Values, parameters: Parameters, day: date) -> Amounts:
    """The award on that day, from the facts known and the parameters in force."""
    every = award.recurring
    once = _part(award.once, values, parameters, day) if award.once else None
    recurring = _part(every.part, values, parameters, day) if every else None
    parts = [(once, 1)] if once else []
    if every and recurring:
        parts.append((recurring, _periods(every)))
    times = _times(award, values)
    # What comes to nothing whatever was received is cut by nothing.
    counted = award if award.already is None or not _comes_to_nothing(parts, times) else replace(award, already=None)
    cap = _cap(counted, values, parameters, day)
    reckoned = [part for part, _ in parts] + [times, cap]
    bounds = _bounds(award, parts, times, cap)
    once, recurring = _under(cap, award, once, recurring)
    return Amounts(
        form=award.form,
        basis=weakest(*(part.basis for part in (once, recurring) if part)) if parts else _basis_without_parts(award),
        once=once.value if once else None,
        once_basis=once.basis if once else None,
        recurring=recurring.value if recurring else None,
        recurring_basis=recurring.basis if recurring else None,
        period=every.period if every else None,
        count=every.count if every else None,
        per=award.per,
        times=times.value,
        payee=award.payee,
        worth=award.worth,
        counted_from=award.counted_from,
        total=bounds.total,
        low=bounds.low,
        high=bounds.high,
        missing=tuple(dict.fromkeys(key for part in reckoned for key in part.missing)),
        cap=cap.value,
        cap_open=_is_open(cap, award),
        capped=bounds.capped,
        once_most=once.most if once else None,
        recurring_most=recurring.most if recurring else None,
        instalments=award.once.instalments if award.once else None,
        first_on=award.first_on,
        last_on=award.last_on,
        already=award.already is not None,
        cap_most=cap.most,
        raised=award.raised,
    )


def same_for_all(award: Award) -> bool:
    """Whether neither a person nor a day changes what it comes to."""
    return same_on_a_day(award) and not _formulas(award)


def same_on_a_day(award: Award) -> bool:
    """Whether no person changes what it comes to on a day, nor which payments there are."""
    depends = award.times or award.later or award.already or award.first_on or award.last_on or award.uplifts
    factors = [factor for formula in _formulas(award) for factor in formula.factors]
    return not depends and not any(factor.question or factor.at for factor in factors)


def hangs_on_answers(award: Award) -> bool:
    """Whether an answer may be missing for its amount, or for the days on which it is paid."""
    return award.counted_from is not None or not same_on_a_day(award)


def _formulas(award: Award) -> list[Formula]:
    parts = (award.once, award.recurring.part if award.recurring else None)
    numbers = (*(part.amount for part in parts if part), award.cap)
    return [number for number in numbers if isinstance(number, Formula)]


def _bounds(award: Award, parts: list[tuple[_Reckoned, int]], times: _Reckoned, cap: _Reckoned) -> _Bounds:
    if award.form in UNPAID_FORMS:
        return _Bounds(0, 0, 0)
    many = times.value
    known, low, face = bool(parts) and many is not None and not _is_open(cap, award), 0, 0
    cut = open_end = False
    for part, periods in parts:
        known, cut = known and part.value is not None, cut or part.cut
        whole = (part.value or 0) * periods * (many or 0)
        face += whole
        low += whole if part.basis in CERTAIN else 0
        open_end = open_end or part.basis is Basis.AT_LEAST
    # A cap that is not known yet may cut off anything.
    low = 0 if _is_open(cap, award) else low if cap.value is None else min(low, cap.value)
    if not known:
        return _Bounds(None, low, _at_the_most(parts, many, cap), cut)
    total = face if cap.value is None else min(face, cap.value)
    return _Bounds(total, low, _at_the_most(parts, many, cap) if open_end else total, cut or total < face)


def _at_the_most(parts: list[tuple[_Reckoned, int]], many: int | None, cap: _Reckoned) -> int | None:
    """What it cannot be more than while it is not known; None where nothing is ruled that says so."""
    ends = [part.most if part.value is None or part.basis is Basis.AT_LEAST else part.value for part, _ in parts]
    if not parts or many is None or None in ends or (cap.most is None and all(part.most is None for part, _ in parts)):
        return cap.most
    together = sum((end or 0) * periods * many for end, (_, periods) in zip(ends, parts, strict=True))
    limits = [limit for limit in (cap.value, cap.most) if limit is not None]
    return min([together, *limits])


def _comes_to_nothing(parts: list[tuple[_Reckoned, int]], times: _Reckoned) -> bool:
    """Whatever cap there is."""
    return times.value == 0 or all(part.value == 0 or not periods for part, periods in parts)


def _is_open(cap: _Reckoned, award: Award) -> bool:
    """Whether there is a cap of which nobody can say yet how high it is."""
    return award.cap is not None and cap.value is None


def _under(
    cap: _Reckoned, award: Award, once: _Reckoned | None, recurring: _Reckoned | None
) -> tuple[_Reckoned | None, _Reckoned | None]:
    """The parts as the cap leaves them, the one-off part first; what is for several is cut off in all only."""
    if _is_open(cap, award):
        return _at_most(once, cap.most), _at_most(recurring, cap.most)
    if cap.value is None or award.times is not None:
        return once, recurring
    left = cap.value
    if once and once.value is not None:
        once = once._replace(value=min(once.value, left))
        left -= once.value or 0
    # Of instalments that come too late the room is left to the others.
    late = award.last_on is not None and award.once is not None and award.once.instalments is not None
    if recurring and recurring.value is not None and not late:
        recurring = recurring._replace(value=min(recurring.value, left))
    return once, recurring


def _at_most(part: _Reckoned | None, most: int | None) -> _Reckoned | None:
    """Under a cap that is not known: no more than this. Of a lower bound nothing is left. `most`: of the cap."""
    if part is None or part.value is None:
        return part
    value = part.value if most is None else min(part.value, most)
    return part._replace(basis=Basis.UP_TO, value=None if part.basis is Basis.AT_LEAST else value)


def _basis_without_parts(award: Award) -> Basis:
    """A stated worth is the ceiling of a loan or the value of a service; nothing stated is unspecified."""
    if award.worth is None:
        return Basis.UNSPECIFIED
    return Basis.UP_TO if award.form == "loan" else Basis.FIXED


def _periods(recurring: Recurring) -> int:
    return PERIODS_IN_A_YEAR[recurring.period] if recurring.count is None else recurring.count


def _part(part: Part, values: Values, parameters: Parameters, day: date) -> _Reckoned:
    if not isinstance(part.amount, Formula):
        return _Reckoned(part.amount, part.basis if part.amount is not None else Basis.UNSPECIFIED)
    result = _formula(part.amount, values, parameters, day)
    basis, most = weakest(part.basis, result.basis), part.most
    if most is None or result.value is None or result.value < most:
        return _Reckoned(result.value, basis, result.missing, most)
    # More than the most is the most, even of what is a lower bound.
    return _Reckoned(most, part.basis if basis is Basis.AT_LEAST else basis, most=most, cut=result.value > most)


def _times(award: Award, values: Values) -> _Reckoned:
    if award.times is None:
        return _Reckoned(1)
    count = values.get(award.times)
    return _Reckoned(None, missing=(award.times,)) if count is None else _Reckoned(int(count))  # type: ignore[arg-type]


def _cap(award: Award, values: Values, parameters: Parameters, day: date) -> _Reckoned:
    """What it still lets through, where what was received counts towards it."""
    cap = award.cap
    ruled = _formula(cap, values, parameters, day) if isinstance(cap, Formula) else _Reckoned(cap)
    if award.already is None:
        return ruled
    had = values.get(award.already)
    if had is None:
        return _Reckoned(None, ruled.basis, (*ruled.missing, award.already), ruled.value)
    left = None if ruled.value is None else max(0, floor(ruled.value - Decimal(had)))  # type: ignore[arg-type]
    return ruled._replace(value=left)


def _formula(formula: Formula, values: Values, parameters: Parameters, day: date) -> _Reckoned:
    """Unpublished where a parameter has no value for the day; missing where an answer is not there yet."""
    product, bases, missing, unpublished = Decimal(1), [Basis.FIXED], [], False
    for factor in formula.factors:
        if factor.parameter is not None:
            key, number, basis = _parameter(factor, values, parameters[factor.parameter], day)
        else:
            key, number, basis = _answer(factor, values)
        bases.append(basis)
        if number is not None:
            product *= number
        elif basis is Basis.UNSPECIFIED:
            unpublished = True
        elif key:
            missing.append(key)
    if unpublished:
        return _Reckoned(None, Basis.UNSPECIFIED)
    # Of what is multiplied by nothing no answer makes more.
    if missing and product:
        return _Reckoned(None, weakest(*bases), tuple(missing))
    return _Reckoned(floor(multiplied(formula.coefficient, product)) + formula.plus, weakest(*bases))


def _answer(factor: Factor, values: Values) -> tuple[str | None, Decimal | None, Basis]:
    """(question, number or None while it is not answered, basis)"""
    answer = values.get(factor.question or "")
    if answer is None:
        return factor.question, None, Basis.FIXED
    number = Decimal(answer)  # type: ignore[arg-type]
    return factor.question, number if factor.limit is None else min(number, Decimal(factor.limit)), Basis.FIXED


def _parameter(
    factor: Factor, values: Values, parameter: Parameter, day: date
) -> tuple[str | None, Decimal | None, Basis]:
    """As `_answer`; a parameter nobody gave a value for is unspecified whatever the date."""
    if not parameter.values:
        return None, None, Basis.UNSPECIFIED
    if factor.at is not None:
        event = values.get(factor.at)
        if event is None:
            return factor.at, None, Basis.FIXED
        if isinstance(event, Month):
            if parameter.on(event.first) is not parameter.on(event.last):
                return factor.at, None, Basis.FIXED
            day = event.first
        elif event != NO_DATE:
            day = event  # type: ignore[assignment]
    dated = parameter.on(day)
    return (None, None, Basis.UNSPECIFIED) if dated is None else (None, dated.value, dated.basis)
