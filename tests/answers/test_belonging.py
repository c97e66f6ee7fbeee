"""What is laid aside comes back exactly, whatever was changed in between, and travels with the answers."""

from dataclasses import replace
from datetime import date, timedelta

from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from policies.answers import Answers, belonging, packed
from policies.answers.answers import Kept
from policies.answers.belonging import REGION, SCHOOL, settled
from policies.calculator.calendar import Month
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document.plain_values import yuan

DEGREES, STATES = ["bachelor", "master", "doctor"], ["employed", "founder"]
DAY = date(2026, 11, 22)


def choice(key, values, **more):
    return {"key": key, "type": "choice", "choices": [{"value": value} for value in values], **more}


CATALOGUE = Catalogue(
    document={
        "regions": [{"code": "here", "name": "本区"}, {"code": "there", "name": "别处"}],
        "questions": [
            choice("degree", DEGREES),
            {"key": "graduated", "type": "date", "about": ["degree"]},
            {"key": "famous", "type": "bool", "about": ["degree"]},
            choice("work", STATES),
            {"key": "started", "type": "date", "about": ["work"], "local": True},
            {"key": "months", "type": "months", "local": True},
            {"key": "age", "type": "int"},
            {"key": "price", "type": "money", "local": True},
        ],
        "schools": [{"name": "名校", "region": None, "answers": {"famous": True}}],
        "policies": [],
    },
    sha256="",
    origin="pack",
)
ANSWERS = {
    "degree": st.sampled_from(DEGREES),
    "graduated": st.dates(date(1990, 1, 1), DAY) | st.builds(Month, st.integers(1990, 2026), st.integers(1, 10)),
    "famous": st.booleans(),
    "work": st.sampled_from(STATES),
    "started": st.dates(date(1990, 1, 1), DAY),
    "months": st.integers(0, 300),
    "age": st.integers(16, 60),
    "price": st.decimals(0, 10**6, places=2).map(yuan),
}
DAYS = st.dates(DAY, DAY + timedelta(30))


@st.composite
def checks(draw):
    values = draw(st.fixed_dictionaries({}, optional=ANSWERS))
    declined = draw(st.sets(st.sampled_from(sorted(ANSWERS)))) - values.keys()
    answers = Answers("here", DAY, values, frozenset(declined), school=draw(st.sampled_from(["", "名校", "某校"])))
    for key in values:
        answers = answers.dated(key, draw(DAYS))
    if isinstance(values.get("graduated"), Month) and draw(st.booleans()):
        answers = answers.without_day("graduated")
    return answers


def put(answers, key, value):
    after = answers.without(key) if value is None else answers.with_value(key, value)
    return settled(answers, after, {key}, {}, CATALOGUE)


def move(answers, region):
    return belonging.moved(answers, region, CATALOGUE)


@given(checks(), st.lists(st.tuples(st.sampled_from(["degree", "work"]), st.integers(0, 2)), max_size=6))
def test_whatever_is_chosen_in_between_the_first_choices_bring_everything_back(before, changes):
    before = before.with_value("degree", "master").with_value("work", "employed")
    answers = before
    for key, number in changes:
        several = DEGREES if key == "degree" else STATES
        answers = put(answers, key, several[number % len(several)])
    answers = put(put(answers, "degree", "master"), "work", "employed")
    assert replace(answers, stated_on={}) == replace(before, stated_on={})
    assert {key: answers.day_of(key) for key in answers.values} | {"degree": 0, "work": 0} == {
        key: before.day_of(key) for key in before.values
    } | {"degree": 0, "work": 0}


@given(checks(), st.lists(st.sampled_from(["here", "there"]), max_size=4))
def test_regions_may_be_changed_as_often_as_one_likes(before, regions):
    answers = before
    for region in regions:
        answers = move(answers, region)
    assert replace(move(answers, "here"), counted_elsewhere={}) == before


@given(checks(), st.sampled_from(DEGREES))
def test_another_degree_leaves_nothing_of_the_first_that_counts(before, degree):
    before = before.with_value("degree", "master")
    after = put(before, "degree", degree)
    if degree != "master":
        assert not {"graduated", "famous"} & {*after.values, *after.declined}
        assert not after.school
    untouched = {"work", "started", "months", "age"}
    assert {key: after.values.get(key) for key in untouched} == {key: before.values.get(key) for key in untouched}


@given(checks(), st.sampled_from(DEGREES), st.sampled_from(["here", "there"]))
def test_what_waits_is_packed_and_unpacked_as_it_is(before, degree, region):
    answers = move(put(before.with_value("degree", "master"), "degree", degree), region)
    content = signing.loads(signing.dumps(packed.pack(answers), compress=True))
    assert packed.unpack(content, CATALOGUE) == answers


def test_what_the_release_no_longer_knows_of_what_waits_is_left_out():
    content = packed.pack(
        Answers("here", DAY, kept={"graduated": (Kept(date(2019, 6, 30), {"degree": "master"}, DAY),)})
    )
    good = content["k"]["graduated"][0]
    for wrong in (
        {"gone": [good]},
        {"graduated": [["2019-06-30", {"degree": "phd"}, 0]]},
        {"graduated": [["2019-06-30", {"gone": "x"}, 0]]},
        {"graduated": [["soon", {"degree": "master"}, 0]]},
        {"graduated": [["2019-06-30", {REGION: "atlantis"}, 0]]},
        {"graduated": [["2019-06-30", {REGION: ["here"]}, 0]]},
        {"graduated": [["2019-06-30", {SCHOOL: 7}, 0]]},
        {"graduated": [["2019-06-30", {"degree": "master"}, 10**12]]},
        {"graduated": [["2019-06-30"]]},
        {"graduated": [None]},
        {"graduated": "2019-06-30"},
        [good],
        "text",
    ):
        assert packed.unpack({**content, "k": wrong}, CATALOGUE).kept == {}, wrong
    assert packed.unpack({**content, "k": {"gone": [good], "graduated": [None, good]}}, CATALOGUE).kept.keys() == {
        "graduated"
    }


def test_what_is_of_another_type_than_text_is_no_cookie():
    content = packed.pack(Answers("here", DAY))
    for wrong in ({"o": 7}, {"e": {"there": 7}}, {"e": ["there"]}):
        assert packed.unpack({**content, **wrong}, CATALOGUE) is None


def test_only_the_last_few_are_kept():
    answers = Answers("here", DAY, {"degree": "bachelor"}, kept={})
    for number in range(10):
        answers = replace(answers, region=f"place {number}").with_value("months", number)
        answers = settled(answers, replace(answers, region=f"place {number + 1}"), (), {}, CATALOGUE)
    assert [kept.value for kept in answers.kept["months"]] == list(range(2, 10))
    assert belonging.offered(answers, "months").value == 9
