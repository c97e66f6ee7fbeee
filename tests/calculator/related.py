"""Rulesets whose policies exclude one another in any way, and the best combination found by trying all of them."""

from dataclasses import replace
from itertools import combinations

from hypothesis import assume
from hypothesis import strategies as st

from policies.calculator.awards import PAID_FORMS
from policies.calculator.relations import all_required
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
            # In no circle.
            requires=draw(some_of(codes[:place], most=2)),
        )
        for place, policy in enumerate(rules.policies)
    ]
    assume(not any(excludes_itself(policy, policies) for policy in policies))
    policies = list(topping_up(policies, draw(st.lists(st.sampled_from(codes), max_size=2)), draw))
    return replace(rules, policies=tuple(policies))


def topping_up(policies, chosen, draw):
    """Some of them count what others pay; in one step only, and nothing requires them."""
    required = {code for policy in policies for code in policy.requires}
    for policy in policies:
        if policy.code in chosen and policy.code not in required:
            others = [
                one.code
                for one in policies
                if one.code not in (policy.code, *chosen) and not oracle.exclude(one, policy)
            ]
            policy = replace(policy, tops_up=draw(some_of(others, most=2)))
        yield policy


def excludes_itself(policy, policies):
    """Whether it excludes what it requires, or two of these one another."""
    by_code = {one.code: one for one in policies}
    requires = all_required({one.code: one.requires for one in policies})
    needed = [policy, *(by_code[code] for code in requires.get(policy.code, ()))]
    return any(oracle.exclude(one, other) for one, other in combinations(needed, 2))


def some_of(values, most=1):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple) if values else st.just(())


def allowed(results):
    """Every combination of what the person can have now with what is had already, by its codes."""
    had = [result for result in results if result.received]
    candidates = [r for r in results if r.status == "eligible" and r.state == "open" and not r.received]
    for count in range(len(candidates) + 1):
        for chosen in combinations(candidates, count):
            pairs = [*combinations(chosen, 2), *((one, other) for one in chosen for other in had)]
            together = {result.code for result in (*chosen, *had)}
            if not any(oracle.exclude(one.policy, other.policy) for one, other in pairs) and all(
                together.issuperset(one.policy.requires) for one in chosen
            ):
                yield as_had(chosen, had)


def as_had(chosen, had):
    """Each beside what counts towards it."""
    found = [(one, tuple(o for o in (*had, *chosen) if o.code in one.policy.tops_up)) for one in chosen]
    return tuple(replace(one, beside=beside) if beside else one for one, beside in found)


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
