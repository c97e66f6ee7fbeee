"""A condition of hundreds of choices is said with the first few of them; all of them can be unfolded."""

import pytest
from django.urls import reverse

from tests.catalogue import choices_pack
from tests.catalogue.choices_pack import PLACES
from tests.pages import text

MANY = list(PLACES)[:300]
FEW = f"户口所在地：{'、'.join(PLACES[one] for one in MANY[:3])}等 300 项里的一项"
NEAR = "{question: home_place, in: [p0000, p0019, p0500]}"


@pytest.fixture(params=[NEAR, f"any_of: [{NEAR}, {{question: hardships, in: [disabled]}}]"], ids=["alone", "any of"])
def live_catalogue(request, tmp_path):
    from policies.catalogue.catalogue import Catalogue
    from policies.catalogue.packs import reading
    from policies.publishing import live

    long = request.param.replace("p0000, p0019, p0500", ", ".join(MANY))
    change = ("river/policies.yaml", f"- {NEAR}", f"- {long}")
    catalogue = Catalogue(reading.load([choices_pack.write(tmp_path, change)])[0], sha256="", origin="pack")
    live.serve(catalogue)
    yield catalogue
    live.reset()


@pytest.mark.parametrize("folded", ["", "?unfold"])
def test_the_page_of_a_policy_names_the_first_few_and_folds_all(client, live_catalogue, folded):
    response = client.get(reverse("policy", args=["jc-near"]) + folded)
    shown = response.content.decode()
    assert FEW in text(response, "main")
    details = shown.partition("<details")[2].partition("</details>")[0]
    assert "全部 300" in details.replace("\xa0", " ").replace("&nbsp;", " ")
    assert all(PLACES[one] in details for one in MANY)
    assert shown.count(PLACES[MANY[200]]) == 1
