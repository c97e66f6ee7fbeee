"""Random rulesets of the whole format: a plan says of random persons what `assess` says, or names what it refuses."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from policies.calculator.ruleset import (
    NO_DATE,
    Award,
    Between,
    Condition,
    Factor,
    Formula,
    Part,
    Policy,
    Requirements,
    Ruleset,
    Threshold,
    Turn,
    Window,
)
from policies.screening.engines.running import BadTable
from policies.screening.limits import greatest_answers
from policies.screening.plan import Unsayable, compile_plan
from policies.screening.table import EVERYTHING, TODAY_ONLY
from tests.calculator.related import related_rulesets
from tests.calculator.strategies import (
    BY_KEY,
    COMPARISONS,
    PARAMETERS,
    TURNS,
    dated_policies,
    formulas_of,
    policies,
    rulesets,
    that_pays,
)
from tests.calculator.test_application import deadlines, once, windowed_rulesets, yearly
from tests.calculator.test_properties import examples

from .comparing import assert_same, expected, table_of
from .random_persons import random_persons

WANTED = EVERYTHING | TODAY_ONLY
PERSONS = 60
DAYS = st.sampled_from([date(2026, 11, 22), date(2026, 11, 30), date(2024, 2, 29), date(2027, 2, 28)])


@st.composite
def raised_ones(draw, code):
    """What pays and is raised, by conditions that a plan can say."""
    policy = draw(that_pays(code))
    several = tuple(one for one in policy.award.uplifts if one.raised.condition.question != "insured")
    return replace(policy, award=replace(policy.award, uplifts=several))


@st.composite
def changing_ones(draw, code):
    """What pays, and from one day on or two something else: by the day, or by that of an event."""
    policy = draw(raised_ones(code))
    event = draw(st.sampled_from([None, None, "started", "left"]))

    def sayable(award):
        return replace(award, last_on=None, uplifts=()) if event else award

    award = sayable(policy.award)
    several = [sayable(draw(raised_ones(code)).award) for _ in range(draw(st.integers(1, 2)))]
    days = sorted(draw(st.sets(TURNS, min_size=len(several), max_size=len(several))))
    plain = tuple(zip(days, (replace(one, uplifts=()) for one in several), strict=True))
    uplifts = tuple(replace(one, later=plain, event=event) for one in award.uplifts)
    return replace(policy, award=replace(award, later=plain, event=event, uplifts=uplifts))


@st.composite
def applied_for(draw, code):
    """What pays, and takes applications at some times of each year, once, or by a deadline after one event."""
    event = draw(st.sampled_from(["left", "started"]))
    several = draw(st.lists(turning_by_the_day(st.one_of(yearly, yearly, once, deadlines)), min_size=1, max_size=3))
    windows = tuple(replace(one, event=event) if one.event else one for one in several)
    start, group = draw(st.sampled_from([date(2020, 1, 1), date(2027, 3, 15)])), draw(st.sampled_from([None, "g"]))
    policy = draw(that_pays(code) if draw(st.booleans()) else policies(code))
    window = replace(policy.window, starts_on=start) if policy.window.ends_on is None else policy.window
    return replace(policy, application_windows=windows, group=group, window=window)


@st.composite
def turning_by_the_day(draw, windows):
    window, days = draw(windows), sorted(draw(st.sets(TURNS, min_size=2, max_size=2)))
    since, until = (draw(st.sampled_from([None, Turn(turn)])) for turn in days)
    return replace(window, since=since, until=until)


NUMBERS = st.builds(
    Formula,
    st.sampled_from([Decimal(1), Decimal("1.5"), Fraction(2, 3)]),
    st.lists(
        st.sampled_from([Factor(parameter=one) for one in ("line", "bound", "later")])
        | st.sampled_from([Factor(question=one) for one in ("points", "hires", "deposit", "had")]),
        min_size=1,
        max_size=2,
    ).map(tuple),
)


@st.composite
def counting_on(draw, code):
    """For whom months or years of life, which count on, compare with a number from parameters and answers."""
    key, operator = (
        draw(st.sampled_from(["insured", "insured", "age"])),
        draw(st.sampled_from([*COMPARISONS, "between"])),
    )
    ends = st.tuples(NUMBERS, NUMBERS | st.integers(0, 60)).flatmap(st.permutations)
    operand = Between(*draw(ends)) if operator == "between" else draw(NUMBERS)
    wanted = Requirements((Threshold(Condition(key, operator, operand)),))
    return Policy(code, Window(date(2020, 1, 1)), wanted, Award("cash", once=Part(1000)))


@st.composite
def hanging(draw):
    """Follow-ups and months of which numbers that are reckoned decide whether they are asked, or grow; one after the
    other, as the last ones also hang on those before."""
    questions = dict(BY_KEY)
    before = ["points", "deposit", "age"]
    for key in draw(st.permutations(["insured", "hires", "had", "left", "private"])):
        question = questions.pop(key)
        wanted = draw(wanted_of(before))
        if key == "insured":
            question = replace(question, grows_if=wanted)
        else:
            question = replace(question, asked_if=wanted, implied=draw(st.sampled_from([None, *IMPLIED[key]])))
        questions[key] = question
        before += [key] if key in ("insured", "hires", "had") else []
    return replace(draw(rulesets(most=2)), questions=questions)


IMPLIED = {"hires": (0, 7), "had": (0, 5), "left": (NO_DATE,), "private": (False, True)}


@st.composite
def wanted_of(draw, keys):
    """A number of one of these questions against one of others, beside what few answers decide."""

    def one():
        key = draw(st.sampled_from(keys))
        formula = formulas_of(*[other for other in keys if other != key])
        operator = draw(st.sampled_from([*COMPARISONS, "between"]))
        ends = st.tuples(formula, formula | st.integers(0, 60)).flatmap(st.permutations)
        return Threshold(Condition(key, operator, Between(*draw(ends)) if operator == "between" else draw(formula)))

    plain = Threshold(Condition("new", "is", True))
    branches = [(one(),), draw(st.sampled_from([(plain,), (one(), plain), (one(),)]))]
    ways = draw(st.sampled_from([(), (tuple(branches),)]))
    return Requirements((one(),) if not ways or draw(st.booleans()) else (), ways)


@st.composite
def excluding(draw):
    """Policies in several groups each, some of which exclude, require or top up to others, and little else."""
    rules = draw(related_rulesets(most=6))
    given = Award("cash", once=Part(1000)), Award("cash", once=Part(2500)), Award("service", worth=200)
    policies = (
        replace(one, tiers=(), requirements=Requirements(), award=draw(st.sampled_from(given)))
        for one in rules.policies
    )
    return replace(rules, policies=tuple(policies))


@st.composite
def topping_up(draw):
    """One that tops up to others that pay, some of which exclude one another, end, or are not for everybody."""
    several = [draw(raised_ones(f"p{number}")) for number in range(draw(st.integers(2, 4)))]
    place = draw(st.integers(0, len(several) - 1))
    others = [one.code for one in several if one is not several[place]]
    bases = tuple(draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True)))
    apart = [code for code in others if code not in bases]
    for number, one in enumerate(several):
        limited, couple = draw(st.tuples(*[st.sampled_from([False, False, True])] * 2))
        one = replace(one, limited=limited, one_of_couple=couple)
        if number == place:
            one = replace(one, tops_up=bases, excludes=tuple(apart) if draw(st.booleans()) else ())
        elif draw(st.booleans()):
            one = replace(one, group="g")
        several[number] = one
    return Ruleset(dict(BY_KEY), tuple(several), PARAMETERS)


KINDS: dict[str, Any] = {
    "plain": rulesets(),
    "paying": rulesets(most=2, kind=that_pays),
    "raised": rulesets(most=2, kind=raised_ones),
    "changing": rulesets(most=2, kind=changing_ones),
    "counting on": rulesets(most=2, kind=counting_on),
    "hanging": hanging(),
    "dated": rulesets(most=2, kind=dated_policies),
    "related": related_rulesets(most=4),
    "excluding": excluding(),
    "topping up": topping_up(),
    "windowed": windowed_rulesets,
    "applied for": rulesets(most=3, kind=applied_for),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_says_what_assess_says(kind):
    said, named = 0, list[bool]()

    @given(KINDS[kind], DAYS, st.sampled_from([0, 0, 35]), st.integers(0, 10**6))
    @settings(parent=examples(200))
    def same(rules, on, earlier, seed):
        nonlocal said
        as_of = date.fromordinal(on.toordinal() - earlier)
        try:
            plan = compile_plan(rules, on, as_of, wanted=WANTED)
        except Unsayable as found:
            refused = str(found)
            event(refused)
            named.append(any(policy.code in refused for policy in rules.policies))
            return
        persons = random_persons(rules, PERSONS, on, seed)
        try:
            found = plan.apply(table_of(rules, persons)).to_dict(as_series=False)
        except BadTable:
            # An answer that makes a formula of two of them come to more than engines reckon with.
            assert any(most < 10**9 for most in greatest_answers(rules).values())
            return
        said += assert_same(rules, persons, expected(rules, persons, on, as_of, WANTED), found)

    same()
    assert said > 1000
    assert all(named)
