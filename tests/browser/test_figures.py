"""The page 「每日数字」 in a browser: everything under the strict CSP, readable for everybody, on a phone too."""

from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests import loaded
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.figures import fill
from tests.persons import DAY

PAGE = reverse("admin:policies_dailycount_changelist")


@pytest.fixture(autouse=True)
def counted(transactional_db, monkeypatch, live_server):
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    loaded.shipped()
    fill()


@pytest.fixture
def session(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="clerk", is_staff=True, is_superuser=True))
    return client.cookies["sessionid"].value


def test_figures_are_read(open_page, live_server, session, assert_accessible):
    page = open_page()
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    for scheme, viewport in product(("light", "dark"), (PHONE, DESKTOP)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(viewport)
        page.goto(PAGE)
        expect(page.locator("svg.columns rect.started")).to_have_count(30)
        page.get_by_text("看数字").click()
        expect(page.get_by_role("row", name="11 月 22 日")).to_be_visible()
        assert_accessible(page)
        page.get_by_label("时间").select_option("13w")
        page.get_by_role("button", name="查看").click()
        expect(page.get_by_role("heading", name="每周有多少次自查")).to_be_visible()
        expect(page.locator("svg.columns rect.started")).to_have_count(13)
