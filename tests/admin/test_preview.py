"""A policy as citizens would see it, beside its form, and its conditions read as sentences."""

import pytest
from django.urls import reverse

from policies.models import Policy, Question, Threshold
from tests.admin.pages import add_row, address, fields
from tests.pages import text


def preview(policy) -> str:
    return reverse("admin:policies_policy_preview", args=[policy.pk])


@pytest.fixture
def page(admin_client, home):
    return fields(admin_client.get(address(home)))


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
    assert str(home.tiers.get(code="doctor").once_coefficient) == "0.3000"
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
    assert "出处 至少要写一条" in text(admin_client.post(preview(home), page | citations))


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


# Sentences


def test_each_condition_is_read_as_a_sentence(admin_client, home, rent):
    assert "学历：本科及以上" in text(admin_client.get(address(home)), "thresholds-group")
    assert "毕业时毕业已满 12 个月" in text(admin_client.get(address(rent)), "thresholds-group")


@pytest.fixture
def read(admin_client, catalogue):
    def ask(key, operator, value, measured_at=""):
        question = Question.objects.filter(key=key).first()
        typed = {"question": question.pk if question else "", "operator": operator, "value": value}
        address = reverse("admin:policies_policy_sentence")
        return admin_client.post(address, typed | {"measured_at": measured_at}).json()["sentence"]

    return ask


@pytest.mark.parametrize(
    ("key", "operator", "value", "sentence"),
    [
        ("education", "at_least", "本科", "学历：本科及以上"),
        ("education", "in", "本科，博士", "学历：本科 或 博士"),
        ("employed", "is", "否", "没有上班"),
        ("insured_months", "at_least", "12 个月", "累计社保至少 12 个月"),
        ("graduation_date", "months_since_at_most", "60", "毕业 5 年以内"),
        ("education", "at_least", "硕士", "在“学历”里没有“硕士”这个选项，可选：none 没有、bachelor 本科、doctor 博士"),
        ("employed", "at_least", "是", "“上班”是是非题，不能用“至少（含）”，请选“是”"),
        ("", "is", "", "填好问题、比较和值，这里读作一句话"),
    ],
)
def test_what_is_typed_is_read_at_once(read, key, operator, value, sentence):
    assert read(key, operator, value) == sentence


def test_a_broken_condition_does_not_break_the_page(admin_client, home):
    Threshold.objects.filter(tier__code="doctor").update(operator="at_most", value="professor")
    assert admin_client.get(address(home)).status_code == 200
