"""A check that names no region, where the settings name one that is not offered."""

import json

import pytest
from django.urls import reverse

from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from tests.catalogue import between_pack
from tests.catalogue.made_packs import load


@pytest.fixture
def hill(tmp_path, monkeypatch, settings):
    settings.DEFAULT_REGION = "nowhere"
    document = load(between_pack.write(tmp_path))
    monkeypatch.setattr(live._live, "catalogue", Catalogue(document, sha256="", origin="pack"))


def test_a_caller_is_told_to_name_one(client, hill):
    def answered(body):
        found = client.post(reverse("api:check"), json.dumps(body), content_type="application/json")
        return found.status_code, json.loads(found.content)

    assert answered({}) == (422, {"errors": {"region": "请写查哪个地区，可以写：hill"}})
    assert answered({"region": "hill", "answers": {"employed": True}})[1]["region"] == "hill"
    assert client.get(reverse("policy", args=["sc-rent"])).status_code == 200
    assert "一定要写" in client.get(reverse("api:openapi")).content.decode()
