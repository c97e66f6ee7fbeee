"""The validator: nothing makes it stumble, and what it calls impossible is impossible."""

import copy
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.catalogue.document import categories, schema
from policies.catalogue.validation import parsed, possible
from policies.catalogue.validation.validation import validate
from tests.catalogue import small

WRONG = [None, [], {}, "x", -5, 1.5, True, [None], {"question": "x"}, [[]], "2024-02-30"]


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    from policies.catalogue.packs import reading

    return reading.read([small.write(tmp_path_factory.mktemp("pack"))]).document


def places(value, path=()):
    """Every path within the value, the outermost left out."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from places(inner, (*path, key))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_mistake_makes_it_stumble(document, data):
    broken = copy.deepcopy(document)
    path = data.draw(st.sampled_from(list(places(broken))))
    inner = broken
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = data.draw(st.sampled_from(WRONG))
    assert validate(document) == []
    found = validate(broken)
    for problem in found:
        assert problem.message
        assert problem.path[0] in broken
    # What was looked at before is known; nothing else is found where nothing is.
    parsed._sound.clear()
    assert validate(broken) == found


@pytest.mark.parametrize("nonsense", [None, [], "x", {"policies": None}, {"format": 2}, {3: 4}])
def test_what_is_no_document_is_said_to_be_none(nonsense):
    assert validate(nonsense)


def test_a_sound_document_has_no_problems(document):
    assert validate(document) == []


def test_two_categories_with_one_name_are_told_apart(document):
    codes = [entry["code"] for entry in categories.usual()][:2]
    named = [entry | {"name": "安居"} if entry["code"] in codes else entry for entry in categories.usual()]
    found = validate(document | {"categories": named})
    assert {(problem.path[0], problem.path[-1], problem.message) for problem in found} == {
        ("categories", "name", "不止一个类别叫“安居”，市民分不清，请改名")
    }
    assert len(found) == 2


def test_a_document_in_normal_form_is_as_sound(document):
    from policies.catalogue.document.normal import normal

    assert validate(normal(document)) == []


# What can hold at all, against trying every answer.

GRADES = ("low", "middle", "high")
CHOICES = [{"value": grade, "label": grade} for grade in GRADES]
ENTRY = {"section": "s", "label": "?", "position": 1}
QUESTIONS = {
    entry["key"]: schema.Question.model_validate(ENTRY | {"name": entry["key"]} | entry)
    for entry in (
        {"key": "grade", "type": "choice", "ordered": True, "choices": CHOICES},
        {"key": "job", "type": "bool", "yes": "y", "no": "n"},
        {"key": "years", "type": "int"},
        {
            "key": "firm",
            "type": "choice",
            "choices": CHOICES,
            "asked_if": [{"question": "job", "is": True}],
            "implied": "low",
        },
        {
            "key": "days",
            "type": "money",
            "asked_if": [{"any_of": [{"question": "grade", "is": "high"}, {"question": "years", "at_least": 3}]}],
        },
    )
}
ANSWERS = {"grade": GRADES, "job": (True, False), "years": range(6), "firm": GRADES, "days": range(6)}


def people():
    """Everyone there can be; None: not asked and nothing implied."""
    for values in product(*ANSWERS.values()):
        person = dict(zip(ANSWERS, values, strict=True))
        if not person["job"]:
            person["firm"] = "low"
        if not (person["grade"] == "high" or person["years"] >= 3):
            person["days"] = None
        yield person


PEOPLE = list({tuple(person.items()): person for person in people()}.values())
COMPARE = {
    "is": lambda a, b: a == b,
    "is_not": lambda a, b: a != b,
    "in": lambda a, b: a in b,
    "not_in": lambda a, b: a not in b,
    "at_least": lambda a, b: a >= b,
    "at_most": lambda a, b: a <= b,
    "more_than": lambda a, b: a > b,
    "less_than": lambda a, b: a < b,
    "between": lambda a, b: b.from_ <= a <= b.to,
}


def holds(condition, person):
    if condition.any_of:
        return any(all_hold(branch.all_of or [branch], person) for branch in condition.any_of)
    answer, value = person[condition.question], condition.value
    if answer is None:
        return False
    if condition.question == "grade" and condition.operator not in ("is", "is_not", "in", "not_in"):
        answer, value = GRADES.index(answer), GRADES.index(value)
    return COMPARE[condition.operator](answer, value)


def all_hold(conditions, person):
    return all(holds(condition, person) for condition in conditions)


def singles():
    def one(key):
        question, values = QUESTIONS[key], st.sampled_from(list(ANSWERS[key]))
        if question.type == "bool":
            return st.builds(lambda value: {"question": key, "is": value}, values)
        operators = ["is", "is_not"] + ([] if key == "firm" else ["at_least", "at_most", "more_than", "less_than"])
        plain = st.builds(lambda op, value: {"question": key, op: value}, st.sampled_from(operators), values)
        if question.type == "int":
            ends = st.tuples(values, values).map(sorted)
            plain |= st.builds(lambda both: {"question": key, "between": {"from": both[0], "to": both[1]}}, ends)
        return plain | st.builds(
            lambda name, chosen: {"question": key, name: chosen},
            st.sampled_from(["in", "not_in"]),
            st.lists(values, min_size=1, max_size=3, unique=True),
        )

    return st.sampled_from(list(QUESTIONS)).flatmap(one)


BRANCHES = st.lists(
    singles() | st.builds(lambda all_of: {"all_of": all_of}, st.lists(singles(), min_size=2, max_size=2)),
    min_size=1,
    max_size=3,
)
CONDITIONS = st.lists(singles() | st.builds(lambda any_of: {"any_of": any_of}, BRANCHES), min_size=1, max_size=4).map(
    lambda entries: [schema.Condition.model_validate(entry) for entry in entries]
)


@settings(max_examples=100, deadline=None)
@given(CONDITIONS)
def test_conditions_are_contradictory_only_if_nobody_meets_them(conditions):
    if not possible.cases(conditions, QUESTIONS):
        assert not [person for person in PEOPLE if all_hold(conditions, person)]


@settings(max_examples=100, deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_what_is_said_to_follow_follows(stronger, weaker):
    if possible.implies(possible.cases(stronger, QUESTIONS), possible.cases(weaker, QUESTIONS)):
        assert all(all_hold(weaker, person) for person in PEOPLE if all_hold(stronger, person))


@settings(max_examples=100, deadline=None)
@given(CONDITIONS)
def test_contradictions_of_always_asked_questions_are_all_found(conditions):
    asked = {key: question.model_copy(update={"asked_if": []}) for key, question in QUESTIONS.items()}
    # 6 stands for every number beyond those that conditions name.
    answers = ANSWERS | {"years": range(7), "days": range(7)}
    everyone = (dict(zip(answers, values, strict=True)) for values in product(*answers.values()))
    assert bool(possible.cases(conditions, asked)) == any(all_hold(conditions, person) for person in everyone)


def test_too_many_cases_are_not_looked_at():
    branch = {"any_of": [{"question": "years", "is": number} for number in range(10)]}
    with pytest.raises(possible.TooMany):
        possible.cases([schema.Condition.model_validate(branch)] * 5, QUESTIONS)
