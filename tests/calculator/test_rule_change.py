"""What another ruleset comes to for whoever was assessed already, told by the policies that changed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from policies.calculator import Facts, assess
from policies.calculator.rule_change import RuleChange
from policies.calculator.ruleset import Basis, Parameter, ParameterValue, Reason, Ruleset
from tests.calculator.build import TODAY
from tests.calculator.strategies import BY_KEY, PARAMETERS, dated_policies, persons, policies, rulesets
from tests.calculator.test_properties import examples, shown

KINDS = st.sampled_from([policies, dated_policies])


@st.composite
def changes(draw):
    """A ruleset, and the same with some of its policies replaced by others of the same code."""
    before = draw(rulesets(kind=draw(KINDS)))
    others = {one.code: draw(draw(KINDS)(one.code)) for one in before.policies if draw(st.booleans())}
    return before, replace(before, policies=tuple(others.get(one.code, one) for one in before.policies))


def told(results):
    """All that is said of somebody, and compared with what was."""
    more = [
        (one.received, one.certain_within, one.maybe_more, one.may_last_to, one.ends_as, one.doubtful, one.left)
        for one in results.results
    ]
    findings = [
        [(f.question, f.operator, f.needed, f.verdict, f.tier, f.alternative, f.branch) for f in one.findings]
        for one in results.results
    ]
    stretches = [
        [(day, standing.verdict) for day, standing in one.days.stretches(one.policy_plan)] for one in results.results
    ]
    return shown(results), more, findings, stretches


@examples(1000)
@given(changes(), persons(), st.sets(st.sampled_from(["p0", "p1"])))
def test_the_results_are_those_of_an_assessment(change, answers, received):
    before, after = change
    received &= {policy.code for policy in before.policies}
    known = assess(before, Facts.resolve(before, answers, TODAY), TODAY, received)
    told(known)  # Whatever was worked out already must not be taken for what is now.
    found = RuleChange(before, after)
    assert found.is_within_policies
    now = assess(after, Facts.resolve(after, answers, TODAY), TODAY, received)
    assert told(found.results(known)) == told(now)


@examples(300)
@given(changes())
def test_what_may_differ_is_what_has_other_rules(change):
    before, after = change
    expected = {one.code for one, other in zip(before.policies, after.policies, strict=True) if one != other}
    assert RuleChange(before, after).policies == expected
    assert RuleChange(before, before).policies == frozenset()


def noted(wanted, **more):
    """Every reason with other words, and whatever else."""

    def of(several):
        return tuple(replace(one, reason=replace(one.reason, note="看过", clause="九", **more)) for one in several)

    return replace(
        wanted,
        required=of(wanted.required),
        any_of=tuple(tuple(map(of, ways)) for ways in wanted.any_of),
        dated=tuple(replace(one, branches=tuple(map(of, one.branches))) for one in wanted.dated),
    )


@examples(300)
@given(rulesets(kind=dated_policies))
def test_what_says_so_is_no_rule_but_whether_it_says_so_is(rules):
    def all_noted(**more):
        return replace(
            rules,
            policies=tuple(
                replace(
                    one,
                    requirements=noted(one.requirements, **more),
                    tiers=tuple(replace(tier, requirements=noted(tier.requirements, **more)) for tier in one.tiers),
                    window_reason=replace(one.window_reason, source="TOWN"),
                    accepting_reason=Reason(source="TOWN"),
                )
                for one in rules.policies
            ),
        )

    assert RuleChange(rules, all_noted()).policies == frozenset()
    widened = all_noted(inferred=True, widens=True)
    changed = {old.code for old, new in zip(all_noted().policies, widened.policies, strict=True) if old != new}
    assert RuleChange(rules, widened).policies == changed


@examples(100)
@given(rulesets(most=3))
def test_what_all_share_may_change_every_policy(rules):
    higher = Parameter("wage", (*PARAMETERS["wage"].values, ParameterValue(TODAY, 3000, Basis.FIXED)))
    fewer = {key: question for key, question in BY_KEY.items() if key != "degree"}
    for other in (replace(rules, parameters={**PARAMETERS, "wage": higher}), replace(rules, questions=fewer)):
        change = RuleChange(rules, other)
        assert change.policies == {policy.code for policy in rules.policies}
        assert not change.is_within_policies


@examples(100)
@given(rulesets(most=3), policies("new"))
def test_a_policy_that_comes_goes_or_moves_is_no_change_within_policies(rules, new):
    more = replace(rules, policies=(*rules.policies, new))
    turned = Ruleset(rules.questions, tuple(reversed(more.policies)), rules.parameters)
    assert RuleChange(rules, more).policies == RuleChange(more, rules).policies == {"new"}
    assert RuleChange(more, turned).policies == frozenset()
    for one, other in ((rules, more), (more, rules), (more, turned)):
        assert not RuleChange(one, other).is_within_policies
