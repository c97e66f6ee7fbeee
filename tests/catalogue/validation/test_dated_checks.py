"""Changes with a day inside a policy: what is wrong with them is said where it stands, and nothing else is."""

import copy

import pytest

from policies.catalogue.validation.validation import validate
from tests.catalogue import small

DAY, LATER = "2025-07-01", "2026-07-01"
CASH = {"form": "cash", "once": {"basis": "unspecified"}, "recurring": {"amount": 7200, "period": "year", "count": 3}}
MORE = CASH | {"recurring": CASH["recurring"] | {"amount": 8000}}
LOAN = {"form": "loan", "worth": 1000}
EVENT = {"measured_at": "graduation_date"}
NEVER = {"question": "employed", "is": True}


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    from policies.catalogue.packs import reading

    return reading.read([small.write(tmp_path_factory.mktemp("pack"))]).document


def change(code="y", starts_on=DAY, **said):
    return {"code": code, "starts_on": starts_on, **said}


def problems(document, policy, changes, conditions=(), **others):
    """(place within the policy, what is said) of the small pack with these changes."""
    document = copy.deepcopy(document)
    entry = next(one for one in document["policies"] if one["code"] == policy)
    entry |= {"changes": changes, "conditions": [*entry.get("conditions", []), *conditions], **others}
    number = document["policies"].index(entry)
    found = validate(document)
    assert all(problem.path[:2] == ("policies", number) for problem in found), found
    return [(problem.path[2:], problem.message) for problem in found]


def test_what_can_be_changed_is_sound(document):
    for changes, conditions in (
        ([change(award=CASH)], []),
        ([change(award=CASH, **EVENT)], []),
        ([change(award=CASH), change("z", LATER, award=MORE, office="新单位", phone="0570-1", state="closed")], []),
        # Each thing by its own measure.
        ([change(award=CASH, **EVENT), change("z", state="budget_spent", phone="0570-1")], []),
        ([change(source="CITY", clause="三", note="按新办法", award=CASH)], []),
        ([change()], [NEVER | {"since": "y"}]),
        (
            [change()],
            [{"question": "area", "at_least": 10, "until": "y"}, {"question": "area", "less_than": 10, "since": "y"}],
        ),
        (
            [change(), change("z", LATER)],
            [{"any_of": [NEVER, {"question": "area", "at_least": 1}], "since": "y", "until": "z"}],
        ),
    ):
        assert problems(document, "town-rent", changes, conditions) == []
    tiers = [{"tier": "doctor", "award": {"form": "cash"}}]
    assert problems(document, "town-home", [change("z", "2026-12-01", tiers=tiers, state="open")]) == []
    assert problems(document, "city-fair", [change(award=LOAN, state="open", office="新单位")]) == []


WRONG = {
    "a change that nobody wrote": (
        [change("y27", award=CASH)],
        [NEVER | {"since": "y72"}],
        ("conditions", 1, "since"),
        "“青年租房补助”没有“y72”这次变化，是不是 y27，请先写上这次变化，或者删掉这里的 since",
    ),
    "a day that is none": (
        [change(starts_on="2027-02-30", award=CASH)],
        [],
        ("changes", 0, "starts_on"),
        "starts_on 要写日期，例如 2023-11-30",
    ),
    "a change of nothing": (
        [change(note="有变化")],
        [],
        ("changes", 0),
        "这次变化（从 2025 年 7 月 1 日起）什么也没有改",
    ),
    "two of one code": (
        [change(award=CASH), change(phone="1")],
        [],
        ("changes", 0, "code"),
        "“青年租房补助”里不止一次变化叫“y”，请改代码",
    ),
    "one thing twice on a day": (
        [change(award=CASH), change("z", award=CASH)],
        [],
        ("changes", 0, "award"),
        "从 2025 年 7 月 1 日起，金额写了不止一种，请只留一个，或者改日期",
    ),
    "one thing by the day and by an event": (
        [change(award=CASH), change("z", LATER, award=CASH, **EVENT)],
        [],
        ("changes", 0, "award"),
        "金额有的变化按日期算，有的按某件事的日期算（measured_at），说不清该用哪个，请都按同一种写",
    ),
    "no other than before": (
        [change(award=CASH), change("z", LATER, award=CASH)],
        [],
        ("changes", 1, "award"),
        "从 2026 年 7 月 1 日起，金额和原来一样，没有变。请改成新的，或者删掉",
    ),
    "the state that it has": (
        [change(state="open")],
        [],
        ("changes", 0, "state"),
        "从 2025 年 7 月 1 日起，状态和原来一样，没有变。请改成新的，或者删掉",
    ),
    "an event for what holds for all": (
        [change(phone="1", **EVENT)],
        [],
        ("changes", 0, "measured_at"),
        "状态、负责单位和咨询电话只能从某一天起对所有人变，不能同时写 measured_at（按哪件事的日期算）",
    ),
    "a measure that is no date": (
        [change(award=CASH, measured_at="area")],
        [],
        ("changes", 0, "measured_at"),
        "measured_at 要用日期题，“area”不是",
    ),
    "a source that is not there": (
        [change(award=CASH, source="CTIY")],
        [],
        ("changes", 0, "source"),
        "没有“CTIY”这个政策文件，是不是 CITY",
    ),
    "tiers where there are none": (
        [change(tiers=[{"tier": "doctor", "award": CASH}])],
        [],
        ("changes", 0, "tiers"),
        "没有分档的政策把新的金额写在 award，不写 tiers",
    ),
    "since after until": (
        [change(), change("z", LATER)],
        [NEVER | {"since": "z", "until": "y"}],
        ("conditions", 1, "until"),
        "这一条从 2026 年 7 月 1 日起才有，却到 2025 年 7 月 1 日为止，没有一天用得上",
    ),
    "since and until by different measures": (
        [change(), change("z", LATER, **EVENT)],
        [NEVER | {"since": "y", "until": "z"}],
        ("conditions", 1, "until"),
        "since 和 until 的两次变化要按同一件事的日期算",
    ),
    "later than the policy runs": (
        [change(starts_on="2027-07-01", award=CASH, **EVENT)],
        [],
        ("changes", 0, "starts_on"),
        "这次变化从 2027 年 7 月 1 日起，可是政策到 2027 年 6 月 30 日就结束了",
    ),
    "another rhythm for those who are paid already": (
        [change(award={"form": "cash", "recurring": {"amount": 600, "period": "month"}})],
        [],
        ("changes", 0, "award"),
        "已经在定期领的人，从这一天起也要能接着领",
    ),
    "an award that is none": (
        [change(award={"form": "loan", "once": {"amount": 1}})],
        [],
        ("changes", 0, "award", "once"),
        "贷款和服务不写 once、recurring，额度或价值写在 worth",
    ),
    "a state that nobody waits for": ([change(state="draft")], [], ("changes", 0, "state"), "state 不能写“draft”"),
    "conditions that nobody meets once it is in force": (
        [change()],
        [{"question": "area", "at_least": 50}, {"question": "area", "less_than": 50, "since": "y"}],
        ("conditions",),
        "“青年租房补助”的条件互相矛盾（面积），没有人能符合，请改其中一个",
    ),
    "since inside an any-of": (
        [change()],
        [{"any_of": [NEVER | {"since": "y"}]}],
        ("conditions", 1, "any_of", 0),
        "since 和 until 写在整个 any_of 上，不写在里面的某一种情况上",
    ),
}


@pytest.mark.parametrize(("changes", "conditions", "place", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_where_it_stands(document, changes, conditions, place, said):
    found = problems(document, "town-rent", changes, conditions)
    assert found[0][0] == place
    assert said in found[0][1]


def test_another_rhythm_is_for_those_to_come(document):
    monthly = {"form": "cash", "recurring": {"amount": 600, "period": "month"}}
    assert problems(document, "town-rent", [change(award=monthly, **EVENT)]) == []


def test_tiers_are_changed_one_by_one(document):
    twice = [{"tier": "doctor", "award": LOAN}, {"tier": "doctor", "award": LOAN}]
    for changed, said in (
        ({"award": LOAN}, "分档的政策把新的金额写在每一档上"),
        ({"tiers": [{"tier": "docter", "award": LOAN}]}, "“购房补助”没有“docter”这一档，是不是 doctor"),
        ({"tiers": twice}, "这次变化里“doctor”这一档写了不止一次"),
    ):
        assert said in problems(document, "town-home", [change("z", "2026-12-01", **changed)])[0][1]


def test_money_that_is_spent_first_is_spent_first(document):
    ((place, said),) = problems(document, "town-home", [change("z", "2026-10-01", state="open")])
    assert place == ("changes", 0, "starts_on")
    assert "资金用完日期是 2026 年 10 月 1 日，状态的变化要晚于这一天" in said


def test_a_follow_up_does_not_hold_since_a_change(document):
    document = copy.deepcopy(document)
    question = next(one for one in document["questions"] if one["key"] == "graduation_date")
    question["asked_if"][0]["since"] = "y"
    assert "since 和 until 只用于政策和档次的条件" in [problem.message for problem in validate(document)]


def test_a_release_without_changes_is_spelled_as_ever(document):
    from policies.catalogue.document.normal import normal

    assert "'changes'" not in str(normal(document))
    assert "'since'" not in str(normal(document))


def test_a_policy_without_a_window_runs_as_long_as_its_first_source(document):
    document = copy.deepcopy(document)
    source = next(one for one in document["sources"] if one["code"] == "TOWN")
    source["window"] |= {"ends_on": "2026-06-30"}
    late = [change(starts_on="2026-07-01", phone="0570-1")]
    ((place, message),) = problems(document, "town-home", late)
    assert place == ("changes", 0, "starts_on")
    assert "政策到 2026 年 6 月 30 日就结束了" in message
    assert problems(document, "town-home", [change(starts_on="2026-06-30", phone="0570-1")]) == []
