"""Staff at a desk, under the strict CSP: two on one page, the history, the lock, the second factor."""

import pytest
from django_otp.oath import totp
from playwright.sync_api import expect

from policies.models import Policy
from tests import loaded

PASSWORD = "only-for-this-test-7"


@pytest.fixture(autouse=True)
def people(transactional_db, django_user_model):
    django_user_model.objects.create_superuser("clerk", password=PASSWORD, last_name="张", first_name="三")
    loaded.shipped()


def log_in(page, password=PASSWORD):
    page.goto("/admin/login/?next=/admin/password_change/")
    page.get_by_label("用户名").fill("clerk")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_two_on_one_page_and_the_history(open_page, assert_accessible):
    first, second = open_page({"width": 1280, "height": 900}), open_page({"width": 1280, "height": 900})
    rent = Policy.objects.get(code="qj-rent-subsidy")
    for page in (first, second):
        log_in(page)
        page.wait_for_url("**/password_change/")
        page.goto(f"/admin/policies/policy/{rent.pk}/change/")
    for page, amount in ((first, "6500"), (second, "7000")):
        page.get_by_label("定期：每期金额（元）").first.fill(amount)
        page.get_by_role("button", name="保存", exact=True).first.click()
    expect(first.locator(".messagelist .success")).to_be_visible()
    expect(second.locator("#stale")).to_contain_text("定期：每期金额（元）：6000 → 6500")
    expect(second.get_by_label("定期：每期金额（元）").first).to_have_value("7000")
    expect(second.locator(".asked")).to_contain_text("张三（clerk）")
    assert_accessible(second)
    second.get_by_label("用我写的").check()
    second.get_by_role("button", name="保存", exact=True).first.click()
    expect(second.locator(".messagelist .success")).to_be_visible()
    second.goto(f"/admin/policies/policy/{rent.pk}/history/")
    expect(second.locator(".entries")).to_contain_text("定期：每期金额（元）：6500 → 7000")
    assert_accessible(second)
    second.goto("/admin/trail/?who=张三")
    # The account was made, both came in, and each changed the amount.
    expect(second.locator(".entries tbody tr")).to_have_count(5)
    assert_accessible(second)
    with second.expect_download() as download:
        second.get_by_role("button", name="导出 CSV").click()
    assert download.value.suggested_filename.startswith("trail-")


def test_five_wrong_passwords(desktop, assert_accessible):
    for _ in range(5):
        log_in(desktop, "wrong")
    expect(desktop.get_by_text("先锁住 30 分钟")).to_be_visible()
    assert_accessible(desktop)


def test_the_second_factor(desktop, settings, assert_accessible):
    from django_otp.plugins.otp_totp.models import TOTPDevice

    settings.STAFF_OTP_REQUIRED = True
    log_in(desktop)
    expect(desktop.locator(".enrolment-picture svg")).to_be_visible()
    assert_accessible(desktop)
    device = TOTPDevice.objects.get()
    desktop.get_by_label("验证码").fill(f"{totp(device.bin_key):06d}")
    desktop.get_by_role("button", name="确定").click()
    expect(desktop.locator(".recovery-codes li")).to_have_count(10)
    assert_accessible(desktop)
    desktop.get_by_role("link", name="抄好了，继续").click()
    desktop.wait_for_url("**/password_change/")
