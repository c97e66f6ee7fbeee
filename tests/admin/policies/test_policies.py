"""A clerk edits policies: what is sound is saved, what is broken is refused at its field with what to change."""

from datetime import date

import pytest
from django.urls import reverse

from policies.models import Category, Citation, Policy, Source, Threshold
from tests import loaded
from tests.admin.pages import add_row, address, errors, fields, form, rows, saved
from tests.admin.wording.test_values import DATED
from tests.pages import text


def test_a_page_saved_as_it_is_changes_nothing(admin_client, catalogue):
    from policies.catalogue import rows as all_rows

    before = all_rows.read()
    for policy in Policy.objects.all():
        response = admin_client.post(address(policy), fields(admin_client.get(address(policy))))
        assert saved(response), errors(response)
    assert all_rows.read() == before


def test_the_largest_shipped_policy_fits_into_one_form(admin_client, db):
    loaded.shipped()
    largest = Policy.objects.get(code="qz-talent-home-grant")
    page = fields(admin_client.get(address(largest)))
    assert saved(admin_client.post(address(largest), page | {"internal_note": "看过"}))


def test_an_amount_is_changed(save, page, rent):
    assert saved(save(page | {"recurring_amount": "6500"}))
    rent.refresh_from_db()
    assert rent.recurring_amount == 6500


def test_values_stand_there_as_a_clerk_would_say_them(admin_client, home, catalogue):
    page = form(admin_client, address(home))
    assert page[rows(page, "thresholds", operator="at_least", position="30") + "-value"] == "本科"
    shown = text(admin_client.get(address(home)))
    assert "可选：没有、本科、博士" in shown


@pytest.mark.parametrize(
    ("key", "operator", "typed", "value"),
    [
        ("education", "in", "本科，博士", ["bachelor", "doctor"]),
        ("employed", "is", "是", True),
        ("insured_months", "at_least", "12 个月", 12),
        ("graduation_date", "months_since_at_most", "60", 60),
    ],
)
def test_a_condition_is_added_in_words(save, page, rent, question, key, operator, typed, value):
    add_row(page, "thresholds", question=question(key), operator=operator, value=typed)
    response = save(page)
    assert saved(response), errors(response)
    added = rent.thresholds.get(question__key=key, operator=operator)
    assert added.value == value
    assert added.tier is None
    assert added.position > rent.thresholds.exclude(pk=added.pk).latest("position").position


@pytest.fixture
def question(catalogue):
    from policies.models import Question

    return lambda key: Question.objects.get(key=key).pk


@pytest.mark.parametrize(
    ("key", "operator", "typed", "place", "sentence"),
    [
        (
            "education",
            "is",
            "硕士生",
            "value",
            "在“学历”里没有“硕士生”这个选项，可选：没有、本科、博士",
        ),
        ("employed", "at_least", "是", "operator", "“上班”是是非题，不能用“至少（含）”，请选“是”"),
        ("employed", "is", "3", "value", "“上班”是是非题，请写“是”或“否”，现在写的是“3”"),
        (
            "graduation_date",
            "is",
            "2025-06-30",
            "operator",
            "“毕业”是日期，不能用“是”，请选" + DATED,
        ),
        ("education", "is", "", "value", "这个字段是必填项。"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_at_its_field(
    save, page, rent, question, key, operator, typed, place, sentence
):
    row = add_row(page, "thresholds", question=question(key), operator=operator, value=typed, position="90")
    response = save(page)
    assert errors(response)[f"{row}-{place}"] == sentence
    assert rent.thresholds.count() == 1


@pytest.mark.parametrize(
    ("change", "place", "sentence"),
    [
        (
            {"recurring_basis": "unspecified"},
            "recurring_basis",
            "定期：写了金额或系数（只写一个）就要选口径；没有公布金额时口径选“未公布”；没有这一部分就都留空",
        ),
        ({"recurring_period": ""}, "recurring_period", "定期：写了口径就要选周期；没有定期部分，周期和期数都留空"),
        ({"ends_on": "2023-01-01"}, "ends_on", "结束日期早于开始日期，或者缺少开始日期，请改其中一个"),
        ({"worth": "100"}, "worth", "额度或价值只用于贷款和服务"),
        ({"group": "", "group_inferred": "on"}, "group_inferred", "没有选不重复享受组，就不要勾“分组是推断的”"),
        ({"code": "Town Rent"}, "code", "只能用小写字母、数字和短横，以字母开头，例如 rent-subsidy"),
        ({"form": ""}, "form", "请选形式；分档的政策在下面加档次。没有写完可以先把状态改成草稿"),
        ({"audience": "organisation"}, "audience", "单位申领的政策不参加个人自查，请删掉下面的档次和条件"),
        ({"thresholds-0-alternative": "A"}, "thresholds-0-branch", "“满足其一”的字母和“情况”的号码要么都写"),
        ({"thresholds-0-value": "1300"}, "thresholds-0-value", "数字太大了，最多写 1200"),
        ({"citations-0-DELETE": "on", "citations-1-DELETE": "on"}, "", "出处至少要写一条"),
    ],
)
def test_a_broken_rule_is_refused_with_what_to_change(save, page, change, place, sentence):
    found = errors(save(page | change))
    assert sentence in found[place]


def test_conditions_that_contradict_each_other_are_refused(save, page, rent, question):
    add_row(page, "thresholds", question=question("education"), operator="is", value="没有")
    add_row(page, "thresholds", question=question("education"), operator="is", value="博士")
    found = errors(save(page))
    assert "“青年租房补助”的条件互相矛盾（学历），没有人能符合，请改其中一个" in found[""]
    assert rent.thresholds.count() == 1


def test_a_problem_of_one_condition_stands_at_its_field(save, page, rent, question):
    """Only the validator of the whole catalogue knows the regions of questions."""
    from policies.models import Question, Region

    other = Region.objects.create(code="elsewhere", name="外地")
    Question.objects.filter(key="area").update(region=other)
    row = add_row(page, "thresholds", question=question("area"), operator="at_least", value="60", position="90")
    found = errors(save(page))
    assert "问题“面积”是外地的" in found[f"{row}-question"]
    assert rent.thresholds.count() == 1


def test_drafts_may_be_incomplete(save, page, rent):
    amount = ("form", "once_basis", "recurring_basis", "recurring_amount", "recurring_period", "recurring_count")
    emptied = dict.fromkeys(amount, "")
    assert saved(save(page | emptied | {"state": "draft", "citations-0-DELETE": "on", "citations-1-DELETE": "on"}))
    assert not Citation.objects.filter(policy=rent).exists()


def test_a_draft_cannot_be_opened_before_it_is_complete(admin_client, rent, page):
    admin_client.post(address(rent), page | {"state": "draft", "citations-0-DELETE": "on", "citations-1-DELETE": "on"})
    again = form(admin_client, address(rent))
    assert again["state"] == "draft"
    found = errors(admin_client.post(address(rent), again | {"state": "open"}))
    assert "出处" in found[""]
    rent.refresh_from_db()
    assert rent.state == "draft"


def test_a_new_policy_is_added_whole(admin_client, rent, question):
    add = reverse("admin:policies_policy_add")
    page = form(admin_client, add) | {
        "name": "体检补贴",
        "code": "town-health",
        "summary": "每人 200 元。",
        "category": Category.objects.get(code="health").pk,
        "region": str(rent.region_id),
    }
    add_row(page, "citations", source=Source.objects.get(code="TOWN").pk, clause="三")
    for place, code in enumerate(("doctor", "bachelor")):
        tier = {"name": code, "code": code, "form": "cash", "per": "person", "payee": "person"}
        add_row(page, "tiers", **tier, once_basis="fixed", once_amount=200 - place)
        add_row(page, "thresholds", question=question("education"), operator="is", value=code, tier=f"new:{code}")
    response = admin_client.post(add, page)
    assert saved(response), errors(response)
    policy = Policy.objects.get(code="town-health")
    assert [(one.tier.code, one.value) for one in policy.thresholds.order_by("position")] == [
        ("doctor", "doctor"),
        ("bachelor", "bachelor"),
    ]


def test_a_tier_that_can_never_be_reached_is_refused_at_the_tier(admin_client, home):
    page = form(admin_client, address(home))
    page[rows(page, "thresholds", operator="at_least", value="本科") + "-value"] = "博士"
    found = errors(admin_client.post(address(home), page))
    assert "“本科”这一档永远轮不到" in found[rows(page, "tiers", code="bachelor")]


def test_only_this_policys_tiers_can_be_chosen(admin_client, rent, home, page, save):
    other = home.tiers.first()
    assert other.name not in text(admin_client.get(f"{address(rent)}?whole"), "thresholds-0")
    assert other.name in text(admin_client.get(f"{address(home)}?whole"), "thresholds-0")
    found = errors(save(page | {"thresholds-0-tier": str(other.pk)}))
    assert found["thresholds-0-tier"] == "这条政策没有这个档次，请重选；新的档次先在上面填好代码"


def test_a_condition_moves_to_another_tier(admin_client, home):
    page = form(admin_client, address(home))
    bachelor = home.tiers.get(code="bachelor")
    moved = rows(page, "thresholds", value="12")
    page[f"{moved}-tier"] = str(home.tiers.get(code="doctor").pk)
    assert saved(admin_client.post(address(home), page))
    assert [one.value for one in Threshold.objects.filter(tier=bachelor)] == ["bachelor"]


def test_a_policy_with_tiers_has_no_amount_of_its_own(admin_client, home):
    page = form(admin_client, address(home))
    found = errors(admin_client.post(address(home), page | {"form": "cash"}))
    assert found["form"] == "这条政策分了档，形式和金额写在每一档上，这里留空"


def test_what_is_published_is_closed_not_deleted(admin_client, rent):
    delete = reverse("admin:policies_policy_delete", args=[rent.pk])
    assert admin_client.get(delete).status_code == 403
    draft = Policy.objects.get(code="city-fair")
    assert (
        admin_client.post(reverse("admin:policies_policy_delete", args=[draft.pk]), {"post": "yes"}).status_code == 302
    )
    assert not Policy.objects.filter(code="city-fair").exists()


def test_the_list_is_searched_and_filtered(admin_client, catalogue):
    listed = reverse("admin:policies_policy_changelist")
    found = text(admin_client.get(listed, {"q": "购房"}), "result_list")
    assert "购房补助" in found
    assert "青年租房补助" not in found
    assert "招聘会" in text(admin_client.get(listed, {"state__exact": "draft"}), "result_list")


def test_publishing_is_one_click_from_the_list(admin_client, catalogue):
    page = admin_client.get(reverse("admin:policies_policy_changelist")).content.decode()
    assert f'<a href="{reverse("admin:policies_release_add")}">发布</a>' in page


def test_the_change_page_takes_few_queries(admin_client, rent, question, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        few = admin_client.get(address(rent))
    for number in range(30):
        Threshold.objects.create(
            policy=rent, question_id=question("education"), operator="is_not", value="none", position=100 + number
        )
    with django_assert_max_num_queries(45):
        many = admin_client.get(address(rent))
    assert len(many.content) > len(few.content)


def test_a_checked_date_is_written_in_iso(save, page, rent):
    assert saved(save(page | {"checked_on": "2026-12-01"}))
    rent.refresh_from_db()
    assert rent.checked_on == date(2026, 12, 1)


def test_each_help_of_a_relation_says_which_field_it_is_of(admin_client, rent):
    shown = text(admin_client.get(address(rent)), "relations-empty")
    assert "哪一项政策：关系是“也在不重复享受组”的，这里留空" in shown
    assert "哪一组：只有关系是“也在不重复享受组”的才选" in shown
