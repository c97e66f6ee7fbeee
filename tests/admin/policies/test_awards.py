"""A clerk types how a sum is paid: in instalments, up to a ceiling, from a day to a day, less what was received."""

import pytest

from policies.catalogue import rows
from policies.models import Policy, Question
from tests import loaded
from tests.admin.pages import add_row, address, errors, fields, form, saved
from tests.catalogue import awards_pack


@pytest.fixture
def policies(db):
    loaded.pack(awards_pack)
    return {policy.code: policy for policy in Policy.objects.all()}


def award(code):
    return next(one["award"] for one in rows.read()["policies"] if one["code"] == code)


def test_a_page_saved_as_it_is_changes_nothing(admin_client, policies):
    before = rows.read()
    for policy in policies.values():
        response = admin_client.post(address(policy), fields(admin_client.get(address(policy))))
        assert saved(response), errors(response)
    assert rows.read() == before


@pytest.mark.parametrize("typed", ["50%、25%、25%", "50% 25%，1/4", "0.5，0.25 0.25", "1/2 、 1/4 、 25 %"])
def test_instalments_are_typed_as_people_write_them(admin_client, policies, typed):
    page = form(admin_client, address(policies["jc-settle"]))
    assert page["instalments"] == "40%、30%、30%"
    response = admin_client.post(
        address(policies["jc-settle"]), page | {"instalments": typed, "instalments_period": "half_year"}
    )
    assert saved(response), errors(response)
    assert award("jc-settle")["once"]["instalments"] == {"shares": ["0.5", "0.25", "0.25"], "period": "half_year"}


def test_all_of_it_is_typed_and_taken_away(admin_client, policies):
    place = address(policies["jc-youth"])
    page = form(admin_client, place)
    had = Question.objects.get(key="had_so_far")
    assert page["cap_already"] == str(had.pk)
    days = {"first_on": "2027-01-01", "last_on": "2027-06-30"}
    assert saved(admin_client.post(place, page | {"cap_already": "", **days}))
    assert award("jc-youth")["cap"] == {"amount": 30000, "formula": None}
    assert award("jc-youth")["first_on"] == "2027-01-01"
    assert saved(admin_client.post(place, form(admin_client, place) | {"first_on": "", "last_on": ""}))
    assert "last_on" not in award("jc-youth")


def test_an_uplift_is_typed_like_a_condition(admin_client, policies):
    place = address(policies["jc-quarterly"])
    page = form(admin_client, place)
    children = Question.objects.get(key="children").pk
    add_row(page, "uplifts", question=children, operator="at_least", value="2", share="20 %")
    response = admin_client.post(place, page)
    assert saved(response), errors(response)
    (uplift,) = award("jc-quarterly")["uplifts"]
    assert (uplift["when"]["question"], uplift["when"]["at_least"], uplift["share"]) == ("children", 2, "0.2")
    page = form(admin_client, place)
    assert page["uplifts-0-share"] == "20 %"
    assert saved(admin_client.post(place, page | {"uplifts-0-share": "", "uplifts-0-amount": "100"}))
    assert award("jc-quarterly")["uplifts"][0]["amount"] == 100
    assert saved(admin_client.post(place, form(admin_client, place) | {"uplifts-0-DELETE": "on"}))
    assert "uplifts" not in award("jc-quarterly")


@pytest.mark.parametrize(
    ("columns", "field", "sentence"),
    [
        ({"share": "150%"}, "share", "比例要大于 0，不超过全部（100%）；现在写的是“150%”"),
        ({"share": "20%", "amount": "5"}, "share", "“上浮多少”和“加多少元”要写一个，也只写一个"),
        ({}, "share", "“上浮多少”和“加多少元”要写一个，也只写一个"),
        ({"share": "20%", "value": "很多"}, "value", "“孩子”这里要写数字，0 或更大的整数，例如 12；现在写的是“很多”"),
        ({"share": "20%", "part": "once"}, "share", "没有公布的金额不能上浮；有公布金额的那一部分才写上浮"),
    ],
)
def test_an_uplift_that_makes_no_sense_is_refused(admin_client, policies, columns, field, sentence):
    place, before = address(policies["jc-quarterly"]), rows.read()
    page = form(admin_client, place)
    children = Question.objects.get(key="children").pk
    typed = {"question": children, "operator": "at_least", "value": "2", **columns}
    prefix = add_row(page, "uplifts", **typed)
    response = admin_client.post(place, page)
    assert not saved(response)
    assert sentence in str(errors(response)), (prefix, field)
    assert rows.read() == before


def test_an_uplift_goes_on_when_the_amount_changes_on_a_day(admin_client, policies):
    place = address(policies["jc-family"])
    page = form(admin_client, place)
    add_row(page, "changes", starts_on="2027-01-01", recurring_amount="6000")
    response = admin_client.post(place, page)
    assert saved(response), errors(response)
    (entry,) = [one for one in rows.read()["policies"] if one["code"] == "jc-family"]
    assert entry["changes"][0]["award"]["uplifts"] == entry["award"]["uplifts"]
    # Another condition from that day on would be another policy.
    page = form(admin_client, place)
    later = next(
        name
        for name in page
        if name.endswith("-value") and name.startswith("uplifts-") and page[name.replace("-value", "-change")]
    )
    response = admin_client.post(place, page | {later: "4"})
    assert not saved(response)
    assert "上浮的条件要和原来的一条条一样，只改上浮多少；条件变了的，请分成两条政策来写" in str(errors(response))


EACH = {"per": "person", "payee": "person"}


def test_of_tiers_an_uplift_names_one(admin_client, policies):
    place = address(policies["jc-quarterly"])
    page = form(admin_client, place)
    for name in ("form", "recurring_basis", "recurring_amount", "recurring_period", "recurring_count"):
        page[name] = ""
    children = Question.objects.get(key="children").pk
    add_row(page, "tiers", code="one", name="一档", form="cash", once_basis="fixed", once_amount="100", **EACH)
    add_row(page, "thresholds", question=children, operator="at_least", value="1", tier="new:one")
    uplift = add_row(page, "uplifts", question=children, operator="at_least", value="2", share="20%")
    response = admin_client.post(place, page)
    assert errors(response)[f"{uplift}-tier"] == "这条政策分了档，请选上浮哪一档；几档都上浮的，每一档加一行"
    response = admin_client.post(place, page | {f"{uplift}-tier": "new:one"})
    assert saved(response), errors(response)
    (tier,) = next(one for one in rows.read()["policies"] if one["code"] == "jc-quarterly")["tiers"]
    assert tier["award"]["uplifts"][0]["share"] == "0.2"


def test_a_copy_is_raised_as_well(admin_client, policies):
    from policies.admin.policies.copying import copy

    made = copy(policies["jc-family"])
    assert [str(one) for one in made.uplifts.all()] == [str(one) for one in policies["jc-family"].uplifts.all()]


REFUSED = {
    "instalments that do not add up": (
        "jc-settle",
        {"instalments": "40%、30%"},
        "instalments",
        "分期的几份加起来要正好是全部（100%），现在加起来是 70%",
    ),
    "percentages without their sign": (
        "jc-settle",
        {"instalments": "40、30%、30%"},
        "instalments",
        "比例要大于 0，不超过全部（100%）；现在写的是“40”",
    ),
    "words": (
        "jc-settle",
        {"instalments": "四成、六成"},
        "instalments",
        "比例要写成 40%、0.4 或者 2/3，下面不能是 0；现在写的是“四成”",
    ),
    "no period of instalments": (
        "jc-settle",
        {"instalments_period": ""},
        "instalments",
        "分期：每期占多少和多久一期要一起写，并且要有一次性部分；不分期就都留空",
    ),
    "a ceiling on what is fixed": (
        "jc-quarterly",
        {"recurring_most": "800"},
        "recurring_most",
        "定期：“最多”只用于按算式计算的金额，要大于 0；定额直接写金额",
    ),
    "the last day first": (
        "jc-heating",
        {"last_on": "2026-12-31"},
        "last_on",
        "最晚哪天发不能早于最早哪天发",
    ),
    "no cap to count towards": (
        "jc-youth",
        {"cap_amount": ""},
        "cap_already",
        "有封顶金额或封顶系数，才选“已经领过的也算”",
    ),
    "instalments of what is less what was had": (
        "jc-youth",
        {
            "once_basis": "fixed",
            "once_amount": "1000",
            "instalments": "50%、50%",
            "instalments_period": "year",
        },
        "cap_already",
        "封顶减去已经领过的（“封顶：已经领过的也算”），就说不清每一期还剩多少，请只留一个",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_at_its_field(admin_client, policies, case):
    code, typed, field, sentence = REFUSED[case]
    before = rows.read()
    response = admin_client.post(address(policies[code]), form(admin_client, address(policies[code])) | typed)
    assert not saved(response)
    assert sentence in errors(response)[field]
    assert rows.read() == before


def test_uplifts_have_a_sheet(policies):
    from policies.admin.spreadsheets.sheets import UPLIFTS

    found = [UPLIFTS.said(row) for row in UPLIFTS.rows()]
    family = [one for one in found if one["政策代码"] == "jc-family"]
    assert [(one["条件"], one["上浮多少"], one["加多少元"]) for one in family] == [
        ("孩子 至少（含）：3", "50%", ""),
        ("孩子 至少（含）：2", "1/3", ""),
    ]
    assert [one["加在"] for one in found if one["政策代码"] == "jc-move"] == ["一次性金额", "定期金额"]
    assert set(UPLIFTS.open) == {"上浮多少", "加多少元", "加在"}


def test_the_sheet_of_amounts_has_it(policies):
    from policies.admin.spreadsheets.sheets import AWARDS

    said = {one["政策代码"]: one for one in map(AWARDS.said, AWARDS.rows())}
    settle, premium, youth, heating = (said[f"jc-{name}"] for name in ("settle", "premium", "youth", "heating"))
    assert (settle["一次性：分期"], settle["一次性：多久一期"]) == ("40%、30%、30%", "每年")
    assert premium["定期：每期最多（元）"] == "3000"
    assert youth["封顶：已经领过的也算"] == "已经领的青年补贴"
    assert (heating["最早哪天发"], heating["最晚哪天发"]) == ("2027-01-01", "2027-12-31")
