"""Every chapter of the handbook is walked: a step that the screens no longer have, or call otherwise, is told here."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from playwright.sync_api import Error

from policies.admin import handbook
from policies.publishing import live
from tests import loaded
from tests.browser import chapters
from tests.browser.chapters import PASSWORD
from tests.browser.conftest import DESKTOP
from tests.browser.figures import fill
from tests.browser.walk import Walk, steps
from tests.persons import DAY


@pytest.fixture(autouse=True)
def office(transactional_db, monkeypatch, django_user_model):
    """The shipped policies, published; a colleague who edits."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: DAY)
    django_user_model.objects.create_superuser("wang", password=PASSWORD)
    li = django_user_model.objects.create(username="li", is_staff=True)
    li.groups.set(Group.objects.filter(name="编辑"))
    loaded.released()
    live.reset()
    yield
    live.reset()


@pytest.fixture
def desk(open_page, live_server, client, django_user_model):
    client.force_login(django_user_model.objects.get(username="wang"))
    page = open_page(DESKTOP)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


FIRST = ["first-login", "recovery-codes"]
EDITING = ["finding", "amounts", "review", "dated", "windows", "questions", "new-policy", "notices", "parameters"]
KEEPING = ["spreadsheets", "codes", "lost-work", "figures", "accounts", "links", "personas", "month-end", "simulate"]
KEEPING += ["schedule", "withdraw", "roll-back", "slips"]
# They have no steps.
TABLES = {"README", "mistakes"}


def walked(page, names):
    """All of them, so that one run tells of every chapter that no longer holds."""
    wrong = []
    for chapter in names:
        walk = Walk(page, chapter)
        try:
            getattr(chapters, f"walk_{chapter.replace('-', '_')}")(walk)
            walk.done()
        except (AssertionError, Error) as error:
            wrong.append(f"{chapter}.md, at {page.url}: {str(error).partition('Aria snapshot')[0]}")
    assert not wrong, "\n\n".join(wrong)


def test_every_chapter_is_walked():
    assert {*FIRST, *EDITING, *KEEPING} | TABLES == set(handbook.titles())
    assert not steps("mistakes")


def test_chapters_about_the_content(desk):
    walked(desk, EDITING)


def test_chapters_about_keeping_it(desk):
    fill()
    walked(desk, KEEPING)


def test_a_chapter_with_tables_is_read_on_a_phone(desk, assert_accessible):
    desk.set_viewport_size({"width": 320, "height": 800})
    desk.goto(reverse("admin:handbook_chapter", args=["new-policy"]))
    assert not desk.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert_accessible(desk)


def test_the_first_login_and_a_recovery_code(open_page, settings, django_user_model):
    from django_otp.plugins.otp_totp.models import TOTPDevice

    settings.STAFF_OTP_REQUIRED = True
    first = Walk(open_page(DESKTOP), "first-login")
    first.go("login")
    first.fill("用户名", "wang")
    first.fill("密码", PASSWORD)
    first.click("登录")
    first.fill("验证码", f"{totp(TOTPDevice.objects.get().bin_key):06d}")
    first.click("确定")
    codes = first.page.locator(".recovery-codes code").all_inner_texts()
    first.click("抄好了，继续")
    first.click("修改密码")
    first.fill("旧密码", PASSWORD)
    first.fill("新密码", PASSWORD + "8")
    first.fill("新密码确认", PASSWORD + "8")
    first.click("修改我的密码")
    first.done()
    first.page.get_by_role("button", name="注销").click()

    lost = Walk(open_page(DESKTOP), "recovery-codes")
    lost.go("login")
    lost.page.get_by_label("用户名").fill("wang")
    lost.page.get_by_label("密码").fill(PASSWORD + "8")
    lost.click("登录")
    lost.fill("验证码", codes[0].upper())
    lost.click("确定")
    lost.go()
    lost.click("用户")
    lost.page.locator("tr", has_text="li").locator("[name=_selected_action]").check()
    lost.act("重新绑定验证器（手机丢了）")
    chapters.saved(lost)
    lost.done()
