"""The agenda of a result: what can be done now, what ends first coming first, then day by day what opens or ends."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from policies.results.dates import PaidOn
from policies.results.gather import page_of
from tests.pages import text
from tests.persons import BACHELOR_2026, CAST, DAY, MASTER_2025, UNDECIDED
from tests.persons import replace as changed

RESULT = reverse("result")


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_all_that_fits_or_will_fit_is_in_it_on_the_days_of_the_calendar_file(shipped, person):
    page = page_of(person.on(), shipped)
    agenda = page.agenda
    now, later = (
        [task.card for task in agenda.now],
        [(one.day, task.card) for one in agenda.later for task in one.tasks],
    )
    assert {card.code for card in [*now, *(card for _, card in later)]} >= {
        card.code for card in [*page.eligible, *page.upcoming]
    }
    days = {(event.day, event.card.code) for event in page.events() if not isinstance(event, PaidOn)}
    assert {(day, card.code) for day, card in later} == {found for found in days if found[0] > DAY}
    assert not {card.code for card in now} & {card.code for card in page.upcoming}
    ends = [min((e.day for e in page.events() if e.last and e.card is card), default=date.max) for card in now]
    assert ends == sorted(ends)
    assert [one.day for one in agenda.later] == sorted({one.day for one in agenda.later})


def test_each_entry_names_the_day_the_office_the_papers_and_leads_to_its_card(client, visit):
    visit(BACHELOR_2026)
    response = client.get(RESULT)
    shown = text(response, "agenda")
    assert "现在就能办 5 项" in shown
    assert (
        "人才租房补助 2029 年 3 月 20 日：符合条件的最后一天 市委组织部（市委人才办），要带：毕业证书和学位证书、"
        in shown
    )
    assert "2027 年 3 月 20 日 青年租房补助 从这天起符合条件 衢江区委人才办，要带：身份证、" in shown
    assert "和人才租房补助只能选一种，到时再比哪一种划算。" in shown
    assert '<a href="#qj-rent-subsidy">青年租房补助</a>' in response.content.decode()


def test_a_day_to_come_that_the_visitor_gave_is_in_it_under_its_name(client, visit, shipped):
    later = changed(MASTER_2025, job_start_date="2026-12-15")
    days = page_of(later.on(), shipped).agenda.later
    assert [one.happens for one in days if one.day == date(2026, 12, 15)] == [["入职"]]
    visit(later)
    assert "2026 年 12 月 15 日 入职（你填的日子）" in text(client.get(RESULT), "agenda")


def test_who_can_have_nothing_has_none(client, visit, shipped):
    visit(UNDECIDED, received={card.code for card in page_of(UNDECIDED.on(), shipped).eligible})
    assert text(client.get(RESULT), "agenda") == ""


def test_what_ends_today_is_done_first_and_says_so(shipped):
    agenda = page_of(MASTER_2025.on(), shipped).agenda
    last = next(event for event in agenda.events if event.last)
    # The last day as if it were the day of the check.
    first = replace(agenda, events=[replace(last, day=agenda.on)]).now[0]
    assert first.card is last.card
    assert first.said.startswith("今天：")
