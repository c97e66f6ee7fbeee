"""A clerk at a desk: logs in, changes an amount, publishes it, and citizens see it; everything under the strict CSP."""

import os

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from policies.answers import cookie, resume
from policies.models import ApplicationWindow, Persona, Policy, Source, Threshold
from policies.publishing import live
from tests import loaded
from tests.persons import DAY, MASTER_2025

PASSWORD = "only-for-this-test-7"


@pytest.fixture(autouse=True)
def published(transactional_db, monkeypatch, settings, django_user_model):
    settings.LIVE_REFRESH_SECONDS = 1  # as in earnest, where a thread looks for the next release
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    django_user_model.objects.create_superuser("clerk", password=PASSWORD)
    loaded.released()
    live.reset()
    yield
    live.reset()


def sign_in(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_label("用户名").fill("clerk")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("link", name="衢江青年补贴自查 · 后台")).to_be_visible()


@pytest.fixture
def clerk(desktop, live_server, client, django_user_model) -> Page:
    """Signed in already; the form is filled in by the test of the whole way."""
    client.force_login(django_user_model.objects.get(username="clerk"))
    value = client.cookies["sessionid"].value
    desktop.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    return desktop


def open_policy(page: Page, name: str) -> None:
    page.goto("/admin/policies/policy/")
    page.locator("#searchbar").fill(name)
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name=name, exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="保存", exact=True).first.click()


@pytest.fixture
def citizen(open_page) -> Page:
    """Somebody who has answered and has a right to the rent subsidy."""
    response = HttpResponse()
    cookie.save(response, MASTER_2025.on(DAY))
    page = open_page()
    page.goto("/")
    page.context.add_cookies(
        [{"name": cookie.NAME, "value": response.cookies[cookie.NAME].value, "url": page.url, "httpOnly": True}]
    )
    return page


def rent(citizen: Page) -> Locator:
    citizen.goto(reverse("result"))
    return citizen.locator("#qj-rent-subsidy")


def look(clerk: Page, assert_accessible) -> None:
    """At both sides, in another tab; what was typed meanwhile stays, and the first tab says who looked."""
    with clerk.expect_popup() as opened:
        clerk.locator(".eyes").get_by_role("link", name="前后对照").click()
    sides = opened.value
    expect(sides.locator("[aria-labelledby=then]")).to_contain_text("6,000")
    expect(sides.locator("[aria-labelledby=now] .amount[data-changed]").first).to_contain_text("改成")
    assert_accessible(sides)
    sides.set_viewport_size({"width": 320, "height": 800})
    assert not sides.evaluate("document.documentElement.scrollWidth > innerWidth")
    sides.get_by_role("button", name="核对无误").last.click()
    expect(sides.get_by_text("全部核对过了")).to_be_visible()
    expect(clerk.locator("[data-tick]")).to_contain_text("已核对")
    expect(clerk.locator("[data-unseen]")).to_have_text("全部核对过了")


def test_an_amount_is_changed_and_published_and_citizens_see_it(desktop, citizen, assert_accessible):
    clerk = desktop
    sign_in(clerk)
    expect(rent(citizen)).to_contain_text("6,000")
    open_policy(clerk, "青年租房补助")
    clerk.get_by_label("定期：每期金额（元）").first.fill("6500")
    save(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    expect(rent(citizen)).to_contain_text("6,000")

    clerk.get_by_role("link", name="发布", exact=True).last.click()
    expect(clerk.locator("#changes")).to_contain_text("青年租房补助：每年 6,000 元 → 6,500 元")
    expect(clerk.locator("#effects")).to_contain_text("受益")
    clerk.get_by_label("说明").fill("租房补助改为 6500 元")
    clerk.get_by_label("依据").fill("局务会 2026-11-20")
    clerk.get_by_label("为什么仍然发布").fill("样例还是旧的金额")
    look(clerk, assert_accessible)
    clerk.get_by_role("button", name="发布", exact=True).click()
    expect(clerk.get_by_text("已发布（第 2 次）")).to_be_visible()
    citizen.wait_for_timeout(3000)
    expect(rent(citizen)).to_contain_text("6,500")


def test_a_wrong_value_is_explained_at_its_field_and_mended(clerk):
    open_policy(clerk, "青年租房补助")
    value = clerk.locator("#id_thresholds-0-value")
    expect(value).to_have_value("大专")
    value.fill("硕士生")
    save(clerk)
    expect(clerk.locator("#thresholds-0 .errorlist")).to_contain_text("在“学历”里没有“硕士生”这个选项，可选：")
    clerk.locator("#id_thresholds-0-value").fill("硕士")
    save(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()


def test_a_tier_and_its_condition_are_typed_on_one_page(clerk):
    open_policy(clerk, "青年租房补助")
    for field in ("form", "recurring_basis", "recurring_period"):
        clerk.locator(f"#id_{field}").select_option("")
    for field in ("recurring_amount", "recurring_count"):
        clerk.locator(f"#id_{field}").fill("")

    clerk.locator("#tiers-group .add-row a").click()
    clerk.locator("#id_tiers-0-code").fill("doctor")
    clerk.locator("#id_tiers-0-name").fill("博士")
    clerk.locator("#id_tiers-0-form").select_option("cash")
    clerk.locator("#id_tiers-0-once_basis").select_option("fixed")
    clerk.locator("#id_tiers-0-once_amount").fill("9000")

    number = clerk.locator(".dynamic-thresholds").count()
    clerk.locator("#thresholds-group .add-row a").click()
    clerk.locator(f"#id_thresholds-{number}-question").select_option(label="学历（education）")
    clerk.locator(f"#id_thresholds-{number}-operator").select_option("is")
    clerk.locator(f"#id_thresholds-{number}-value").fill("博士")
    clerk.locator(f"#id_thresholds-{number}-tier").select_option(label="博士（doctor）")
    save(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    open_policy(clerk, "青年租房补助")
    expect(clerk.locator(f"#id_thresholds-{number}-tier option:checked")).to_have_text("博士（doctor）")


def test_a_dated_change_is_named_by_a_condition_typed_on_the_same_page(clerk, assert_accessible):
    open_policy(clerk, "青年租房补助")
    clerk.locator("#changes-group .add-row a").click()
    clerk.locator("#id_changes-0-starts_on").fill("2027-01-01")
    clerk.locator("#id_changes-0-measured_at").select_option(label="入职（job_start_date）")
    clerk.locator("#id_changes-0-recurring_amount").fill("7200")
    clerk.locator("#thresholds-0 summary").click()
    clerk.locator("#id_thresholds-0-until").select_option(label="2027-01-01 起（按入职）")
    expect(clerk.locator("#thresholds-0 .folded")).to_contain_text("2027-01-01 起（按入职）不再要求")
    clerk.locator("#preview-on").fill("2027-02-01")
    expect(clerk.frame_locator('iframe[name="preview"]').get_by_text("2027-02-01 那天看到的样子")).to_be_visible()
    assert_accessible(clerk)
    save(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    open_policy(clerk, "青年租房补助")
    expect(clerk.locator("#id_thresholds-0-until option:checked")).to_have_text("2027-01-01 起（按入职）")


def test_a_problem_found_before_publishing_leads_to_its_field(clerk):
    from policies.models import Threshold

    Threshold.objects.filter(policy__code="qj-rent-subsidy", question__key="housing").update(value=["tent"])
    clerk.goto("/admin/")
    clerk.get_by_role("link", name="发布", exact=True).first.click()
    expect(clerk.get_by_role("button", name="发布", exact=True)).to_have_count(0)
    clerk.get_by_role("link", name="政策“青年租房补助” › 条件 › 值").click()
    expect(clerk.locator(":target")).to_have_value("tent")


def height(found: Locator) -> float:
    return found.bounding_box()["height"]  # type: ignore[index]


def test_a_long_policy_is_short_on_a_small_screen(clerk, assert_accessible):
    """1280 px wide: a condition is three lines, and the preview stands beside the form and stays there."""
    open_policy(clerk, "青年租房补助")
    conditions = clerk.locator("#thresholds-group .has_original")
    expect(conditions).to_have_count(9)
    assert max(height(one) for one in conditions.all()) <= 130
    assert max(height(one) for one in clerk.locator("#steps-group .has_original").all()) <= 130
    preview = clerk.locator('iframe[name="preview"]')
    expect(preview).to_be_in_viewport(ratio=0.5)
    clerk.locator("#steps-group").scroll_into_view_if_needed()
    expect(preview).to_be_in_viewport(ratio=0.9)
    assert not clerk.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert_accessible(clerk)


def test_a_link_to_a_folded_field_opens_its_fold(clerk):
    from policies.models import Policy

    policy = Policy.objects.get(code="qj-rent-subsidy")
    clerk.goto(f"/admin/policies/policy/{policy.pk}/change/#id_thresholds-1-note")
    expect(clerk.locator("#id_thresholds-1-note")).to_be_in_viewport()
    expect(clerk.locator("#id_thresholds-0-note")).to_be_hidden()


def test_publishing_begins_with_what_changes(clerk):
    clerk.goto("/admin/policies/release/add/")
    expect(clerk.locator("#changes")).to_be_in_viewport()
    assert clerk.evaluate("[scrollY, document.activeElement.tagName]") == [0, "BODY"]


LISTS = (
    "policy",
    "source",
    "question",
    "parameter",
    "exclusiongroup",
    "category",
    "measure",
    "persona",
    "release",
    "region",
)


def test_no_column_of_a_list_is_cut_off(clerk):
    """At a desk and on a phone."""
    wide = "table => [table.parentElement.scrollWidth, table.parentElement.clientWidth]"
    cut = {}
    for width in (1280, 375):
        clerk.set_viewport_size({"width": width, "height": 900})
        for place in (*(f"policies/{model}" for model in LISTS), "auth/user"):
            clerk.goto(f"/admin/{place}/")
            needed, there = clerk.locator("#result_list").evaluate(wide)
            if needed > there or clerk.evaluate("document.documentElement.scrollWidth > innerWidth"):
                cut[place, width] = needed, there
    assert not cut


def test_the_home_page_and_what_is_not_published(clerk, assert_accessible):
    from policies.models import Policy

    Policy.objects.filter(code="qj-rent-subsidy").update(recurring_amount=6500)
    for place in ("/admin/", "/admin/policies/release/unpublished/", "/admin/policies/policy/"):
        clerk.goto(place)
        assert not clerk.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert_accessible(clerk)


def test_every_page_keeps_the_content_security_policy(clerk):
    """The fixture of the page fails the test for whatever the browser's console complains about, and names the page."""
    for model in ("region", "source", "section", "question", "parameter", "exclusiongroup", "category", "policy"):
        clerk.goto(f"/admin/policies/{model}/")
        clerk.locator("#result_list tbody th a").first.click()
        expect(clerk.locator("#content form").first).to_be_visible()
        clerk.goto(f"/admin/policies/{model}/add/")
        expect(clerk.get_by_role("button", name="保存", exact=True).first).to_be_visible()


def test_nothing_is_wrong_with_any_kind_of_page(clerk, assert_accessible, django_user_model):
    person, persona = django_user_model.objects.get(username="clerk"), Persona.objects.first()
    source = Source.objects.get(code="LD2023")
    for address in (
        "policies/release/",
        "policies/persona/run/",
        f"policies/persona/{persona.pk}/change/",
        f"auth/user/{person.pk}/change/",
        "auth/user/add/",
        "policies/policy/import/",
        "policies/linkcheck/",
        "trail/",
        "due/",
        "month/",
        f"policies/source/{source.pk}/policies/",
        f"policies/source/{source.pk}/replace/job/",
        f"slip/conditions/{Threshold.objects.filter(inferred=True).first().pk}/",
        "slip/",
    ):
        assert clerk.goto(f"/admin/{address}").status == 200, address
        assert_accessible(clerk)
    clerk.get_by_label("链接或短码").fill(resume.code_of(MASTER_2025.on(DAY)))
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#opened")).to_be_focused()
    clerk.set_viewport_size({"width": 320, "height": 800})
    assert not clerk.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert_accessible(clerk)


SEEN = """[...document.querySelectorAll(".rows .inline-related")].flatMap((row) =>
  [row, ...row.querySelectorAll("*")].map((element) => [
    element.localName,
    [...element.attributes].filter((one) => !["open", "checked", "selected", "class"].includes(one.name))
      .map((one) => `${one.name}=${one.value}`).sort(),
    [...element.classList].sort(),
    [...element.childNodes].filter((one) => one.nodeType === 3).map((one) => one.data.trim()).join(""),
    element.value ?? null, element.checked ?? null, element.selected ?? null, element.open ?? null,
  ])
)"""


def test_rows_that_are_unfolded_are_those_that_come_whole(clerk):
    from policies.models import Policy

    # Locked codes, formulas, folds that stand open, hints and notes of conditions.
    Policy.objects.get(code="qz-talent-home-grant").tiers.filter(position=10).update(award_note="“引号”与<标记>")
    policy = Policy.objects.get(code="qz-talent-home-grant")
    clerk.goto(f"/admin/policies/policy/{policy.pk}/change/")
    unfolded = clerk.evaluate(SEEN)
    # Nothing was typed, and nothing is taken for a draft.
    clerk.locator("h1").first.click()
    clerk.wait_for_timeout(1500)
    assert not clerk.evaluate("Object.keys(localStorage).some((key) => key.startsWith('draft:'))")
    clerk.goto(f"/admin/policies/policy/{policy.pk}/change/?whole=1", timeout=60_000)
    whole = clerk.evaluate(SEEN)
    assert len(unfolded) > 5000
    for number, (one, other) in enumerate(zip(unfolded, whole, strict=False)):
        assert one == other, number
    assert len(unfolded) == len(whole)


def test_without_script_a_policy_comes_whole_and_is_saved_so(open_page, clerk):
    from policies.models import Policy

    policy = Policy.objects.get(code="qj-rent-subsidy")
    page = open_page({"width": 1280, "height": 900}, java_script_enabled=False)
    page.context.add_cookies(clerk.context.cookies())
    page.goto(f"/admin/policies/policy/{policy.pk}/change/")
    page.wait_for_url("**/change/?whole=1")
    page.locator("#id_thresholds-0-operator").select_option("is")
    save(page)
    page.wait_for_url("**/admin/policies/policy/")
    assert policy.thresholds.order_by("position", "id").first().operator == "is"


def test_an_application_window_is_typed_as_one_says_a_day(clerk, assert_accessible):
    open_policy(clerk, "青年租房补助")
    group = clerk.locator("#application_windows-group")
    for number, typed in enumerate(({"opens": "2月30日", "closes": "3月31日"}, {"to_months": "12"})):
        group.locator(".add-row a").click()
        for field, value in typed.items():
            clerk.locator(f"#id_application_windows-{number}-{field}").fill(value)
    clerk.locator("#id_application_windows-1-measured_at").select_option(label="毕业（graduation_date）")
    save(clerk)
    expect(clerk.locator("#application_windows-0 .errorlist")).to_contain_text("没有 2 月 30 日这一天，请改")
    clerk.locator("#id_application_windows-0-opens").fill("3-1")
    assert_accessible(clerk)
    if folder := os.environ.get("LOOK"):
        for width in (375, 1280):
            clerk.set_viewport_size({"width": width, "height": 900})
            group.screenshot(path=f"{folder}/admin-{width}.png")
    save(clerk)
    expect(clerk.locator(".messagelist .success")).to_be_visible()
    rows = ApplicationWindow.objects.order_by("position").values_list("opens", "closes", "to_months")
    assert list(rows) == [("03-01", "03-31", None), ("", "", 12)]


def test_on_a_phone_a_citation_is_seen_as_a_whole(clerk):
    clerk.set_viewport_size({"width": 375, "height": 800})
    clerk.goto(f"/admin/policies/policy/{Policy.objects.get(code='qj-rent-subsidy').pk}/change/")
    clerk.locator("#citations-group").scroll_into_view_if_needed()
    for field in ("source", "clause", "position", "DELETE"):
        box = clerk.locator(f"#id_citations-0-{field}").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375


def test_a_row_added_before_the_page_has_come_wholly_has_one_calendar_for_each_day(clerk):
    held = []
    clerk.route("**/preview/**", lambda route: held.append(route))  # the page has come when its preview has
    policy = Policy.objects.get(code="qj-rent-subsidy")
    clerk.goto(f"/admin/policies/policy/{policy.pk}/change/", wait_until="domcontentloaded")
    clerk.locator("#application_windows-group .add-row a").click()
    twice, field = (
        clerk.locator(".datetimeshortcuts + .datetimeshortcuts"),
        clerk.locator("#id_application_windows-0-starts_on"),
    )
    for route in held:
        route.continue_()
    clerk.wait_for_load_state("load")
    expect(twice).to_have_count(0)
    field.locator("+ .datetimeshortcuts").get_by_role("link", name="今天").click()
    expect(field).not_to_have_value("")
