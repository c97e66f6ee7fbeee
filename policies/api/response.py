"""An assessment as the public interface of a check gives it; for orjson to write with its dates and enums."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson

from policies.api.request import CheckBody
from policies.api.templates import Plain, Templates, templates_of, written
from policies.calculator import Assessment, Facts, PolicyResult, assess
from policies.calculator.application import Application, Around
from policies.calculator.awards import Amounts
from policies.calculator.best_set import Best, LeftOut
from policies.calculator.due import split
from policies.calculator.findings import Finding
from policies.calculator.policy_result import Case
from policies.calculator.ruleset import Between
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import shares


def check(request: CheckBody, catalogue: Catalogue) -> Plain:
    """The whole answer to a check."""
    ruleset = catalogue.ruleset(request.region)
    facts = Facts.resolve(ruleset, request.answers, request.as_of)
    assessment = assess(ruleset, facts, request.on, request.received_with_payments)
    return {
        "release": release(catalogue),
        "region": request.region,
        "on": request.on,
        **assessed(assessment, catalogue),
    }


def release(catalogue: Catalogue) -> Plain:
    """Which rules were asked: the day they are of is that of `effective_at`."""
    return {
        "number": catalogue.number,
        "sha256": catalogue.sha256,
        "published_at": _moment(catalogue.published_at),
        "effective_at": _moment(catalogue.effective_at),
    }


def _moment(moment: datetime | None) -> str | None:
    """With Z: some readers of date-time take no other offset."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def assessed(assessment: Assessment, catalogue: Catalogue) -> Plain:
    own = _Own(assessment.case, templates_of(catalogue))
    return {
        "policies": [orjson.Fragment(own.policy(result)) for result in assessment.results],
        "best": _best(assessment.best, assessment.topped),
        "relevant_questions": assessment.relevant_questions,
    }


class _Own(dict[bytes, bytes]):
    """What is a person's own, written as JSON, by its place: answers by the keys of their questions."""

    def __init__(self, case: Case, templates: Templates) -> None:
        super().__init__({key.encode(): written(value) for key, value in case.days.values.items()})
        self.days, self.received, self.templates = case.days, case.received, templates

    def __missing__(self, place: bytes) -> bytes:
        """Of a question that is not answered."""
        self[place] = b"null"
        return b"null"

    def policy(self, result: PolicyResult) -> bytes:
        template = self.templates.of(result)
        # Many policies ask for the same: how much is missing is worked out once.
        for place, finding in template.gaps:
            if place not in self:
                self[place] = written(self.days.gap(finding))
        for place, finding in template.numbers:
            if place not in self:
                self[place] = written(self._number(finding))
        if template.has_more:
            self._add_more(result)
        return template.text % self

    def _add_more(self, result: PolicyResult) -> None:
        """In place of that of another policy."""
        policy = result.policy_plan.policy
        self[b".state"] = orjson.dumps(policy.state_on(self.days.on))
        if result.received:
            self[b".payments"] = orjson.dumps(self.received[policy.code])
        if award := result.award:
            self[b".eligible_from"] = orjson.dumps(result.eligible_from)
            self[b".eligible_until"] = orjson.dumps(result.eligible_until)
            self[b".award"] = orjson.dumps(_award(award, result.within))
        if policy.application_windows:
            self[b".application"] = orjson.dumps(_application(result.application))

    def _number(self, finding: Finding) -> object:
        """That which counts today; of two ends both."""
        found = self.days.exact(finding)
        if not found:
            return None
        return {"from": found[0], "to": found[1]} if isinstance(finding.needed, Between) else found[0]


def _application(found: Application | None) -> Plain | None:
    if found is None:
        return None
    return {
        "open": found.open,
        "possible": found.possible,
        "opens": _around(found.opens),
        "closes": _around(found.closes),
        "again": _around(found.again),
        "missing": found.missing,
    }


def _around(days: Around | None) -> Plain | None:
    return {"earliest": days.earliest, "latest": days.latest} if days else None


def _award(award: Amounts, within: int | None) -> Plain:
    described = _described(award, within)
    described |= {name: day for name in ("first_on", "last_on") if (day := getattr(award, name))}
    if why := award.raised:
        share = None if why.share is None else shares.spelled(why.share)
        described["raised"] = {"question": why.condition.question, "share": share, "amount": why.amount}
    if award.later:
        described["changes"] = [{"from": turn, "recurring": _recurring(then)} for turn, then in award.later]
    if award.one_of:
        described["one_of"] = [_described(one, None) for one in award.one_of]
    return described


def _once(award: Amounts) -> Plain:
    plan = award.instalments
    if plan is None:
        return {"amount": award.once}
    amounts = None if award.once is None else split(award.once, plan)
    shares_ = [shares.spelled(share) for share in plan.shares]
    return {"amount": award.once, "instalments": {"period": plan.period, "shares": shares_, "amounts": amounts}}


def _recurring(award: Amounts) -> Plain:
    return {"amount": award.recurring, "period": award.period, "count": award.count}


def _described(award: Amounts, within: int | None) -> Plain:
    return {
        "form": award.form,
        "basis": award.basis,
        "once": _once(award) if award.has_once else None,
        "recurring": _recurring(award) if award.has_recurring else None,
        "per": award.per,
        "times": award.times,
        "payee": award.payee,
        "worth": award.worth,
        "counted_from": award.counted_from,
        "total": award.total,
        "within": within,
        "low": award.low,
        "high": award.high,
        "capped": award.capped,
        "missing": award.missing,
    }


def _topped(topped: list[PolicyResult]) -> Plain:
    """Only where there is any."""
    found = [{"code": one.code, "to": [base.code for base in one.beside], "within": one.within} for one in topped]
    return {"topped": found} if found else {}


def _best(best: Best, topped: list[PolicyResult]) -> Plain:
    return {
        "total": best.total,
        "within": best.within,
        "low": best.low,
        "high": best.high,
        "discount": best.discount,
        **{name: sum_ for name, sum_ in (("limited", best.limited), ("couple", best.couple)) if sum_},
        "policies": best.policies,
        **_topped(topped),
        "left_out": [_left_out(one) for one in best.left_out],
        "undecided": [{"code": one.code, "for": one.chosen, "reason": one.reason} for one in best.undecided],
    }


def _left_out(one: LeftOut) -> Plain:
    also = {"also_for": one.others} if one.others else {}
    return {"code": one.code, "for": one.chosen, "less": one.less, **also}
