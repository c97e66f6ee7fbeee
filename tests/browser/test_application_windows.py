"""When one can apply: what a visitor sees, in every state, and a clerk who types it."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_result import assert_no_sideways_scrolling, live_catalogue, see, shipped, today, unfold
from tests.changing import RENT, serve
from tests.persons import MASTER_2025

__all__ = ["live_catalogue", "see", "shipped", "today"]
MARCH = {"opens": "03-01", "closes": "03-31"}
ONE_YEAR = {"measured_at": "graduation_date", "to_months": 12}
QUARTERLY = {"measured_at": "job_start_date", "from_months": 12, "every": "quarter", "open_days": 30}


@pytest.mark.parametrize(
    ("windows", "said"),
    [([MARCH], "符合，下次申报 2027 年 3 月 1 日起"), ([ONE_YEAR], "先问申请期"), ([QUARTERLY], "下一期")],
)
def test_a_visitor_sees_when_to_apply(see, assert_accessible, live_catalogue, monkeypatch, windows, said):
    serve(monkeypatch, live_catalogue, RENT, application_windows=windows, group=None, group_inferred=False)
    page = see(MASTER_2025)
    expect(page.locator(f"#{RENT}")).to_contain_text(said)
    assert_accessible(page)
    unfold(page)
    assert_accessible(page)
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert_no_sideways_scrolling(page)
        if folder := os.environ.get("LOOK"):
            page.locator(f"#{RENT}").screenshot(path=f"{folder}/{said[:3]}-{size['width']}.png")
            page.screenshot(path=f"{folder}/top-{said[:3]}-{size['width']}.png")
    page.goto(reverse("policy", args=[RENT]))
    expect(page.locator("main")).to_contain_text("申请时间")
    assert_accessible(page)
    if folder := os.environ.get("LOOK"):
        page.locator("[aria-labelledby=when]").screenshot(path=f"{folder}/policy-{said[:3]}.png")
