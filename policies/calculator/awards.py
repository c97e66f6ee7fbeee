"""What an award comes to for one person: whole yuan, never more than the sources promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import floor
from typing import NamedTuple

from policies.calculator.calendar import Month
from policies.calculator.ratio import multiplied
from policies.calculator.ruleset import NO_DATE, Award, Basis, Factor, Formula, Parameter, Part, Recurring, Value

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
    """One number: None with `missing` empty means that nobody published it."""

    value: int | None
    basis: Basis = Basis.FIXED
    missing: tuple[str, ...] = ()


class _Bounds(NamedTuple):
    total: int | None
    low: int
    high: int | None
    capped: bool = False


def weakest(*bases: Basis) -> Basis:
    return max(bases, key=_WEAKEST_LAST.index)


def amounts(award: Award, values: Values, parameters: Parameters, day: date) -> Amounts:
    """The award on that day, from the facts known and the parameters in force."""
    every = award.recurring
    once = _part(award.once, values, parameters, day) if award.once else None
    recurring = _part(every.part, values, parameters, day) if every else None
    parts = [(once, 1)] if once else []
    if every and recurring:
        parts.append((recurring, _periods(every)))
    times = _times(award, values)
    cap = _cap(award.cap, values, parameters, day)
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
    )


def same_for_all(award: Award) -> bool:
    """Whether neither a person nor a day changes what it comes to."""
    parts = [award.once] if award.once else []
    parts += [award.recurring.part] if award.recurring else []
    numbers = [part.amount for part in parts] + [award.cap]
    return award.times is None and not award.later and not any(isinstance(number, Formula) for number in numbers)


def _bounds(award: Award, parts: list[tuple[_Reckoned, int]], times: _Reckoned, cap: _Reckoned) -> _Bounds:
    if award.form in UNPAID_FORMS:
        return _Bounds(0, 0, 0)
    many = times.value
    low = sum((p.value or 0) * n * (many or 0) for p, n in parts if p.basis in CERTAIN)
    # A cap that is not known yet may cut off anything.
    low = 0 if _is_open(cap, award) else low if cap.value is None else min(low, cap.value)
    if not parts or many is None or _is_open(cap, award) or any(part.value is None for part, _ in parts):
        return _Bounds(None, low, None)
    face = sum((part.value or 0) * periods * many for part, periods in parts)
    total = face if cap.value is None else min(face, cap.value)
    high = None if any(part.basis is Basis.AT_LEAST for part, _ in parts) else total
    return _Bounds(total, low, high, total < face)


def _is_open(cap: _Reckoned, award: Award) -> bool:
    """Whether there is a cap of which nobody can say yet how high it is."""
    return award.cap is not None and cap.value is None


def _under(
    cap: _Reckoned, award: Award, once: _Reckoned | None, recurring: _Reckoned | None
) -> tuple[_Reckoned | None, _Reckoned | None]:
    """The parts as the cap leaves them, the one-off part first; what is for several is cut off in all only."""
    if _is_open(cap, award):
        return _at_most(once), _at_most(recurring)
    if cap.value is None or award.times is not None:
        return once, recurring
    left = cap.value
    if once and once.value is not None:
        once = once._replace(value=min(once.value, left))
        left -= once.value or 0
    if recurring and recurring.value is not None:
        recurring = recurring._replace(value=min(recurring.value, left))
    return once, recurring


def _at_most(part: _Reckoned | None) -> _Reckoned | None:
    """Under a cap that is not known: no more than this. Of a lower bound nothing is left."""
    if part is None or part.value is None:
        return part
    return part._replace(basis=Basis.UP_TO, value=None if part.basis is Basis.AT_LEAST else part.value)


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
    return _Reckoned(result.value, weakest(part.basis, result.basis), result.missing)


def _times(award: Award, values: Values) -> _Reckoned:
    if award.times is None:
        return _Reckoned(1)
    count = values.get(award.times)
    return _Reckoned(None, missing=(award.times,)) if count is None else _Reckoned(int(count))  # type: ignore[arg-type]


def _cap(cap: int | Formula | None, values: Values, parameters: Parameters, day: date) -> _Reckoned:
    return _formula(cap, values, parameters, day) if isinstance(cap, Formula) else _Reckoned(cap)


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
    if missing:
        return _Reckoned(None, weakest(*bases), tuple(missing))
    return _Reckoned(floor(multiplied(formula.coefficient, product)), weakest(*bases))


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
