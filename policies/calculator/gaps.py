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


def number_gap(finding: Finding, answered: Value | None, least: Number) -> Number | None:
    """By how much a comparison is missed, in the question's unit. `least`: the least by which two answers differ."""
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


def whole_gap(finding: Finding) -> int:
    """Of a date whose event itself is to come: nothing has passed, so all of it is missing, not what is left until the
    event as well."""
    return int(str(finding.needed))


def counted_gap(finding: Finding, event: Value | None, measured: date | Month) -> int | None:
    """By how many months, days or years, as the operator counts, a date is missed on the day `measured`.

    Months and years are rounded up. Of a date known to the month it is the most that may be missing.
    """
    too_early = finding.operator in WAITED_FOR
    if isinstance(event, Month):
        event = event.last if too_early else event.first
    if isinstance(measured, Month):
        measured = measured.first if too_early else measured.last
    if not isinstance(event, date):
        return None
    return missed_by(finding.operator, event, int(str(finding.needed)), measured)
