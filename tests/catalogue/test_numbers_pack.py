"""Numbers compared as notices do, from a pack to rows and back, refused where it makes no sense, shown by people."""

import pytest

from policies.publishing.personas import run
from tests.catalogue import numbers_pack
from tests.catalogue.made_packs import load
from tests.catalogue.mutations import unnoticed
from tests.catalogue.packs.test_pack_errors import mistakes_as_they_stand
from tests.catalogue.persona_coverage import missing

POLICIES = "lake/policies.yaml"


@pytest.fixture
def document(tmp_path):
    return load(numbers_pack.write(tmp_path / "pack"))


def test_its_people_notice_every_change(document):
    outcomes = run(document, document["personas"])
    # On its first day the number that decides this one is not published yet.
    assert [one for one in missing(document, outcomes) if not one.startswith("hc-rooms：没有人只因 on 在期限的")] == []
    assert unnoticed(document) == []


WRONG = {
    "none of nothing": ("not_in: [owned, public]", "not_in: []", "not_in 里面至少写一个值"),
    "none of what is no answer": (
        "not_in: [owned, public]",
        "not_in: [owned, publc]",
        "“housing”没有选项“publc”，是不是 public，只有 owned、public、rented",
    ),
    "not a list": ("not_in: [owned, public]", "not_in: owned", "not_in 要写成列表，每条前面一个短横"),
    "none of a yes or no": (
        "{question: rooms, not_in: [0, 9]}",
        "{question: rooms, not_in: [0, 9.5]}",
        "“rooms”是整数题，值要写不小于 0 的整数，不是“9.5”",
    ),
    "more than a part of a cent": (
        "more_than: 200",
        "more_than: 200.005",
        "“fund”是金额题，值要写不小于 0 的数，最多两位小数，不是“200.005”",
    ),
    "a share of nothing": ("coefficient: 2/3", "coefficient: 2/0", "分母不能是 0，请改正"),
    "no share at all": ("coefficient: 2/3", "coefficient: 0/3", "分子不能是 0，请改正"),
    "a share of a part": (
        "coefficient: 2/3",
        "coefficient: 1.5/3",
        "分数写成“分子/分母”，两个都是不超过 6 位的整数，例如 2/3；现在写的是“1.5/3”",
    ),
    "a share below nothing": ("coefficient: 2/3", "coefficient: -1", "coefficient 要大于 0"),
    "a share in words": ("coefficient: 2/3", "coefficient: 三分之二", "coefficient 要写数，例如 0.3"),
    "a share with too many decimals": ("coefficient: 2/3", "coefficient: 0.66667", "coefficient 最多写 4 位小数"),
    "no such parameter": (
        "at_most: {coefficient: 1.5, factors: [{parameter: low_income_line}]}",
        "at_most: {coefficient: 1.5, factors: [{parameter: low_incomeline}]}",
        "没有“low_incomeline”这个参数，是不是 low_income_line",
    ),
    "no such question": (
        "{question: people}]}\n      -",
        "{question: peple}]}\n      -",
        "没有“peple”这个问题，是不是 people",
    ),
    "another unit": (
        "{factors: [{parameter: area_line}]}",
        "{factors: [{parameter: low_income_line}]}",
        "单位不一样：“rooms”是“间”，“low_income_line”是“元/月”，没法直接比，请换成同样单位的",
    ),
    "money against rooms": (
        "{factors: [{parameter: area_line}]}",
        "{factors: [{question: fund}]}",
        "单位不一样：“rooms”是“间”，“fund”是“元/月”，没法直接比，请换成同样单位的",
    ),
    "two of money": (
        "factors: [{parameter: low_income_line}, {question: people}]",
        "factors: [{parameter: low_income_line}, {question: fund}]",
        "一个算式里，参数和金额题只写一个，别的写人数、面积这些整数题",
    ),
    "with itself": (
        "{coefficient: 0.5, factors: [{question: people}]}",
        "{coefficient: 0.5, factors: [{question: rooms}]}",
        "“rooms”不能和它自己比，请换一个问题或参数",
    ),
    "by a choice": (
        "{coefficient: 0.5, factors: [{question: people}]}",
        "{coefficient: 0.5, factors: [{question: housing}]}",
        "“housing”是选择题，条件里的算式只用整数题和金额题",
    ),
    "on another day": (
        "{factors: [{parameter: area_line}]}",
        "{factors: [{parameter: area_line, at: people}]}",
        "条件里的算式不写 at，请删掉；参数按查询那天的值算",
    ),
    "a part of an answer": (
        "{coefficient: 0.5, factors: [{question: people}]}",
        "{coefficient: 0.5, factors: [{question: people, limit: 3}]}",
        "条件里的算式不写 limit，请删掉；参数按查询那天的值算",
    ),
    "neither question nor parameter": (
        "{coefficient: 0.5, factors: [{question: people}]}",
        "{coefficient: 0.5, factors: [{}]}",
        "算式的一项要么是问题（question），要么是参数（parameter）",
    ),
    "nothing that is multiplied": (
        "{coefficient: 0.5, factors: [{question: people}]}",
        "{coefficient: 0.5, factors: []}",
        "factors 至少要写一条",
    ),
    "divided by nothing": (
        "from: {coefficient: 2/3,",
        "from: {coefficient: 2/0,",
        "分母不能是 0，请改正",
    ),
    "a formula of another kind": (
        "{coefficient: 0.5, factors: [{question: people}]}",
        "{times: 0.5, factors: [{question: people}]}",
        "多余的键“times”，条件里的比较只有",
    ),
    "a formula for equality": (
        "{question: rooms, at_most: {factors: [{parameter: area_line}]}}",
        "{question: rooms, is: {factors: [{parameter: area_line}]}}",
        "“rooms”是整数题，值要写不小于 0 的整数，不是一组“键: 值”",
    ),
    "a formula for a choice": (
        "{question: housing, is: owned}",
        "{question: housing, at_least: {factors: [{question: people}]}}",
        "“housing”是选择题（选项没有高低顺序），不能用 at_least，请用 is、is_not、in、not_in",
    ),
    "no such parameter for what raises": (
        "{when: {question: income, at_most: {factors: [{parameter: low_income_line}]}}, share: 20%}",
        "{when: {question: income, at_most: {factors: [{parameter: low_line}]}}, share: 20%}",
        "没有“low_line”这个参数，是不是 low_income_line",
    ),
    "another unit for what raises": (
        "{when: {question: income, at_most: {factors: [{parameter: low_income_line}]}}, share: 20%}",
        "{when: {question: income, at_most: {factors: [{parameter: area_line}]}}, share: 20%}",
        "单位不一样：“income”是“元/月”，“area_line”是“间”，没法直接比，请换成同样单位的",
    ),
    "none of all there are": (
        "not_in: [owned, public]",
        "not_in: [owned, public, rented]",
        "“无房职工租房补贴”的条件互相矛盾（住房），没有人能符合，请改其中一个",
    ),
}


QUESTIONS = "lake/questions.yaml"
WRONG_TO_ASK = {
    "no such parameter": (
        "at_most: {coefficient: 1.5, factors: [{parameter: low_income_line}]}",
        "at_most: {coefficient: 1.5, factors: [{parameter: low_line}]}",
        "没有“low_line”这个参数，是不是 low_income_line",
    ),
    "another unit": (
        "less_than: {factors: [{question: people}]}",
        "less_than: {factors: [{question: income}]}",
        "单位不一样：“rooms”是“间”，“income”是“元/月”，没法直接比，请换成同样单位的",
    ),
    "by what is asked later": (
        "less_than: {factors: [{question: people}]}",
        "less_than: {factors: [{question: beds}]}",
        "“shared_rooms”要排在“beds”后面：position 要大于 95",
    ),
    "by what hangs on it": (
        "less_than: {factors: [{question: people}]}",
        "less_than: {factors: [{question: beds_shared}]}",
        "“shared_rooms”和“beds_shared”互相决定问不问，请去掉其中一个条件",
    ),
    "with itself": (
        "less_than: {factors: [{question: people}]}",
        "less_than: {factors: [{question: rooms}]}",
        "“rooms”不能和它自己比，请换一个问题或参数",
    ),
    "on another day": (
        "at_least: {coefficient: 0.2, factors: [{parameter: low_income_line}]}",
        "at_least: {coefficient: 0.2, factors: [{parameter: low_income_line, limit: 3}]}",
        "条件里的算式不写 limit，请删掉；参数按查询那天的值算",
    ),
}
MORE_QUESTIONS = """\
questions:
  - {key: beds, section: home, position: 95, type: int, label: 几张床？, name: 床}
  - key: beds_shared
    section: home
    position: 96
    type: int
    label: 几张床合用？
    name: 合用的床
    asked_if: [{question: shared_rooms, at_least: {factors: [{question: people}]}}]
"""


@pytest.mark.parametrize("case", WRONG_TO_ASK)
def test_what_questions_hang_on_is_refused_at_its_place(tmp_path, case):
    old, new, sentence = WRONG_TO_ASK[case]
    folder = numbers_pack.write(tmp_path, (QUESTIONS, old, new), (QUESTIONS, "questions:\n", MORE_QUESTIONS))
    told = [one.partition(": ") for one in mistakes_as_they_stand(folder) if not one.startswith("lake/personas")]
    # Of two that hang on each other both are told, each at its place.
    assert len(told) == (2 if "互相" in sentence else 1), told
    place = next(place for place, _, said in told if said == sentence)
    assert new in (folder / QUESTIONS).read_text("utf-8").splitlines()[int(place.rpartition(":")[2]) - 1]


@pytest.mark.parametrize("case", WRONG)
def test_what_makes_no_sense_is_refused_at_its_place(tmp_path, case):
    old, new, sentence = WRONG[case]
    folder = numbers_pack.write(tmp_path, (POLICIES, old, new))
    found = [one for one in mistakes_as_they_stand(folder) if not one.startswith("lake/personas")]
    assert len(found) == 1, found
    place, _, said = found[0].partition(": ")
    assert said.startswith(sentence) if sentence.endswith("只有") else said == sentence
    lines = (folder / POLICIES).read_text(encoding="utf-8").splitlines()
    line = lines[int(place.rpartition(":")[2]) - 1]
    # Of conditions that contradict each other the place is their list.
    assert new.partition("\n")[0] in line or (line.strip() == "conditions:" and "互相矛盾" in said)
