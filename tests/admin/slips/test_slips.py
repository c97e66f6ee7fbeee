"""A clerk opens a visitor's slip: by link or code, in the body of a post, for those who may; nothing of it stays."""

import re
import time

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core import signing
from django.urls import reverse

from policies.answers import resume, typed
from policies.models import Policy, StaffEvent, Threshold
from policies.models.history import TRACKED
from policies.results.gather import page_of
from policies.results.slips import slips
from tests.admin.people import member, signed_in
from tests.pages import text
from tests.persons import CAST, MASTER_2025, replace

SLIP = reverse("admin:slip")
NOTE = re.compile(reverse("admin:interpretation", args=[0]).replace("0", r"(\d+)"))


def code(person=MASTER_2025):
    return resume.code_of(person.on())


def short(person=MASTER_2025):
    from policies.publishing import live

    return typed.code_of(person.on(), live.current())


def opened(client, pasted):
    response = client.post(SLIP, {"slip": pasted})
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_a_clerk_sees_of_each_office_what_stands_on_its_slip(admin_client, live_rules, person):
    shown = text(opened(admin_client, code(person)))
    for slip in slips(page_of(person.on(), live_rules)):
        assert slip.office in shown
        for claim in slip.claims:
            assert claim.until in shown
            for one in claim.met:
                assert one.wording.needed in shown
                assert one.wording.source in shown
                said = claim.card.explainer.said(one.finding, claim.card.result)
                assert said.replace("你的回答", "市民的回答") in shown
            assert all(asked in shown for asked in claim.to_ask)
        for doubt in slip.doubts:
            assert f"{doubt.card.policy['name']} 可以先咨询" in shown
        assert all(paper.text in shown for paper in slip.papers)


@pytest.mark.parametrize(
    "pasted",
    [
        "{code}",
        "https://butie.example.cn/resume#{code}",
        "张三发来：https://butie.example.cn/resume#{code} 请看",
        "https：//butie.example.cn/resume＃{wide}",
    ],
    ids=["code", "link", "chat", "scanner behind a Chinese keyboard"],
)
def test_link_and_code_are_read_whatever_stands_around_them(admin_client, live_rules, pasted):
    whole = code()
    shown = text(opened(admin_client, pasted.format(code=whole, wide=whole.replace(":", "："))))
    assert "2025 年 9 月 1 日" in shown


def test_the_code_on_the_slip_is_typed(admin_client, live_rules, visit):
    """It stands on paper as it is read here; which papers are ready it does not say."""
    visit(MASTER_2025)
    code = short()
    assert code in text(admin_client.get(f"{reverse('result')}?view=slip"))
    shown = text(opened(admin_client, code.lower()))
    assert "2025 年 9 月 1 日" in shown
    assert "备好" not in shown
    assert "2025 年 9 月 1 日" in text(opened(admin_client, f"短码：{code.replace('-', '—')}。"))


@pytest.mark.parametrize(
    ("pasted", "sentence"),
    [
        ("", "请先扫单子上的二维码，或者把短码、链接写到框里。"),
        ("12345", typed.MISTYPED),
        ("网址 12345", resume.DAMAGED),
        ("https://butie.example.cn/resume#k1.AbCdEf012345", "要由市民自己的浏览器解开"),
        (code()[:-1], resume.DAMAGED),
    ],
)
def test_what_is_no_code_is_answered_with_a_sentence(admin_client, live_rules, pasted, sentence):
    response = opened(admin_client, pasted)
    assert sentence in text(response)
    assert 'id="opened"' not in response.content.decode()


def test_an_old_code_and_one_of_a_region_that_is_gone_are_too(admin_client, live_rules, monkeypatch):
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now - 31 * 86400)
    old = code()
    monkeypatch.undo()
    from policies.publishing import live

    live.serve(live_rules)
    assert resume.EXPIRED in text(opened(admin_client, old))
    gone = resume.code_of(MASTER_2025.on().__class__("nowhere", MASTER_2025.on().as_of, {}))
    assert resume.GONE in text(opened(admin_client, gone))


def test_before_the_first_release_there_are_none(admin_client, rows):
    from policies.publishing import live

    live.reset()
    assert "还没有发布过" in text(opened(admin_client, code()))


def test_who_may_open_one(client, live_rules):
    assert client.post(SLIP, {"slip": code()})["Location"] == f"{reverse('admin:login')}?next={SLIP}"
    assert signed_in(member("nobody")).post(SLIP, {"slip": code()}).status_code == 403
    # Of the visitor's own region or one above it, and no other.
    for regions, opens in [((), True), (("qujiang",), True), (("quzhou",), True), (("liandu",), False)]:
        shown = text(opened(signed_in(member(f"of{regions}", "编辑", regions=regions)), code()))
        assert ("2025 年 9 月 1 日" in shown) == opens
        assert ("不归你负责的地区" in shown) != opens


def test_only_who_may_change_a_condition_is_led_to_note_on_it(live_rules):
    def offered(user):
        found = set(map(int, NOTE.findall(opened(signed_in(user), code()).content.decode())))
        return {row.policy.region.code for row in Threshold.objects.filter(pk__in=found)}

    assert offered(member("all", "编辑")) == {"qujiang", "quzhou"}
    assert offered(member("one", "编辑", regions=("qujiang",))) == {"qujiang"}
    assert offered(member("reader", "发布")) == set()
    inferred = set(Threshold.objects.filter(inferred=True).values_list("pk", flat=True))
    shown = opened(signed_in(member("again", "编辑")), code()).content.decode()
    assert set(map(int, NOTE.findall(shown))) <= inferred


def test_what_staff_wrote_or_changed_since_the_release_is_told(admin_client, live_rules):
    first = Threshold.objects.filter(
        pk__in=NOTE.findall(opened(admin_client, code()).content.decode()), note__gt=""
    ).first()
    first.note += "窗口口径：合租也算。"
    first.save()
    shown = text(opened(admin_client, code()))
    assert f"后台里已经写了，还没有发布：{first.note}" in shown
    assert "后台里这一条改过了" not in shown
    first.inferred = False
    first.save()
    assert "后台里这一条改过了" in text(opened(admin_client, code()))


def test_a_slip_that_was_printed_by_other_rules_says_so(admin_client, live_rules):
    before = resume.code_of(MASTER_2025.on(), (3, "another"))
    assert "按第 3 次发布的规则印的" in text(opened(admin_client, before))
    assert "后来规则改过" not in text(opened(admin_client, resume.code_of(MASTER_2025.on(), live_rules.mark)))


def test_nothing_of_it_stays_anywhere(admin_client, live_rules, caplog):
    def everything():
        found = {model: list(model.objects.values()) for model in (*TRACKED, StaffEvent, LogEntry)}
        # When the account was last seen is written down with every page.
        sessions = [one.get_decoded() | {"seen": 0} for one in Session.objects.all()]
        return found | {Session: sessions}

    before = everything()
    with caplog.at_level("DEBUG"):
        response = opened(admin_client, code(replace(MASTER_2025, monthly_rent=4321)))
    assert everything() == before
    assert not response.cookies.keys() & {"answers"}
    assert code()[:40] not in caplog.text + response.content.decode()
    assert short().encode() not in opened(admin_client, short()).content
    assert everything() == before
    assert "no-store" in response["Cache-Control"]
    assert 'autocomplete="off"' in response.content.decode()


def test_nor_does_it_where_the_session_had_ended(client, admin_user, live_rules):
    """Other pages keep what was typed until the log-in, in the session; a visitor's code goes nowhere."""
    client.force_login(admin_user)
    page = client.get(SLIP)
    typed_by = page.context["typed_by"]
    client.logout()
    response = client.post(SLIP, {"slip": code(), "typed_by": typed_by})
    assert response["Location"] == f"{reverse('admin:login')}?next={SLIP}"


def test_a_policy_that_is_gone_from_the_rows_is_named_without_a_link(admin_client, live_rules):
    first = slips(page_of(MASTER_2025.on(), live_rules))[0].claims[0].card
    rent = Policy.objects.get(code=first.code)
    link = reverse("admin:policies_policy_change", args=[rent.pk])
    assert link in opened(admin_client, code()).content.decode()
    Policy.objects.filter(pk=rent.pk).update(code="another")
    response = opened(admin_client, code())
    assert rent.name in text(response)
    assert link not in response.content.decode()
