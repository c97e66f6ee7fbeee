"""An assessment as the public interface of a check gives it; for orjson to write with its dates and enums."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from policies.api.request import CheckBody
from policies.calculator import Assessment, Facts, PolicyResult, assess
from policies.calculator.application import Application, Around
from policies.calculator.awards import Amounts
from policies.calculator.best_set import Best, LeftOut, topped
from policies.calculator.calendar import Month
from policies.calculator.due import split
from policies.calculator.findings import Finding
from policies.calculator.gaps import can_be_measured
from policies.calculator.policy_result import Case
from policies.calculator.ratio import spelled_ratio
from policies.calculator.reckoned import formulas
from policies.calculator.ruleset import Between, Formula, Operand, State, Turn, Window
from policies.calculator.standing import Standing, Status
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import shares

Plain = dict[str, Any]
# What is written for all alike, and of which finding the gap and the number of today go where.
Template = tuple[bytes, Mapping[bytes, Finding], Mapping[bytes, Finding]]
# Marks where in a template something of a person's own goes; no text of a policy holds this character.
MARK = "\x01"
PLACE = re.compile(rb'"\\u0001(.*?)"')
FACTOR = ("question", "parameter", "limit", "at")
OWN = ("eligible_from", "eligible_until", "award")


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
    own, policies = _Own(assessment.case), catalogue.policies
    return {
        "policies": [
            own.policy(result, policies[result.policy_plan.policy.code]["name"]) for result in assessment.results
        ],
        "best": _best(assessment.best, list(topped(assessment.best, assessment.by_code))),
        "relevant_questions": assessment.relevant_questions,
    }


def written(content: Any) -> bytes:
    """As JSON; an amount with cents is a number to the cent, a date known to the month YYYY-MM, several choices are a
    list."""
    return orjson.dumps(content, default=_value, option=orjson.OPT_PASSTHROUGH_DATACLASS)


def _value(value: object) -> orjson.Fragment | str | list[str]:
    if isinstance(value, Decimal):
        return orjson.Fragment(f"{value:.2f}".encode())
    if isinstance(value, Month):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(type(value))


class _Own(dict[bytes, bytes]):
    """What is a person's own, written as JSON, by its place: answers by the keys of their questions."""

    def __init__(self, case: Case) -> None:
        super().__init__({key.encode(): written(value) for key, value in case.days.values.items()})
        self.days, self.received, self.missing = case.days, case.received, case.relevance.of_policy

    def __missing__(self, place: bytes) -> bytes:
        return b"null"

    def _number(self, finding: Finding) -> object:
        """That which counts today; of two ends both."""
        found = self.days.exact(finding)
        if not found:
            return None
        return {"from": found[0], "to": found[1]} if isinstance(finding.needed, Between) else found[0]

    def policy(self, result: PolicyResult, name: str) -> orjson.Fragment:
        policy_plan, certain = result.policy_plan, result.certain
        received, missing = policy_plan.policy.code in self.received, self.missing(policy_plan)
        stands = result.status, result.doubtful, policy_plan.policy.state_on(self.days.on)
        template, gaps, numbers = _template(result.today, stands, certain, received, missing, name)
        for place, finding in gaps.items():
            self[place] = written(self.days.gap(finding))
        for place, finding in numbers.items():
            self[place] = written(self._number(finding))
        if received:
            self[b".payments"] = orjson.dumps(self.received[policy_plan.policy.code])
        if certain and (award := result.award):
            self[b".eligible_from"] = orjson.dumps(result.eligible_from)
            self[b".eligible_until"] = orjson.dumps(result.eligible_until)
            self[b".award"] = orjson.dumps(_award(award, result.within))
        if policy_plan.policy.application_windows:
            self[b".application"] = orjson.dumps(_application(result.application))
        return orjson.Fragment(template % self)


@lru_cache(maxsize=4096)
def _template(
    today: Standing,
    stands: tuple[Status, bool, State],
    certain: Standing | None,
    received: bool,
    missing: tuple[str, ...],
    name: str,
) -> Template:
    """A policy with places for % to fill in, and which finding's gap goes where.

    The same for all persons with whom the policy stands like this, so it is written once.
    """
    numbers = {one: f".number-{n}" for n, one in enumerate(today.findings) if formulas(one.needed)}
    policy, (status, doubtful, state) = today.policy_plan.policy, stands
    gaps = {finding: f".gap-{number}" for number, finding in enumerate(today.findings) if can_be_measured(finding)}
    described = {
        "code": policy.code,
        "name": name,
        "status": status,
        "state": state,
        "budget_spent_on": policy.spent_on,
        "doubtful": doubtful,
        "received": received,
        "payments_received": f"{MARK}.payments" if received else None,
        "tier": certain.tier if certain else None,
        "maybe_more": certain.maybe_more if certain else False,
        **{key: f"{MARK}.{key}" if certain else None for key in OWN},
        **({"application": f"{MARK}.application"} if policy.application_windows else {}),
        "findings": [_finding(finding, gaps.get(finding), numbers.get(finding)) for finding in today.findings],
        "missing": missing,
        **_required(today),
    }
    template = PLACE.sub(rb"%(\1)b", written(described).replace(b"%", b"%%"))
    of_gaps, of_numbers = ({place.encode(): finding for finding, place in one.items()} for one in (gaps, numbers))
    return template, of_gaps, of_numbers


def _required(today: Standing) -> Plain:
    """Only where there is any."""
    policy = today.policy_plan.policy
    open_ = {name: True for name in ("limited", "one_of_couple") if getattr(policy, name)}
    found = [{"code": code, "verdict": verdict} for code, verdict in today.required]
    return open_ | ({"requires": found} if found else {})


def _finding(finding: Finding, gap: str | None, number: str | None = None) -> Plain:
    placed = finding.placed
    on_days = {"since": _turn(placed.since), "until": _turn(placed.until)} if placed and placed.excused else {}
    return {
        "question": finding.question,
        "operator": finding.operator,
        "needed": _needed(finding.needed),
        "answered": MARK + finding.question if finding.question else None,
        "verdict": finding.verdict,
        **({"number": MARK + number} if number else {}),
        "gap": MARK + gap if gap else None,
        "tier": finding.tier,
        "alternative": finding.alternative,
        "branch": finding.branch,
        "basis": "inferred" if finding.reason.inferred else "stated",
        "source": finding.reason.source,
        "clause": finding.reason.clause,
        **on_days,
    }


def _turn(turn: Turn | None) -> Plain | None:
    return {"day": turn.day, "measured_at": turn.event} if turn else None


def _needed(needed: Operand | Window) -> object:
    if isinstance(needed, Between):
        return {"from": _needed(needed.least), "to": _needed(needed.most)}
    if isinstance(needed, Formula):
        factors = [{name: getattr(factor, name) for name in FACTOR} for factor in needed.factors]
        return {"coefficient": spelled_ratio(needed.coefficient), "factors": factors}
    if not isinstance(needed, Window):
        return needed
    until = "no_limit" if needed.doubtful_until == date.max else needed.doubtful_until
    starts_on = needed.starts_on if needed.starts_on > date.min else None
    return {"starts_on": starts_on, "ends_on": needed.ends_on, "doubtful_until": until}


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
