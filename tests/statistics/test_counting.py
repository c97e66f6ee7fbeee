"""What a visitor does is counted once per check, in numbers only."""

import pytest
from django.urls import reverse

from tests.persons import DAY, FOUNDER, MASTER_2025, MASTER_2026, UNDECIDED
from tests.statistics.test_writing import waiting

EDUCATION = {"region": "qujiang", "education": "bachelor"}


@pytest.fixture
def begun(client):
    client.post(reverse("check"), {"region": "qujiang"})
    return client


def sections(client):
    """The first two sections of the check, by code."""
    from policies.answers import Answers
    from policies.publishing import live
    from policies.wizard.check import Check

    return [section["code"] for section in Check(live.current(), Answers("qujiang", DAY)).sections][:2]


def answer(client, section, **answers):
    return client.post(reverse("section", args=[section]), answers)


def events(event):
    return {code: count for (_, _, found, code), count in waiting().items() if found == event and count}


def test_looking_at_the_questions_is_no_check_yet(begun):
    first, _ = sections(begun)
    begun.get(reverse("section", args=[first]))
    answer(begun, first)
    assert not waiting()


def test_a_check_starts_with_its_first_answer_and_stops_where_the_last_one_was(begun):
    first, second = sections(begun)
    answer(begun, first, education="bachelor")
    answer(begun, first, education="master")
    assert waiting() == {(DAY, "qujiang", "started", ""): 1, (DAY, "qujiang", "stopped", first): 1}
    answer(begun, second, work_status="employed")
    assert events("started") == {"": 1}
    assert events("stopped") == {second: 1}


def test_going_back_moves_nothing(begun):
    first, second = sections(begun)
    answer(begun, second, work_status="employed")
    answer(begun, first, education="master")
    assert events("stopped") == {second: 1}


def test_a_result_is_counted_once_however_often_it_is_seen(client, begun):
    first, _ = sections(begun)
    answer(begun, first, education="bachelor")
    for _ in range(3):
        client.get(reverse("result"))
    answer(begun, first, education="master")
    client.get(reverse("result"))
    assert events("started") == events("finished") == {"": 1}
    assert not events("stopped")


def test_a_check_after_the_answers_were_cleared_is_another(begun):
    first, _ = sections(begun)
    for _ in range(2):
        begun.post(reverse("check"), {"region": "qujiang"})
        answer(begun, first, education="bachelor")
        begun.get(reverse("result"))
        begun.post(reverse("clear"))
    assert events("started") == events("finished") == {"": 2}


def test_each_policy_is_counted_where_it_stands(client, visit):
    visit(MASTER_2025)
    client.get(reverse("result"))
    assert events("eligible")["qj-rent-subsidy"] == 1
    assert "qj-rent-subsidy" not in events("upcoming") | events("near") | events("unknown")


def test_upcoming_near_and_unknown_are_told_apart(client, visit):
    visit(MASTER_2026)
    page = client.get(reverse("result")).context["page"]
    assert set(events("upcoming")) == {card.code for card in page.upcoming}
    assert set(events("near")) == {near.card.code for near in page.near}
    visit(UNDECIDED)
    page = client.get(reverse("result")).context["page"]
    assert set(events("unknown")) >= {card.code for card in page.unknown}
    assert events("near") or events("upcoming")


def test_what_the_visitor_has_already_is_not_counted(client, visit):
    visit(MASTER_2025, received=["qj-rent-subsidy"])
    client.get(reverse("result"))
    assert "qj-rent-subsidy" not in events("eligible")


def test_a_head_request_counts_nothing(client, visit):
    visit(MASTER_2025)
    client.head(reverse("result"))
    assert not waiting()


def test_the_mark_travels_with_the_resume_code(begun, visit):
    from policies.answers import resume
    from policies.publishing import live

    first, _ = sections(begun)
    answer(begun, first, education="bachelor")
    begun.get(reverse("result"))
    resumed = resume.read(resume.code_of(visit.answers()), live.current())
    assert resumed.counted == visit.answers().counted


def test_nothing_of_the_answers_is_counted(client, visit):
    """Codes of the catalogue and the day, nothing else."""
    visit(MASTER_2025)
    client.get(reverse("result"))
    from policies.models.figures import Event
    from policies.publishing import live

    known = {*live.current().policies, *live.current().sections, ""}
    assert all(
        (day, region) == (DAY, "qujiang") and event in Event.values and code in known
        for day, region, event, code in waiting()
    )


def test_a_check_makes_no_query(client, visit, db, django_assert_num_queries):
    visit(MASTER_2025)
    with django_assert_num_queries(0):
        client.get(reverse("result"))
    assert events("finished") == {"": 1}


def test_what_is_only_planned_is_not_counted_as_had(client, visit):
    visit(FOUNDER)
    page = client.get(reverse("result")).context["page"]
    assert [card.code for card in page.planned] == ["qj-founder-apartment"]
    assert "qj-founder-apartment" not in {*events("eligible"), *events("upcoming")}
