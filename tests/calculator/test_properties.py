"""What must hold for every ruleset and every person; the shipped ones are tested in tests/catalogue."""

import os
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product
from math import prod

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from policies.calculator import Facts, Verdict, assess
from policies.calculator.calendar import Month
from policies.calculator.reckoned import formulas
from policies.calculator.ruleset import Between, Formula, Requirements, Ruleset
from policies.calculator.thresholds import accepted_answers
from tests.calculator import oracle
from tests.calculator.build import TODAY
from tests.calculator.strategies import ANSWERS, BY_KEY, persons, rulesets, stated_on, that_pays

# Dozens of examples in every run of the suite; between two edits a few have to do.
SHARE = 100 if os.environ.get("QUICK") == "true" else 24
PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def examples(number):
    return settings(max_examples=number // SHARE, deadline=None, suppress_health_check=PATIENT)


def check(rules, answers, on=TODAY, received=(), stated_on=None):
    return assess(rules, Facts.resolve(rules, answers, TODAY, stated_on), on, received)


def shown(assessment):
    """All that a citizen is told, as plain values."""
    policies = [
        (r.code, r.status, r.state, r.tier, r.award, r.within, r.dues, r.eligible_from, r.eligible_until)
        for r in assessment.results
    ]
    return policies, assessment.best


@examples(300)
@given(rulesets(most=2), persons(), stated_on)
def test_status_and_days_equal_a_look_at_every_day(rules, answers, stated_on):
    """Each answer of the day it was given on."""
    for result in check(rules, answers, stated_on=stated_on).results:
        expected = oracle.outcome(rules, result.policy, answers, TODAY, TODAY, stated_on)
        assert (result.status, result.eligible_from, result.eligible_until) == expected


@examples(300)
@given(rulesets(most=2), persons())
def test_doubtful_is_what_only_our_readings_rule_out(rules, answers):
    for result in check(rules, answers).results:
        assert result.doubtful is oracle.doubtful(rules, result.policy, answers, TODAY, TODAY)


def to_the_month(answers, keys):
    """The same, who knows only the month of some dates."""
    return {
        key: Month(value.year, value.month) if key in keys and isinstance(value, date) else value
        for key, value in answers.items()
    }


some_dates = st.sets(st.sampled_from([key for key in ANSWERS if BY_KEY[key].type == "date"]), min_size=1)


@examples(300)
@given(rulesets(most=2), persons(), some_dates)
def test_a_date_known_to_the_month_is_certain_where_all_its_days_agree(rules, answers, keys):
    known = to_the_month(answers, keys)
    for result in check(rules, known).results:
        expected = oracle.outcome(rules, result.policy, known, TODAY, TODAY, {})
        assert (result.status, result.eligible_from, result.eligible_until) == expected


@examples(1000)
@given(rulesets(), persons(), some_dates)
def test_the_day_of_a_month_reverses_nothing_and_is_asked_where_it_decides(rules, answers, keys):
    """Whatever is certain of the month is so on the day; where the day is not asked it moves no more than an end."""
    month = check(rules, to_the_month(answers, keys))
    day = check(rules, answers)
    relevant = keys.intersection(month.relevant_questions)
    for early, late in zip(month.results, day.results, strict=True):
        if early.status != "unknown":
            assert late.status in (early.status, "eligible")
            assert early.status != "eligible" or late.status == "eligible"
        if not relevant and not set(month.relevant_questions) - set(day.relevant_questions):
            assert (early.status, early.tier, early.eligible_from) == (late.status, late.tier, late.eligible_from)
            assert early.award == late.award
            assert (
                early.eligible_until is None
                or late.eligible_until is None
                or (early.eligible_until <= late.eligible_until)
            )


@examples(1000)
@given(rulesets(), persons())
def test_days_are_exact(rules, answers):
    """On eligible_from and eligible_until the policy is eligible, on the day before it is not, nor on the day after,
    unless there is no money from that day on."""
    for result in check(rules, answers).results:
        status = lambda day, code=result.code: check(rules, answers, day).by_code[code].status  # noqa: E731
        if result.eligible_from:
            assert status(result.eligible_from) == "eligible"
            assert status(result.eligible_from - timedelta(1)) != "eligible"
        if result.eligible_until:
            assert status(result.eligible_until) == "eligible"
            after = result.eligible_until + timedelta(1)
            assert after == result.policy.spent_on or status(after) != "eligible"


@examples(1000)
@given(rulesets(), persons(complete=True), st.data())
def test_answering_an_unknown_never_reverses_a_decided_status(rules, full, data):
    """But whoever works, and says only later that it is from a day to come, was taken to work already."""
    known = dict(full)
    for key in data.draw(st.permutations(sorted(full.keys() - {"started"} if "work" in full else full))):
        after = check(rules, known)
        known.pop(key, None)
        children = [k for k in known if Facts.resolve(rules, known, TODAY).asked[k] is not Verdict.YES]
        for child in children:
            known.pop(child)
        for early, late in zip(check(rules, known).results, after.results, strict=True):
            if early.status in ("eligible", "ineligible"):
                assert late.status == early.status
            if early.status == "upcoming":
                assert late.status == "upcoming"
                assert late.eligible_from <= early.eligible_from


@examples(1000)
@given(rulesets(), persons(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(rules, answers, random):
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert shown(check(rules, dict(shuffled))) == shown(check(rules, answers))


@examples(4000)
@given(rulesets(most=2) | rulesets(most=2, kind=that_pays), persons() | persons(complete=True))
def test_what_is_paid_equals_a_look_at_every_payment(rules, answers):
    """What the award comes to, what of it falls due within the right, and the payments themselves."""
    assessment = check(rules, answers)
    facts = {key: value for key, value in assessment.facts.values.items() if _is_a_number(assessment.facts, key)}
    for result in assessment.results:
        if result.award:
            day = result.eligible_from or TODAY
            values, grows = oracle.facts(rules, answers, TODAY, {})
            several = oracle.in_turn(rules, result.certain.award, values, grows, day)
            note((several, facts, day))
            expected = {oracle.paid(one, day, result.eligible_until, facts, rules.parameters) for one in several}
            if len(several) > 1 and result.award.one_of:
                totals = [total for total, _ in expected]
                assert result.award.total == (totals[0] if len(set(totals)) == 1 else None)
                assert None in totals or result.award.low <= min(totals)
                assert None in totals or result.award.high is None or result.award.high >= max(totals)
                continue
            assert expected == {(result.award.total, result.within)}
            ((total, within),) = expected
            assert total is None or 0 <= within <= total
            assert result.award.low <= (total if total is not None else result.award.low)
            assert result.award.high is None or total is None or total <= result.award.high
            assert total is None or sum(due.face for due in result.dues) == total
            assert sum(due.certain for due in result.dues) == result.award.low
            assert [due.day for due in result.dues] == sorted({due.day for due in result.dues})


def _is_a_number(facts, key):
    """A nought that stands for not being asked is none; of what was received it is one."""
    return key != "hires" or facts.asked[key] is not Verdict.NO


@examples(1000)
@given(rulesets(most=2, kind=that_pays), persons(), persons(complete=True))
def test_no_answer_makes_it_more_than_the_most_or_less_than_is_certain(rules, answers, others):
    before = check(rules, answers)
    after = check(rules, others | answers)
    for early, late in zip(before.results, after.results, strict=True):
        if early.award and late.award and early.certain.award is late.certain.award and early.day == late.day:
            assert early.award.high is None or late.award.total is None or late.award.total <= early.award.high
            assert late.award.high is None or late.award.high >= early.award.low


@examples(2000)
@given(rulesets(most=6), persons(), st.sets(st.sampled_from([f"p{n}" for n in range(6)])))
def test_the_best_set_equals_the_best_of_all_combinations(rules, answers, received):
    received &= {policy.code for policy in rules.policies}
    assessment = check(rules, answers, received=received)
    best = assessment.best
    assert best.total == _paid(assessment, best.policies)
    chosen = [assessment.by_code[code] for code in best.policies if code not in received]
    assert best.within == sum(r.within or 0 for r in chosen if r.award.form in ("cash", "reimbursement"))
    groups = [assessment.by_code[c].policy.group for c in best.policies if c not in received]
    assert len([g for g in groups if g]) == len({g for g in groups if g})
    if not _mixed(assessment):
        assert best.within == oracle.best_within(assessment.results, received)


def _paid(assessment, codes):
    chosen = [assessment.by_code[code] for code in codes]
    return sum(r.award.total or 0 for r in chosen if not r.received and r.award.form in ("cash", "reimbursement"))


def _mixed(assessment):
    """Whether a discount competes within a group: it is not summed with money, so no one sum says what is best."""
    awards = [result.award for result in assessment.results if result.award and result.policy.group]
    return any(award.form == "discount" for award in awards)


@examples(1000)
@given(rulesets(), persons(), st.data())
def test_a_question_outside_the_relevant_ones_changes_nothing(rules, answers, data):
    assessment = check(rules, answers)
    asked = assessment.facts.asked
    outside = [k for k in rules.questions if k not in answers and k not in assessment.relevant_questions]
    assume(outside)
    key = data.draw(st.sampled_from(outside))
    if asked[key] is Verdict.NO:
        return
    answer = data.draw(ANSWERS[key])
    assert decided(check(rules, {**answers, key: answer})) == decided(assessment)


def decided(assessment):
    """The same without the state in which a policy is shown that is ruled out: where only our reading does that, it is
    the state of the first such day, and no question is asked because of it."""
    policies, best = shown(assessment)
    return [(*one[:2], None, *one[3:]) if one[1] == "ineligible" else one for one in policies], best


@examples(300)
@given(rulesets(most=1), persons())
def test_each_relevant_question_has_an_answer_that_changes_something(rules, answers):
    """Exact where no two conditions speak of the same thing and none holds or fails whatever the answer."""
    used = _used(rules, rules.policies[0])
    assume(len(used) == len(set(used)) and not _kin(rules, used))
    # The amount of a policy in a group counts even where it is not shown: it may rival another one.
    rules = replace(rules, policies=(replace(rules.policies[0], group=None),))
    assessment = check(rules, answers)
    # What grows while something else is waited for is enough by then, whatever it is now.
    kinds = {rules.questions[key].type for key in used}
    window = rules.policies[0].window
    ageing = {"age", "child"}.intersection(used)
    waited_for = "date" in kinds or window.starts_on > TODAY
    assume(not ("months" in kinds or ageing) or not waited_for)
    assume(len(ageing) + ("months" in kinds) < 2)
    # What ages becomes unknown by itself, and where the policy may have ended nothing can be more certain than that:
    # whoever fails today may fit some day, and whoever fits today may not.
    assume(not ageing or not window.doubtful_until)
    assume(not any(_trivial(rules, threshold.condition) for threshold in _thresholds(rules.policies[0])))
    # Whether months grow is asked only once they are known, but counts all along.
    growing = {parent for key in used if (g := rules.questions[key].grows_if) for parent in g.questions}
    asked = dict.fromkeys([*assessment.relevant_questions, *sorted(growing - answers.keys())])
    domains = {key: _domain(rules, key) for key in asked}
    assume(prod(len(domain) for domain in domains.values()) <= 3000)
    completions = [dict(zip(domains, values, strict=True)) for values in product(*domains.values())]
    outcomes = {tuple(done.items()): shown(check(rules, {**answers, **done})) for done in completions}
    for key in assessment.relevant_questions:
        assert any(
            outcomes[tuple({**done, key: answer}.items())] != outcomes[tuple(done.items())]
            for done in completions
            for answer in domains[key]
        ), key


def _thresholds(policy):
    owners = [policy.requirements, *(tier.requirements for tier in policy.tiers)]
    return [threshold for owner in owners for threshold, *_ in owner]


NOTHING = {(operator, 0) for operator in ("at_least", "less_than", "age_at_least", "age_less_than")}


def _trivial(rules, condition):
    kind = rules.questions[condition.question].type
    if rules.questions[condition.question].many:
        return False
    if kind == "choice":
        return len(accepted_answers(condition, rules.questions[condition.question])) in (0, 3)
    if formulas(condition.operand):
        return True  # perhaps
    return (condition.operator, condition.operand) in NOTHING


def _used(rules, policy):
    """The questions this policy speaks of, each as often as it does."""
    conditions = [threshold.condition for threshold in _thresholds(policy)]
    keys = [key for c in conditions for key in (c.question, c.measured_at, *c.factors) if key]
    keys += [event for c in conditions for event in {event for _, event in rules.questions[c.question].begins}]
    keys += [policy.window.event] if policy.window.event else []
    for award in [policy.award] if policy.award else [tier.award for tier in policy.tiers]:
        keys += [key for key in (award.times, award.counted_from, award.already) if key]
        raised = [one.raised.condition for one in award.uplifts]
        keys += [key for one in raised for key in (one.question, *one.factors)]
        for part in filter(None, [award.once, award.recurring and award.recurring.part]):
            factors = part.amount.factors if isinstance(part.amount, Formula) else ()
            keys += [key for factor in factors for key in (factor.question, factor.at) if key]
    return keys


def _kin(rules, used):
    """Whether a question stands beside one that it depends on."""
    parents = [set(q.asked_if.questions if q.asked_if else ()) for q in map(rules.questions.get, used)]
    parents += [set(q.grows_if.questions if q.grows_if else ()) for q in map(rules.questions.get, used)]
    named = [key for group in parents for key in group]
    return len(named) != len(set(named)) or not set(named).isdisjoint(used)


def _domain(rules, key):
    """Answers that between them meet and fail every condition on the question."""
    kind = rules.questions[key].type
    if kind == "bool":
        return [True, False]
    if rules.questions[key].many:
        choices = rules.questions[key].choices
        return [frozenset(several) for most in range(len(choices) + 1) for several in combinations(choices, most)]
    if kind == "choice":
        return list(rules.questions[key].choices)
    if kind == "date":
        ends = [
            TODAY,
            # Before anybody was born.
            date(1984, 1, 1),
            date(2019, 1, 1),
            date(2024, 1, 1),
            date(2026, 6, 30),
            date(2027, 6, 1),
            date(2029, 1, 1),
        ]
        births = [date(1985, 6, 1), date(1990, 11, 22), date(1995, 1, 1), date(2008, 11, 22)]
        # The last is when whoever was born last is 40.
        return [*ends, date(2021, 1, 1), date(2051, 1, 1), *(births if key == "born" else [])]
    conditions = [threshold.condition for threshold in _thresholds(rules.policies[0])]
    plain = [one for one in conditions if one.question == key and not formulas(one.operand)]
    least = {one.operand.least for one in plain if isinstance(one.operand, Between)}
    had = [2990, 3000] if key == "had" else []
    return [0, 1, 4, 6, 12, 14, 61, *had, *sorted(least - {0, 1, 12})]


@examples(1000)
@given(rulesets(), persons(complete=True))
def test_with_everything_answered_nothing_is_unknown_but_the_future_of_a_policy(rules, answers):
    assessment = check(rules, answers)
    assert assessment.relevant_questions == ()
    for result in assessment.results:
        if result.status == "unknown":
            ages = {"age", "child"} & {threshold.condition.question for threshold in _thresholds(result.policy)}
            reckoned = any(formulas(threshold.condition.operand) for threshold in _thresholds(result.policy))
            assert ages or reckoned or result.policy.window.doubtful_until


@examples(1000)
@given(rulesets(most=1), persons(), st.sampled_from(["insured", "points", "hires"]), st.integers(0, 60))
def test_raising_a_number_never_loses_an_at_least_policy(rules, answers, key, number):
    policy = at_least_only(rules.policies[0])
    rules = replace(rules, policies=(policy,))
    order = ["ineligible", "unknown", "upcoming", "eligible"]
    before, after = (
        order.index(check(rules, {**answers, "work": "founder", key: more}).results[0].status)
        for more in (number, number + 1)
    )
    assert after >= before


def at_least_only(policy):
    """The policy with its upper limits on numbers turned into lower ones."""

    def turned(threshold):
        condition = threshold.condition
        operator = {"at_most": "at_least", "less_than": "more_than", "between": "at_least"}.get(condition.operator)
        if formulas(condition.operand):
            condition = replace(condition, operand=5)
        least = condition.operand.least if isinstance(condition.operand, Between) else condition.operand
        turned = replace(condition, operator=operator, operand=least) if operator else condition
        return replace(threshold, condition=turned)

    def all_turned(wanted):
        branches = [tuple(tuple(map(turned, branch)) for branch in choice) for choice in wanted.any_of]
        return Requirements(tuple(map(turned, wanted.required)), tuple(branches))

    tiers = tuple(replace(tier, requirements=all_turned(tier.requirements)) for tier in policy.tiers)
    return replace(policy, requirements=all_turned(policy.requirements), tiers=tiers)


def test_a_ruleset_is_a_value():
    one, other = Ruleset({}, ()), Ruleset({}, ())
    assess(one, Facts.resolve(one, {}, TODAY), TODAY)
    assert one == other
    with pytest.raises(AttributeError):
        one.policies = ()
