"""Rulesets whose policies exclude one another in any way, and the best combination found by trying all of them."""

from dataclasses import replace
from itertools import combinations

from hypothesis import strategies as st

from policies.calculator.awards import PAID_FORMS
from tests.calculator import oracle
from tests.calculator.strategies import rulesets


@st.composite
def related_rulesets(draw, most=6):
    rules = draw(rulesets(most=most))
    codes = [policy.code for policy in rules.policies]
    policies = [
        replace(
            policy,
            also_in=draw(some_of([group for group in ("g", "h", "i") if group != policy.group])),
            excludes=draw(some_of([code for code in codes if code != policy.code], most=2)),
        )
        for policy in rules.policies
    ]
    return replace(rules, policies=tuple(policies))


def some_of(values, most=1):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple) if values else st.just(())


def allowed(results):
    """Every combination of what the person can have now with what is had already, by its codes."""
    had = [result for result in results if result.received]
    candidates = [r for r in results if r.status == "eligible" and r.state == "open" and not r.received]
    for count in range(len(candidates) + 1):
        for chosen in combinations(candidates, count):
            pairs = [*combinations(chosen, 2), *((one, other) for one in chosen for other in had)]
            if not any(oracle.exclude(one.policy, other.policy) for one, other in pairs):
                yield chosen


def worth(chosen):
    """Compared in this order; of equal ones the one with the earlier policies is best."""
    return (
        sum(result.within or 0 for result in chosen),
        sum(result.award.total or 0 for result in chosen),
        sum(result.award.worth or 0 for result in chosen),
        len(chosen),
        [-result.policy_plan.order for result in chosen],
    )


def paid(chosen):
    return sum(result.within or 0 for result in chosen if result.award.form in PAID_FORMS)
