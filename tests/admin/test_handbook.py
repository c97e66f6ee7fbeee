"""The handbook inside the staff screens: for staff only, plain, and each page leads to its own chapter."""

import re

import pytest
from django.contrib import admin
from django.urls import URLPattern, reverse

from policies.admin import handbook
from tests.admin.people import member, signed_in

# Files, fragments of pages, and addresses that only lead on: nobody reads these on their own.
NO_PAGE = re.compile(
    r"login|logout|autocomplete|jsi18n|view_on_site|app_list|session|handbook_picture|\w+_file|\w+_csv|\w+_export"
    r"|policies_policy_(preview|preview_new|sentence)"
)


def names(patterns=None):
    for one in admin.site.get_urls() if patterns is None else patterns:
        if isinstance(one, URLPattern):
            if one.name:
                yield one.name
        else:
            yield from names(one.url_patterns)


@pytest.fixture
def pictures(monkeypatch, tmp_path):
    monkeypatch.setattr(handbook, "PICTURES", tmp_path)
    return tmp_path


def test_every_page_has_its_chapter_and_no_other_is_named():
    pages = {name for name in names() if not NO_PAGE.fullmatch(name)}
    assert set(handbook.about()) == pages


@pytest.mark.parametrize(
    ("page", "chapter"),
    [
        ("index", "工作人员手册"),
        ("policies_policy_changelist", "搜索和筛选"),
        ("policies_question_add", "加一道题"),
        ("month", "月末要做的"),
        ("trail", "权限、账号和修改记录"),
    ],
)
def test_a_page_leads_to_its_chapter(admin_client, page, chapter):
    found = re.search(
        r'<a href="([^"]+)">帮助：([^<]+)</a>', admin_client.get(reverse(f"admin:{page}")).content.decode()
    )
    assert found[2] == chapter
    where, _, heading = found[1].partition("#")
    opened = admin_client.get(where).content.decode()
    assert f"<h1>{chapter}</h1>" in opened
    assert not heading or f'id="{heading}"' in opened


def test_an_address_that_is_none_leads_to_the_mistakes(admin_client):
    response = admin_client.get(reverse("admin:handbook_chapter", args=["no-such-chapter"]))
    assert response.status_code == 404
    assert "帮助：" in response.content.decode()
    assert "帮助：常见错误" in admin_client.get(reverse("admin:index") + "no/such/page").content.decode()


@pytest.mark.django_db
def test_for_staff_only(client, pictures):
    (pictures / "home.png").write_bytes(b"a picture")
    for address in (
        reverse("admin:handbook"),
        reverse("admin:handbook_chapter", args=["amounts"]),
        reverse("admin:handbook_picture", args=["home"]),
    ):
        assert client.get(address).url.startswith(reverse("admin:login"))
    auditor = signed_in(member("shen", "审计"))
    assert auditor.get(reverse("admin:handbook_chapter", args=["amounts"])).status_code == 200
    assert b"".join(auditor.get(reverse("admin:handbook_picture", args=["home"]))) == b"a picture"


def test_only_pictures_that_were_taken_are_shown(admin_client, pictures):
    page = reverse("admin:handbook_chapter", args=["amounts"])
    without = admin_client.get(page).content.decode()
    assert "<img" not in without.partition('class="handbook"')[2]
    assert "<p></p>" not in without
    (pictures / "amounts.png").write_bytes(b"")
    picture = reverse("admin:handbook_picture", args=["amounts"])
    assert f'<img src="{picture}" alt="在列表里改金额" />' in admin_client.get(page).content.decode()
    assert admin_client.get(reverse("admin:handbook_picture", args=["publish"])).status_code == 404


@pytest.mark.parametrize("name", sorted(handbook.titles()))
def test_chapters_are_plain_pages(name):
    """Every link among them leads to an address here, and nothing asks for a style or a script of its own."""
    text = handbook.rendered(name)
    assert not re.search(r'href="[^"]*\.md|src="\.\.|style=|<script', text)
    for where in re.findall(r'href="(/[^"#]*)', text):
        assert where.startswith(reverse("admin:handbook"))


def test_html_in_a_chapter_is_text(monkeypatch, tmp_path):
    monkeypatch.setattr(handbook, "FOLDER", tmp_path)
    (tmp_path / "one.md").write_text("# 一章\n\n<script>alert(1)</script> [x](javascript:alert(1))\n", "utf-8")
    assert "<script>" not in handbook.rendered("one")
    assert "href" not in handbook.rendered("one")
