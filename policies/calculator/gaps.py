"""By how much a condition is missed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import cast

from policies.calculator.calendar import Month
from policies.calculator.date_operators import COUNTED, WAITED_FOR, missed_by
from policies.calculator.findings import Finding
from policies.calculator.ruleset import Between, Number, Value
from policies.calculator.thresholds import COMPARISONS
from policies.calculator.verdict import NO


def can_be_measured(finding: Finding) -> bool:
    """Whether there is a number or a date by which it is missed."""
    return finding.verdict is NO and (finding.operator in COMPARISONS or finding.operator in COUNTED)


def missed_comparison(finding: Finding, answered: Value | None) -> str:
    """The operator of a finding that fails; where two ends are needed, that of the end which is missed."""
    if not isinstance(finding.needed, Between) or not isinstance(answered, int | Decimal):
        return finding.operator
    return "at_least" if answered < finding.needed.least else "at_most"  # type: ignore[operator]


CENT = Decimal("0.01")


def gap(
    finding: Finding,
    answered: Value | None,
    measured: date | Month,
    *,
    still_to_come: bool = False,
    least: Number = 1,
) -> Number | None:
    """By how much a finding that can be measured is missed: a number in the question's unit, or of a date in months,
    days or years, as the operator counts.

    Months and years are rounded up. `measured`: the day on which a date is measured. Of a date known to the month it is
    the most that may be missing. `still_to_come`: the event itself is, so that nothing has passed and all of it is
    missing, not what is left until it as well. `least`: the least by which two answers to the question differ.
    """
    if finding.operator in COMPARISONS:
        return _number_gap(finding, answered, least)
    return int(str(finding.needed)) if still_to_come else _counted_gap(finding, answered, measured)


def _number_gap(finding: Finding, answered: Value | None, least: Number) -> Number | None:
    needed = finding.needed
    if isinstance(needed, Between):
        needed = needed.least if missed_comparison(finding, answered) == "at_least" else needed.most
    if not isinstance(answered, int | Decimal) or not isinstance(needed, int | Decimal):
        return None
    # Of an int and a Decimal mypy sees nothing but an object.
    missed = cast(Number, abs(needed - answered))
    if finding.operator in ("more_than", "less_than"):
        # More than 200 misses by one more than at least 200 does: of money by a cent, as 200.01 is more than 200.
        missed += least
    return int(missed) if missed == int(missed) else missed


def _counted_gap(finding: Finding, event: Value | None, measured: date | Month) -> int | None:
    too_early = finding.operator in WAITED_FOR
    if isinstance(event, Month):
        event = event.last if too_early else event.first
    if isinstance(measured, Month):
        measured = measured.first if too_early else measured.last
    if not isinstance(event, date):
        return None
    return missed_by(finding.operator, event, int(str(finding.needed)), measured)
