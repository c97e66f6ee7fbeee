"""The start page says what this is and what becomes of the answers, before the first question."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from tests.pages import text
from tests.persons import MASTER_2025

START = reverse("start")


def test_every_place_with_policies_can_be_chosen(client, live_catalogue):
    page = client.get(START)
    assert [region.code for region in page.context["regions"]] == [
        code for code in live_catalogue.regions if code != "lishui"
    ]
    many = len(live_catalogue.ruleset("qujiang").policies)
    assert f"衢江区，{many} 项政策" in text(page, "region")
    assert "衢州市（其他区县）" in text(page, "region")


def test_the_place_that_a_policy_is_of_can_be_asked_for(client, live_catalogue, visit):
    link = re.search(
        r'href="(/\?region=[^"]+)"', client.get(reverse("policy", args=["jz-methanol-car"])).content.decode()
    )
    visit(MASTER_2025)
    assert '<option value="jinzhong" selected>' in client.get(link[1]).content.decode()
    assert client.get(START).content.decode().count(" selected") == 1
    assert "?region=" not in client.get(reverse("policy", args=["qz-talent-rent"])).content.decode()
    assert client.get(f"{START}?region=nowhere").status_code == 200


def test_the_privacy_notice_stands_before_the_first_question(client):
    notice = text(client.get(START), "privacy")
    assert "答案只放在你自己的浏览器里" in notice
    assert "随时可以清除" in notice


def test_the_rules_have_a_date(client, live_catalogue, monkeypatch):
    published, effective = (datetime(2026, 11, day, 23, 30, tzinfo=ZoneInfo("UTC")) for day in (2, 21))
    release = Catalogue(live_catalogue.document, "", "database", 3, published_at=published, effective_at=effective)
    monkeypatch.setattr(live._live, "catalogue", release)
    page = client.get(START)
    assert "规则日期 2026 年 11 月 22 日，第 3 次发布" in text(page)
    assert "规则日期 2026 年 11 月 22 日" in text(page, "main")


def test_the_start_page_leads_to_the_library(client, live_catalogue):
    html = client.get(START).content.decode()
    for name in ("policies", "measures", "about"):
        assert f'href="{reverse(name)}"' in html
    assert f"衢江区的 {len(live_catalogue.document['measures'])} 条举措" in text(client.get(START), "main")


def test_rules_that_were_never_published_say_so(client):
    assert "随程序附带的规则" in text(client.get(START))


def test_who_was_here_before_finds_the_result(client, visit):
    assert "看上次的结果" not in text(client.get(START))
    visit(MASTER_2025)
    assert "看上次的结果" in text(client.get(START))


def test_who_has_a_code_finds_where_to_put_it(client, visit):
    for _ in range(2):
        page = client.get(START)
        assert "有接续码" in text(page, "main")
        assert f'href="{reverse("resume")}#bring-back"' in page.content.decode()
        visit(MASTER_2025)
    assert 'id="bring-back"' in client.get(reverse("resume")).content.decode()


@pytest.mark.django_db
def test_the_start_page_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(START)
