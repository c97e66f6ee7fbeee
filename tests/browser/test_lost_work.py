"""What a clerk typed and has not saved: kept while the tab is closed, and while the session ends."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from policies.models import Policy
from tests import loaded

PASSWORD = "only-for-this-test-7"
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(autouse=True)
def people(transactional_db, django_user_model):
    django_user_model.objects.create_superuser("clerk", password=PASSWORD, last_name="张", first_name="三")
    loaded.shipped()


def log_in(page, **ticked):
    page.get_by_label("用户名").fill("clerk")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_label("公用电脑").set_checked(ticked.get("shared", False))
    page.get_by_role("button", name="登录").click()


def rent():
    return Policy.objects.get(code="qj-rent-subsidy")


def opened(page):
    page.goto(f"/admin/policies/policy/{rent().pk}/change/")
    return page


def save(page):
    page.get_by_role("button", name="保存", exact=True).first.click()


def drafts(page) -> list[str]:
    kept = page.evaluate("Object.entries(localStorage)")
    return [value for key, value in kept if key.startswith("draft:")]


def typed_and_kept(page, office):
    page.locator("#id_office").fill(office)
    for _ in range(100):
        if drafts(page):
            return
        page.wait_for_timeout(100)
    pytest.fail("no draft was kept")


def test_a_draft_is_offered_after_the_tab_was_closed_and_goes_with_the_log_out(desktop, assert_accessible):
    desktop.goto("/admin/")
    log_in(desktop)
    context = desktop.context
    typed_and_kept(opened(desktop), "人社局三楼")
    assert "人社局" not in "".join(drafts(desktop)), "nobody else reads it there"
    desktop.close()

    page = opened(context.new_page())
    offer = page.locator(".draft")
    expect(offer).to_contain_text("这一页有没保存的草稿")
    assert_accessible(page)
    offer.get_by_role("button", name="接着写").click()
    expect(page.locator(".errornote").first).to_be_visible()
    expect(page.locator("#id_office")).to_have_value("人社局三楼")
    expect(page.locator(".draft")).to_have_count(0)
    assert rent().office != "人社局三楼"
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert rent().office == "人社局三楼"
    assert not drafts(page)

    typed_and_kept(opened(page), "住建局")
    opened(page)
    page.locator(".draft").get_by_role("button", name="丢掉").click()
    assert not drafts(page)
    typed_and_kept(page, "住建局")
    page.get_by_role("button", name="注销").click()
    page.wait_for_url("**/logout/")
    assert not drafts(page)

    page.goto("/admin/")
    log_in(page, shared=True)
    expect(page.locator("#content-main")).to_be_visible()
    opened(page).locator("#id_office").fill("住建局")
    page.wait_for_timeout(1500)
    assert not drafts(page), "not on a machine that others use"


def test_a_changed_secret_loses_neither_a_draft_nor_an_open_page(desktop, settings):
    before = settings.SECRET_KEY
    desktop.goto("/admin/")
    log_in(desktop)
    opened(desktop)
    # A server that is restarted with another key has no request half answered under the one of before.
    with desktop.expect_response(lambda response: response.request.method == "POST"):
        typed_and_kept(desktop, "人社局三楼")
    settings.SECRET_KEY_FALLBACKS = [before]
    settings.SECRET_KEY = "another-secret-only-for-this-one-test"

    page = opened(desktop.context.new_page())
    expect(page.locator(".draft")).to_contain_text("这一页有没保存的草稿")
    assert len(drafts(page)) == 1, "it lies under the new key alone"
    page.get_by_role("button", name="接着写").click()
    expect(page.locator("#id_office")).to_have_value("人社局三楼")
    page.close()

    save(desktop)
    expect(desktop.locator(".messagelist .success")).to_be_visible()
    assert rent().office == "人社局三楼"


def test_the_note_of_a_release_is_kept_too(desktop):
    desktop.goto("/admin/")
    log_in(desktop)
    page = "/admin/policies/release/add/"
    desktop.goto(page)
    desktop.get_by_label("说明").fill("改了租房补助")
    for _ in range(100):
        if drafts(desktop):
            break
        desktop.wait_for_timeout(100)
    desktop.goto(page)
    desktop.locator(".draft").get_by_role("button", name="接着写").click()
    expect(desktop.get_by_label("说明")).to_have_value("改了租房补助")


def test_saving_into_an_ended_session_logs_in_beside_the_page_and_goes_on(desktop, assert_accessible):
    desktop.goto("/admin/")
    log_in(desktop)
    opened(desktop).locator("#id_office").fill("人社局三楼")
    desktop.wait_for_timeout(2500)  # the preview has looked
    Session.objects.update(expire_date=timezone.now())
    save(desktop)
    dialog = desktop.get_by_role("dialog")
    expect(dialog).to_contain_text("登录过期了")
    assert_accessible(desktop)
    with desktop.context.expect_page() as opening:
        dialog.get_by_role("link", name="在新窗口登录").click()
    beside = opening.value
    log_in(beside)
    expect(beside.get_by_text("请关掉这个窗口，回到原来那一页")).to_be_visible()
    beside.close()
    expect(desktop.locator(".messagelist .success")).to_be_visible()
    assert rent().office == "人社局三楼"


def test_without_script_it_comes_back_after_the_log_in(open_page):
    page = open_page(WIDE, java_script_enabled=False)
    page.goto("/admin/")
    log_in(page)
    opened(page).wait_for_url("**/change/?whole=1")
    page.locator("#id_office").fill("人社局三楼")
    Session.objects.update(expire_date=timezone.now())
    save(page)
    expect(page.locator(".errornote")).to_contain_text("写的内容还在，登录以后接着保存")
    log_in(page)
    page.get_by_role("button", name="接着保存").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert rent().office == "人社局三楼"
