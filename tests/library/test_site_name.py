"""What a site is called is the installation's: with another name nothing but policies speaks of the first place."""

import tempfile
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tests.catalogue import small

NAMED = {"name": "城北补贴自查", "short_name": "城北自查", "description": "城北区的补贴，查一查。", "picture": ""}
ROOT = Path(__file__).resolve().parents[2]
# Where the first place is called by its name: the settings' default, and examples beside fields of the staff screens.
CALLED = {"qujiang/settings.py"}
PAGES = ["start", "about", "policies", "measures", "api:documentation"]


@pytest.fixture(scope="module")
def elsewhere():
    """Policies of another place."""
    from policies.catalogue.catalogue import Catalogue
    from policies.catalogue.document import canonical
    from policies.catalogue.packs import reading

    with tempfile.TemporaryDirectory() as folder:
        document = canonical.released(reading.load([small.write(Path(folder))])[0])
    return Catalogue(document, canonical.sha256(canonical.text(document)), "pack")


@pytest.fixture(autouse=True)
def another_place(settings, live_catalogue, elsewhere):
    from policies.publishing import live

    settings.SITE = settings.SITE | NAMED
    settings.DEFAULT_REGION = "town"
    live.serve(elsewhere)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_the_name_and_nothing_of_another_place(client, name):
    page = client.get(reverse(name)).content.decode()
    assert f" - {NAMED['name']}</title>" in page
    assert f"<b>{NAMED['name']}</b>" in page
    assert f'og:site_name" content="{NAMED["name"]}"' in page
    assert "og:image" not in page
    assert "衢" not in page


def test_a_check_with_its_result_has_it_too(client):
    begun = client.post(reverse("check"), {"region": "town"})
    section = client.get(begun.headers["Location"])
    result = client.get(reverse("result"), follow=True)
    for page in (section, result, client.get("/nothing")):
        assert f" - {NAMED['name']}</title>" in page.content.decode()
        assert f'name="description" content="{NAMED["description"]}"' in page.content.decode()
        assert "衢" not in page.content.decode()


def test_pages_that_stand_alone_have_it_too(rf):
    for template in ("400.html", "500.html", "admin/locked.html"):
        page = render_to_string(template, {"failure_limit": 5}, request=rf.get("/") if "/" in template else None)
        assert NAMED["name"] in page
        assert "衢" not in page


def test_machines_are_told_the_name(client):
    manifest = client.get(reverse("manifest")).json()
    assert (manifest["name"], manifest["short_name"]) == (NAMED["name"], NAMED["short_name"])
    assert client.get(reverse("api:openapi")).json()["info"]["title"] == NAMED["name"]


def test_staff_see_it_over_their_screens(admin_client):
    for page in (Client().get(reverse("admin:login")), admin_client.get(reverse("admin:index"))):
        assert f"{NAMED['name']} · 后台" in page.content.decode()
        assert "衢" not in page.content.decode()
    assert f"| {NAMED['name']}</title>" in page.content.decode()


def test_no_other_file_calls_the_place_by_its_name():
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "qujiang").rglob("*.py"), *(ROOT / "static").rglob("*.js")]
    files += [path for path in (ROOT / "policies").rglob("*.py") if "migrations" not in path.parts]
    calling = {str(path.relative_to(ROOT)) for path in files if in_words(path)}
    assert len(files) > 200
    assert calling == CALLED


def in_words(path):
    """Whether a name of the place stands in it, but for docstrings and comments, which nobody sees."""
    said = path.read_text("utf-8")
    return any("衢" in line for line in said.splitlines() if not line.strip().startswith(('"""', "#")))
