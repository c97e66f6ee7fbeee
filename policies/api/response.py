"""An assessment as plain data for JSON: the public interface of a check."""

from __future__ import annotations

from datetime import date
from typing import Any

from policies.api.request import Check
from policies.calculator import Assessment, Facts, PolicyResult, assess
from policies.calculator.awards import Amounts
from policies.calculator.best_set import Best
from policies.calculator.findings import Finding
from policies.calculator.ruleset import Window
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
        "on": request.on.isoformat(),
        **assessed(assessment, catalogue),
    }


def release(catalogue: Catalogue) -> Plain:
    published = catalogue.published_at
    return {
        "number": catalogue.number,
        "sha256": catalogue.sha256,
        "published_at": published.isoformat() if published else None,
    }


def assessed(assessment: Assessment, catalogue: Catalogue) -> Plain:
    return {
        "policies": [_policy(result, catalogue.policies[result.code]["name"]) for result in assessment.results],
        "best": _best(assessment.best),
        "relevant_questions": list(assessment.relevant_questions),
    }


def _policy(result: PolicyResult, name: str) -> Plain:
    return {
        "code": result.code,
        "name": name,
        "status": result.status.value,
        "state": result.policy.state.value,
        "doubtful": result.doubtful,
        "received": result.received,
        "tier": result.tier,
        "maybe_more": result.maybe_more,
        "eligible_from": _plain(result.eligible_from),
        "eligible_until": _plain(result.eligible_until),
        "award": _award(result.award) if result.award else None,
        "findings": [_finding(finding) for finding in result.findings],
        "missing": list(result.missing),
    }


def _award(award: Amounts) -> Plain:
    recurring = {"amount": award.recurring, "period": award.period, "count": award.count}
    return {
        "form": award.form,
        "basis": award.basis.value,
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
        "missing": list(award.missing),
    }


def _finding(finding: Finding) -> Plain:
    return {
        "question": finding.question,
        "operator": finding.operator,
        "needed": _plain(finding.needed),
        "answered": _plain(finding.answered),
        "verdict": finding.verdict.value,
        "gap": finding.gap,
        "tier": finding.tier,
        "alternative": finding.alternative,
        "branch": finding.branch,
        "basis": "inferred" if finding.inferred else "stated",
        "source": finding.source,
        "clause": finding.clause,
    }


def _best(best: Best) -> Plain:
    return {
        "total": best.total,
        "low": best.low,
        "high": best.high,
        "discount": best.discount,
        "policies": list(best.policies),
        "left_out": [{"code": one.code, "for": one.chosen, "less": one.less} for one in best.left_out],
        "undecided": [{"code": one.code, "for": one.chosen, "reason": one.reason.value} for one in best.undecided],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Window):
        until = value.doubtful_until
        doubtful = "no_limit" if until == date.max else _plain(until)
        return {"starts_on": _plain(value.starts_on), "ends_on": _plain(value.ends_on), "doubtful_until": doubtful}
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
