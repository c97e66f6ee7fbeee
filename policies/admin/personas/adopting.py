"""Today's results become what is expected of a sample person, where the rules were changed on purpose."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction

from policies.calculator import Assessment, PolicyResult
from policies.models import Expectation, Persona
from policies.models.history import because
from policies.publishing.personas import Outcome

REASON = "以现在的结果为预期"


def token(outcome: Outcome) -> str:
    """The persona's code with what the clerk sees of it: what has become different since is not adopted."""
    seen = hashlib.sha256("\n".join(outcome.deviations).encode()).hexdigest()[:16]
    return f"{outcome.persona['code']}:{seen}"


def can_adopt(outcome: Outcome) -> bool:
    """A persona may also deviate because it no longer fits the rules at all: that takes a person to decide."""
    if outcome.assessment is None:
        return False
    checked = outcome.assessment.by_code
    named = [one["policy"] for one in outcome.persona["expected"]] + list(outcome.persona["received"])
    return all(code in checked for code in named)


def adopt(outcomes: list[Outcome]) -> None:
    """Each of them must be one that `can_adopt`; only what is compared today is written."""
    results = {outcome.persona["code"]: outcome.assessment for outcome in outcomes if outcome.assessment}
    with transaction.atomic(), because(REASON):
        personas = Persona.objects.select_for_update().filter(code__in=results)
        for persona in personas.order_by("pk").prefetch_related("expected__policy"):
            _adopt(persona, results[persona.code])


def _adopt(persona: Persona, assessment: Assessment) -> None:
    best = {"best_total": assessment.best.total, "best_low": assessment.best.low}
    changed = {name: value for name, value in best.items() if getattr(persona, name) not in (None, value)}
    if changed:
        _save(persona, changed)
    for row in persona.expected.all():
        actual = expected(assessment.by_code[row.policy.code])
        # With another status everything is another matter: all of it is written down anew.
        changed = actual if row.status != actual["status"] else _compared(row, actual)
        if changed:
            _save(row, changed)


def _compared(row: Expectation, actual: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in actual.items() if getattr(row, name) not in (None, "", value)}


def _save(row: Persona | Expectation, changed: dict[str, Any]) -> None:
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()


def expected(result: PolicyResult) -> dict[str, Any]:
    """A result as the columns of an expectation."""
    award = result.award
    return {
        "status": result.status.value,
        "tier": result.tier or "",
        "total": award.total if award else None,
        "basis": award.basis.value if award else "",
        "worth": award.worth if award else None,
        "eligible_from": result.eligible_from,
        "eligible_until": result.eligible_until,
        **_applying(result),
    }


def _applying(result: PolicyResult) -> dict[str, Any]:
    found = result.application
    return {
        "can_apply": result.can_apply.value if found else "",
        "apply_from": found.claimed_from if found else None,
        "apply_until": found.closes.earliest if found and found.closes else None,
    }
