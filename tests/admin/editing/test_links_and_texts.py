"""Addresses and texts as clerks type them: completed after asking, refused in plain words, in drafts too."""

import pytest
from django.urls import reverse

from policies.admin.policies.screen import ThresholdForm
from policies.catalogue.document import texts
from policies.models import Policy, Source, Step
from tests.admin.pages import address, errors, fields, form
from tests.pages import text

WORD = "一个没有间断的词" * 30


@pytest.fixture
def source(catalogue):
    return Source.objects.get(code="TOWN")


def test_the_beginning_of_an_address_is_completed_and_saved_the_second_time(admin_client, source):
    page = form(admin_client, address(source)) | {"url": "www.example.cn/a"}
    asked = admin_client.post(address(source), page)
    assert "前面补上了 https://。请点开看看对不对，再保存一次" in text(asked)
    again = fields(asked)
    assert again["url"] == "https://www.example.cn/a"
    assert admin_client.post(address(source), again).status_code == 302
    source.refresh_from_db()
    assert source.url == "https://www.example.cn/a"


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "//example.cn", "https://user:secret@example.cn"])
def test_another_address_is_not_saved(admin_client, source, typed):
    refused = admin_client.post(address(source), form(admin_client, address(source)) | {"url": typed})
    assert "网址" in str(refused.context["adminform"].form.errors["url"])
    source.refresh_from_db()
    assert source.url == ""


def test_a_step_of_a_draft_leads_nowhere_else_either(admin_client, rent):
    Policy.objects.filter(pk=rent.pk).update(state="draft")
    step = Step.objects.filter(policy=rent).first() or Step.objects.create(policy=rent, text="去窗口", basis="general")
    page = form(admin_client, address(rent))
    page["steps-0-url"] = "javascript:alert(1)"
    refused = admin_client.post(address(rent), page)
    assert refused.status_code == 200
    step.refresh_from_db()
    assert step.url == ""


def test_a_text_that_turns_the_direction_of_writing_is_refused(admin_client, rent):
    Policy.objects.filter(pk=rent.pk).update(state="draft")
    page = form(admin_client, address(rent)) | {"summary": "每年\u202e6000 元"}
    assert "看不见的字符，请删掉：“每年〔202E〕6000 元”" in text(admin_client.post(address(rent), page))


def test_of_a_long_text_what_is_around_such_a_sign_is_shown():
    found = texts.unseen("长" * 300 + "\u202e" + "短" * 300)
    assert found == f"…{'长' * 20}〔202E〕{'短' * 19}…"


@pytest.mark.parametrize(
    "crafted",
    [
        {"thresholds-TOTAL_FORMS": "x"},
        {"thresholds-TOTAL_FORMS": "-1"},
        {"thresholds-TOTAL_FORMS": "9" * 5000},
        {"thresholds-INITIAL_FORMS": "40"},
        {"thresholds-0-id": "x"},
        {"thresholds-0-id": "9" * 40},
        {"seen_version": "x.y"},
        {"region": "9" * 40},
        {"once_amount": "9" * 400},
        {"checked_on": "0000-00-00"},
        {"name": "\x00"},
    ],
    ids=str,
)
def test_a_crafted_post_is_no_error_of_the_server(admin_client, rent, crafted):
    page = form(admin_client, address(rent)) | crafted
    admin_client.raise_request_exception = False
    assert admin_client.post(address(rent), page).status_code in (200, 302, 400)
    rent.refresh_from_db()
    assert rent.name == "青年租房补助"


@pytest.mark.parametrize(
    "field", ["category", "region", "group", "state", "thresholds-0-operator", "thresholds-0-question"]
)
def test_what_no_select_offers_is_not_repeated(admin_client, rent, field):
    page = form(admin_client, address(rent)) | {field: "长" * 300}
    found = text(admin_client.post(address(rent), page))
    assert "没有这个选项，请从列出的里面重新选。" in found
    assert "长" * 41 not in found


@pytest.mark.parametrize("claimed", ["999999", "900"])
def test_rows_that_are_only_claimed_take_no_time_and_cost_nothing(admin_client, rent, monkeypatch, claimed):
    made = []
    monkeypatch.setattr(ThresholdForm, "__init__", _noting(made, ThresholdForm.__init__))
    page = form(admin_client, address(rent)) | {"summary": "每年 6000 元。"}
    there = int(page["thresholds-TOTAL_FORMS"])
    made.clear()
    answer = admin_client.post(address(rent), page | {"thresholds-TOTAL_FORMS": claimed})
    assert len(made) <= 2 * (there + 1)
    if claimed == "999999":
        assert "1000" in errors(answer)["thresholds"]
        assert fields(answer)["summary"] == "每年 6000 元。"
    else:
        assert answer.status_code == 302
    assert rent.thresholds.count() == there


def _noting(made, init):
    def noted(self, *args, **kwargs):
        made.append(self)
        init(self, *args, **kwargs)

    return noted


def test_a_list_that_was_crafted_is_no_error_either(admin_client, rent):
    admin_client.raise_request_exception = False
    for body in ({"form-TOTAL_FORMS": "x"}, {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "x"}):
        answer = admin_client.post(reverse("admin:policies_policy_changelist"), body | {"_save": "1"})
        assert answer.status_code in (200, 302, 400)
