"""What differs in a policy's dated changes, in a clerk's words."""

import copy
from datetime import date

import pytest

from policies.catalogue.changes.changes import changes
from tests.catalogue import dated


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    from policies.catalogue.packs import reading

    return reading.load([dated.write(tmp_path_factory.mktemp("pack"))])[0]


def rent(document):
    return next(one for one in document["policies"] if one["code"] == "town-rent")


def without(document):
    """As it was before the changes were written."""
    found = copy.deepcopy(document)
    for policy in found["policies"]:
        policy.pop("changes", None)
        policy["conditions"] = [one for one in policy["conditions"] if not one.get("since")]
        for condition in policy["conditions"]:
            condition.pop("until", None)
    return found


def said(before, after):
    return [sentence for one in changes(before, after) for sentence in one.sentences]


def test_new_changes_are_told_from_what_holds_before_them(document):
    event = "从 2026 年 1 月 1 日起（按毕业的日期）"
    assert said(without(document), document) == [
        f"青年租房补助：条件：毕业当天或以后毕业 → 毕业时毕业已满 12 个月（{event}不再要求）"
        if False
        else f"青年租房补助：条件：毕业时毕业已满 12 个月 → 毕业时毕业已满 12 个月（{event}不再要求）",
        f"青年租房补助：条件：新增“毕业时毕业已满 2 年（{event}才要求）”",
        f"青年租房补助：条件：新增“在上班；或者学历：博士，并且面积至少 10 平方米（{event}才要求）”",
        f"青年租房补助：新增有日期的变化，{event}：一次性 金额未公布 → （无）",
        f"青年租房补助：新增有日期的变化，{event}：每年 6,000 元 → 7,200 元",
        f"青年租房补助：新增有日期的变化，{event}：按什么计：每户 → 每人",
        f"青年租房补助：新增有日期的变化，{event}：依据：（无） → 《某市的办法》第 六 条"
        if False
        else f"青年租房补助：新增有日期的变化，{event}：依据：（无） → 《某市的办法》六",
        f"青年租房补助：新增有日期的变化，{event}：说明：（无） → 按新办法",
        "青年租房补助：新增有日期的变化，从 2026 年 3 月 1 日起：负责单位：区人才办 → 区人社局",
        "青年租房补助：新增有日期的变化，从 2026 年 3 月 1 日起：咨询电话：（无） → 0570-1234567",
        "购房补助：新增有日期的变化，从 2027 年 1 月 1 日起：“博士”档，一次性 至多 30% × 单价 × 面积（最多算 90）"
        " → 40% × 单价 × 面积（最多算 100）",
        "购房补助：新增有日期的变化，从 2027 年 1 月 1 日起：“博士”档，封顶 100% × 单价 × 面积 → （无）"
        if False
        else "购房补助：新增有日期的变化，从 2027 年 1 月 1 日起：“博士”档，封顶 1 × 单价 × 面积 → （无）",
        "购房补助：新增有日期的变化，从 2027 年 1 月 1 日起：“本科”档，一次性 至多 200 元 → 300 元",
        "购房补助：新增有日期的变化，从 2027 年 1 月 1 日起：“本科”档，封顶 10,000 元 → （无）",
        "购房补助：新增有日期的变化，从 2027 年 1 月 1 日起：“本科”档，发给谁：单位 → 本人",
        "购房补助：新增有日期的变化，从 2027 年 1 月 1 日起：“本科”档，乘以人数：面积 → （无）",
        "购房补助：新增有日期的变化，从 2027 年 1 月 1 日起：“本科”档，金额说明：每人一次。 → （无）",
        "购房补助：新增有日期的变化，从 2027 年 1 月 1 日起：状态：资金已用完 → 受理中",
    ]


def test_from_when_it_applies_is_told_beside_it(document):
    found = {one.title: one.later for one in changes(without(document), document)}
    assert found["购房补助"] == ((date(2027, 1, 1), "从 2027 年 1 月 1 日起"),)
    assert [day for day, _ in found["青年租房补助"]] == [date(2026, 1, 1), date(2026, 3, 1)]
    assert all(not one.later for one in changes(document, without(document)))


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (
            lambda changes: changes[0]["award"]["recurring"].update(amount=8000),
            ["有日期的变化，从 2026 年 1 月 1 日起（按毕业的日期）：每年 7,200 元 → 8,000 元"],
        ),
        (
            lambda changes: changes[1].update(starts_on="2026-04-01"),
            ["有日期的变化：从 2026 年 3 月 1 日起 → 从 2026 年 4 月 1 日起"],
        ),
        (
            lambda changes: changes[1].update(phone="0570-7654321"),
            ["有日期的变化，从 2026 年 3 月 1 日起：咨询电话：0570-1234567 → 0570-7654321"],
        ),
        (lambda changes: changes.pop(), ["有日期的变化：删除“从 2026 年 3 月 1 日起”"]),
    ],
)
def test_a_change_that_is_changed_is_told_from_what_it_said(document, change, sentences):
    after = copy.deepcopy(document)
    change(rent(after)["changes"])
    assert said(document, after) == [f"青年租房补助：{one}" for one in sentences]


def test_a_later_change_starts_from_the_earlier_one(document):
    after = copy.deepcopy(document)
    award = copy.deepcopy(rent(after)["changes"][0]["award"])
    award["recurring"]["amount"] = 9000
    rent(after)["changes"].append(
        {"code": "more", "starts_on": "2026-06-01", "measured_at": "graduation_date", "award": award}
    )
    assert said(document, after) == [
        "青年租房补助：新增有日期的变化，从 2026 年 6 月 1 日起（按毕业的日期）：每年 7,200 元 → 9,000 元"
    ]


def test_what_is_added_or_taken_away_is_one_difference_with_its_place(document):
    from policies.catalogue.changes.differences import differences

    found = [one for one in differences(without(document), document) if one.code == "town-home"]
    assert [one.path for one in found] == [("changes",)]
