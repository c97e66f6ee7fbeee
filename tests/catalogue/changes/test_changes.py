"""Two documents compared in a clerk's words."""

import copy

import pytest

from policies.catalogue.changes.changes import changes
from tests.catalogue import small


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    from policies.catalogue.packs import reading

    return reading.load([small.write(tmp_path_factory.mktemp("pack"))])[0]


def entry(document, name, code):
    return next(one for one in document[name] if code in (one.get("code"), one.get("key"), one.get("name")))


def said(document, change):
    """The sentences about a copy that was changed."""
    after = copy.deepcopy(document)
    change(after)
    return [sentence for one in changes(document, after) for sentence in one.sentences]


def put(name, code, *path):
    """`put("policies", "town-rent", "award", "note", "x")` sets a value deep inside an entry."""
    *place, last, value = path

    def change(document):
        found = entry(document, name, code)
        for key in place:
            found = found[key]
        found[last] = value

    return change


RENT, HOME, CITY = ("policies", "town-rent"), ("policies", "town-home"), ("policies", "city-rent")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (put(*RENT, "award", "recurring", "amount", 6500), "青年租房补助：每年 6,000 元 → 6,500 元"),
        (put(*RENT, "award", "recurring", "basis", "up_to"), "青年租房补助：每年 6,000 元 → 至多 6,000 元"),
        (put(*RENT, "award", "recurring", "count", 5), "青年租房补助：最长：3 年 → 5 年"),
        (put(*RENT, "award", "recurring", "period", "month"), "青年租房补助：周期：每年 → 每月"),
        (put(*RENT, "award", "once", None), "青年租房补助：一次性 金额未公布 → （无）"),
        (put(*RENT, "award", "per", "person"), "青年租房补助：按什么计：每户 → 每人"),
        (put(*RENT, "state", "closed"), "青年租房补助：状态：受理中 → 已停止"),
        (put(*RENT, "phone", "0570-1"), "青年租房补助：咨询电话：（无） → 0570-1"),
        (put(*RENT, "group", None), "青年租房补助：不重复享受组：租房 → （无）"),
        (put(*RENT, "unstated_conditions", False), "青年租房补助：另有未公布的条件：是 → 否"),
        (put(*RENT, "checked_on", None), "青年租房补助：核对日期：2026 年 11 月 22 日 → （无）"),
        (put(*RENT, "caveats", ["按户算。"]), "青年租房补助：提醒：删除“没有公布年龄。”"),
        (
            put(*RENT, "steps", 0, "materials", []),
            "青年租房补助：办理步骤：准备材料。（一般做法，材料：身份证、合同，窗口） → 准备材料。（一般做法，窗口）",
        ),
        (put(*RENT, "citations", 0, "clause", "9"), "青年租房补助：出处：《某区的办法》一 → 《某区的办法》第 9 条"),
        (
            put(*RENT, "window", None),
            "青年租房补助：期限：毕业在 2024 年 1 月 1 日到 2026 年 12 月 31 日之间"
            "（之后到2027 年 6 月 30 日存疑） → 按政策文件的期限",
        ),
        (
            put(*RENT, "conditions", []),
            "青年租房补助：条件：删除“毕业时毕业已满 12 个月”",
        ),
        (
            put(*CITY, "conditions", 1, "inferred", True),
            "人才租房补助：条件：在上班 → 在上班（按理解推定）",
        ),
        (
            put(*CITY, "conditions", 2, "any_of", 0, "less_than", 50),
            "人才租房补助：条件：面积少于 60 平方米；"
            "或者面积在 200 到 400 平方米之间，含两端（按理解推定，这种情况是推断加上的，CITY 四）"
            " → 面积少于 50 平方米；"
            "或者面积在 200 到 400 平方米之间，含两端（按理解推定，这种情况是推断加上的，CITY 四）",
        ),
        (
            put(*CITY, "award", "recurring", "formula", "coefficient", "8"),
            "人才租房补助：每年 7.2 × 最低月工资（毕业时） → 8 × 最低月工资（毕业时）",
        ),
        (
            put(*HOME, "tiers", 0, "award", "once", "formula", "factors", 1, "limit", None),
            "购房补助：“博士”档，一次性 至多 30% × 单价 × 面积（最多算 90） → 至多 30% × 单价 × 面积",
        ),
        (put(*HOME, "tiers", 1, "award", "cap", "amount", 9000), "购房补助：“本科”档，封顶 10,000 元 → 9,000 元"),
        (put(*HOME, "tiers", 1, "name", "学士"), "购房补助：“学士”档，名称：本科 → 学士"),
        (
            put("questions", "education", "choices", 2, "begins_on", None),
            "学历：选项：博士（不是博士后；从哪天起算数：毕业） → 博士（不是博士后）",
        ),
        (put("questions", "education", "choices", 0, "label", "无"), "学历：选项：没有 → 无"),
        (put("questions", "insured_months", "implied", None), "累计社保：不问时的值：0 个月 → （无）"),
        (put("questions", "trade_school", "negative", None), "技校：表示没有的答案：不是技校毕业 → （无）"),
        (put("questions", "employed", "negative", False), "上班：表示没有的答案：（无） → 没有上班"),
        (put("questions", "graduation_date", "about", ["education"]), "毕业：说的是哪几题的回答：新增“学历”"),
        (put("questions", "graduation_date", "local", True), "毕业：说的是自查的地区：否 → 是"),
        (put("questions", "education", "negative", "bachelor"), "学历：表示没有的答案：（无） → 本科"),
        (
            put("questions", "graduation_date", "asked_if", 0, "any_of", 0, "at_least", "doctor"),
            "毕业：什么时候问：学历：本科及以上；或者技校毕业；或者不是技校毕业，并且学历：没有 → "
            "学历：博士；或者技校毕业；或者不是技校毕业，并且学历：没有",
        ),
        (
            put("parameters", "wage", "values", 1, "value", "2100"),
            "最低月工资：值：2024 年 1 月 1 日起 2010.5 元/月（准确值） → 2024 年 1 月 1 日起 2100 元/月（准确值）",
        ),
        (put("sources", "CITY", "caveat", ""), "某市的办法：对每条政策的提醒：区县参照执行。 → （无）"),
        (put("measures", "发放租房补助", "policies", ["town-rent"]), "发放租房补助：政策：删除“人才租房补助”"),
        (put("synonyms", "补助", "words", ["补贴", "资助"]), "补助：意思相同的词：津贴 → 资助"),
        (put("schools", "某大学", "answers", {"education": "doctor"}), "某大学：答案：学历：本科 → 学历：博士"),
    ],
)
def test_a_change_is_a_sentence(document, change, sentence):
    assert said(document, change) == [sentence]


def test_entries_come_and_go(document):
    def change(after):
        after["policies"] = [policy for policy in after["policies"] if policy["code"] != "town-rent"]
        after["groups"].append(after["groups"][0] | {"code": "new", "name": "新的组"})

    assert said(document, change) == [
        "新增不重复享受组“新的组”",
        "政策“青年租房补助”不再公布（改成了草稿，或者删除了）",
    ]


def test_tiers_come_go_and_change_places(document):
    def drop(after):
        entry(after, *HOME)["tiers"].pop()

    assert said(document, drop) == ["购房补助：档次：删除“本科”"]
    assert said(document, lambda after: entry(after, *HOME)["tiers"].reverse()) == [
        "购房补助：档次的顺序：博士、本科 → 本科、博士"
    ]


def test_policies_change_places(document):
    def swap(after):
        after["policies"][-1], after["policies"][-2] = after["policies"][-2], after["policies"][-1]

    assert said(document, swap) == ["购房补助：顺序：第 4 → 第 3"]


def test_nothing_changed(document):
    assert not changes(document, copy.deepcopy(document))
