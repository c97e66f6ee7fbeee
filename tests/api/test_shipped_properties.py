"""What must hold for every person on the shipped policies of every region."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policies.calculator import Facts, Verdict, assess
from policies.calculator.portable import from_json, to_json
from tests.calculator import oracle
from tests.calculator.build import TODAY
from tests.calculator.test_properties import examples, shown
from tests.persons import CAST

REGIONS = ["qujiang", "quzhou", "jinzhong", "liandu"]
NUMBERS = st.one_of(
    st.sampled_from([0, 1, 2, 3, 5, 6, 11, 12, 13, 40, 41, 59, 60, 100, 200, 201]), st.integers(0, 30000)
)
DAYS = st.one_of(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.dates(date(1900, 1, 1), date(2100, 12, 31)))


@pytest.fixture(scope="module", params=REGIONS)
def rules(request, shipped):
    return shipped.ruleset(request.param)


def answer(question):
    match question.type:
        case "choice":
            return st.sampled_from(question.choices)
        case "bool":
            return st.booleans()
        case "date":
            return DAYS
        case _:
            return NUMBERS


@st.composite
def answers(draw, rules, base=None, complete=False):
    """A member of the cast with some answers changed or left out, or anybody; follow-ups only where they are asked."""
    given = dict(draw(st.sampled_from(list(CAST.values()))).values) if draw(st.booleans()) else {}
    keys = rules.questions if complete else draw(st.sets(st.sampled_from(sorted(rules.questions)), max_size=20))
    for key in keys:
        if complete and key in given:
            continue
        given[key] = draw(answer(rules.questions[key]))
    for key in [] if complete else draw(st.sets(st.sampled_from(sorted(rules.questions)), max_size=10)):
        given.pop(key, None)
    return consistent(rules, given)


def consistent(rules, given):
    """Without answers to follow-ups that are not certainly asked, as the wizard would have it."""
    kept = {key: value for key, value in given.items() if key in rules.questions}
    while True:
        asked = Facts.resolve(rules, kept, TODAY).asked
        loose = [key for key in kept if asked[key] is not Verdict.YES]
        if not loose:
            return kept
        kept = {key: value for key, value in kept.items() if key not in loose}


def check(rules, given, on=TODAY):
    return assess(rules, Facts.resolve(rules, given, TODAY), on)


@examples(750)
@given(data=st.data())
def test_a_question_outside_the_relevant_ones_changes_nothing(rules, data):
    given = data.draw(answers(rules))
    assessment = check(rules, given)
    outside = [k for k in rules.questions if k not in given and k not in assessment.relevant_questions]
    outside = [key for key in outside if assessment.facts.asked[key] is not Verdict.NO]
    assume(outside)
    key = data.draw(st.sampled_from(outside))
    changed = check(rules, {**given, key: data.draw(answer(rules.questions[key]))})
    assert shown(changed) == shown(assessment)


@examples(300)
@given(data=st.data())
def test_days_are_exact(rules, data):
    given = data.draw(answers(rules))
    for result in check(rules, given).results:
        for day, outside in ((result.eligible_from, -1), (result.eligible_until, 1)):
            if day:
                assert check(rules, given, day).by_code[result.code].status == "eligible"
                beside = check(rules, given, day + timedelta(outside)).by_code[result.code]
                assert beside.status != "eligible"


@examples(300)
@given(data=st.data())
def test_answering_an_unknown_never_reverses_a_decided_status(rules, data):
    """But whoever works, and says only later that it is from a day to come, was taken to work already."""
    known = data.draw(answers(rules))
    begins = {event for q in rules.questions.values() for value, event in q.begins if known.get(q.key) == value}
    assume(known.keys() - begins)
    dropped = data.draw(st.sets(st.sampled_from(sorted(known.keys() - begins)), min_size=1))
    early = check(rules, consistent(rules, {k: v for k, v in known.items() if k not in dropped}))
    for before, after in zip(early.results, check(rules, known).results, strict=True):
        if before.status in ("eligible", "ineligible", "upcoming"):
            assert after.status == before.status
        if before.eligible_from:
            assert after.eligible_from <= before.eligible_from


@examples(200)
@given(data=st.data())
def test_the_best_set_equals_the_best_of_all_combinations(rules, data):
    assessment = check(rules, data.draw(answers(rules, complete=True)))
    # Combinations of what excludes something; the rest is always taken.
    rivals = [r for r in assessment.results if r.policy.group and r.award and r.award.form != "discount"]
    alone = [r for r in assessment.results if not r.policy.group and r.status == "eligible"]
    discount = any(r.award and r.award.form == "discount" and r.status == "eligible" for r in assessment.results)
    assume(not discount)
    certain = sum(r.within or 0 for r in alone if r.award.form in ("cash", "reimbursement"))
    assert assessment.best.within == certain + oracle.best_within(rivals, set())


def test_a_ruleset_that_went_through_json_is_the_same(rules):
    assert from_json(to_json(rules)) == rules
