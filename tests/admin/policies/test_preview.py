"""A policy as citizens would see it, beside its form, and its conditions read as sentences."""

import re

import pytest
from django.urls import reverse

from policies.models import Category, Policy, Question, Threshold
from tests.admin.pages import add_row, address, form
from tests.admin.people import member, signed_in
from tests.pages import text


def preview(policy) -> str:
    return reverse("admin:policies_policy_preview", args=[policy.pk])


@pytest.fixture
def page(admin_client, home):
    return form(admin_client, address(home))


def test_the_card_is_that_of_a_sample_person_who_gets_it(admin_client, home):
    shown = text(admin_client.get(preview(home)))
    assert "按样例人物“要买房的博士”（2026-11-22 查询）显示" in shown
    assert "至多少付27万元" in shown
    assert "按你的情况：博士" in shown


def test_what_is_typed_is_shown_and_not_saved(admin_client, home, page):
    typed = page | {"name": "买房补助", "tiers-0-once_coefficient": "0.2"}
    shown = text(admin_client.post(preview(home), typed))
    assert "买房补助" in shown
    assert "至多少付18万元" in shown
    home.refresh_from_db()
    assert home.name == "购房补助"
    assert str(home.tiers.get(code="doctor").once_coefficient) == "0.3"
    assert not home.history.filter(name="买房补助").exists()


def test_a_condition_that_is_not_saved_yet_is_shown_too(admin_client, home, page):
    area = Question.objects.get(key="area")
    add_row(page, "thresholds", question=area.pk, operator="at_least", value="90")
    assert "面积至少 90 平方米" in text(admin_client.post(preview(home), page))
    assert not home.thresholds.filter(question=area).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "名称：这个字段是必填项。"),
        ({"tiers-0-once_amount": "-5"}, "一次性：金额（元）"),
        ({"thresholds-1-value": "硕士"}, "值：在“学历”里没有“硕士”这个选项"),
    ],
)
def test_what_cannot_be_saved_is_said(admin_client, home, page, change, sentence):
    shown = text(admin_client.post(preview(home), page | change))
    assert "先改好这些" in shown
    assert sentence in shown


def test_what_the_catalogue_refuses_is_said(admin_client, home, page):
    citations = {f"citations-{number}-DELETE": "on" for number in range(int(page["citations-INITIAL_FORMS"]))}
    assert "出处至少要写一条" in text(admin_client.post(preview(home), page | citations))


def test_a_policy_nobody_gets_and_a_draft_for_organisations_have_a_preview(admin_client, rent):
    assert "没有样例人物能领这一项" in text(admin_client.get(preview(rent)))
    assert "招聘会" in text(admin_client.get(preview(Policy.objects.get(code="city-fair"))))


def test_only_our_own_pages_may_frame_it(admin_client, home):
    response = admin_client.get(preview(home))
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    form = admin_client.get(address(home))
    assert "frame-src 'self'" in form.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in form.headers["Content-Security-Policy"]
    assert f'src="{preview(home)}"' in form.content.decode()


def test_who_may_only_look_previews_what_is_saved(client, home, page, django_user_model):
    from django.contrib.auth.models import Permission

    reader = django_user_model.objects.create(username="reader", is_staff=True)
    client.force_login(reader)
    assert client.get(preview(home)).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_policy"))
    assert client.get(preview(home)).status_code == 200
    assert client.post(preview(home), page).status_code == 403


# A new policy


NEW = reverse("admin:policies_policy_preview_new")


@pytest.fixture
def new_page(admin_client, rent):
    page = form(admin_client, reverse("admin:policies_policy_add"))
    page |= {"name": "购书补助", "code": "town-books", "summary": "买书领补助。", "form": "cash"}
    page |= {"category": Category.objects.get(code="life").pk}
    page |= {"region": rent.region_id, "once_basis": "fixed", "once_amount": "300"}
    add_row(page, "citations", source=rent.citations.first().source_id, clause="九")
    return page


def test_a_policy_that_is_being_added_is_shown_and_not_saved(admin_client, new_page):
    shown = text(admin_client.post(NEW, new_page))
    assert "购书补助" in shown
    assert "300元" in shown.replace(" ", "")
    assert not Policy.objects.filter(code="town-books").exists()
    assert "名称：这个字段是必填项。" in text(admin_client.post(NEW, new_page | {"name": ""}))


def test_before_anything_is_written_it_says_what_will_be_there(admin_client, catalogue):
    assert "这里就是市民会看到的样子" in text(admin_client.get(NEW))
    form = admin_client.get(reverse("admin:policies_policy_add"))
    assert f'src="{NEW}"' in form.content.decode()
    assert "frame-src 'self'" in form.headers["Content-Security-Policy"]


def test_who_may_not_add_a_policy_previews_none(catalogue, new_page):
    client = signed_in(member("li", "审计"))
    assert client.post(NEW, new_page).status_code == 403


# Sentences


def test_each_condition_is_headed_by_its_sentence_once(admin_client, home, rent):
    shown = text(admin_client.get(address(home)), "thresholds-group")
    assert "条件 学历：本科及以上 删除" in shown
    assert shown.count("学历：本科及以上") == 1
    assert "doctor" not in re.sub("（.*?）", "", shown), "no value as the rows hold it"
    assert "毕业时毕业已满 12 个月" in text(admin_client.get(address(rent)), "thresholds-group")


def test_so_is_each_condition_under_which_a_question_is_asked(admin_client, catalogue):
    asked = Question.objects.get(key="insured_months")
    assert "追问条件 在上班 删除" in text(admin_client.get(address(asked)), "follow_ups-group")


def test_what_is_wrong_is_not_read_as_if_it_were_saved(admin_client, home, page):
    shown = text(admin_client.post(address(home), page | {"thresholds-1-value": "硕士"}), "thresholds-1")
    assert "条件 填好问题、比较和值，这里读作一句话" in shown
    assert "没有“硕士”这个选项" in shown


OF_EDUCATION = (
    "“是”、“不是”、“是其中之一”、“不是其中任何一个”、“至少（含）”、“至多（含）”、“超过（不含）”、“少于（不含）”"
)


@pytest.fixture
def read(admin_client, catalogue):
    def ask(key, operator, value, measured_at="", **besides):
        question = Question.objects.filter(key=key).first()
        typed = {"question": question.pk if question else "", "operator": operator, "value": value}
        address = reverse("admin:policies_policy_sentence")
        return admin_client.post(address, typed | {"measured_at": measured_at} | besides).json()

    return ask


@pytest.mark.parametrize(
    ("key", "operator", "value", "sentence"),
    [
        ("education", "at_least", "本科", "学历：本科及以上"),
        ("education", "in", "本科，博士", "学历：本科 或 博士"),
        ("employed", "is", "否", "没有上班"),
        ("insured_months", "at_least", "12 个月", "累计社保至少 12 个月"),
        ("graduation_date", "months_since_at_most", "60", "毕业 5 年以内"),
        ("education", "at_least", "硕士", "在“学历”里没有“硕士”这个选项，可选：没有、本科、博士"),
        ("employed", "at_least", "是", "“上班”是是非题，不能用“至少（含）”，请选“是”"),
        ("area", "between", "60 到 90", "面积在 60 到 90 平方米之间，含两端"),
        ("price", "between", "200.50 元到 300 元", "单价在 200.50 到 300 元之间，含两端"),
        ("area", "between", "90", "“面积”这里要写从几到几，例如 18 到 35；现在写的是“90”"),
        ("education", "between", "1 到 2", f"“学历”是选择题，不能用“在两数之间（含）”，请选{OF_EDUCATION}"),
        ("", "is", "", "填好问题、比较和值，这里读作一句话"),
    ],
)
def test_what_is_typed_is_read_at_once(read, key, operator, value, sentence):
    assert read(key, operator, value)["sentence"] == sentence


def test_what_can_be_typed_is_said_as_soon_as_there_is_a_question(read):
    assert read("education", "", "")["hint"] == "可选：没有、本科、博士"
    assert read("", "", "")["hint"] == ""


def test_what_is_folded_is_said_too(read):
    said = read(
        "education", "is", "博士", alternative="A", branch="2", inferred="on", clause="三（一）", note="原文没写"
    )
    assert said["folded"] == "A 组第 2 种情况、按理解推定、出处 三（一）、有说明"
    assert read("education", "is", "博士")["folded"] == ""


def test_a_broken_condition_does_not_break_the_page(admin_client, home):
    Threshold.objects.filter(tier__code="doctor").update(operator="at_most", value="professor")
    assert admin_client.get(address(home)).status_code == 200
