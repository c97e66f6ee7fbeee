"""The journey of each chapter of the handbook: walk_… goes by its steps; what it clicks has to be named there."""

import io
import re

from django.contrib.sessions.models import Session
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from policies.answers import resume
from policies.models import LinkCheck, Policy, Source
from policies.publishing.publish import publish
from tests.admin.workbooks import AMOUNT, put, row_of, written
from tests.browser.walk import Walk
from tests.persons import MASTER_2025

PASSWORD = "only-for-this-test-7"


def changed(amount):
    rent = Policy.objects.get(code="qj-rent-subsidy")
    rent.recurring_amount = amount
    rent.save()


def open_rent(walk):
    walk.go("policies_policy_change", Policy.objects.get(code="qj-rent-subsidy").pk)


def saved(walk):
    expect(walk.page.locator(".messagelist .success").first).to_be_visible()


def walk_finding(walk):
    walk.go()
    walk.click("查看和修改政策")
    walk.search("zufang")
    walk.page.get_by_role("link", name="青年租房补助", exact=True).click()
    walk.go()
    walk.click("同义词")
    walk.click("增加 同义词")
    walk.fill("词", "驿站")
    walk.fill("意思相同的词", "旅馆")
    walk.click("保存")
    saved(walk)


def walk_amounts(walk):
    walk.go()
    walk.click("查看和修改政策")
    walk.search("青年租房补助")
    walk.page.locator("[name=form-0-recurring_amount]").fill("6500")
    walk.click("保存")
    saved(walk)
    walk.go("policies_policy_changelist")
    open_rent(walk)
    walk.go()
    walk.click("发布")
    expect(walk.page.locator("#changes")).to_contain_text("每年 6,000 元 → 6,500 元")
    walk.fill("说明", "提高")
    walk.fill("依据", "文件")
    walk.field("什么时候生效")
    walk.page.get_by_label("为什么仍然发布").fill("样例还是旧的")
    walk.page.get_by_label("没有核对完也发布").check()
    walk.click("发布", walk.page.locator(".submit-row"))
    saved(walk)


def walk_review(walk):
    changed(6800)
    policy = Policy.objects.exclude(code="qj-rent-subsidy").filter(state="open").first()
    policy.phone = "0570-1234567"
    policy.save()
    walk.go()
    walk.click("未发布的修改")
    looking = Walk(walk.opened("前后对照"), walk.chapter)
    looking.click("核对无误，看下一项")
    looking.press(looking.page.get_by_role("button", name="核对无误", exact=True))
    walk.seen += looking.seen
    expect(walk.page.locator("[data-tick]").first).to_contain_text("已核对")
    walk.page.get_by_role("checkbox", name=policy.name).uncheck()
    walk.click("看照勾选发布的影响")
    walk.fill("说明", "提高")
    walk.fill("依据", "文件")
    walk.page.get_by_label("为什么仍然发布").fill("样例还是旧的")
    walk.click("发布", walk.page.locator(".submit-row"))
    saved(walk)


def walk_dated(walk):
    open_rent(walk)
    walk.click("添加另一个 有日期的变化")
    walk.fill("从哪天起", "2027-01-01")
    walk.select("按哪件事的日期", "入职")
    walk.fill("定期：每期金额（元）", "7200")
    walk.select("依据文件", "QJ40")
    walk.fill("条款", "一")
    walk.click("保存", last=True)
    saved(walk)
    open_rent(walk)
    walk.fill("看哪一天", "2027-01-01")
    expect(walk.page.frame_locator('iframe[name="preview"]').locator("body")).to_contain_text("7,200")
    walk.go("policies_release_add")
    expect(walk.page.locator("#changes")).to_contain_text("到了日期才适用")


def walk_windows(walk):
    walk.go()
    walk.click("政策文件")
    walk.page.get_by_role("link", name="QJ40").click()
    walk.fill("结束日期", "2028-12-31")
    walk.click("保存")
    saved(walk)
    walk.go("policies_policy_change", Policy.objects.get(name="青年体检补贴").pk)
    walk.fill("开始日期", "2027-03-01")
    walk.fill("结束日期", "2027-05-31")
    walk.fill("期限说明", "按通知")
    walk.click("添加另一个 申报期")
    walk.fill("每年从几月几日", "03-01")
    walk.fill("到几月几日", "03-31")
    walk.click("保存")
    saved(walk)


def walk_questions(walk):
    walk.go()
    walk.click("问题")
    walk.click("增加 问题")
    walk.fill("简称", "驾驶证")
    walk.fill("键", "driving_licence")
    walk.fill("问句", "你有没有驾驶证？")
    walk.select("题型", "是非题")
    walk.fill("答“是”怎么说", "有驾驶证")
    walk.fill("答“否”怎么说", "没有驾驶证")
    walk.select("分节", "个人与家庭")
    walk.select("地区", "衢江区")
    walk.click("保存")
    saved(walk)
    walk.go()
    walk.click("人生事项")
    walk.click("增加 人生事项")
    walk.fill("名称", "我刚搬来")
    walk.fill("一句话介绍", "刚搬来能领的先看。")
    walk.page.locator("[name=icon][value=home]").check(force=True)
    walk.select("地区", "衢江区")
    walk.fill("代码", "moving-in")
    walk.click("添加另一个 先问的问题")
    walk.page.locator("[name=asks-0-question]").select_option(index=1)
    walk.click("保存")
    saved(walk)


def walk_new_policy(walk):
    walk.go("policies_policy_add")


def walk_notices(walk):
    """One of its policies has another basis too, one a time of its own."""
    two, own = Policy.objects.filter(citations__source__code="LD2023").distinct()[:2]
    two.citations.create(source=Source.objects.get(code="QJ40"), clause="一", position=9)
    own.starts_on, own.ends_on = "2023-05-29", "2028-01-01"
    own.save()
    walk.go()
    walk.click("政策文件")
    walk.page.locator("#result_list tr", has_text="LD2023").get_by_role("link", name=re.compile(r"\d+ 条")).click()
    walk.click("延续")
    walk.fill("新的结束日期", "2027-12-31")
    walk.fill("原因", "某政发〔2026〕9号")
    walk.click("看看会改什么")
    decided(walk)
    walk.click("保存延续")
    walk.click("废止")
    walk.fill("从哪天起废止", "2027-06-01")
    walk.fill("原因", "某政发〔2027〕1号")
    walk.click("看看会改什么")
    decided(walk)
    walk.click("保存废止")
    walk.click("换成新文件")
    walk.field("新文件")
    walk.click("新建文件（上面选了就不用写）")
    new = {"code": "LD2027", "title": "新的方案", "issued_on": "2027-01-01", "starts_on": "2027-01-01"}
    for name, value in new.items():
        walk.page.locator(f"[name=new-{name}]").fill(value)
    walk.page.locator("[name=new-region]").select_option(label="莲都区")
    walk.fill("原因", "某政发〔2027〕2号")
    walk.click("看看会改什么")
    decided(walk)
    walk.click("保存替换")
    saved(walk)


def decided(walk):
    """What has to be decided one by one stays as it is."""
    for one in walk.page.locator("fieldset.proposal:not(:has(input:checked))").all():
        one.get_by_role("radio").last.check()
    walk.press(walk.page.get_by_role("button", name="看看会改什么"))


def walk_parameters(walk):
    walk.go()
    walk.click("参数")
    walk.page.get_by_role("link", name="最低月工资标准").click()
    walk.click("添加另一个 参数的值")
    walk.page.locator("[name$=-starts_on]:visible").last.fill("2027-01-01")
    walk.page.locator("[name$=-value]:visible").last.fill("2700")
    walk.click("保存")
    saved(walk)
    walk.go("policies_parameter_changelist")
    walk.click("增加 参数")
    open_rent(walk)


def walk_month_end(walk):
    Policy.objects.update(checked_on="2025-01-01")
    walk.go()
    walk.click("到期清单")
    walk.select("地区", "全部地区")
    walk.click("查看")
    walk.click("月末清单")
    walk.fill("哪个月", "2026-11")
    walk.click("查看")
    walk.go("policies_policy_changelist")
    walk.page.locator("[name=_selected_action]").first.check()
    walk.act("标记为今天已核对")
    saved(walk)
    walk.go()


def walk_slips(walk):
    walk.go()
    walk.click("看市民的单子")
    # As a scanner types it.
    walk.fill("链接或短码", f"https://butie.example.cn/resume#{resume.code_of(MASTER_2025.on())}")
    with walk.page.expect_navigation():
        walk.page.keyboard.press("Enter")
    walk.look()
    noting = Walk(walk.opened("记口径"), walk.chapter)
    noting.fill("窗口怎么说", "从毕业证上的日期起算")
    noting.click("记下口径")
    saved(noting)
    walk.seen += noting.seen
    walk.go()
    walk.click("未发布的修改")
    expect(walk.page.locator("#changes")).to_contain_text("窗口口径：从毕业证上的日期起算")


def walk_simulate(walk):
    changed(6800)
    walk.go()
    walk.click("发布", walk.page.locator("#content"))
    walk.go("policies_release_add")
    walk.click("测算：多少人得失，要花多少钱")
    walk.page.get_by_label("合成多少人").fill("100000")
    walk.click("开始测算")
    walk.clickable("看现在到哪里了").first.wait_for()
    walk.click("不算了")


def walk_schedule(walk):
    changed(6900)
    walk.go("policies_release_add")
    walk.field("什么时候生效")
    walk.page.locator("[name=effective_at_0]").fill("2027-01-01")
    walk.page.locator("[name=effective_at_1]").fill("00:00")
    walk.page.get_by_label("说明").fill("明年的")
    walk.page.get_by_label("依据").fill("文件")
    walk.page.get_by_label("为什么仍然发布").fill("样例还是旧的")
    walk.page.get_by_label("没有核对完也发布").check()
    walk.click("发布", walk.page.locator(".submit-row"))
    saved(walk)


def walk_withdraw(walk):
    walk.go()
    walk.click("等待生效的发布")
    walk.page.locator("#result_list tbody th a").first.click()
    walk.click("撤回")
    walk.click("撤回", walk.page.locator(".submit-row"))
    saved(walk)


def walk_roll_back(walk):
    changed(65)
    publish(note="少写了两个 0")
    walk.go()
    walk.click("发布", walk.page.locator(".lists"))
    walk.click("退回到这一次", last=True)
    walk.click("退回")
    saved(walk)


def walk_personas(walk):
    walk.go("policies_persona_changelist")
    walk.click("用我刚才的自查答案新建")


def walk_codes(walk):
    walk.go("policies_release_changelist")
    walk.click("改代码")
    walk.page.get_by_label("改什么的代码").select_option(label="政策")
    walk.page.get_by_label("旧代码").fill("qj-youth-station")
    walk.page.get_by_label("新代码").fill("qj-station")
    walk.click("改代码")
    walk.go("policies_release_add")


def walk_spreadsheets(walk):
    open_rent(walk)  # names the sheets that only policies with such changes have
    walk.go("policies_policy_changelist")
    with walk.page.expect_download() as file:
        walk.clickable("导出表格").first.click()
    walk.click("导入表格")
    book = load_workbook(io.BytesIO(file.value.path().read_bytes()))
    walk.seen += " ".join(book.sheetnames)
    sheet = book["金额"]
    put(sheet, row_of(sheet, 政策代码="qj-rent-subsidy"), **{AMOUNT: 6600})
    content = {"name": "改好的.xlsx", "mimeType": "application/zip", "buffer": written(book)}
    walk.page.locator("[name=file]").set_input_files(content)
    walk.click("上传，先看改动")


def walk_links(walk):
    when = timezone.now()
    LinkCheck.objects.create(url="https://example.cn/", status=404, checked_at=when, failing_since=when)
    walk.go("policies_linkcheck_changelist")
    walk.go()
    walk.click("长期未核对的政策")


def walk_accounts(walk):
    walk.go()
    walk.click("用户")
    walk.click("增加 用户")
    walk.go("auth_user_changelist")
    walk.page.get_by_role("link", name="li", exact=True).click()


def walk_lost_work(walk):
    page, amount = walk.page, "定期：每期金额（元）"
    open_rent(walk)
    page.get_by_label(amount).first.fill("7100")
    Session.objects.all().delete()
    page.get_by_role("button", name="保存", exact=True).first.click()
    log_in = walk.opened("在新窗口登录")
    log_in.get_by_label("用户名").fill("wang")
    log_in.get_by_label("密码").fill(PASSWORD)
    with page.expect_navigation():
        log_in.get_by_role("button", name="登录").click()
    log_in.close()
    saved(walk)
    open_rent(walk)
    page.get_by_label(amount).first.fill("7200")
    while not page.evaluate("Object.keys(localStorage).some(key => key.startsWith('draft:'))"):
        page.wait_for_timeout(100)
    page.reload()
    walk.click("接着写")
    expect(page.get_by_label(amount).first).to_have_value("7200")
    other = page.context.new_page()
    open_rent(theirs := Walk(other, walk.chapter))
    other.get_by_label(amount).first.fill("7300")
    theirs.press(other.get_by_role("button", name="保存", exact=True).first)
    other.close()
    walk.press(page.get_by_role("button", name="保存", exact=True).first)
    walk.check("用我写的（下面的格子里）")
    walk.click("保存")
    saved(walk)


def walk_figures(walk):
    walk.go("policies_dailycount_changelist")
