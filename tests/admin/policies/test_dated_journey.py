"""«6000 → 7200 for those who start work in 2027» is one line of a page, published, and right for everybody."""

from dataclasses import replace as with_answers
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from policies.answers import cookie
from policies.models import Policy, Question
from policies.publishing import live
from tests import loaded
from tests.admin.pages import add_row, address, errors, form, saved
from tests.admin.people import member, signed_in
from tests.admin.releases.test_releases import PUBLISH, filled
from tests.pages import text
from tests.persons import MASTER_2025, replace

DAYS = (date(2026, 11, 22), date(2026, 12, 31), date(2027, 1, 1), date(2027, 6, 1))


@pytest.fixture
def catalogue(db):
    loaded.released()
    yield
    live.reset()


def result(start: str, on: date) -> str:
    """The rent's card on the result page of somebody who starts work on that day."""
    client, response = Client(), HttpResponse()
    person = replace(MASTER_2025, job_start_date=start)
    cookie.save(response, with_answers(person.on(), as_of=on))
    client.cookies[cookie.NAME] = response.cookies[cookie.NAME].value
    return text(client.get(reverse("result")), "qj-rent-subsidy")


def test_from_one_line_to_everybodys_own_amount(catalogue, monkeypatch):
    clerk, publisher = (signed_in(member(name, group)) for name, group in (("clerk", "编辑"), ("boss", "发布")))
    rent = Policy.objects.get(code="qj-rent-subsidy")
    page = form(clerk, address(rent))
    event = Question.objects.get(key="job_start_date").pk
    add_row(page, "changes", starts_on="2027-01-01", measured_at=event, recurring_amount="7200")
    seen = text(clerk.post(f"{address(rent)[: -len('change/')]}preview/", page))
    before, _, after = seen.partition("同一个人，如果入职是 2027-01-01（2027-01-01 查询）")
    assert "每年6,000元" in before
    assert "每年7,200元" in after.partition("政策页")[0]
    response = clerk.post(address(rent), page)
    assert saved(response), errors(response)

    look = publisher.get(PUBLISH)
    assert "从 2027 年 1 月 1 日起（按入职的日期）：每年 6,000 元 → 7,200 元" in text(look, "changes")
    assert publisher.post(PUBLISH, filled(look, note="明年入职的提高")).status_code == 302
    live.refresh()

    for on in DAYS:
        monkeypatch.setattr(timezone, "localdate", lambda on=on: on)
        for start, amount, other in (("2026-12-31", "6,000", "7,200"), ("2027-01-01", "7,200", "6,000")):
            card = result(start, on)
            assert (amount in card, other in card) == (True, False), (on, start, card)
