"""Publishing at a desk: going back in two clicks, a scheduled release, the preview beside the form."""

from playwright.sync_api import expect

from policies.models import Policy
from policies.publishing.publish import publish
from tests.browser.test_admin import citizen, clerk, open_policy, published, rent, save, sign_in

__all__ = ["citizen", "clerk", "published"]


def change(amount: int) -> None:
    policy = Policy.objects.get(code="qj-rent-subsidy")
    policy.recurring_amount = amount
    policy.save()


def test_back_in_two_clicks(clerk, citizen):
    change(65)
    publish(note="少写了两个 0")
    citizen.wait_for_timeout(2000)
    expect(rent(citizen)).not_to_contain_text("6,000")
    clerk.goto("/admin/policies/release/")
    clerk.get_by_role("link", name="退回到这一次").click()
    expect(clerk.locator("#changes")).to_contain_text("青年租房补助：每年 65 元 → 6,000 元")
    clerk.get_by_role("button", name="退回").click()
    expect(clerk.get_by_text("已退回到第 1 次发布的内容（这是第 3 次发布）")).to_be_visible()
    citizen.wait_for_timeout(3000)
    expect(rent(citizen)).to_contain_text("6,000")
    clerk.goto("/admin/")
    expect(clerk.locator("#duties")).to_contain_text("未发布的修改 0 处")


def test_a_release_is_scheduled_and_cancelled(clerk):
    change(6500)
    clerk.goto("/admin/policies/release/add/")
    clerk.get_by_label("说明").fill("明年起")
    clerk.get_by_label("依据").fill("文件")
    clerk.get_by_label("为什么仍然发布").fill("样例还是旧的金额")
    clerk.get_by_label("没有核对完也发布").check()
    clerk.locator("#id_effective_at_0").fill("2027-01-01")
    clerk.locator("#id_effective_at_1").fill("00:00")
    clerk.get_by_role("button", name="发布", exact=True).click()
    expect(clerk.get_by_text("2027-01-01 00:00 自动生效")).to_be_visible()
    clerk.goto("/admin/")
    clerk.get_by_role("link", name="等待生效的发布 1 次").click()
    clerk.locator("#result_list tbody th a").first.click()
    clerk.get_by_role("link", name="撤回").click()
    clerk.get_by_role("button", name="撤回").click()
    expect(clerk.get_by_text("已撤回，不会生效")).to_be_visible()


def test_the_preview_follows_what_is_typed(clerk):
    open_policy(clerk, "青年租房补助")
    card = clerk.frame_locator('iframe[name="preview"]')
    expect(card.locator("article.card").first).to_contain_text("6,000")
    frame = clerk.frame(name="preview")
    asked = []
    clerk.on("request", lambda request: asked.append(request.method) if "/preview/" in request.url else None)
    clerk.wait_for_timeout(1500)
    assert asked == [], "nothing was changed"
    frame.evaluate("scrollTo(0, 150)")
    pages = clerk.evaluate("history.length")
    amount = clerk.get_by_label("定期：每期金额（元）").first
    amount.fill("6500")
    place = clerk.evaluate("scrollY")
    expect(card.locator("article.card").first).to_contain_text("6,500")
    expect(amount).to_be_focused()
    now = [clerk.evaluate("scrollY"), frame.evaluate("scrollY"), clerk.evaluate("history.length")]
    assert now == [place, 150, pages], "neither page is moved, nor a step added to the way back"
    amount.fill("")
    expect(card.locator("body")).to_contain_text("还不能预览")
    assert asked == ["POST", "POST"]
    assert Policy.objects.get(code="qj-rent-subsidy").recurring_amount == 6000


def test_without_script_a_button_shows_the_preview(open_page):
    page = open_page({"width": 1280, "height": 900}, java_script_enabled=False)
    sign_in(page)
    open_policy(page, "青年租房补助")
    page.wait_for_url("**/change/**whole=1**")
    page.get_by_label("定期：每期金额（元）").first.fill("6500")
    page.get_by_role("button", name="按现在写的预览（不保存）").click()
    expect(page.frame_locator('iframe[name="preview"]').locator("article.card").first).to_contain_text("6,500")


def test_a_refused_page_is_previewed_as_it_was_typed(clerk):
    open_policy(clerk, "青年租房补助")
    clerk.locator("#id_thresholds-0-value").fill("硕士生")
    save(clerk)
    expect(clerk.locator("#thresholds-0 .errorlist")).to_be_in_viewport()
    card = clerk.frame_locator('iframe[name="preview"]')
    expect(card.locator("body")).to_contain_text("没有“硕士生”这个选项")


def test_a_new_policy_is_previewed_too(clerk, assert_accessible):
    clerk.goto("/admin/policies/policy/add/")
    card = clerk.frame_locator('iframe[name="preview"]')
    expect(card.locator("body")).to_contain_text("这里就是市民会看到的样子")
    clerk.locator("#id_name").fill("购书补助")
    expect(card.locator("body")).to_contain_text("代码：这个字段是必填项。")
    assert_accessible(clerk)


def test_a_condition_is_read_while_it_is_typed(clerk):
    open_policy(clerk, "青年租房补助")
    row = clerk.locator("#thresholds-0")
    expect(row.locator("output")).to_have_text("学历：大专及以上")
    row.locator("#id_thresholds-0-value").fill("硕士")
    expect(row.locator("output")).to_have_text("学历：硕士及以上")
    row.locator("#id_thresholds-0-value").fill("硕士生")
    expect(row.locator("output")).to_contain_text("在“学历”里没有“硕士生”这个选项")
    row.locator("#id_thresholds-0-value").fill("硕士")
    row.locator("summary").click()
    row.get_by_label("条款").fill("三（一）")
    expect(row.locator("summary")).to_have_text("几选一、顺序和出处（出处 三（一））")
    save(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()


def test_sample_persons_keep_the_content_security_policy(clerk):
    clerk.goto("/admin/policies/persona/")
    clerk.get_by_role("link", name="全部运行").click()
    expect(clerk.get_by_text("结果都和预期相同")).to_be_visible()
    clerk.goto("/admin/policies/persona/")
    clerk.locator("#result_list tbody th a").first.click()
    expect(clerk.locator("#id_answers")).to_contain_text("学历：")
    for model in ("school", "measure", "release"):
        clerk.goto(f"/admin/policies/{model}/")
        clerk.locator("#result_list tbody th a").first.click()
        expect(clerk.locator("#content form").first).to_be_visible()
