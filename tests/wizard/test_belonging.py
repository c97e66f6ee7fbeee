"""A follow-up belongs to the answer that raised it: of another degree or employment it is looked at again first."""

from datetime import date

import pytest
from django.urls import reverse

from policies.answers import cookie, resume
from policies.calculator import Status
from policies.calculator.calendar import Month
from tests.pages import text
from tests.persons import BUYER_2024, DAY, MASTER_2025, Person, replace
from tests.wizard.test_section import asked, text_of
from tests.wizard.test_tabs import BOTH, HTMX, form_of

EDUCATION, WORK, HOUSING, STARTUP = (
    reverse("section", args=[code]) for code in ("education", "work", "housing", "startup")
)
POST = reverse("section", args=["post"])
GRADUATED = date(2019, 6, 30)
OF_THE_DEGREE = {"graduation_date": GRADUATED, "full_time_degree": True, "double_first_class": True}
BACHELOR = Person(
    {"education": "bachelor", **OF_THE_DEGREE, "graduation_date": "2019-06-30", "work_status": "employed"}
)


def change(client, address, headers=HTMX, **typed):
    """The section with this changed in it, and everything else left as it is."""
    return client.post(address, form_of(client.get(address)) | typed, headers=headers)


def has(visit, keys):
    return {key: value for key, value in visit.answers().values.items() if key in keys}


def status(visit, code):
    return next(result.status for result in visit.check().assessment.results if result.code == code)


@BOTH
def test_of_another_degree_nothing_counts_until_it_is_looked_at(client, visit, headers):
    visit(BACHELOR)
    change(client, EDUCATION, headers, education="doctor")
    assert visit.answers().values == {"education": "doctor", "work_status": "employed"}
    page = client.get(EDUCATION)
    assert {*OF_THE_DEGREE} <= set(asked(page))
    for said in ("2019 年 6 月 30 日", "全日制学历", "双一流高校毕业"):
        assert f"学历是“本科”的时候，你答的是“{said}”" in text_of(page)
        assert f"没变，还是“{said}”" in text_of(page)


def test_without_script_the_section_is_shown_once_more_with_what_to_look_at(client, visit):
    visit(BACHELOR)
    shown = change(client, EDUCATION, {}, education="doctor")
    assert shown.headers["Location"].startswith(f"{EDUCATION}#")
    onwards = client.post(EDUCATION, form_of(client.get(EDUCATION)))
    assert not onwards.headers["Location"].startswith(EDUCATION)


def test_the_first_answer_brings_everything_back(client, visit):
    visit(BACHELOR, declined=["double_first_class"])
    change(client, EDUCATION, education="doctor")
    change(client, EDUCATION, education="master")
    change(client, EDUCATION, education="bachelor")
    assert has(visit, OF_THE_DEGREE) == {"graduation_date": GRADUATED, "full_time_degree": True}
    assert visit.answers().declined == {"double_first_class"}
    assert not visit.answers().kept


@BOTH
def test_one_tick_confirms_one_answer(client, visit, headers):
    visit(BACHELOR)
    change(client, EDUCATION, education="doctor")
    change(client, EDUCATION, headers, **{"full_time_degree-still": "on"})
    assert has(visit, OF_THE_DEGREE) == {"full_time_degree": True}
    assert "full_time_degree-still" not in client.get(EDUCATION).content.decode()


@BOTH
def test_one_tick_confirms_all_that_is_to_be_looked_at(client, visit, headers):
    visit(BACHELOR)
    change(client, EDUCATION, education="doctor")
    page = client.get(EDUCATION)
    assert "请再看一眼的 3 题都没变" in text_of(page)
    change(client, EDUCATION, headers, still="graduation_date full_time_degree double_first_class")
    assert has(visit, OF_THE_DEGREE) == OF_THE_DEGREE
    assert "请再看一眼" not in text_of(client.get(EDUCATION))


def test_what_is_answered_otherwise_stands_over_the_tick(client, visit):
    visit(BACHELOR)
    change(client, EDUCATION, education="doctor")
    change(
        client,
        EDUCATION,
        still="graduation_date full_time_degree double_first_class",
        graduation_date="2026-06-30",
    )
    assert has(visit, OF_THE_DEGREE) == OF_THE_DEGREE | {"graduation_date": date(2026, 6, 30)}


def test_each_degree_keeps_its_own_answers(client, visit):
    visit(BACHELOR)
    change(client, EDUCATION, education="doctor")
    change(client, EDUCATION, graduation_date="2026-06-30", full_time_degree="no")
    change(client, EDUCATION, education="bachelor")
    assert has(visit, OF_THE_DEGREE) == OF_THE_DEGREE
    change(client, EDUCATION, education="doctor")
    assert has(visit, OF_THE_DEGREE) == {"graduation_date": date(2026, 6, 30), "full_time_degree": False}


def test_what_was_changed_in_the_same_form_is_of_the_new_degree(client, visit):
    visit(BACHELOR)
    change(client, EDUCATION, {}, education="doctor", graduation_date="2026-06-30")
    assert has(visit, OF_THE_DEGREE) == {"graduation_date": date(2026, 6, 30)}
    change(client, EDUCATION, education="bachelor")
    assert has(visit, OF_THE_DEGREE) == OF_THE_DEGREE


def test_an_older_tab_answers_for_the_degree_it_shows(client, visit):
    visit(BACHELOR)
    older = form_of(client.get(EDUCATION))
    change(client, EDUCATION, education="doctor")
    client.post(EDUCATION, older | {"graduation_date": "2018-06-30"}, headers=HTMX)
    assert "graduation_date" not in visit.answers().values
    change(client, EDUCATION, education="bachelor")
    assert visit.answers().values["graduation_date"] == date(2018, 6, 30)


def test_a_degree_that_was_not_known_takes_its_answers_along(client, visit):
    visit(Person({"school_group": "quzhou_technician", "graduation_date": "2019-06-30"}))
    change(client, EDUCATION, education="associate")
    assert visit.answers().values["graduation_date"] == GRADUATED


def test_no_degree_has_no_graduation_and_the_result_does_not_count_with_it(client, visit):
    visit(MASTER_2025)
    change(client, EDUCATION, education="below_associate")
    assert "graduation_date" not in asked(client.get(EDUCATION))
    change(client, EDUCATION, education="master")
    assert visit.answers().values == MASTER_2025.values


def test_the_first_day_of_work_is_of_the_employment(client, visit):
    visit(MASTER_2025)
    page = change(client, WORK, work_status="founder")
    assert "工作状态是“在单位上班”的时候，你答的是“2025 年 9 月 1 日”" in text_of(page)
    assert not visit.answers().touched("job_start_date")
    change(client, WORK, work_status="seeking")
    change(client, WORK, work_status="employed")
    assert visit.answers().values == MASTER_2025.values


def test_months_of_insurance_are_of_the_person(client, visit):
    visit(MASTER_2025)
    change(client, WORK, work_status="founder")
    assert visit.answers().values["social_insurance_months"] == 14


def test_another_kind_of_employer_asks_for_the_post_anew(client, visit):
    visit(replace(MASTER_2025, employer_type="public_institution", post="teacher"))
    change(client, WORK, employer_type="state_owned")
    assert "post" not in visit.answers().values
    assert visit.answers().kept["post"][0].value == "teacher"


def test_a_home_that_was_bought_is_not_the_one_that_is_planned(client, visit):
    visit(replace(BUYER_2024, home_purchase="planning", home_area=90, first_home=True))
    change(client, HOUSING, home_purchase="bought")
    assert not visit.answers().touched("home_area")
    assert "购房是“打算买”的时候，你答的是“90 平方米”" in text_of(client.get(HOUSING))


def test_what_waits_is_no_answer_to_the_calculator(client, visit):
    visit(MASTER_2025)
    assert status(visit, "qj-home-visit") is Status.ELIGIBLE
    change(client, EDUCATION, education="doctor")
    assert status(visit, "qj-home-visit") is Status.UNKNOWN
    assert "graduation_date" in {question["key"] for question in visit.check().open("education")}
    change(client, EDUCATION, **{"graduation_date-still": "on"})
    assert status(visit, "qj-home-visit") is Status.ELIGIBLE


def test_my_answers_say_what_to_look_at(client, visit):
    visit(BACHELOR)
    change(client, EDUCATION, education="doctor")
    page = text(client.get(reverse("answers"))).replace("\u00a0", " ")
    assert "请再看一眼：学历是“本科”的时候，你答的是“2019 年 6 月 30 日”" in page


def test_a_month_without_its_day_is_offered_again_and_comes_back(client, visit):
    visit(BACHELOR)
    change(client, EDUCATION, {}, **{"graduation_date": "2019.6", "graduation_date-unsure": "on"})
    change(client, EDUCATION, education="doctor")
    assert "你答的是“2019 年 6 月" in text_of(client.get(EDUCATION))
    change(client, EDUCATION, **{"graduation_date-still": "on"})
    assert visit.answers().values["graduation_date"] == Month(2019, 6)
    change(client, EDUCATION, education="bachelor")
    assert visit.answers().values["graduation_date"] == Month(2019, 6)
    assert "graduation_date" in visit.answers().declined, "on which day is still not known"


def test_an_older_tab_of_another_section_answers_for_the_work_it_was_shown_with(client, visit):
    visit(MASTER_2025)
    older = form_of(client.get(POST))
    change(client, WORK, employer_type="public_institution")
    client.post(POST, older | {"post": "teacher"}, headers=HTMX)
    assert "post" not in visit.answers().values
    change(client, WORK, employer_type="private")
    assert visit.answers().values["post"] == "teacher"


def test_what_waits_survives_cookie_and_code(client, visit, live_catalogue):
    visit(BACHELOR)
    change(client, EDUCATION, education="doctor")
    code = resume.code_of(visit.answers())
    client.post(reverse("clear"))
    client.post(reverse("resume"), {"code": code})
    change(client, EDUCATION, education="bachelor")
    assert has(visit, OF_THE_DEGREE) == OF_THE_DEGREE


def test_months_that_come_back_grow_from_the_day_they_were_given(client, visit, monkeypatch):
    from django.utils import timezone

    visit(MASTER_2025)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 12, 30))
    client.post(reverse("check"), {"region": "quzhou"})
    client.post(reverse("check"), {"region": MASTER_2025.region})
    assert visit.answers().day_of("social_insurance_months") == DAY


def test_however_often_everything_is_changed_the_cookie_stays_small(client, visit):
    visit(MASTER_2025)
    for region in ("quzhou", "jinzhong", "liandu", "qujiang"):
        client.post(reverse("check"), {"region": region})
        for degree in ("below_associate", "associate", "bachelor", "master", "doctor"):
            change(client, EDUCATION, education=degree)
            change(
                client,
                EDUCATION,
                school="浙江大学",
                graduation_date="2024-06-30",
                full_time_degree="yes",
                school_group="other",
                company_class="no",
            )
        for status in ("founder", "employed"):
            change(client, WORK, work_status=status)
            change(client, WORK, job_start_date="2024-07-01", newly_introduced="yes")
        change(client, reverse("section", args=["insurance"]), social_insurance_months="20", pension_months="19")
    assert len(client.cookies[cookie.NAME].value) < 0.7 * cookie.MAX_BYTES


@pytest.mark.parametrize("key", ["about", "local"])
def test_a_release_from_before_lays_nothing_aside(client, visit, live_catalogue, monkeypatch, key):
    for question in live_catalogue.questions.values():
        monkeypatch.delitem(question, "about")
        monkeypatch.delitem(question, "local")
    visit(BACHELOR)
    change(client, EDUCATION, education="doctor")
    assert has(visit, OF_THE_DEGREE) == OF_THE_DEGREE
