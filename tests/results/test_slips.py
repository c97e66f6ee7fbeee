"""Slips for the window: what is claimed where, on which answers it rests, what is to be asked, which papers are
ready.
"""

from dataclasses import replace

import pytest
from django.urls import reverse

from policies.answers import resume
from policies.catalogue.document.papers import short
from policies.results.gather import page_of
from policies.results.slips import NO_OFFICE, slips
from tests.pages import text
from tests.persons import CAST, MASTER_2025, UNDECIDED

SLIPS = f"{reverse('result')}?view=slip"


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_what_can_be_done_now_stands_on_the_slip_of_its_office_and_nothing_else(shipped, person):
    page = page_of(person.on(), shipped)
    told = {slip.office: slip for slip in slips(page)}
    claimed = {claim.card.code: office for office, slip in told.items() for claim in slip.claims}
    assert claimed == {task.card.code: task.card.policy.get("office") or NO_OFFICE for task in page.agenda.now}
    doubted = {doubt.card.code for slip in told.values() for doubt in slip.doubts}
    assert doubted == {card.code for card in page.doubtful}
    for slip in told.values():
        assert [paper.text for paper in slip.papers if paper.ready] == []
        assert {paper.text for paper in slip.papers} == {
            paper for claim in slip.claims for paper in claim.card.entry.papers
        }
        for claim in slip.claims:
            ours = [one.wording.needed for one in claim.met if one.wording.inferred]
            assert all(any(f"“{needed}”" in asked for asked in claim.to_ask) for needed in ours)


def test_the_page_has_answers_clauses_ticks_and_the_way_back_in_a_picture_only(client, visit, shipped):
    visit(MASTER_2025)
    visit.keep(replace(visit.answers(), papers=frozenset({short("身份证")})))
    response = client.get(SLIPS)
    shown = text(response)
    for slip in slips(page_of(visit.answers(), shipped)):
        assert slip.office in shown
        for claim in slip.claims:
            assert f"申请：{claim.card.policy['name']}" in shown
            assert all(one.wording.source in shown for one in claim.met)
    assert "你的回答：2025 年 9 月 1 日" in shown
    assert "☑备好了： 身份证" in shown
    assert "☐还没备好： 毕业证书" in shown
    assert "no-store" in response["Cache-Control"]
    html = response.content.decode()
    assert '<svg width="' in html
    assert resume.code_of(visit.answers()).partition(":")[0] not in html


def test_without_anything_to_do_there_is_none(client, visit, shipped):
    eligible = {card.code for card in page_of(UNDECIDED.on(), shipped).eligible}
    visit(UNDECIDED, received=eligible)
    assert "所以没有单子" in text(client.get(SLIPS))
    assert "给窗口看的单子" not in text(client.get(reverse("result")))


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_what_can_be_done_is_printed_alone_and_open(client, visit, shipped, person):
    """`?view=fits` has the days, the papers and what fits, each open, and nothing of what does not."""
    visit(person)
    page = page_of(person.on(), shipped)
    response = client.get(f"{reverse('result')}?view=fits")
    html = response.content.decode()
    cards = {f'id="open-{card.code}" open' for card in [*page.paid, *page.for_firm]}
    assert all(card in html for card in cards)
    assert all(f'id="{card.code}"' in html for card in page.eligible)
    others = [*page.unknown, *page.ineligible, *page.doubtful, *page.upcoming, *(one.card for one in page.near)]
    assert not [card.code for card in others if f'id="{card.code}"' in html]
    shown = text(response)
    assert all(task.said in shown for task in page.agenda.now)
    assert all(paper.text in shown for paper in page.checklist.papers)
    assert "<details>" not in html.partition('class="parts')[2].partition("</main>")[0]
    assert "no-store" in response["Cache-Control"]


def test_it_is_reached_from_the_result_where_there_is_something_to_do(client, visit, shipped):
    link = f"{reverse('result')}?view=fits"
    visit(MASTER_2025)
    assert link in client.get(reverse("result")).content.decode()
    assert link in client.get(f"{reverse('result')}?view=print").content.decode()
    visit(UNDECIDED, received={card.code for card in page_of(UNDECIDED.on(), shipped).eligible})
    assert link not in client.get(reverse("result")).content.decode()
