"""Every policy has a page that is made from its rules."""

from datetime import date

import pytest
from django.urls import reverse

from policies.publishing import live
from policies.publishing.history import History, OfferedSince
from tests.pages import text


def page(client, code):
    return client.get(reverse("policy", args=[code]))


def test_every_policy_has_its_page(client, live_catalogue):
    broken = [code for code in live_catalogue.policies if page(client, code).status_code != 200]
    assert broken == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("qj-rent-subsidy", "每年6,000元 最长 3 年，按最长年限合计 18,000 元"),
        ("qj-rent-subsidy", "入职满 12 个月"),
        ("qj-rent-subsidy", "和这些只能选一种"),
        ("qj-rent-subsidy", "人才租房补助"),
        ("qj-rent-subsidy", "政策从 2023 年 11 月 30 日起执行"),
        ("qj-rent-subsidy", "2026 年 11 月 22 日核对过"),
        ("qj-health-check-free", "“双一流”高校硕士 每年价值1,600元"),
        ("qj-health-check-free", "另外还要符合上面任意一档"),
        ("qj-talent-home-discount", "少付房屋单价×房屋面积（最多算90平方米）的30%"),
        ("qz-talent-home-grant", "金额以主管部门公布为准"),
        ("qz-talent-home-grant", "区、县参照执行，请先向当地人才办确认"),
        ("qz-child-school-transport", "每口人每年1,500元"),
        ("qz-flexible-insurance", "学历：大专及以上，并且已毕业，并且毕业 2 年以内"),
        ("qz-org-agency", "单位申领"),
        ("qj-org-internship-base", "30,000元"),
    ],
)
def test_a_page_says_what_the_rules_say(client, code, words):
    assert words.replace(" ", "") in text(page(client, code), "main").replace(" ", "")


def test_a_document_that_is_cited_twice_stands_there_once(client, live_catalogue):
    citations = live_catalogue.policies["qj-rent-subsidy"]["citations"]
    title = live_catalogue.sources[citations[0]["source"]]["title"]
    assert len(citations) > 1
    assert text(page(client, "qj-rent-subsidy"), "main").count(title) == 1


def test_an_organisations_policy_does_not_invite_to_the_check(client):
    assert "查查我符不符合" not in text(page(client, "qj-org-internship-base"), "main")


def test_the_amounts_history_stands_there_the_newest_first(client, monkeypatch):
    changes = (
        OfferedSince(1, date(2026, 1, 31), ("每年 5,000 元",)),
        OfferedSince(4, date(2026, 11, 1), ("每年 6,000 元",)),
    )
    monkeypatch.setattr(live._live, "history", History(4, {"qj-rent-subsidy": changes}))
    shown = text(page(client, "qj-rent-subsidy"), "changes")
    assert shown == "每年 6,000 元 2026 年 11 月 1 日起，第 4 次发布 每年 5,000 元 2026 年 1 月 31 日起，第 1 次发布"


def test_without_releases_no_history_is_told(client):
    assert "金额的变化" not in text(page(client, "qj-rent-subsidy"), "main")


@pytest.mark.django_db
def test_a_policy_page_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page(client, "qj-rent-subsidy")


def test_a_page_says_by_which_published_number_an_amount_is_reckoned(client):
    shown = text(client.get(reverse("policy", args=["qz-talent-rent"])))
    assert "最低月工资标准按 2,010 元/月算，省里最低一档，本地实际标准可能更高。" in shown
