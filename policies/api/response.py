"""An assessment as the public interface of a check gives it; for orjson to write with its dates and enums."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from policies.api.request import Check
from policies.calculator import Assessment, Facts, PolicyResult, assess
from policies.calculator.awards import Amounts
from policies.calculator.best_set import Best
from policies.calculator.findings import Finding
from policies.calculator.ruleset import Operand, Value, Window
from policies.catalogue.catalogue import Catalogue

Plain = dict[str, Any]
Answered = Mapping[str, Value | None]
# Numbers and dates are a person's own; there are too many of them to keep, and they are nobody else's business.
FEW_ANSWERS = frozenset({bool, str})

NOTHING_GIVEN: Plain = {
    "tier": None,
    "maybe_more": False,
    "eligible_from": None,
    "eligible_until": None,
    "award": None,
}


def check(request: Check, catalogue: Catalogue) -> Plain:
    """The whole answer to a check."""
    ruleset = catalogue.ruleset(request.region)
    facts = Facts.resolve(ruleset, request.answers, request.as_of)
    assessment = assess(ruleset, facts, request.on, request.received)
    return {
        "release": release(catalogue),
        "region": request.region,
        "on": request.on,
        **assessed(assessment, catalogue),
    }


def release(catalogue: Catalogue) -> Plain:
    return {"number": catalogue.number, "sha256": catalogue.sha256, "published_at": catalogue.published_at}


def assessed(assessment: Assessment, catalogue: Catalogue) -> Plain:
    facts = assessment.facts
    answered = {key: facts.answered(key, assessment.on) for key in facts.values}
    return {
        "policies": [_policy(result, catalogue, answered) for result in assessment.results],
        "best": _best(assessment.best),
        "relevant_questions": assessment.relevant_questions,
    }


def _policy(result: PolicyResult, catalogue: Catalogue, answered: Answered) -> Plain:
    policy = result.entry.policy
    return {
        "code": policy.code,
        "name": catalogue.policies[policy.code]["name"],
        "status": result.status,
        "state": policy.state,
        "doubtful": result.doubtful,
        "received": result.received,
        **(_given(result, award) if (award := result.award) else NOTHING_GIVEN),
        "findings": _findings(result, answered),
        "missing": result.missing,
    }


def _given(result: PolicyResult, award: Amounts) -> Plain:
    return {
        "tier": result.tier,
        "maybe_more": result.maybe_more,
        "eligible_from": result.eligible_from,
        "eligible_until": result.eligible_until,
        "award": _award(award),
    }


def _award(award: Amounts) -> Plain:
    recurring = {"amount": award.recurring, "period": award.period, "count": award.count}
    return {
        "form": award.form,
        "basis": award.basis,
        "once": {"amount": award.once} if award.has_once else None,
        "recurring": recurring if award.has_recurring else None,
        "per": award.per,
        "times": award.times,
        "payee": award.payee,
        "worth": award.worth,
        "counted_from": award.counted_from,
        "total": award.total,
        "low": award.low,
        "high": award.high,
        "missing": award.missing,
    }


def _findings(result: PolicyResult, answered: Answered) -> list[Plain | orjson.Fragment]:
    found: list[Plain | orjson.Fragment] = []
    for finding in result.findings:
        answer = answered.get(finding.question or "")
        if answer is None or type(answer) in FEW_ANSWERS:
            found.append(_written(finding, answer))
        else:
            found.append(_said(finding, answer, result.days.gap(finding)))
    return found


@lru_cache(maxsize=16384)
def _written(finding: Finding, answered: Value | None) -> orjson.Fragment:
    """As JSON: with an answer of which there are few, most people share it. A few releases' worth is kept."""
    return orjson.Fragment(orjson.dumps(_said(finding, answered, None)))


def _said(finding: Finding, answered: Value | None, gap: int | None) -> Plain:
    return {
        "question": finding.question,
        "operator": finding.operator,
        "needed": _needed(finding.needed),
        "answered": answered,
        "verdict": finding.verdict,
        "gap": gap,
        "tier": finding.tier,
        "alternative": finding.alternative,
        "branch": finding.branch,
        "basis": "inferred" if finding.reason.inferred else "stated",
        "source": finding.reason.source,
        "clause": finding.reason.clause,
    }


def _needed(needed: Operand | Window) -> object:
    if not isinstance(needed, Window):
        return needed
    until = "no_limit" if needed.doubtful_until == date.max else needed.doubtful_until
    return {"starts_on": needed.starts_on, "ends_on": needed.ends_on, "doubtful_until": until}


def _best(best: Best) -> Plain:
    return {
        "total": best.total,
        "low": best.low,
        "high": best.high,
        "discount": best.discount,
        "policies": best.policies,
        "left_out": [{"code": one.code, "for": one.chosen, "less": one.less} for one in best.left_out],
        "undecided": [{"code": one.code, "for": one.chosen, "reason": one.reason} for one in best.undecided],
    }
