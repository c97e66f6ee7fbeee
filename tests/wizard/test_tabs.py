"""Only what was changed in a form is changed: a section sent from an older tab leaves newer answers alone."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.answers import Answers, cookie
from policies.wizard import fields, form
from policies.wizard.none_of_these import CAME_TICKED, TICK
from tests.persons import DAY, MASTER_2025, REGION, Person

EDUCATION, WORK, STARTUP = (reverse("section", args=[code]) for code in ("education", "work", "startup"))
HTMX = {"HX-Request": "true"}
BOTH = pytest.mark.parametrize("headers", [{}, HTMX], ids=["without script", "with script"])
INPUT = re.compile(r"<input([^>]*)>")
ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')


def form_of(response):
    """What a browser sends of the page when nothing is touched."""
    posted = {}
    for found in INPUT.finditer(response.content.decode()):
        attributes = {name: unescape(value) for name, value in ATTRIBUTE.findall(found[1])}
        ticks = attributes.get("type") in ("radio", "checkbox")
        if "name" in attributes and (not ticks or "checked" in attributes):
            posted[attributes["name"]] = attributes.get("value", "on")
    return posted


@BOTH
def test_a_section_sent_off_untouched_changes_nothing(client, visit, headers):
    visit(MASTER_2025, declined=["talent_points", "quzhou_hukou"])
    before = visit.answers()
    for code in ("education", "work", "insurance", "housing", "family", "post", "startup"):
        address = reverse("section", args=[code])
        client.post(address, form_of(client.get(address)), headers=headers)
    after = visit.answers()
    assert (after.values, after.declined) == (before.values, before.declined)


@BOTH
def test_an_older_tab_leaves_newer_answers_to_what_was_not_touched_in_it(client, visit, headers):
    visit(MASTER_2025, declined=["employer_type"])
    older = form_of(client.get(WORK))
    client.post(
        WORK,
        form_of(client.get(WORK)) | {"employer_type": "state_owned", "job_start_date": "2024-05-06"},
        headers=HTMX,
    )
    client.post(WORK, older | {"newly_introduced": "no"}, headers=headers)
    newer = {"employer_type": "state_owned", "job_start_date": date(2024, 5, 6), "newly_introduced": False}
    assert visit.answers().values == MASTER_2025.values | newer
    assert not visit.answers().declined


def test_an_older_tab_brings_back_no_answer_that_was_taken_away(client, visit):
    visit(MASTER_2025)
    older = form_of(client.get(WORK))
    client.post(WORK, older | {"job_start_date": ""})
    client.post(WORK, older | {"newly_introduced": "no"})
    assert not visit.answers().touched("job_start_date")


def test_an_older_tab_may_still_change_what_was_changed_elsewhere(client, visit):
    visit(MASTER_2025)
    older = form_of(client.get(WORK))
    client.post(WORK, older | {"job_start_date": "2024-05-06"})
    client.post(WORK, older | {"job_start_date": "2023-01-02"})
    assert visit.answers().values["job_start_date"] == date(2023, 1, 2)


def test_a_tick_over_several_questions_left_as_it_came_answers_none_of_them(client, visit):
    visit(MASTER_2025)
    older = form_of(client.get(STARTUP))
    assert older[TICK] == older[CAME_TICKED]
    client.post(STARTUP, {key: value for key, value in older.items() if key != TICK})
    assert not visit.answers().touched("contest_award")
    client.post(STARTUP, older)
    assert not visit.answers().touched("contest_award")


@BOTH
def test_after_the_cookie_ran_out_all_that_stands_in_the_form_is_kept(client, visit, headers):
    visit(MASTER_2025, declined=["newly_introduced"])
    left = form_of(client.get(WORK))
    del client.cookies[cookie.NAME]
    client.post(WORK, left | {"region": REGION}, headers=headers)
    assert visit.answers().values == {
        key: MASTER_2025.values[key] for key in ("work_status", "employer_type", "job_start_date")
    }
    assert visit.answers().declined == {"newly_introduced"}


QUESTIONS = [
    {"key": "kind", "type": "choice", "choices": [{"value": "a"}, {"value": "b"}, {"value": "c"}]},
    {"key": "new", "type": "bool"},
    {"key": "months", "type": "months"},
    {"key": "day", "type": "date"},
]
ANSWERS = {
    "kind": st.sampled_from(["a", "b", "c"]),
    "new": st.booleans(),
    "months": st.integers(0, 600),
    "day": st.dates(date(1950, 1, 1), DAY),
}
STATES = st.fixed_dictionaries({key: st.one_of(st.none(), st.just("unsure"), one) for key, one in ANSWERS.items()})


def answers_of(state):
    values = {key: value for key, value in state.items() if value is not None and value != "unsure"}
    return Answers(REGION, DAY, values, frozenset(key for key, value in state.items() if value == "unsure"))


def posted_by(seen, wanted):
    """What is sent of a form that showed `seen` and in which somebody made it `wanted`."""
    post = {}
    for question in QUESTIONS:
        key = question["key"]
        shown = fields.field_of(question, answers_of(seen), {}, None, post={})
        made = fields.field_of(question, answers_of(wanted), {}, None, post={})
        post[form.SHOWN.format(key)] = shown.shown
        if question["type"] in form.TICKED:
            post |= {key: made.text} if made.text or made.declined else {}
        else:
            post[key] = made.text
            post |= {form.UNSURE_BOX.format(key): "on"} if made.declined else {}
    return post


def reachable(seen, wanted):
    """A radio button that is set cannot be taken back."""
    return {key: seen[key] if value is None and key in ("kind", "new") else value for key, value in wanted.items()}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(seen=STATES, now=STATES, wanted=STATES)
def test_of_three_states_the_visitors_change_wins_and_the_rest_is_the_newest(seen, now, wanted):
    wanted = reachable(seen, wanted)
    after = form.read(answers_of(now), QUESTIONS, posted_by(seen, wanted), DAY).answers
    merged = {key: now[key] if wanted[key] == seen[key] else wanted[key] for key in wanted}
    assert (after.values, after.declined) == (answers_of(merged).values, answers_of(merged).declined)


def test_a_form_from_before_there_was_such_a_record_is_taken_at_its_word(client, visit):
    visit(Person({"work_status": "employed", "job_start_date": "2025-09-01"}))
    client.post(WORK, {"work_status": "founder", "job_start_date": ""})
    assert visit.answers().values["work_status"] == "founder"
