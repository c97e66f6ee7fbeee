"""Every policy has a page that is made from its rules."""

import pytest
from django.urls import reverse

from tests.pages import text


def page(client, code):
    return client.get(reverse("policy", args=[code]))


def test_the_catalogue_lists_every_policy(client, live_catalogue):
    html = client.get(reverse("policies")).content.decode()
    missing = [code for code in live_catalogue.policies if f'href="{reverse("policy", args=[code])}"' not in html]
    assert missing == []


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
        ("qj-health-check-free", "“双一流”高校硕士 每年价值1,600元"),
        ("qj-talent-home-discount", "金额要看"),
        ("qz-talent-home-grant", "金额以主管部门公布为准"),
        ("qz-child-school-transport", "每名家人每年1,500元"),
        ("qz-flexible-insurance", "学历：大专及以上，并且已毕业，并且毕业 2 年以内"),
        ("qz-org-agency", "单位申领"),
    ],
)
def test_a_page_says_what_the_rules_say(client, code, words):
    assert words.replace(" ", "") in text(page(client, code), "main").replace(" ", "")
