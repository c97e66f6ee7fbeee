"""What the office says of an inferred condition: a note of the policy for the next release, nothing of a visitor."""

import pytest
from django.urls import reverse

from policies.answers import letters, resume
from policies.models import Threshold
from policies.publishing import live
from policies.publishing.publish import publish
from policies.publishing.restore import restore
from tests.admin.pages import address, errors, form, rows, saved
from tests.admin.people import member, signed_in
from tests.pages import text
from tests.persons import MASTER_2025

SAID = "毕业不满两年都算应届"


@pytest.fixture(autouse=True)
def no_live_catalogue():
    yield
    live.reset()


@pytest.fixture
def condition(catalogue):
    return Threshold.objects.get(policy__code="city-rent", note="应届")


@pytest.fixture
def note(admin_client, condition):
    """Types what is said into the page of the condition; `seen`: as it was opened, else as it is now."""

    def save(said=SAID, seen=None, client=admin_client):
        page = place(condition)
        return client.post(page, {"text": said, "seen": seen or opened(client, condition)})

    return save


def place(condition):
    return reverse("admin:interpretation", args=[condition.pk])


def opened(client, condition):
    return client.get(place(condition)).context["one"].seen


def test_it_comes_after_the_note_and_the_history_says_who(admin_client, note, condition):
    response = admin_client.get(place(condition))
    assert response.context["one"].condition in text(response)
    assert "没有市民的任何内容" in text(response)
    assert saved(note())
    condition.refresh_from_db()
    assert condition.note == "应届。窗口口径：毕业不满两年都算应届。"
    last = condition.history.first()
    assert (last.history_user_name, last.history_change_reason) == ("clerk", "窗口口径")
    assert "市民还看不到" in text(admin_client.get(place(condition)))
    page = form(admin_client, address(condition.policy))
    assert page[f"{rows(page, 'thresholds', id=str(condition.pk))}-note"] == condition.note
    assert SAID in text(admin_client.get(reverse("admin:policies_policy_history", args=[condition.policy_id])))


def test_it_is_a_proposal_for_the_next_release(admin_client, catalogue, note, condition):
    publish(note="第一次")
    live.refresh()
    note()
    assert SAID not in str(live.current().document)
    assert SAID in text(admin_client.get(reverse("admin:policies_release_add")), "changes")
    publish(note="第二次")
    live.refresh()
    assert SAID in str(live.current().document)


def test_it_goes_with_the_release_that_is_gone_back_from_and_stays_in_the_history(catalogue, note, condition):
    first = publish(note="第一次")
    note()
    publish(note="第二次")
    restore(first, by=None, note="口径不对", legal_basis="", rows_too=True)
    live.refresh()
    assert SAID not in str(live.current().document)
    condition.refresh_from_db()
    assert condition.note == "应届"
    assert [SAID in one.note for one in condition.history.all()[:2]] == [False, True]
    assert saved(note())
    condition.refresh_from_db()
    assert SAID in condition.note


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "这个字段是必填项。"),
        ("问的人是 33080319990307123X", "好像有身份证号"),
        ("打 13800138000 问的", "好像有手机号"),
        ("打 138-0013-8000 问的", "好像有手机号"),
        ("打 １３８００１３８０００ 问的", "好像有手机号"),
        ("社保卡 6217 0000 1234 5678 901", "好像有证件号或卡号"),
        ("写信给 wang@example.com", "好像有邮箱"),
        ("护照 E12345678 的那位", "好像有护照号"),
        ("护照ＥＡ１２３４５６７", "好像有护照号"),
        ("日历 k1.AbCdEf012345.xyz 里的", "好像有日历里的加密链接"),
        ("3TP5V-WRQZ7-VBVWT-3FS54-TSW84-CGNN9-B 那位", "好像有短码"),
        ("短码3tp5v wrqz7 vbvwt 3fs54 tsw84 cgnn9 b", "好像有短码"),
        ("3TP5VWRQZ7VBVWT3FS54TSW84CGNN9B", "好像有短码"),
        ("长" * 501, "501"),
        ("不算\u202e应届", "看不见的字符"),
    ],
)
def test_what_may_not_stand_there_is_refused_with_a_sentence(note, condition, said, sentence):
    response = note(said)
    shown = text(response)
    assert not saved(response)
    assert sentence in shown
    condition.refresh_from_db()
    assert condition.note == "应届"


@pytest.mark.parametrize(
    "said",
    [
        "2025-01-01 到 2026-12-31 入职的都算",
        "按每月 10000000000 元以下算",
        "问 0570-3012345",
        "按 GB32100 和 A2024001 号文",
        "网上看 https://www.example.gov.cn/art/2024/art_1229037012_59083910.html",
    ],
)
def test_days_amounts_and_the_phone_of_an_office_are_nobodys(note, said):
    assert saved(note(said))


def test_a_resume_code_is_refused(note, condition):
    short = resume.code_of(type(MASTER_2025.on())("town", MASTER_2025.on().as_of, {}))
    assert "好像有接续码" in text(note(short))


def test_a_short_code_is_refused_in_whatever_groups(note, condition):
    assert "好像有短码" in text(note(f"{letters.checked('3TP5VWRQ')[:7]}/{letters.checked('3TP5VWRQ')[7:]} 那位"))


def test_the_same_is_not_noted_twice(note, condition):
    assert saved(note())
    response = note()
    assert "这句口径已经在说明里了" in text(response)
    condition.refresh_from_db()
    assert condition.note.count(SAID) == 1


def test_two_who_note_at_once_are_both_kept(note, condition, admin_client):
    seen = opened(admin_client, condition)
    note("只看毕业证", seen)
    response = note(SAID, seen)
    shown = text(response)
    assert "还没有保存：这个条件刚刚被改过" in shown
    assert "只看毕业证" in shown
    assert SAID in shown
    assert saved(note(SAID))
    condition.refresh_from_db()
    assert condition.note == "应届。窗口口径：只看毕业证。窗口口径：毕业不满两年都算应届。"


def test_a_page_of_the_policy_that_lay_open_meanwhile_is_put_together_with_it(note, condition, admin_client):
    page = form(admin_client, address(condition.policy))
    note()
    response = admin_client.post(address(condition.policy), page | {"office": "人社局"})
    assert saved(response), errors(response)
    condition.refresh_from_db()
    assert condition.policy.office == "人社局"
    assert SAID in condition.note


def test_a_condition_that_was_settled_or_deleted_meanwhile(note, condition, admin_client):
    seen = opened(admin_client, condition)
    Threshold.objects.filter(pk=condition.pk).update(inferred=False)
    assert "现在不是推断的了" in text(note(SAID, seen))
    assert "不用记口径" in text(admin_client.get(place(condition)))
    page = place(condition)
    condition.delete()
    gone = admin_client.post(page, {"text": SAID, "seen": seen})
    assert "刚刚被删掉了" in text(gone)
    assert SAID in text(gone)
    assert admin_client.get(page).status_code == 404


def test_a_note_that_gets_too_long_is_refused(note, condition):
    Threshold.objects.filter(pk=condition.pk).update(note="长" * 1990)
    assert "超过 2000 个字" in text(note())


def test_only_who_may_change_the_policy_notes(note, condition, client):
    for user in (member("reader", "发布"), member("town", "编辑", regions=("town",))):
        assert signed_in(user).get(place(condition)).status_code == 403
        assert signed_in(user).post(place(condition), {"text": SAID}).status_code == 403
    city = signed_in(member("city", "编辑", regions=("city",)))
    assert saved(note(client=city))
    assert client.get(place(condition)).status_code == 302
