"""The measures stand in their order, each with the policies that carry it out or with the word that there are none."""

import re
from dataclasses import replace

from django.urls import reverse

from policies.publishing import live
from tests.pages import text

MEASURES = reverse("measures")


def test_they_stand_in_order_and_name_their_policies(client, live_catalogue):
    response = client.get(MEASURES)
    entries = live_catalogue.document["measures"]
    html = response.content.decode()
    assert [int(number) for number in re.findall(r"<li><b>(\d+)</b>", html)] == [one["number"] for one in entries]
    named = {code for one in entries for code in one["policies"]}
    assert [code for code in named if f'href="{reverse("policy", args=[code])}"' not in html] == []


def test_each_without_a_policy_says_so(client, live_catalogue):
    without = sum(1 for one in live_catalogue.document["measures"] if not one["policies"])
    assert without
    assert text(client.get(MEASURES), "main").count("发布会未公布细则") == without


def test_a_catalogue_without_measures_leads_to_its_policies(client, live_catalogue, monkeypatch):
    without = replace(live_catalogue, document=live_catalogue.document | {"measures": []})
    monkeypatch.setattr(live._live, "catalogue", without)
    page = client.get(MEASURES)
    assert page.status_code == 200
    assert f'href="{reverse("policies")}"' in page.content.decode()
    assert f'href="{MEASURES}"' not in client.get(reverse("start")).content.decode()
