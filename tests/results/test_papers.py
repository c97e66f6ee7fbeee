"""The papers of a result: each once, ticked in the visitor's cookie and nowhere else, and in the calendar file."""

from dataclasses import replace

import pytest
from django.urls import reverse
from icalendar import Calendar

from policies.answers import cookie
from policies.catalogue.document.papers import LENGTH, papers_of, short
from policies.results.gather import page_of
from tests.pages import text
from tests.persons import BACHELOR_2026, CAST, MASTER_2025

RESULT, PAPERS = reverse("result"), reverse("papers")
HTMX = {"HX-Request": "true"}
CARD = "身份证"


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_each_paper_stands_once_with_all_that_want_it(shipped, person):
    page = page_of(person.on(), shipped)
    listed = page.checklist.papers
    assert len({paper.text for paper in listed}) == len(listed)
    wanted = {
        (paper, card.policy["name"]) for card in [*page.eligible, *page.upcoming] for paper in papers_of(card.policy)
    }
    assert {(paper.text, name) for paper in listed for name in paper.policies} == wanted


def test_no_two_papers_have_one_short_name(shipped):
    texts = {paper for policy in shipped.policies.values() for paper in papers_of(policy)}
    assert len({short(paper) for paper in texts}) == len(texts) > 50
    assert {len(short(paper)) for paper in texts} == {LENGTH}


def test_a_tick_is_kept_in_the_cookie_and_taken_back(client, visit):
    visit(MASTER_2025)
    before = visit.answers()
    for _ in range(2):
        response = client.post(PAPERS, {"ready": short(CARD)}, follow=True)
        assert response.redirect_chain == [(f"{RESULT}#papers-list", 302)]
        assert "备好 1 样" in text(response, "papers")
        assert visit.answers() == replace(before, papers=frozenset({short(CARD)}), counted=visit.answers().counted)
    client.post(PAPERS, {"not_ready": short(CARD)})
    assert visit.answers().papers == frozenset()


def test_by_htmx_only_the_list_comes_back(client, visit):
    visit(MASTER_2025)
    response = client.post(PAPERS, {"ready": short(CARD)}, headers=HTMX)
    shown = response.content.decode()
    assert shown.lstrip().startswith('<ul class="ticked papers"')
    assert (
        f'name="not_ready" value="{short(CARD)}" id="paper-{short(CARD)}" role="checkbox" aria-checked="true"' in shown
    )
    assert '<span id="papers-ready" hx-swap-oob="innerHTML">1</span>' in shown
    assert len(response.content) < 8 * 1024


def test_what_is_no_paper_or_gone_is_dropped_quietly(client, visit):
    visit(MASTER_2025)
    for odd in ("XXXX", "x" * 5000, ""):
        assert client.post(PAPERS, {"ready": odd, "not_ready": odd}).status_code == 302
    assert visit.answers().papers == frozenset()
    visit.keep(replace(visit.answers(), papers=frozenset({short(CARD), "gone"})))
    assert visit.answers().papers == {short(CARD)}


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "no-script"])
def test_a_full_cookie_is_told_and_nothing_changes(client, visit, monkeypatch, headers):
    visit(MASTER_2025)
    client.post(PAPERS, {"ready": short(CARD)})
    before = visit.answers()
    monkeypatch.setattr(cookie, "MAX_BYTES", len(client.cookies[cookie.NAME].value))
    other = next(paper for paper in papers_of(visit.catalogue.policies["qz-talent-rent"]) if paper != CARD)
    response = client.post(PAPERS, {"ready": short(other)}, headers=headers, follow=True)
    assert "答案太多，浏览器放不下。" in response.content.decode()
    assert visit.answers().papers == before.papers
    assert f'id="paper-{short(CARD)}" role="checkbox" aria-checked="true"' in response.content.decode()


def test_clearing_clears_the_ticks(client, visit):
    visit(MASTER_2025)
    client.post(PAPERS, {"ready": short(CARD)})
    client.post(reverse("clear"))
    assert client.cookies[cookie.NAME].value == ""


def test_the_calendar_has_papers_and_steps_and_no_ticks(client, visit):
    visit(BACHELOR_2026)
    without = described(client)
    rent = without["青年租房补助：从这天起符合条件"]
    assert "要带：身份证、毕业证书、" in rent
    assert "第 1 步：" in rent
    client.post(PAPERS, {"ready": short(CARD)})
    assert described(client) == without


def described(client):
    events = Calendar.from_ical(client.get(reverse("calendars")).content).walk("VEVENT")
    return {str(event["SUMMARY"]): str(event["DESCRIPTION"]) for event in events}
