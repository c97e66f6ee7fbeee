"""A mistake is never lost without a word: what was typed stays with its message, or it is said what became of it."""

import re
from datetime import date

from django.urls import reverse

from policies.answers import cookie
from tests.pages import text
from tests.persons import BACHELOR_2026, DAY, MASTER_2025, REGION, Person, replace
from tests.wizard.test_section import asked, text_of
from tests.wizard.test_tabs import BOTH, HTMX, form_of

EDUCATION, WORK, INSURANCE, HOUSING = (
    reverse("section", args=[code]) for code in ("education", "work", "insurance", "housing")
)
# Nothing depends on how many months of pension a master has: the field is there just because it was answered.
MASTER = MASTER_2025


@BOTH
def test_in_a_question_that_does_not_matter_any_more_the_text_stays_with_its_message(client, visit, headers):
    visit(MASTER)
    without = Person({key: value for key, value in MASTER.answers.items() if key != "pension_months"})
    visit(without)
    assert "pension_months" not in asked(client.get(INSURANCE)), "it does not matter"
    visit(MASTER)
    response = client.post(INSURANCE, form_of(client.get(INSURANCE)) | {"pension_months": "16.5"}, headers=headers)
    assert "pension_months" in asked(response)
    assert 'name="pension_months" inputmode="numeric" value="16.5"' in response.content.decode()
    message = re.search(r'id="pension_months-error">.*?</p>', response.content.decode(), re.DOTALL)[0]
    assert "你写的是“16.5”" in message
    assert "改好以前，还按原来的“14 个月”算" in message.replace("\u00a0", " ")
    assert visit.answers().values == MASTER.values


def test_a_mistake_stays_a_mistake_however_often_it_is_sent(client, visit):
    visit(MASTER)
    first = client.post(INSURANCE, form_of(client.get(INSURANCE)) | {"pension_months": "16.5"})
    again = client.post(INSURANCE, form_of(first))
    assert again.status_code == 200
    assert "你写的是“16.5”" in text(again)
    mended = client.post(INSURANCE, form_of(again) | {"pension_months": "16"})
    assert mended.status_code == 302
    assert visit.answers().values["pension_months"] == 16


def test_a_mistake_over_unsure_says_that_unsure_still_counts(client, visit):
    visit(MASTER, declined=["pension_months", "social_insurance_months"])
    response = client.post(INSURANCE, form_of(client.get(INSURANCE)) | {"social_insurance_months": "一年多"})
    assert "还按原来的“不清楚”算" in text(response)
    assert "social_insurance_months" in visit.answers().declined


def test_a_mistake_where_nothing_was_answered_says_nothing_of_an_old_answer(client, visit):
    visit(MASTER, without=["social_insurance_months"])
    response = client.post(INSURANCE, form_of(client.get(INSURANCE)) | {"social_insurance_months": "很久"})
    assert "你写的是“很久”" in text(response)
    assert "改好以前" not in text(response)


@BOTH
def test_in_a_follow_up_that_its_parent_takes_away_it_is_said_what_became_of_it(client, visit, headers):
    visit(MASTER)
    typed = form_of(client.get(WORK)) | {"work_status": "seeking", "job_start_date": "去年秋天"}
    response = client.post(WORK, typed, headers=headers)
    assert response.status_code == 200
    assert "job_start_date" not in asked(response)
    page = text_of(response)
    assert "不用再问“你哪天开始在本地工作？”，你在那里写的“去年秋天”没有记下" in page
    assert "原来的回答“2025 年 9 月 1 日”还留着" in page
    client.post(WORK, form_of(client.get(WORK)) | {"work_status": "employed"})
    assert visit.answers().values["job_start_date"] == date(2025, 9, 1)


def test_the_note_takes_the_focus_and_the_next_step_goes_on(client, visit):
    visit(MASTER)
    response = client.post(
        WORK, form_of(client.get(WORK)) | {"work_status": "seeking", "job_start_date": "<b>去年</b>"}
    )
    assert response.content.decode().count(" autofocus") == 1
    assert re.search(r'id="job_start_date-gone"[^>]* autofocus', response.content.decode())
    assert "<b>去年" not in response.content.decode()
    assert client.post(WORK, form_of(response)).status_code == 302


def test_what_was_never_shown_is_no_mistake_of_the_visitors(client, visit):
    visit(Person({}))
    response = client.post(EDUCATION, {"education": "below_associate", "graduation_date": "soon"}, headers=HTMX)
    assert "soon" not in response.content.decode()


def test_each_mistake_of_a_section_is_named(client, visit):
    visit(BACHELOR_2026)
    visit(replace(MASTER, home_purchase="planning", home_area=90, home_unit_price=9000, owned_area=0))
    typed = form_of(client.get(HOUSING)) | {"home_area": "很大", "home_unit_price": "贵", "owned_area": "-1"}
    page = text(client.post(HOUSING, typed))
    for written in ("很大", "贵", "-1"):
        assert f"你写的是“{written}”" in page
    assert "有 3 处要改一下" in page.replace("\u00a0", " ")


def test_a_mistake_in_one_section_and_a_change_in_another_keep_both(client, visit):
    visit(MASTER)
    wrong = client.post(INSURANCE, form_of(client.get(INSURANCE)) | {"pension_months": "16.5"}, headers=HTMX)
    client.post(WORK, form_of(client.get(WORK)) | {"newly_introduced": "no"})
    again = client.post(INSURANCE, form_of(client.get(INSURANCE)) | form_of(wrong), headers=HTMX)
    assert "你写的是“16.5”" in again.content.decode()
    assert visit.answers().values == MASTER.values | {"newly_introduced": False}


@BOTH
def test_after_clearing_in_another_tab_a_mistake_still_gets_its_message(client, visit, headers):
    visit(MASTER)
    typed = form_of(client.get(WORK)) | {"region": REGION, "job_start_date": "去年秋天"}
    client.post(reverse("clear"))
    del client.cookies[cookie.NAME]
    response = client.post(WORK, typed, headers=headers)
    assert "你写的是“去年秋天”" in response.content.decode()
    assert visit.answers().values["work_status"] == "employed"
    assert visit.answers().as_of == DAY


def test_stopping_for_now_waits_for_a_mistake_to_be_seen(client, visit):
    visit(MASTER)
    response = client.post(WORK, form_of(client.get(WORK)) | {"job_start_date": "去年秋天", "later": "yes"})
    assert response.status_code == 200
    assert "你写的是“去年秋天”" in text(response)
