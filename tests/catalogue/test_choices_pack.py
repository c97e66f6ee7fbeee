"""One of a thousand, and several of a few: from a pack to rows and back, refused where senseless, shown by people."""

import pytest

from policies.publishing.personas import run
from tests.catalogue import choices_pack
from tests.catalogue.made_packs import load
from tests.catalogue.mutations import unnoticed
from tests.catalogue.packs.test_pack_errors import mistakes_as_they_stand
from tests.catalogue.persona_coverage import missing

POLICIES = "river/policies.yaml"


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    return load(choices_pack.write(tmp_path_factory.mktemp("pack")))


def test_its_people_notice_every_change(document):
    outcomes = run(document, document["personas"])
    assert missing(document, outcomes) == []
    assert unnoticed(document) == []


def test_a_place_that_is_none_of_a_thousand_is_named_with_a_few_that_are(tmp_path):
    folder = choices_pack.write(tmp_path, (POLICIES, "p0019", "p001"))
    (found,) = mistakes_as_they_stand(folder)
    assert "“home_place”没有选项“p001”，是不是 p1001，只有 p0000、p0001、" in found
    assert found.endswith("p0019 等 1062 个")


QUESTIONS = "common/questions.yaml"
WRONG = {
    "another operator": (
        POLICIES,
        "{question: hardships, in: [disabled]}",
        "{question: hardships, is: disabled}",
        "“hardships”是选择题（可以选几项），不能用 is，请用 in、not_in",
    ),
    "an order": (
        QUESTIONS,
        "many: true\n    label: 你家",
        "many: true\n    ordered: true\n    label: 你家",
        "可以选几项的（many）没有高低顺序，ordered 和 many 只写一个",
    ),
    "of another type": (
        QUESTIONS,
        "type: choice\n    many: true\n    label: 领过",
        "type: int\n    many: true\n    label: 领过",
        "选择题（choice）要写 choices，其他题型不写",
    ),
    "an option that nobody leaves": (
        QUESTIONS,
        "{value: rural, label: 脱贫户}",
        "{value: rural, label: 脱贫户, final: true}",
        "可以选几项的（many），选项不写 final，请删掉",
    ),
    "one option as what says there is none": (
        QUESTIONS,
        "negative: []",
        "negative: [rural]",
        "可以选几项的（many），negative 只能写 []，或者不写",
    ),
    "one option where it is not asked": (
        QUESTIONS,
        "implied: []",
        "implied: loan",
        "implied 不对：“helped_with”可以选几项，要写成列表，例如 [loan]，一项也没有写 []",
    ),
    "a person with one option": (
        "river/personas.yaml",
        "answers: {hardships: [disabled]}",
        "answers: {hardships: disabled}",
        "“hardships”可以选几项，要写成列表，例如 [low_income]，一项也没有写 []",
    ),
    "a person with an unknown option": (
        "river/personas.yaml",
        "answers: {hardships: [disabled]}",
        "answers: {hardships: [disable]}",
        "“hardships”没有选项“disable”，是不是 disabled，只有 low_income、disabled、jobless、rural",
    ),
    "a person with one option twice": (
        "river/personas.yaml",
        "answers: {hardships: [disabled]}",
        "answers: {hardships: [disabled, disabled]}",
        "“hardships”里的“disabled”写了两次，请删掉一个",
    ),
    "what cannot be together": (
        POLICIES,
        "{question: hardships, in: [disabled]}",
        "{question: hardships, not_in: [low_income]}",
        "“双困家庭补贴”的条件互相矛盾（家庭情况），没有人能符合，请改其中一个",
    ),
    "one of several of which none may be": (
        POLICIES,
        "{question: helped_with, not_in: [training]}",
        "{question: hardships, not_in: [jobless, low_income]}",
        "“困难家庭求职补贴”的条件互相矛盾（家庭情况），没有人能符合，请改其中一个",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_makes_no_sense_is_refused_at_its_place(tmp_path, case):
    name, old, new, sentence = WRONG[case]
    found = mistakes_as_they_stand(choices_pack.write(tmp_path, (name, old, new)))
    assert [one for one in found if one.partition(": ")[2] == sentence and one.startswith(f"{name}:")], found


def test_more_options_than_anybody_ticks_are_refused(tmp_path):
    old = "type: choice\n    label: 你的户口"
    folder = choices_pack.write(tmp_path, (QUESTIONS, old, old.replace("choice", "choice\n    many: true")))
    assert any("选项最多 40 个，请分成几题" in one for one in mistakes_as_they_stand(folder))


def test_a_tier_of_whom_the_one_above_takes_all_is_found():
    from policies.catalogue.document.schema import Condition, Question
    from policies.catalogue.validation import possible

    def cases(*conditions):
        return possible.cases([Condition.model_validate({"question": "q", **one}) for one in conditions], questions)

    choices = [{"value": value, "label": value} for value in "abc"]
    asked = {"key": "q", "section": "s", "position": 1, "type": "choice", "many": True, "label": "q", "name": "q"}
    questions = {"q": Question.model_validate(asked | {"choices": choices})}
    assert possible.implies(cases({"in": ["a"]}), cases({"in": ["a", "b"]}))
    assert not possible.implies(cases({"in": ["a", "b"]}), cases({"in": ["a"]}))
    assert possible.implies(cases({"in": ["a"]}, {"in": ["b"]}), cases({"in": ["b"]}))
    assert possible.implies(cases({"not_in": ["a", "b"]}), cases({"not_in": ["b"]}))
    assert cases({"in": ["a", "b"]}, {"not_in": ["a", "b"]}) == []
    assert possible.implies(cases({"in": ["a", "b"]}, {"not_in": ["a"]}), cases({"in": ["b"]}))
