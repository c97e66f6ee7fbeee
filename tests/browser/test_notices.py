"""A notice is prolonged at a desk, and repealed on a phone; citizens see it once it is published."""

from playwright.sync_api import expect

from policies.models import Source
from policies.publishing.publish import publish
from tests.browser.test_admin import citizen, clerk, published

__all__ = ["citizen", "clerk", "published"]


def test_a_notice_is_prolonged_and_repealed_with_all_its_policies(clerk, citizen, assert_accessible):
    source = Source.objects.get(code="LD2023")
    clerk.goto("/admin/policies/source/")
    clerk.locator("#result_list tr", has_text="LD2023").get_by_role("link", name="8 条").click()
    clerk.get_by_role("link", name="延续", exact=True).click()
    clerk.get_by_role("textbox", name="新的结束日期").fill("2027-12-31")
    clerk.get_by_label("原因").fill("某政发〔2026〕9号")
    clerk.get_by_role("button", name="看看会改什么").click()
    expect(clerk.locator(".proposal")).to_have_count(8)
    expect(clerk.locator(".proposal").first).to_contain_text("→ 2023 年 5 月 29 日到 2027 年 12 月 31 日")
    clerk.get_by_role("button", name="保存延续（8 条政策）").click()
    expect(clerk.locator(".messagelist")).to_contain_text("发布以后才看到")

    clerk.set_viewport_size({"width": 375, "height": 812})
    clerk.get_by_role("link", name="废止", exact=True).click()
    clerk.get_by_label("从哪天起废止").fill("2027-01-01")
    clerk.get_by_label("原因").fill("某政发〔2026〕10号")
    clerk.locator(".proposal", has_text="创业贷款贴息").get_by_label("改为已停止").check()
    clerk.get_by_role("button", name="看看会改什么").click()
    expect(clerk.locator(".proposal", has_text="创业贷款贴息")).to_contain_text("状态：受理中 → 已停止")
    assert not clerk.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert_accessible(clerk)
    clerk.get_by_role("button", name="保存废止（8 条政策）").click()
    expect(clerk.locator(".messagelist")).to_contain_text("废止 LD2023：某政发〔2026〕10号")
    source.refresh_from_db()
    assert source.ends_on.isoformat() == "2026-12-31"

    publish(note="废止")
    citizen.wait_for_timeout(2000)
    citizen.goto("/policies/ld-startup-grant")
    expect(citizen.locator("main")).to_contain_text("到 2026 年 12 月 31 日")
    citizen.goto("/policies/ld-loan-interest")
    expect(citizen.locator("main")).to_contain_text("这项政策已经停止")
