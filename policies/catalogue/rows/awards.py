"""The columns of an award and the entry of the document, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from policies import models
from policies.calculator.date_operators import TODAY
from policies.catalogue.document import shares
from policies.models.choices import Operator

from .columns import plain
from .writer import compared, measured_at

Entry = dict[str, Any]
Owner = models.Policy | models.Tier | models.PolicyChange | models.TierChange


def said(row: Owner, factors: Sequence[models.Factor], uplifts: Sequence[models.Uplift] = ()) -> bool:
    """Whether the row has an award of its own at all: a policy with tiers has none."""
    parts = row.form or row.once_basis or row.recurring_basis or uplifts
    return bool(
        parts or factors or row.worth is not None or row.cap_amount is not None or row.cap_coefficient is not None
    )


def award(
    row: Owner,
    factors: Sequence[models.Factor],
    questions: Mapping[int | None, str | None],
    parameters: Mapping[int | None, str | None],
    uplifts: Sequence[models.Uplift] = (),
) -> Entry:
    entries = {
        part: [
            {
                "question": questions[factor.question_id],
                "parameter": parameters[factor.parameter_id],
                "limit": factor.limit,
                "at": questions[factor.at_id],
            }
            for factor in factors
            if factor.part == part
        ]
        for part in ("once", "recurring", "cap")
    }
    return {
        "form": row.form,
        "per": row.per,
        "payee": row.payee,
        "once": _once(row, entries["once"]),
        "recurring": _recurring(row, entries["recurring"]),
        "times": questions[row.times_id],
        "cap": _cap(row, entries["cap"], questions),
        "worth": row.worth,
        "counted_from": questions[row.counted_from_id],
        **_where_said(**plain(row, "first_on", "last_on")),
        **({"uplifts": [_uplift(one, questions) for one in uplifts]} if uplifts else {}),
        "note": row.award_note,
    }


def _where_said(**said: Any) -> Entry:
    """What few awards say is not in those that do not."""
    return {name: value for name, value in said.items() if value is not None}


def _once(row: Owner, factors: list[Entry]) -> Entry | None:
    if not (row.once_basis or factors):
        return None
    return {
        "amount": row.once_amount,
        "formula": _formula(row.once_coefficient, factors),
        "basis": row.once_basis,
        **_where_said(most=row.once_most, instalments=_instalments(row)),
    }


def _uplift(row: models.Uplift, questions: Mapping[int | None, str | None]) -> Entry:
    measured, value = questions[row.measured_at_id], row.value
    if row.operator == Operator.SAME_YEAR_AS:
        measured, value = None, measured or TODAY
    when = {"question": questions[row.question_id], row.operator: value, "inferred": False, "note": "", "clause": ""}
    return {
        "when": when | _where_said(measured_at=measured),
        **_where_said(
            share=_share(row.share) if row.share else None,
            amount=row.amount,
            part=row.part or None,
        ),
    }


def _instalments(row: Owner) -> Entry | None:
    """What is no share is there as it was typed: the validator tells."""
    if not row.instalments:
        return None
    return {"shares": list(map(_share, shares.several(row.instalments))), "period": row.instalments_period}


def _share(typed: str) -> str:
    share = shares.read(typed)
    return typed if share is None or not 0 < share <= 1 else shares.spelled(share)


def _recurring(row: Owner, factors: list[Entry]) -> Entry | None:
    if not (row.recurring_basis or factors):
        return None
    return {
        "amount": row.recurring_amount,
        "formula": _formula(row.recurring_coefficient, factors),
        "basis": row.recurring_basis,
        **_where_said(most=row.recurring_most),
        "period": row.recurring_period,
        "count": row.recurring_count,
    }


def _cap(row: Owner, factors: list[Entry], questions: Mapping[int | None, str | None]) -> Entry | None:
    if row.cap_amount is None and row.cap_coefficient is None and not factors:
        return None
    already = _where_said(already=questions[row.cap_already_id])
    return {"amount": row.cap_amount, "formula": _formula(row.cap_coefficient, factors), **already}


def _formula(coefficient: str | None, factors: list[Entry]) -> Entry | None:
    if coefficient is None and not factors:
        return None
    return {"coefficient": coefficient, "factors": factors}


def columns(entry: Entry | None, questions: Mapping[str | None, int | None]) -> Entry:
    """What to put in the award columns of a row; None: empty ones."""
    entry = entry or {"form": "", "per": "person", "payee": "person", "note": ""}
    once, recurring, cap = entry.get("once") or {}, entry.get("recurring") or {}, entry.get("cap") or {}
    instalments = once.get("instalments") or {}
    return {
        "form": entry["form"],
        "per": entry["per"],
        "payee": entry["payee"],
        "once_basis": once.get("basis", ""),
        "once_amount": once.get("amount"),
        "once_coefficient": _coefficient(once),
        "once_most": once.get("most"),
        "instalments": "、".join(shares.said(Fraction(one)) for one in instalments.get("shares", ())),
        "instalments_period": instalments.get("period", ""),
        "recurring_basis": recurring.get("basis", ""),
        "recurring_amount": recurring.get("amount"),
        "recurring_coefficient": _coefficient(recurring),
        "recurring_most": recurring.get("most"),
        "recurring_period": recurring.get("period", ""),
        "recurring_count": recurring.get("count"),
        "times_id": questions[entry.get("times")],
        "cap_amount": cap.get("amount"),
        "cap_coefficient": _coefficient(cap),
        "cap_already_id": questions[cap.get("already")],
        "worth": entry.get("worth"),
        "counted_from_id": questions[entry.get("counted_from")],
        "first_on": _day(entry.get("first_on")),
        "last_on": _day(entry.get("last_on")),
        "award_note": entry["note"],
    }


def uplifts(entry: Entry | None, questions: Mapping[str | None, int | None]) -> Iterator[Entry]:
    """The columns of each."""
    for uplift in (entry or {}).get("uplifts") or ():
        when, share = uplift["when"], uplift.get("share")
        yield {
            "question_id": questions[when["question"]],
            **compared(when),
            "measured_at_id": questions[measured_at(when)],
            "share": shares.said(Fraction(share)) if share else "",
            "amount": uplift.get("amount"),
            "part": uplift.get("part") or "",
        }


def factors(entry: Entry | None) -> Iterator[tuple[str, Entry]]:
    """(part, factor) for each factor of each formula."""
    for part in ("once", "recurring", "cap"):
        formula = ((entry or {}).get(part) or {}).get("formula")
        for factor in formula["factors"] if formula else []:
            yield part, factor


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _coefficient(part: Entry) -> str | None:
    formula = part.get("formula")
    return formula["coefficient"] if formula else None
