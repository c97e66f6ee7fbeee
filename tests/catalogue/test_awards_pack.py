"""Every kind of award, from a pack to rows and back, refused where it makes no sense, and shown by people."""

import copy
from datetime import date
from decimal import Decimal

import pytest

from policies.calculator import Facts, assess
from policies.catalogue.changes.changes import changes
from policies.catalogue.document import renaming
from policies.catalogue.rulesets import build_ruleset
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words import offers
from policies.publishing.personas import run
from tests.catalogue import awards_pack
from tests.catalogue.made_packs import load
from tests.catalogue.mutations import unnoticed
from tests.catalogue.packs.test_pack_errors import mistakes_as_they_stand
from tests.catalogue.persona_coverage import missing

POLICIES = "river/policies.yaml"
DAY = date(2026, 11, 22)


@pytest.fixture
def folder(tmp_path):
    return awards_pack.write(tmp_path / "pack")


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    return load(awards_pack.write(tmp_path_factory.mktemp("awards")))


def test_its_people_notice_every_change(document):
    outcomes = run(document, document["personas"])
    assert missing(document, outcomes) == []
    assert unnoticed(document) == []


RESIDENT = {
    "resident": True,
    "moved_in_on": date(2026, 9, 1),
    "premium_paid": Decimal("5000.5"),
    "had_so_far": 25000,
    "children": 2,
}


def result(document, code, had=None, on=DAY, **more):
    """What a resident of the pack, with other answers, gets from a policy; `had`: how many payments already."""
    rules = build_ruleset(document, "river")
    answers = {key: value for key, value in (RESIDENT | more).items() if value is not None}
    received = {} if had is None else {code: had}
    return assess(rules, Facts.resolve(rules, answers, on), on, received).by_code[code]


@pytest.fixture(scope="module")
def questions(document):
    return {one["key"]: one for one in document["questions"]}


def dues(found):
    return [(due.day.isoformat(), due.face) for due in found.dues]


# What the policy page says of each, and what the result page says to its person.
SAID = {
    "jc-quarterly": (
        "每季度 900 元，最长 2 年，按最长年限合计 7,200 元",
        "每季度 900 元，现在开始领，到期前能领 7 次，共 6,300 元；文件最长 2 年",
    ),
    "jc-half-yearly": (
        "每半年 2,500 元，最长 2 年半，按最长期限合计 12,500 元，从迁入那年算起",
        "每半年 2,500 元，到期前能领 4 次，共 10,000 元；文件最长 2 年半，从迁入那年算起",
    ),
    "jc-settle": (
        "10 万元，分 3 期发，每年一期：40,000 元、30,000 元、30,000 元",
        "10 万元，分 3 期发，每年一期：40,000 元、30,000 元、30,000 元，现在开始领，到期前能领 2 期，共 70,000 元",
    ),
    "jc-thirds": (
        "10,600 元，一次 10,000 元（分 3 期发，每半年一期：3,333 元、3,333 元、3,334 元），另外每月 100 元，"
        "最长 6 个月，总额按最长期限合计",
        "10,600 元，一次 10,000 元（分 3 期发，每半年一期：3,333 元、3,333 元、3,334 元），另外每月 100 元，"
        "最长 6 个月，总额按最长期限合计",
    ),
    "jc-premium": (
        "去年自己交的社保的 50%，每年发，最长 3 年，每年最多 3,000 元，凭票报销",
        "每年 2,500 元，现在开始领，到期前能领 2 次，共 5,000 元；文件最长 3 年，凭票报销",
    ),
    "jc-youth": (
        "每年至多 6,000 元，最长 3 年，合计最多 30,000 元，已经领过的也算，合计要看已经领的青年补贴",
        "每年 5,000 元，最长 3 年，按最长年限合计 5,000 元，已封顶",
    ),
    "jc-heating": (
        "每月 500 元，从 2027 年 1 月 1 日起发，最晚发到 2027 年 12 月 31 日",
        "每月 500 元，最长 12 个月，从 2027 年 1 月 1 日起发，最晚发到 2027 年 12 月 31 日，按最长年限合计 6,000 元",
    ),
    "jc-family": (
        "每年 5,001 元，最长 3 年，按最长年限合计 15,003 元，孩子至少 3 个的上浮 50%，孩子至少 2 个的上浮 1/3",
        "每年 6,668 元，现在开始领，到期前能领 2 次，共 13,336 元；文件最长 3 年，已上浮 1/3（孩子至少 2 个）",
    ),
    "jc-move": (
        "至少 2,000 元，一次 2,000 元，另外每年一笔，最长 2 年，合计要看去年自己交的社保，"
        "迁入满 12 个月的一次性部分加 500 元，孩子至少 1 个的定期部分上浮 10%",
        "3,100 元，一次 2,000 元，另外每年 550 元，最长 2 年，已上浮 10%（孩子至少 1 个），总额按最长年限合计",
    ),
}


@pytest.mark.parametrize("code", SAID)
def test_it_is_said_to_everybody_and_to_a_person(document, questions, code):
    entry = next(one for one in document["policies"] if one["code"] == code)
    (offer,) = offers.offers(entry, {}, {}, questions, DAY)
    assert (str(offer.award), str(award_sentences.granted(result(document, code), questions))) == SAID[code]


YOUTH = {"form": "cash", "per": "person", "recurring": {"amount": 6000, "basis": "fixed", "period": "year", "count": 3}}
RAISED = [{"when": {"question": "children", "at_least": 2}, "share": "1/5"}]


@pytest.mark.parametrize(
    ("cap", "words"),
    [
        (
            {"amount": 30000, "already": "had_so_far"},
            "孩子至少 2 个的上浮 20%，合计最多 30,000 元，已经领过的也算",
        ),
        # Only who is raised comes to it.
        ({"amount": 20000}, "孩子至少 2 个的上浮 20%，合计最多 20,000 元"),
        ({"amount": 15000}, "孩子至少 2 个的上浮 20%，合计最多 15,000 元"),
        (
            {"formula": {"coefficient": "0.5", "factors": [{"question": "premium_paid"}]}},
            "孩子至少 2 个的上浮 20%，不超过去年自己交的社保的 50%",
        ),
    ],
)
def test_a_cap_bounds_what_is_raised_and_not_what_it_is_raised_from(document, questions, cap, words):
    text = offers.in_words(YOUTH | {"cap": cap, "uplifts": RAISED}, {}, {}, questions, DAY)
    assert str(text) == f"每年 6,000 元，最长 3 年，按最长年限合计 18,000 元，{words}"


def test_the_page_of_a_policy_says_what_caps_a_sum(document, questions):
    cap = {"formula": {"coefficient": "0.5", "factors": [{"question": "premium_paid"}]}}
    text = offers.in_words(YOUTH | {"cap": cap}, {}, {}, questions, DAY)
    assert str(text).endswith("，不超过去年自己交的社保的 50%")


@pytest.mark.parametrize("had", [30000, 40000])
def test_of_what_was_had_up_to_its_cap_no_nought_is_said(document, questions, had):
    found = result(document, "jc-youth", had_so_far=had)
    assert str(award_sentences.granted(found, questions)) == "已领到上限，不再发"
    assert award_sentences.whole(found.award, questions) == "已领到上限，不再发"
    assert "封顶" in str(award_sentences.granted(result(document, "jc-youth", had_so_far=29999), questions))


def test_payments_fall_due_a_quarter_and_half_a_year_apart(document):
    quarterly = dues(result(document, "jc-quarterly"))
    assert [day for day, _ in quarterly[:4]] == ["2026-11-22", "2027-02-22", "2027-05-22", "2027-08-22"]
    assert (len(quarterly), sum(amount for _, amount in quarterly)) == (8, 7200)
    half_yearly = dues(result(document, "jc-half-yearly"))
    assert [day for day, _ in half_yearly] == ["2026-09-01", "2027-03-01", "2027-09-01", "2028-03-01", "2028-09-01"]


def test_what_was_received_is_counted_in_the_unit_it_is_paid_in(document):
    assert award_sentences.rest(result(document, "jc-quarterly", had=3)) == (
        "已经领了 3 个季度，还能领 5 次，共 4,500 元"
    )
    assert award_sentences.rest(result(document, "jc-half-yearly", had=1)) == (
        "已经领了 1 个半年，到期前还能领 3 次，共 7,500 元"
    )


def test_a_sum_is_paid_in_instalments_that_are_the_whole(document):
    assert dues(result(document, "jc-settle")) == [("2026-11-22", 40000), ("2027-11-22", 30000), ("2028-11-22", 30000)]
    thirds = dues(result(document, "jc-thirds"))
    assert [due for due in thirds if due[1] > 100] == [
        ("2026-11-22", 3433),
        ("2027-05-22", 3333),
        ("2027-11-22", 3334),
    ]
    assert sum(amount for _, amount in thirds) == 10600


def test_of_instalments_that_were_had_the_others_are_left(document):
    had = result(document, "jc-settle", had=1)
    assert dues(had) == [("2026-11-22", 30000), ("2027-11-22", 30000)]
    assert award_sentences.rest(had) == "已经领了 1 期，还能领 2 期，共 60,000 元"
    # After three months of the recurring part only the first instalment was paid.
    assert dues(result(document, "jc-thirds", had=3))[0] == ("2026-11-22", 100)
    assert [amount for _, amount in dues(result(document, "jc-thirds", had=3)) if amount > 100] == [3333, 3334]


def test_a_share_of_what_was_paid_goes_no_higher_than_its_ceiling(document):
    paid = [result(document, "jc-premium", premium_paid=Decimal(one)).award for one in ("5999.99", "6000", "6002")]
    assert [(one.recurring, one.total, one.capped) for one in paid] == [
        (2999, 8997, False),
        (3000, 9000, False),
        (3000, 9000, True),
    ]
    unknown = result(document, "jc-premium", premium_paid=None).award
    # What nobody can say yet is no more than the ceiling, and nothing of it is certain.
    assert (unknown.total, unknown.low, unknown.high, unknown.missing) == (None, 0, 9000, ("premium_paid",))


def test_what_was_received_counts_towards_a_cap_and_is_asked_only_then(document):
    had = [result(document, "jc-youth", had_so_far=one) for one in (0, 12000, Decimal("12000.5"), 30000, 40000)]
    assert [one.award.total for one in had] == [18000, 18000, 17999, 0, 0]
    unknown = result(document, "jc-youth", had_so_far=None)
    assert (unknown.award.total, unknown.award.low, unknown.award.high) == (None, 0, 18000)
    assert unknown.missing == ("had_so_far",)
    assert result(document, "jc-youth", had_so_far=None, resident=False).missing == ()
    # Payments that were made are in what was received: of the two to come the cap takes off nothing.
    assert dues(result(document, "jc-youth", had=1, had_so_far=6000)) == [("2026-11-22", 6000), ("2027-11-22", 6000)]


def test_nothing_is_paid_before_the_first_day_nor_after_the_last(document):
    now = result(document, "jc-heating")
    assert dues(now)[0] == ("2027-01-01", 500)
    assert (len(dues(now)), dues(now)[-1][0], now.award.total) == (12, "2027-12-01", 6000)
    late = result(document, "jc-heating", on=date(2027, 10, 31))
    assert [day for day, _ in dues(late)] == ["2027-10-31", "2027-11-30", "2027-12-31"]
    over = result(document, "jc-heating", on=date(2028, 1, 1))
    assert (over.status, over.award.total, over.award.high, dues(over)) == ("eligible", 0, 0, [])


def test_what_is_paid_after_the_right_may_have_ended_is_not_certain(document):
    """The first payment is to come after the last certain day: nothing of it is within."""
    late = {**document, "policies": [dict(one) for one in document["policies"]]}
    for policy in late["policies"]:
        if policy["code"] == "jc-heating":
            policy["award"] = policy["award"] | {"first_on": "2028-07-01", "last_on": "2028-12-31"}
    found = result(late, "jc-heating")
    assert (found.award.total, found.within, found.eligible_until) == (3000, 0, date(2028, 6, 30))


def test_an_uplift_is_for_those_who_meet_its_condition(document):
    had = [result(document, "jc-family", children=one).award for one in (0, 1, 2, 3)]
    assert [one.recurring for one in had] == [5001, 5001, 6668, 7501]
    assert [one.raised and one.raised.condition.operand for one in had] == [None, None, 2, 3]
    moved = result(document, "jc-move", moved_in_on=date(2025, 11, 22)).award
    assert (moved.once, moved.recurring, moved.raised.amount) == (2500, 500, 500)  # The first that holds.
    assert result(document, "jc-move", moved_in_on=date(2025, 11, 23)).award.once == 2000


def test_while_nobody_knows_an_uplift_is_neither_given_nor_denied(document, questions):
    unknown = result(document, "jc-family", children=None)
    found = unknown.award
    assert [one.recurring for one in found.one_of] == [7501, 6668, 5001]
    assert (found.total, found.low, found.high, found.missing) == (None, 15003, 22503, ("children",))
    assert unknown.missing == ("children",)
    assert str(award_sentences.granted(unknown, questions)).startswith(
        "每年 7,501 元、每年 6,668 元 或 每年 5,001 元，要看孩子，"
    )
    assert sum(due.certain for due in unknown.dues if unknown.lasts_to(due.day)) == 10002


def test_an_uplift_counts_as_of_the_day_shown(document):
    """Whoever is entitled today is raised by what holds today, and not by what will."""
    assert result(document, "jc-move", children=0).award.raised is None
    later = result(document, "jc-move", children=0, on=date(2027, 9, 1))
    assert later.award.once == 2500


def test_what_changes_is_said_in_words(document):
    after = copy.deepcopy(document)
    by_code = {one["code"]: one["award"] for one in after["policies"]}
    by_code["jc-settle"]["once"]["instalments"] = {"shares": ["0.5", "0.5"], "period": "half_year"}
    del by_code["jc-thirds"]["once"]["instalments"]
    by_code["jc-premium"]["recurring"]["most"] = 4000
    del by_code["jc-youth"]["cap"]["already"]
    by_code["jc-heating"]["last_on"] = "2028-03-31"
    by_code["jc-family"]["uplifts"][0]["share"] = "0.6"
    del by_code["jc-move"]["uplifts"]
    said = [line for change in changes(document, after) for line in change.sentences]
    assert said == [
        "安家补贴：分期：分 3 期发，每年一期：40%、30%、30% → 分 2 期发，每半年一期：50%、50%",
        "迁入奖励：分期：分 3 期发，每半年一期：1/3、1/3、1/3 → 一次发完",
        "社保补贴：每年 50% × 去年自己交的社保（每次最多 3,000 元） → 50% × 去年自己交的社保（每次最多 4,000 元）",
        "青年补贴：封顶 30,000 元（减去已经领的青年补贴） → 30,000 元",
        "取暖补贴：最晚哪天发：2027 年 12 月 31 日 → 2028 年 3 月 31 日",
        "家庭补贴：上浮：孩子至少 3 个的上浮 50% → 孩子至少 3 个的上浮 60%",
        "搬家补贴：上浮：删除“迁入满 12 个月的一次性部分加 500 元”",
        "搬家补贴：上浮：删除“孩子至少 1 个的定期部分上浮 10%”",
    ]


def test_a_question_that_is_renamed_is_so_in_a_cap(document):
    renamed = renaming.renamed(document, {("questions", "had_so_far"): "had_already"})
    award = next(one["award"] for one in renamed["policies"] if one["code"] == "jc-youth")
    assert award["cap"]["already"] == "had_already"


@pytest.mark.django_db
def test_a_choice_that_is_renamed_is_so_in_what_raises():
    from django.core.management import call_command

    from policies.models import Policy, Question, Uplift
    from tests import loaded

    loaded.small()
    education = Question.objects.get(key="education")
    policy = Policy.objects.exclude(form="").exclude(recurring_basis="").first()
    row = Uplift.objects.create(policy=policy, question=education, operator="is", value="doctor", share="10%")
    call_command("rename", "choice", "education/doctor", "phd", verbosity=0)
    row.refresh_from_db()
    assert row.value == "phd"


WRONG = {
    "a period that is none": (
        "period: quarter",
        "period: week",
        "period 不能写“week”，只能写 month、quarter、half_year、year 之一",
    ),
    "instalments that do not add up": (
        "shares: [40%, 30%, 30%]",
        "shares: [40%, 30%, 20%]",
        "分期的几份加起来要正好是全部（100%），现在加起来是 90%",
    ),
    "thirds that are none": (
        "shares: [1/3, 1/3, 1/3]",
        "shares: [0.33, 0.33, 0.33]",
        "分期的几份加起来要正好是全部（100%），现在加起来是 99%",
    ),
    "more than the whole": ("[40%, 30%, 30%]", "[140%, 30%]", "比例要大于 0，不超过全部（100%）；现在写的是“140%”"),
    "zero below": ("[1/3, 1/3, 1/3]", "[1/0, 1/3]", "比例要写成 40%、0.4 或者 2/3，下面不能是 0；现在写的是“1/0”"),
    "a percentage without its sign": (
        "[40%, 30%, 30%]",
        "[40, 30%, 30%]",
        "比例要大于 0，不超过全部（100%）；现在写的是“40”",
    ),
    "one instalment": ("[40%, 30%, 30%]", "[100%]", "分期要写两期到 60 期；一次发完就不写 instalments"),
    "an unknown period of instalments": (
        "period: half_year}",
        "period: day}",
        "period 不能写“day”，只能写 month、quarter、half_year、year 之一",
    ),
    "a ceiling on what is fixed": (
        "{amount: 900, period: quarter, count: 8}",
        "{amount: 900, most: 800, period: quarter, count: 8}",
        "most（每次最多）只用于按算式算的金额；定额直接写 amount",
    ),
    "no ceiling at all": ("most: 3000", "most: 0", "most 不能小于 1"),
    "fifty for fifty per cent": (
        "coefficient: 0.5",
        "coefficient: 50",
        "报销的比例超过了全部（1）：50% 写 0.5，现在写的是 50",
    ),
    "an unknown question for what was had": (
        "already: had_so_far",
        "already: had_sofar",
        "没有“had_sofar”这个问题，是不是 had_so_far",
    ),
    "what was had is no date": ("already: had_so_far", "already: moved_in_on", "already 要用金额题，“moved_in_on”不是"),
    "the last day first": (
        "last_on: 2027-12-31",
        "last_on: 2026-12-31",
        "最后一次发放（last_on）不能早于首次发放（2027-01-01）",
    ),
    "an uplift of more than the whole": (
        "share: 50%",
        "share: 150%",
        "比例要大于 0，不超过全部（100%）；现在写的是“150%”",
    ),
    "an uplift that is never reached": (
        "children, at_least: 2}",
        "children, at_least: 3}",
        "这一条上浮的条件和前面的一条一样，只算排在前面的那条，请改条件或者删掉一条",
    ),
    "an uplift by nothing": ("share: 50%", "share: 0", "比例要大于 0，不超过全部（100%）；现在写的是“0”"),
    "an uplift by two things": (
        "at_least: 3}, share: 50%",
        "at_least: 3}, share: 50%, amount: 5",
        "上浮要么写比例（share，例如 20%），要么写加多少元（amount）",
    ),
    "an uplift of which part": (
        "amount: 500, part: once",
        "amount: 500",
        "一次性和定期都有的，加多少元要写清楚加在哪一部分（part）：once 或者 recurring",
    ),
    "an uplift for an unknown question": (
        "{when: {question: children, at_least: 3}",
        "{when: {question: child, at_least: 3}",
        "没有“child”这个问题，是不是 children",
    ),
    "an uplift that does not fit its question": (
        "{when: {question: children, at_least: 3}",
        "{when: {question: children, at_least: 三个}",
        "“children”是整数题，值要写不小于 0 的整数，不是“三个”",
    ),
    "an uplift of what there is not": (
        "{when: {question: children, at_least: 3}, share: 50%}",
        "{when: {question: children, at_least: 3}, share: 50%, part: once}",
        "没有公布的金额不能上浮；有公布金额的那一部分才写上浮",
    ),
    "no day": ("first_on: 2027-01-01", "first_on: 2027-02-30", "first_on 要写日期，例如 2023-11-30"),
    "no period": (", period: quarter", "", "缺少 period，请补上"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_makes_no_sense_is_refused_at_its_place(tmp_path, case):
    old, new, sentence = WRONG[case]
    folder = awards_pack.write(tmp_path, (POLICIES, old, new))
    found = [one for one in mistakes_as_they_stand(folder) if not one.startswith("river/personas")]
    assert len(found) == 1, found
    place, _, said = found[0].partition(": ")
    assert said == sentence
    lines = (folder / POLICIES).read_text(encoding="utf-8").splitlines()
    assert new in lines[int(place.rpartition(":")[2]) - 1]
