"""What a policy says otherwise from a day on: by the day, and by the day of an event, on either side of it."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.calculator import NO_DATE, Facts, Verdict
from policies.calculator.awards import amounts
from policies.calculator.calendar import Month
from policies.calculator.dated_awards import goes_by_the_day
from policies.calculator.portable import from_json, to_json
from policies.calculator.ruleset import (
    Award,
    Basis,
    Dated,
    Part,
    Recurring,
    Requirements,
    State,
    Turn,
    Window,
)
from policies.calculator.worth import worths
from tests.calculator import oracle
from tests.calculator.build import TODAY, all_of, any_of, check, need, policy, question, ruleset
from tests.calculator.strategies import dated_policies, persons, rulesets
from tests.calculator.test_properties import examples, shown, some_dates, to_the_month

NEW_YEAR = date(2027, 1, 1)
STARTED, SURE = question("started", "date"), question("sure", "bool")
MONTHS, HIRES = question("months", "int"), question("hires", "int")


def yearly(amount, count=3, **more):
    return Award("cash", recurring=Recurring(Part(amount), "year", count), **more)


def raised(old, new, event=None, day=NEW_YEAR):
    return replace(old, later=((day, new),), event=event)


RAISED = raised(yearly(6000), yearly(7200))
RAISED_FOR_NEW = raised(yearly(6000), yearly(7200), "started")


def one(award=RAISED, answers=None, on=TODAY, received=(), questions=(STARTED, SURE, MONTHS, HIRES), **more):
    return check(ruleset(questions, policy(award=award, **more)), answers, on=on, received=received).results[0]


# 6000 → 7200 for those who start in 2027, on four days of checking.
DAYS = [date(2026, 11, 22), date(2026, 12, 31), date(2027, 1, 1), date(2028, 6, 1)]


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize(
    ("started", "amount", "total"),
    [
        (date(2024, 7, 1), 6000, 18000),
        (date(2026, 12, 31), 6000, 18000),
        (date(2027, 1, 1), 7200, 21600),
        (date(2028, 3, 1), 7200, 21600),
        (Month(2026, 12), 6000, 18000),
        (Month(2027, 1), 7200, 21600),
    ],
)
def test_by_an_event_it_is_so_for_good_whatever_the_day(on, started, amount, total):
    result = one(RAISED_FOR_NEW, {"started": started}, on)
    assert (result.award.recurring, result.award.total, result.award.low, result.award.high) == (amount, *[total] * 3)
    assert result.missing == ()
    assert sum(due.face for due in result.dues) == total


@pytest.mark.parametrize(
    ("on", "paid"),
    [
        (date(2026, 11, 22), [6000, 7200, 7200]),
        (date(2026, 12, 31), [6000, 7200, 7200]),
        (date(2027, 1, 1), [7200, 7200, 7200]),
        (date(2028, 6, 1), [7200, 7200, 7200]),
        (date(2023, 6, 1), [6000, 6000, 6000]),
    ],
)
@pytest.mark.parametrize("award", [RAISED, RAISED_FOR_NEW], ids=["by the day", "without the event"])
def test_by_the_day_each_payment_is_at_what_is_in_force(on, paid, award):
    result = one(award, {"started": NO_DATE} if award.event else {}, on)
    assert [due.face for due in result.dues] == paid
    assert result.award.recurring == paid[0]
    assert (result.award.total, result.award.low, result.within) == (sum(paid),) * 3
    assert [turn for turn, _ in result.award.by_day] == ([date.min, NEW_YEAR] if paid[0] != paid[-1] else [])


def test_an_unknown_event_is_asked_for_and_nothing_is_guessed():
    rules = ruleset([STARTED], policy(award=RAISED_FOR_NEW))
    assessment = check(rules)
    (result,) = assessment.results
    assert result.status == "eligible"
    assert result.missing == assessment.relevant_questions == ("started",)
    award = result.award
    assert (award.recurring, award.total, award.low, award.high) == (None, None, 18000, 21600)
    assert (award.period, award.count, award.basis) == ("year", 3, Basis.FIXED)
    assert [candidate.total for candidate in award.one_of] == [18000, 21600]
    assert (result.within, result.certain_within) == (None, 18000)
    assert [due.certain for due in result.dues] == [6000] * 3
    assert (assessment.best.total, assessment.best.low, assessment.best.high) == (18000, 18000, 21600)
    undecided = one(RAISED_FOR_NEW, requirements=all_of(need("sure", "is", True)))
    assert undecided.status == "unknown"


def test_what_an_answer_may_bring_counts_the_most_of_them():
    rules = ruleset([STARTED, SURE], policy(award=RAISED_FOR_NEW, requirements=all_of(need("sure", "is", True))))
    assessment = check(rules)
    assert {key: worth.most for key, worth in worths(assessment, assessment.relevant_questions).items()} == {
        "started": 21600,
        "sure": 21600,
    }


def test_of_a_month_with_the_day_in_it_nobody_can_say():
    middle = raised(yearly(6000), yearly(7200), "started", date(2027, 1, 15))
    result = one(middle, {"started": Month(2027, 1)})
    assert (result.award.total, result.award.low, result.missing) == (None, 18000, ("started",))


def test_count_and_cap_are_those_of_the_day_shown():
    before = one(raised(yearly(6000, 2, cap=13000), yearly(7200, 5, cap=90000)), on=date(2026, 12, 1))
    assert [due.face for due in before.dues] == [6000, 7000]
    assert (before.award.total, before.award.capped) == (13000, True)
    after = one(raised(yearly(6000, 2, cap=13000), yearly(7200, 5, cap=90000)), on=NEW_YEAR)
    assert [due.face for due in after.dues] == [7200] * 5


def test_the_bound_is_that_of_the_least_sure_payment():
    at_least = Award("cash", recurring=Recurring(Part(7000, Basis.AT_LEAST), "year", 3))
    up_to = Award("cash", recurring=Recurring(Part(7000, Basis.UP_TO), "year", 3))
    open_end, bounded = one(raised(yearly(6000), at_least)), one(raised(yearly(6000), up_to))
    assert (open_end.award.basis, open_end.award.low, open_end.award.high) == (Basis.AT_LEAST, 20000, None)
    assert (bounded.award.basis, bounded.award.low, bounded.award.high) == (Basis.UP_TO, 6000, 20000)
    assert [(due.certain, due.up_to) for due in bounded.dues] == [(6000, 0), (0, 7000), (0, 7000)]
    unpublished = Award("cash", recurring=Recurring(Part(None, Basis.UNSPECIFIED), "year", 3))
    unknown = one(raised(yearly(6000), unpublished))
    assert (unknown.award.total, unknown.award.low, unknown.award.basis) == (None, 6000, Basis.UNSPECIFIED)


def test_an_answer_that_only_a_later_payment_needs_is_asked_for():
    later = replace(yearly(7200), times="hires")
    assert one(raised(yearly(6000), later)).missing == ("hires",)
    assert one(raised(yearly(6000, 1), replace(yearly(7200, 1), times="hires"))).missing == ()


def test_the_rest_of_what_is_held_is_paid_on_its_days():
    result = one(on=date(2026, 12, 1), received={"p": 1})
    assert [due.face for due in result.dues] == [6000, 7200]
    assert result.left == (13200, 13200, 13200)


def test_what_is_counted_from_an_event_is_paid_on_the_days_from_there():
    award = raised(yearly(6000, counted_from="started"), yearly(7200, counted_from="started"))
    result = one(award, {"started": date(2025, 3, 1)}, date(2026, 12, 1))
    assert [due.face for due in result.dues] == [6000, 6000, 7200]


def test_the_event_that_only_a_later_award_is_counted_from_is_asked_for_once_that_is_in_force():
    award = raised(yearly(6000, 1), yearly(7200, 1, counted_from="started"))
    assert one(award, on=date(2026, 12, 1)).missing == ()
    assert one(award, on=NEW_YEAR).missing == ("started",)
    assert one(award, {"started": date(2025, 3, 1)}, NEW_YEAR).missing == ()


def test_the_best_set_knows_what_a_rival_will_pay():
    rivals = [policy("raised", award=RAISED, group="g"), policy("same", award=yearly(6500), group="g")]
    rules = ruleset([], *rivals)
    before, after = check(rules, on=date(2026, 12, 1)).best, check(rules, on=NEW_YEAR).best
    assert (before.policies, before.total, before.left_out[0].less) == (("raised",), 20400, 900)
    assert (after.policies, after.total, after.left_out[0].less) == (("raised",), 21600, 2100)
    lowered = [policy("lowered", award=raised(yearly(7000), yearly(5000)), group="g"), rivals[1]]
    best = check(ruleset([], *lowered), on=date(2026, 12, 1)).best
    assert (best.policies, best.total, best.left_out[0].less) == (("same",), 19500, 2500)


def test_a_rival_of_which_nobody_knows_which_it_is_may_be_the_better():
    rivals = [policy("raised", award=RAISED_FOR_NEW, group="g"), policy("same", award=yearly(6500), group="g")]
    best = check(ruleset([STARTED], *rivals)).best
    assert best.policies == ("same",)
    assert [(doubt.code, doubt.reason) for doubt in best.undecided] == [("raised", "missing")]


# Conditions.


def dated(threshold, since=None, until=None, event=None, day=NEW_YEAR):
    turn = Turn(day, event)
    return Dated(((threshold,),), turn if since else None, turn if until else None)


def stricter(event=None):
    """12 months before, 24 from then on."""
    twelve, more = need("months", "at_least", 12), need("months", "at_least", 24)
    return Requirements(dated=(dated(twelve, until=True, event=event), dated(more, since=True, event=event)))


@pytest.mark.parametrize(
    ("months", "started", "status"),
    [
        (18, date(2026, 12, 31), "eligible"),
        (18, date(2027, 1, 1), "ineligible"),
        (24, date(2027, 1, 1), "eligible"),
        (11, date(2026, 12, 31), "ineligible"),
        # Whichever it is, it is so.
        (24, None, "eligible"),
        (11, None, "ineligible"),
        (18, None, "unknown"),
        (11, Month(2027, 1), "ineligible"),
        (18, Month(2027, 1), "ineligible"),
        (18, Month(2026, 12), "eligible"),
    ],
)
@pytest.mark.parametrize("on", DAYS)
def test_a_condition_that_takes_anothers_place_for_some(on, months, started, status):
    answers = {"months": months} | ({"started": started} if started else {})
    result = one(requirements=stricter("started"), answers=answers, on=on)
    assert result.status == status
    assert result.missing == (("started",) if status == "unknown" else ())


def test_by_the_day_it_ends_for_who_does_not_meet_the_new_one():
    before = one(requirements=stricter(), answers={"months": 18})
    assert (before.status, before.eligible_until) == ("eligible", date(2026, 12, 31))
    assert one(requirements=stricter(), answers={"months": 18}, on=NEW_YEAR).status == "ineligible"
    assert one(requirements=stricter(), answers={"months": 24}).eligible_until is None
    easier = Requirements(
        dated=(dated(need("months", "at_least", 24), until=True), dated(need("months", "at_least", 12), since=True))
    )
    coming = one(requirements=easier, answers={"months": 18})
    assert (coming.status, coming.eligible_from) == ("upcoming", NEW_YEAR)


def test_without_the_event_a_condition_goes_by_the_day():
    answers = {"months": 18, "started": NO_DATE}
    assert one(requirements=stricter("started"), answers=answers).eligible_until == date(2026, 12, 31)
    assert one(requirements=stricter("started"), answers=answers, on=NEW_YEAR).status == "ineligible"


@pytest.mark.parametrize(
    ("since", "before", "after"), [(True, "eligible", "ineligible"), (False, "ineligible", "eligible")]
)
def test_a_condition_is_added_or_dropped(since, before, after):
    wanted = Requirements(dated=(dated(need("sure", "is", True), since=since, until=not since, event="started"),))
    for started, status in ((date(2026, 12, 31), before), (NEW_YEAR, after)):
        assert one(requirements=wanted, answers={"sure": False, "started": started}).status == status


def told(result):
    return [(finding.needed, finding.verdict) for finding in result.findings]


def test_findings_are_of_what_applies_and_of_both_while_nobody_knows():
    wanted, more = stricter("started"), {"months": 18}
    assert told(one(requirements=wanted, answers=more | {"started": date(2026, 1, 1)})) == [(12, Verdict.YES)]
    assert told(one(requirements=wanted, answers=more | {"started": NEW_YEAR})) == [(24, Verdict.NO)]
    assert told(one(requirements=wanted, answers=more)) == [(12, Verdict.YES), (24, Verdict.NO)]
    assert told(one(requirements=stricter(), answers=more)) == [(12, Verdict.YES)]
    failing = one(requirements=wanted, answers={"months": 3}).failing
    assert [one.threshold.condition.operand for one in failing] == [12, 24]
    failing = one(requirements=wanted, answers={"months": 3, "started": NEW_YEAR}).failing
    assert [(one.threshold.condition.operand, one.alternative) for one in failing] == [(24, None)]


def test_an_any_of_holds_on_its_days_as_a_whole():
    ways = any_of(need("sure", "is", True), need("months", "at_least", 12))
    wanted = Requirements(dated=(Dated(ways, since=Turn(NEW_YEAR, "started")),))
    answers = {"sure": False, "months": 3}
    assert one(requirements=wanted, answers=answers | {"started": date(2026, 1, 1)}).status == "eligible"
    result = one(requirements=wanted, answers=answers | {"started": NEW_YEAR})
    assert result.status == "ineligible"
    assert [(one.alternative, one.branch) for one in result.findings] == [("A", 1), ("A", 2)]


def test_three_in_turn_fail_whichever_it_is():
    first, second = Turn(NEW_YEAR, "started"), Turn(date(2028, 1, 1), "started")
    several = ((12, None, first), (24, first, second), (36, second, None))
    wanted = Requirements(
        dated=tuple(Dated(((need("months", "at_least", n),),), since, until) for n, since, until in several)
    )
    assert one(requirements=wanted, answers={"months": 3}).status == "ineligible"
    assert one(requirements=wanted, answers={"months": 30}).status == "unknown"
    assert one(requirements=wanted, answers={"months": 40}).status == "eligible"


def test_our_own_reading_that_comes_with_a_change_rules_nobody_out_for_sure():
    wanted = Requirements(dated=(dated(need("sure", "is", True, inferred=True), since=True),))
    result = one(requirements=wanted, answers={"sure": False}, on=NEW_YEAR)
    assert (result.status, result.doubtful) == ("ineligible", True)


# States.

ANCIENT = (date.min, State.OPEN)


def closing(last=date(2026, 12, 31), **more):
    states = (ANCIENT, (last + timedelta(1), State.CLOSED))
    return {"states": states, "accepting": (Window(date.min, last, accepting=True),), **more}


def test_nothing_is_certain_beyond_the_day_on_which_it_closes():
    before, after = one(**closing()), one(**closing(), on=NEW_YEAR)
    assert (before.status, before.state, before.eligible_until) == ("eligible", "open", date(2026, 12, 31))
    assert (before.within, before.award.total) == (6000, 20400)
    assert (after.status, after.state, after.last_day, after.only_ended) == (
        "ineligible",
        "closed",
        date(2026, 12, 31),
        True,
    )
    assert after.missing == ()


def test_what_is_planned_is_to_come_from_the_day_on_which_it_opens():
    opening = {
        "states": ((date.min, State.PLANNED), (NEW_YEAR, State.OPEN)),
        "accepting": (Window(NEW_YEAR, accepting=True),),
    }
    before, after = one(**opening), one(**opening, on=NEW_YEAR)
    assert (before.status, before.eligible_from, before.state) == ("upcoming", NEW_YEAR, "open")
    assert before.policy.state_on(TODAY) is State.PLANNED
    assert (before.award.recurring, after.status, after.state) == (7200, "eligible", "open")


def test_money_may_come_back():
    spent = {
        "states": (ANCIENT, (date(2026, 10, 1), State.BUDGET_SPENT), (NEW_YEAR, State.OPEN)),
        "accepting": (Window(date.min, date(2026, 9, 30), accepting=True), Window(NEW_YEAR, accepting=True)),
    }
    found = [one(**spent, on=day) for day in (date(2026, 9, 1), TODAY, NEW_YEAR)]
    assert [(r.status, r.eligible_from, r.eligible_until) for r in found] == [
        ("eligible", None, date(2026, 9, 30)),
        ("upcoming", NEW_YEAR, None),
        ("eligible", None, None),
    ]
    assert [r.policy.state_on(r.days.on) for r in found] == ["open", "budget_spent", "open"]
    assert [len(r.findings) for r in found] == [1, 2, 1]


# Random rulesets of the whole format.

dated_rulesets = rulesets(most=2, kind=dated_policies)


@examples(200)
@given(dated_rulesets, persons())
def test_status_and_days_equal_a_look_at_every_day(rules, answers):
    for result in check(rules, answers).results:
        expected = oracle.outcome(rules, result.policy, answers, TODAY, TODAY)
        assert (result.status, result.eligible_from, result.eligible_until) == expected
        assert result.doubtful is oracle.doubtful(rules, result.policy, answers, TODAY, TODAY)


@examples(120)
@given(dated_rulesets, persons(), some_dates)
def test_a_date_known_to_the_month_is_certain_where_all_its_days_agree(rules, answers, keys):
    known = to_the_month(answers, keys)
    for result in check(rules, known).results:
        expected = oracle.outcome(rules, result.policy, known, TODAY, TODAY)
        assert (result.status, result.eligible_from, result.eligible_until) == expected


def by_hand(rules, days):
    """The ruleset as somebody would write it who knows on which day each event is, and nothing of changes."""

    def wanted(requirements):
        kept = [one for one in requirements.dated if oracle.holds_on(one, days)]
        single = [one.branches[0][0] for one in kept if len(one.branches) == 1]
        several = [one.branches for one in kept if len(one.branches) > 1]
        return Requirements((*requirements.required, *single), (*requirements.any_of, *several))

    def award(found):
        if not found.later:
            return found
        return replace(oracle._last(found, days[found.event]), later=(), event=None)

    def written(policy):
        return replace(
            policy,
            requirements=wanted(policy.requirements),
            award=policy.award and award(policy.award),
            tiers=tuple(
                replace(tier, requirements=wanted(tier.requirements), award=award(tier.award)) for tier in policy.tiers
            ),
        )

    return replace(rules, policies=tuple(map(written, rules.policies)))


def said(assessment):
    return shown(assessment), assessment.relevant_questions


@examples(400)
@given(
    dated_rulesets,
    persons(complete=True),
    st.dates(date(2019, 1, 1), date(2031, 12, 31)),
    st.dates(date(2019, 1, 1), date(2031, 12, 31)),
)
def test_who_knows_the_event_gets_what_is_written_by_hand_for_that_side(rules, answers, started, left):
    answers |= {"work": "employed", "started": min(started, TODAY), "left": left}
    days = {None: TODAY, "started": answers["started"], "left": left}
    events = {turn.event for p in rules.policies for turn in _turns(p)}
    rules = rules if None not in events else replace(rules, policies=tuple(_by_event(p) for p in rules.policies))
    assert said(check(rules, answers)) == said(check(by_hand(rules, days), answers))


def _owners(policy):
    return [policy, *policy.tiers]


def _turns(policy):
    found = [turn for owner in _owners(policy) for one in owner.requirements.dated for turn in one.turns]
    return found + [
        Turn(day, owner.award.event) for owner in _owners(policy) if owner.award for day, _ in owner.award.later
    ]


def _measured(policy, event):
    """The policy with all its changes measured on that event."""

    def turned(turn):
        return turn and replace(turn, event=event)

    def wanted(requirements):
        dated = (replace(one, since=turned(one.since), until=turned(one.until)) for one in requirements.dated)
        return replace(requirements, dated=tuple(dated))

    def owned(owner):
        award = owner.award and (replace(owner.award, event=event) if owner.award.later else owner.award)
        return replace(owner, requirements=wanted(owner.requirements), award=award)

    return replace(owned(policy), tiers=tuple(map(owned, policy.tiers)))


def _by_event(policy):
    return _measured(policy, "left")


@examples(200)
@given(dated_rulesets, persons(complete=True))
def test_who_has_no_such_event_gets_what_everybody_gets_by_the_day(rules, answers):
    """Nobody who is no employee or founder has started."""
    answers |= {"work": "student"}
    answers.pop("started", None)
    by_event, by_day = (
        replace(rules, policies=tuple(_measured(one, event) for one in rules.policies)) for event in ("started", None)
    )
    assert said(check(by_event, answers)) == said(check(by_day, answers))


@examples(400)
@given(dated_rulesets, persons(), st.dates(date(2025, 1, 1), date(2031, 12, 31)))
def test_by_the_day_a_day_is_as_it_is_written_by_hand_for_that_side(rules, answers, on):
    """What holds on that day; what will hold on a later one is known as well."""
    rules = replace(rules, policies=tuple(_measured(one, None) for one in rules.policies))
    hand = by_hand(rules, {None: on})
    facts = Facts.resolve(rules, answers, TODAY)
    for result, written in zip(check(rules, answers, on).results, check(hand, answers, on).results, strict=True):
        assert (result.today.verdict, result.today.doubtful) == (written.today.verdict, written.today.doubtful)
        assert _needed(result) == _needed(written)
        if result.today.verdict is Verdict.YES:
            assert result.tier == written.tier
            now, then = result.award, written.award
            same = ("form", "once", "recurring", "period", "count", "per", "times", "cap", "worth")
            assert [getattr(now, name) for name in same] == [getattr(then, name) for name in same]
        last = max([turn.day for turn in _turns(result.policy)], default=date.min)
        if on >= last and not _counted_from_before(result, facts, last):
            assert shown_alone(result) == shown_alone(written)


def _needed(result):
    return sorted(repr((f.question, f.operator, f.needed, f.verdict, f.tier)) for f in result.findings if f.placed)


def _counted_from_before(result, facts, last):
    return result.award is not None and result.award.counted_from in facts.values


def shown_alone(r):
    return r.status, r.state, r.tier, r.award, r.within, r.dues, r.eligible_from, r.eligible_until, r.missing


@examples(500)
@given(dated_rulesets, persons())
def test_what_is_paid_equals_a_look_at_every_payment(rules, answers):
    assessment = check(rules, answers)
    days = assessment.case.days
    for result in assessment.results:
        award = result.certain.award if result.certain else None
        if award is None:
            continue
        first, values = result.day, assessment.facts.values
        found = list(dict.fromkeys(days._reckon(one, first) for one in oracle.in_force(award, values, first)))
        if len(found) > 1:
            assert result.award.low == min(one.low for one in found)
            assert result.award.total in (None, found[0].total)
            assert award.event in result.missing or assessment.facts.asked[award.event] is Verdict.NO
            continue
        (alone,) = found
        if alone.form in ("loan", "service"):
            continue
        if not goes_by_the_day(award, values):
            assert result.award == alone
            continue
        reckon = partial(_reckoned, days, first)
        expected = oracle.paid_over_time(award, alone, first, result.eligible_until, values, reckon)
        if not _moving(award):
            assert (result.award.total, result.within) == expected
            assert result.award.total is None or sum(due.face for due in result.dues) == result.award.total


def _reckoned(days, first, award, day):
    return amounts(award, days._factors, days.plan.parameters, max(first, day))


def _moving(award):
    """Whether a published number is in it, which counts as of the day on which an award comes into force."""
    return any("wage" in str(part) for part in (award, *award.later))


@examples(200)
@given(dated_rulesets, persons(), st.data())
def test_a_question_outside_the_relevant_ones_changes_nothing(rules, answers, data):
    from tests.calculator.strategies import ANSWERS

    assessment = check(rules, answers)
    outside = [k for k in rules.questions if k not in answers and k not in assessment.relevant_questions]
    for key in outside:
        if assessment.facts.asked[key] is not Verdict.NO:
            assert _decided(check(rules, {**answers, key: data.draw(ANSWERS[key])})) == _decided(assessment)


def _decided(assessment):
    """How a policy stands that is out of reach says something only of who may yet ask, by our readings alone."""
    policies, best = shown(assessment)
    return [one[:2] + one[3:] if one[1] == "ineligible" else one for one in policies], best


@examples(120)
@given(dated_rulesets, persons())
def test_it_goes_through_json_as_it_is(rules, answers):
    back = from_json(to_json(rules))
    assert back == rules
    assert shown(check(back, answers)) == shown(check(rules, answers))


def test_states_go_through_json_as_states():
    rules = ruleset([], policy(**closing()))
    back = from_json(to_json(rules))
    assert back == rules
    assert back.policies[0].state_on(NEW_YEAR) is State.CLOSED
