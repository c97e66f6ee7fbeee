"""A new persona's first text, from the answers that the clerk gave on the citizens' pages in the same browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from policies.models import Policy, Region

Found = tuple[dict[str, Any], list[dict[str, Any]]]


def persona(request: HttpRequest) -> Found | None:
    """(the persona's columns, its expectations: what the live release says), None where there are no answers."""
    from policies.answers import cookie, today
    from policies.calculator import Status, assess
    from policies.catalogue.document.plain_values import plain
    from policies.publishing import live

    from . import adopting

    catalogue = live.current()
    answers = cookie.load(request, catalogue) if catalogue else None
    if catalogue is None or answers is None or answers.is_empty:
        return None
    ruleset = catalogue.ruleset(answers.region)
    received = answers.received & {policy.code for policy in ruleset.policies}
    facts = answers.facts(ruleset)
    if answers.stated_on:
        # A persona gives all answers on one day: what they have come to is what it answers today.
        grown = {key: value for key, value in facts.grown(today()).items() if key in answers.values}
        answers = replace(answers, values={**answers.values, **grown}, as_of=today(), stated_on={})
        facts = answers.facts(ruleset)
    assessment = assess(ruleset, facts, today(), received)
    policies = {policy.code: policy.pk for policy in Policy.objects.only("code")}
    columns = {
        "region": Region.objects.filter(code=answers.region).values_list("pk", flat=True).first(),
        "on": today(),
        "as_of": answers.as_of,
        "answers": {key: plain(value) for key, value in answers.values.items()},
        "received": [policies[code] for code in received if code in policies],
        "best_total": assessment.best.total,
        "best_low": assessment.best.low,
    }
    told = [result for result in assessment.results if result.status is not Status.INELIGIBLE] or assessment.results[:1]
    expectations = [
        {"policy": policies[result.code], **adopting.expected(result)} for result in told if result.code in policies
    ]
    return columns, expectations
