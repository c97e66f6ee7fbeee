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
    _more,
    dated_policies,
    formulas_of,
    policies,
    rulesets,
    that_pays,
)
from tests.calculator.test_application import deadlines, once, returning, turning, windowed_rulesets, yearly
from tests.calculator.test_properties import examples

from .comparing import assert_same, expected, table_of
from .random_persons import random_persons

WANTED = EVERYTHING | TODAY_ONLY
PERSONS = 60
DAYS = st.sampled_from([date(2026, 11, 22), date(2026, 11, 30), date(2024, 2, 29), date(2027, 2, 28)])


@st.composite
def changing_ones(draw, code):
    """What pays, and from one day on or two something else: by the day, or by that of an event; and who is raised is
    raised then, too."""
    policy = draw(that_pays(code))
    event = draw(st.sampled_from([None, None, "started", "left"]))
    last = draw(st.sampled_from([None, date(2027, 3, 31), date(2028, 12, 31)]))

    def sayable(award):
        one = replace(award, first_on=None, last_on=last, counted_from=None) if event else award
        return replace(one, uplifts=tuple(map(sayable, one.uplifts)))

    award = sayable(policy.award)
    several = [replace(sayable(draw(that_pays(code)).award), uplifts=()) for _ in range(draw(st.integers(1, 2)))]
    days = sorted(draw(st.sets(TURNS, min_size=len(several), max_size=len(several))))
    plain = tuple(zip(days, several, strict=True))
    uplifts = tuple(replace(one, later=tuple(raised_then(plain, one)), event=event) for one in award.uplifts)
    return replace(policy, award=replace(award, later=plain, event=event, uplifts=uplifts))


def raised_then(later, raised):
    """Each a fifth more, as far as somebody published it."""
    for day, one in later:
        once, every = one.once, one.recurring
        if once:
            once = replace(once, amount=_more(once.amount, Fraction(1, 5), 0))
        if every:
            every = replace(every, part=replace(every.part, amount=_more(every.part.amount, Fraction(1, 5), 0)))
        yield day, replace(one, once=once, recurring=every, raised=raised.raised)


AFTER = {"graduated": "left", "hired": "started"}
AFTER_AN_EVENT = st.one_of(deadlines, returning)
# A time of 29 February alone does not come within the years that `openings` looks ahead.
WINDOWS = st.one_of(yearly.filter(lambda one: one.opens != one.closes), once, deadlines, returning)


@st.composite
def applied_for(draw, code):
    """What pays, and takes applications at some times: of each year, once, or after events, again and again or until
    some time after it; some of these come and go, for everybody or for those whose event is then."""
    kinds = draw(st.sampled_from([WINDOWS, WINDOWS, AFTER_AN_EVENT, turning(WINDOWS), turning(AFTER_AN_EVENT)]))
    windows = tuple(map(after_these, draw(st.lists(kinds, min_size=1, max_size=3))))
    start, group = draw(st.sampled_from([date(2020, 1, 1), date(2027, 3, 15)])), draw(st.sampled_from([None, "g"]))
    policy = draw(that_pays(code) if draw(st.booleans()) else policies(code))
    window = replace(policy.window, starts_on=start) if policy.window.ends_on is None else policy.window
    return replace(policy, application_windows=windows, group=group, window=window)


def after_these(window):
    """The same after the events of these rulesets."""
    turns = (turn and replace(turn, event=AFTER.get(turn.event)) for turn in (window.since, window.until))
    since, until = turns
    return replace(window, event=AFTER.get(window.event), since=since, until=until)


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
    """One or two that top up to others that pay, some of which exclude one another, end, or are not for everybody."""
    several = [draw(that_pays(f"p{number}")) for number in range(draw(st.integers(2, 5)))]
    codes = draw(st.permutations([one.code for one in several]))
    top = codes[: draw(st.integers(1, 2 if len(codes) > 2 else 1))]
    others = sorted(set(codes) - set(top))
    bases = {code: tuple(draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True))) for code in top}
    in_group = draw(st.booleans())
    for number, one in enumerate(several):
        limited, couple = draw(st.tuples(*[st.sampled_from([False, False, True])] * 2))
        one = replace(one, limited=limited, one_of_couple=couple)
        if one.code in bases:
            apart = tuple(code for code in codes if code not in (one.code, *bases[one.code]))
            one = replace(one, tops_up=bases[one.code], excludes=apart if draw(st.booleans()) else ())
        elif in_group and draw(st.booleans()):
            one = replace(one, group="g")
        several[number] = one
    return Ruleset(dict(BY_KEY), tuple(several), PARAMETERS)


KINDS: dict[str, Any] = {
    "plain": rulesets(),
    "paying": rulesets(most=2, kind=that_pays),
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
