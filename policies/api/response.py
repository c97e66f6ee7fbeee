"""An assessment as the public interface of a check gives it; orjson writes its dates and enums."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from policies.api.request import Check
from policies.calculator import Assessment, Facts, PolicyResult, assess
from policies.calculator.awards import Amounts
from policies.calculator.best_set import Best
from policies.calculator.findings import Finding, WindowFinding
from policies.calculator.plan import Row
from policies.catalogue.catalogue import Catalogue

Plain = dict[str, Any]


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
    read: dict[int, Plain] = {}
    return {
        "policies": [_policy(result, catalogue.policies[result.code]["name"], read) for result in assessment.results],
        "best": _best(assessment.best),
        "relevant_questions": assessment.relevant_questions,
    }


def _policy(result: PolicyResult, name: str, read: dict[int, Plain]) -> Plain:
    return {
        "code": result.code,
        "name": name,
        "status": result.status,
        "state": result.policy.state,
        "doubtful": result.doubtful,
        "received": result.received,
        "tier": result.tier,
        "maybe_more": result.maybe_more,
        "eligible_from": result.eligible_from,
        "eligible_until": result.eligible_until,
        "award": _award(result.award) if result.award else None,
        "findings": [_finding(finding, read) for finding in result.findings],
        "missing": result.missing,
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


def _finding(finding: Finding, read: dict[int, Plain]) -> Plain:
    """`read`: what is already worked out of the conditions of this check, which many policies share."""
    if isinstance(finding, WindowFinding):
        return _said_of_window(finding) | _read(finding)
    row = finding.row
    known = read.get(row.index)
    if known is None:
        known = read[row.index] = _read(finding)
    return {**_said_always(row), **known}


def _read(finding: Finding) -> Plain:
    return {"answered": finding.answered, "verdict": finding.verdict, "gap": finding.gap}


@lru_cache(maxsize=8192)  # a few releases' worth: most of an answer is the same for everybody
def _said_always(row: Row) -> Plain:
    """What there is to say of a threshold whoever asks."""
    condition, reason = row.threshold.condition, row.threshold.reason
    return {
        "question": condition.question,
        "operator": condition.operator,
        "needed": condition.operand,
        "answered": None,
        "verdict": None,
        "gap": None,
        "tier": row.tier,
        "alternative": row.alternative,
        "branch": row.branch,
        "basis": _basis(reason.inferred),
        "source": reason.source,
        "clause": reason.clause,
    }


def _said_of_window(finding: WindowFinding) -> Plain:
    window = finding.needed
    until = "no_limit" if window.doubtful_until == date.max else window.doubtful_until
    return {
        "question": finding.question,
        "operator": finding.operator,
        "needed": {"starts_on": window.starts_on, "ends_on": window.ends_on, "doubtful_until": until},
        "answered": None,
        "verdict": None,
        "gap": None,
        "tier": None,
        "alternative": None,
        "branch": None,
        "basis": _basis(finding.inferred),
        "source": finding.source,
        "clause": finding.clause,
    }


def _basis(inferred: bool) -> str:
    return "inferred" if inferred else "stated"


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
