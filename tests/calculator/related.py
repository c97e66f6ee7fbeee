"""Rulesets whose policies exclude one another in any way, and the best combination found by trying all of them."""

from dataclasses import replace
from itertools import combinations

from hypothesis import assume
from hypothesis import strategies as st

from policies.calculator.awards import PAID_FORMS
from policies.calculator.relations import all_required
from policies.calculator.ruleset import Award, Part
from tests.calculator import oracle
from tests.calculator.build import policy, ruleset
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


@st.composite
def sharing_a_base(draw):
    """Several that top up to the same ones, all of which can be had, and little that keeps them apart."""
    amounts = st.sampled_from([100, 300, 300, 500, 800, 1000])
    # Of some nobody knows how much they pay: beside these little of what tops up to them is certain.
    bases = [policy(f"b{n}", award=cash(draw(amounts | st.none()))) for n in range(draw(st.integers(1, 3)))]
    tops = [policy(f"t{n}", award=cash(draw(amounts))) for n in range(draw(st.integers(2, 3)))]
    others = [policy(f"o{n}", award=cash(draw(amounts))) for n in range(draw(st.integers(0, 2)))]
    codes = [one.code for one in bases]
    found = []
    for one in (*bases, *tops, *others):
        counting = draw(some_of(codes, most=3)) if one in tops else ()
        apart = [other.code for other in (*bases, *tops, *others) if other.code not in (one.code, *counting)]
        requires = draw(some_of(codes)) if one in others else ()
        excludes = tuple(code for code in draw(some_of(apart, most=2)) if code not in requires)
        found.append(replace(one, tops_up=counting, requires=requires, excludes=excludes))
    apart = [(one, other) for one, other in combinations(found, 2) if oracle.exclude(one, other)]
    assume(not any(one.code in other.tops_up or other.code in one.tops_up for one, other in apart))
    assume(not any(excludes_itself(one, found) for one in found))
    return ruleset([], *draw(st.permutations(found)))


def topping_up(policies, chosen, draw):
    """Some of them count what others pay; in one step only, and nothing requires them."""
    required = {code for one in policies for code in one.requires}
    for one in policies:
        if one.code in chosen and one.code not in required:
            others = [
                other.code
                for other in policies
                if other.code not in (one.code, *chosen) and not oracle.exclude(other, one)
            ]
            one = replace(one, tops_up=draw(some_of(others, most=2)))
        yield one


def cash(amount):
    return Award("cash", once=Part(amount))


def excludes_itself(policy, policies):
    """Whether it excludes what it requires, or two of these one another."""
    by_code = {one.code: one for one in policies}
    requires = all_required({one.code: one.requires for one in policies})
    needed = [policy, *(by_code[code] for code in requires.get(policy.code, ()))]
    return any(oracle.exclude(one, other) for one, other in combinations(needed, 2))


def some_of(values, most=1):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple) if values else st.just(())


def allowed(results):
    """Every combination of what the person can have now with what is had already, in which nothing is given up that
    nothing in it excludes; each policy beside what counts towards it."""
    had = [result for result in results if result.received]
    candidates = [r for r in results if r.status == "eligible" and r.state == "open" and not r.received]
    several = [chosen for count in range(len(candidates) + 1) for chosen in combinations(candidates, count)]
    several = [chosen for chosen in several if _is_allowed(chosen, had)]
    codes = [{one.code for one in chosen} for chosen in several]
    for chosen, own in zip(several, codes, strict=True):
        if not any(own < others for others in codes):
            yield as_had(chosen, had)


def _is_allowed(chosen, had):
    pairs = [*combinations(chosen, 2), *((one, other) for one in chosen for other in had)]
    together = {result.code for result in (*chosen, *had)}
    return not any(oracle.exclude(one.policy, other.policy) for one, other in pairs) and all(
        together.issuperset(one.policy.requires) for one in chosen
    )


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
