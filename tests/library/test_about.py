"""Who runs it, what becomes of the answers, how everybody can use it, and which documents it is made from."""

import pytest
from django.urls import reverse

from policies.answers import cookie, resume
from tests.pages import text

ABOUT = reverse("about")
SITE = {
    "operator": "某某局",
    "phone": "0570-0000000",
    "id_code": "3308030001",
    "icp": "浙ICP备00000000号",
    "police": "浙公网安备 33080300000000号",
}


def test_every_document_is_named_with_its_number(client, live_catalogue):
    sources = text(client.get(ABOUT), "sources")
    for source in live_catalogue.sources.values():
        assert source["title"] in sources
        assert source["number"] in sources


def test_the_retention_is_that_of_the_cookie_and_of_the_code(client):
    notice = text(client.get(ABOUT), "privacy")
    assert f"{cookie.MAX_AGE // 3600} 小时后失效" in notice
    assert f"{resume.DAYS} 天内能用" in notice


@pytest.mark.parametrize("address", ["/", ABOUT])
def test_who_runs_it_stands_at_the_foot_of_every_page(client, settings, address):
    settings.SITE = settings.SITE | SITE
    page = client.get(address)
    assert [value for value in SITE.values() if value not in text(page)] == []
    assert "code=33080300000000" in page.content.decode()


@pytest.mark.parametrize("name", SITE)
def test_what_is_empty_is_left_out(client, settings, name):
    labels = {"operator": "主办单位", "phone": "电话：", "id_code": "网站标识码", "icp": "miit", "police": "mps.gov"}
    settings.SITE = settings.SITE | SITE | {name: ""}
    page = client.get(ABOUT).content.decode()
    assert labels[name] not in page
    assert [label for other, label in labels.items() if other != name and label not in page] == []
