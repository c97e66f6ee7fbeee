"""A section's page: its questions and follow-ups, what is kept, and what is said about what cannot be read."""

import logging
import re
from decimal import Decimal
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from policies.answers import cookie
from policies.calculator import Facts, Status, assess
from tests.persons import BACHELOR_2026, BUYER_2024, DAY, FOUNDER, MASTER_2025, REGION, Person

HTMX = {"HX-Request": "true"}
NOBODY = Person({})
EDUCATION, WORK, INSURANCE = (reverse("section", args=[code]) for code in ("education", "work", "insurance"))


def asked(response):
    """The questions that stand on the page, in their order."""
    found = re.findall(r'class="question" id="([a-z_0-9]+)"', response.content.decode())
    return [key for key in found if key != "school"]


def text_of(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def nobody(visit):
    visit(NOBODY)


def test_a_section_shows_its_questions_without_follow_ups(client, nobody):
    assert asked(client.get(WORK)) == ["work_status", "newly_introduced"]


def test_every_question_can_be_answered_unsure(client, visit, live_catalogue):
    visit(MASTER_2025)
    for code in live_catalogue.sections:
        response = client.get(reverse("section", args=[code]))
        keys = asked(response)
        assert keys or "没有要问的" in response.content.decode()
        for key in keys:
            assert f'id="{key}-unsure"' in response.content.decode()


@pytest.mark.parametrize("region", ["qujiang", "quzhou", "jinzhong", "liandu"])
def test_every_section_of_every_region_can_be_walked_through(client, region):
    address = client.post(reverse("check"), {"region": region}).headers["Location"]
    seen = []
    while address != reverse("result"):
        assert address not in seen
        seen.append(address)
        assert asked(client.get(address))
        address = client.post(address, {}).headers["Location"]
    assert len(seen) >= 3


def test_an_unknown_section_is_a_page_that_helps(client, nobody):
    response = client.get(reverse("section", args=["astrology"]))
    assert response.status_code == 404
    assert reverse("check") in response.content.decode()


def test_a_change_brings_the_follow_ups_in_a_fragment(client, nobody):
    response = client.post(WORK, {"work_status": "employed"}, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in page
    assert asked(response)[:3] == ["work_status", "employer_type", "job_start_date"]
    assert "因为你选了“在单位上班”" in page
    assert 'id="standing" hx-swap-oob' in page
    assert "HX-Request" in response.headers["Vary"]


def test_the_bar_counts_with_the_choice_made_on_the_result_as_the_result_does(client, visit):
    visit(MASTER_2025)
    assert "已符合 7 项，还可能 0 项 目前合计至少 31,344 元" in text_of(client.get(WORK))
    client.post(reverse("marks"), {"choose": "qj-rent-subsidy"})
    assert "20,400 元" in text_of(client.get(reverse("result")))
    assert "已符合 7 项，还可能 0 项 目前合计至少 20,400 元" in text_of(client.get(WORK))
    assert "目前合计至少 20,400 元" in text_of(client.post(WORK, {"work_status": "employed"}, headers=HTMX))


def test_without_script_sending_the_section_shows_the_follow_ups_first(client, nobody):
    response = client.post(WORK, {"work_status": "employed"})
    assert response.headers["Location"] == f"{WORK}#work_status-follow-ups"
    follow_ups = client.get(WORK)
    assert asked(follow_ups)[:3] == ["work_status", "employer_type", "job_start_date"]
    assert 'id="work_status-follow-ups"' in follow_ups.content.decode()
    onwards = client.post(WORK, {"work_status": "employed"})
    assert onwards.headers["Location"] == reverse("section", args=["insurance"])


def test_both_ways_show_the_same_questions(client, visit):
    typed = {"work_status": "founder", "newly_introduced": "yes"}
    visit(NOBODY)
    by_htmx = asked(client.post(WORK, typed, headers=HTMX))
    visit(NOBODY)
    client.post(WORK, typed)
    assert asked(client.get(WORK)) == by_htmx


def test_follow_ups_of_follow_ups_come_too(client, nobody):
    startup = reverse("section", args=["startup"])
    response = client.post(startup, {"has_honours": "yes", "title": "technician"}, headers=HTMX)
    assert "key_post" in asked(response)


def test_another_answer_takes_the_follow_ups_away_but_not_what_was_said(client, visit):
    visit(MASTER_2025)
    response = client.post(WORK, {"work_status": "seeking"}, headers=HTMX)
    assert "employer_type" not in asked(response)
    back_again = client.post(WORK, {"work_status": "employed"}, headers=HTMX)
    assert 'id="employer_type-private" value="private" checked' in back_again.content.decode()


def test_a_follow_up_stands_under_the_answer_that_raised_it(client, nobody):
    page = client.post(EDUCATION, {"school_group": "quzhou_technician"}, headers=HTMX)
    assert asked(page) == ["education", "school_group", "graduation_date", "company_class"]


def test_answers_are_kept_in_their_type(client, visit, nobody):
    client.post(EDUCATION, {"education": "master", "graduation_date": "2025年6月30日", "full_time_degree": "yes"})
    assert visit.answers().values == {
        key: MASTER_2025.values[key] for key in ("education", "graduation_date", "full_time_degree")
    }
    assert visit.answers().as_of == DAY


def test_an_amount_with_cents_is_read_shown_again_and_said(client, visit):
    visit(BUYER_2024)
    client.post("/check/housing", {"housing_fund_employer_monthly": "200.50"})
    assert visit.answers().values["housing_fund_employer_monthly"] == Decimal("200.5")
    page = client.get("/check/housing").content.decode()
    field = page[page.index('id="housing_fund_employer_monthly-text"') :].partition(">")[0]
    assert 'value="200.50"' in field
    assert 'inputmode="decimal"' in field
    assert "200.50 元" in text_of(client.get("/check/answers"))
    refused = client.post("/check/housing", {"housing_fund_employer_monthly": "200.505"})
    assert "小数点后两位" in text_of(refused)


def test_unsure_is_an_answer_of_its_own(client, visit):
    visit(MASTER_2025)
    client.post(WORK, {"newly_introduced": "", "job_start_date": "2025-09-01", "job_start_date-unsure": "on"})
    answers = visit.answers()
    assert answers.declined == {"newly_introduced", "job_start_date"}
    assert not answers.declined & answers.values.keys()


def test_who_was_unsure_and_now_writes_a_date_has_answered(client, visit):
    visit(MASTER_2025, declined={"job_start_date"})
    typed = {"job_start_date": "2025-09-01", "job_start_date-unsure": "on", "job_start_date-shown": "-"}
    client.post(WORK, typed)
    assert visit.answers().values["job_start_date"] == MASTER_2025.values["job_start_date"]
    assert not visit.answers().declined


def test_an_emptied_field_is_no_answer(client, visit):
    visit(MASTER_2025)
    client.post(WORK, {"job_start_date": " ", "job_start_date-shown": "2025-09-01"})
    assert not visit.answers().touched("job_start_date")


def test_a_field_says_which_answer_it_was_shown_with(client, visit):
    visit(MASTER_2025, without=["newly_introduced"], declined=["employer_type"])
    page = client.get(WORK).content.decode()
    assert 'name="job_start_date-shown" value="2025-09-01"' in page
    assert 'name="work_status-shown" value="employed"' in page
    assert 'name="newly_introduced-shown" value=""' in page
    assert 'name="employer_type-shown" value="-"' in page


def test_questions_of_other_sections_are_out_of_reach_of_a_post(client, visit):
    visit(MASTER_2025)
    client.post(WORK, {"education": "doctor", "no_such_question": "1"})
    assert visit.answers().values == MASTER_2025.values


def test_a_wrong_value_keeps_the_others_and_stays_at_its_field(client, visit, nobody):
    response = client.post(
        EDUCATION, {"education": "master", "graduation_date": "2025年13月", "full_time_degree": "yes"}
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert visit.answers().values == {"education": "master", "full_time_degree": True}
    assert 'value="2025年13月"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="graduation_date-error' in page
    assert "没有这个月份" in re.search(r'id="graduation_date-error">(.*?)</p>', page)[1]


def test_the_summary_of_mistakes_takes_the_focus_and_leads_to_the_fields(client, nobody):
    response = client.post(EDUCATION, {"education": "phd", "graduation_date": "soon"})
    page = response.content.decode()
    assert re.search(r'class="errors" role="alert"[^>]* autofocus', page)
    assert 'href="#education-below_associate"' in page
    assert "有 1 处要改" in response.content.decode(), "graduation_date is not asked here"
    assert page.count("autofocus") == 1


def test_a_change_with_a_wrong_value_is_answered_in_place(client, nobody):
    response = client.post(EDUCATION, {"education": "master", "graduation_date": "soon"}, headers=HTMX)
    assert response.status_code == 200
    assert 'id="graduation_date-error"' in response.content.decode()
    assert 'role="alert"' not in response.content.decode()


def test_what_was_typed_is_escaped(client, nobody):
    response = client.post(EDUCATION, {"education": "master", "graduation_date": '"><script>x</script>'})
    assert "<script>x" not in response.content.decode()


def test_the_bar_says_what_the_result_says(client, visit, live_catalogue):
    visit(BACHELOR_2026, without=["housing_fund_months", "low_income_household"])
    ruleset = live_catalogue.ruleset(REGION)
    values = visit.answers().values
    assessment = assess(ruleset, Facts.resolve(ruleset, values, DAY), DAY)
    possible = sum(result.status is Status.UNKNOWN for result in assessment.results)
    assert possible
    assert assessment.best.left_out
    bar = f"已符合 {len(assessment.best.policies)} 项，还可能 {possible} 项 目前合计至少 45,816 元"
    assert bar in text_of(client.get(WORK))
    assert f"你可以申领 {len(assessment.best.policies)} 项" in text_of(client.get(reverse("result")))


def test_the_bar_says_nothing_of_money_while_none_is_certain(client, nobody):
    assert "目前合计" not in text_of(client.get(WORK))


def test_what_the_visitor_has_already_is_not_counted_again(client, visit):
    visit(MASTER_2025)
    before = int(re.search(r"已符合 (\d+) 项", text_of(client.get(WORK)))[1])
    visit(MASTER_2025, received=["qj-home-visit"])
    assert f"已符合 {before - 1} 项" in text_of(client.get(WORK))


def test_only_what_can_still_change_something_is_asked(client, visit):
    visit(Person({"education": "associate", "work_status": "student"}))
    assert "company_class" not in asked(client.get(EDUCATION))
    visit(Person({"education": "associate", "work_status": "employed"}))
    assert "company_class" in asked(client.get(EDUCATION))


def test_what_was_answered_stays_although_it_changes_nothing_any_more(client, visit):
    visit(MASTER_2025)
    assert {"pension_months", "social_insurance_months"} <= set(asked(client.get(INSURANCE)))


def test_who_changes_an_answer_goes_straight_back_to_the_result(client, visit):
    visit(MASTER_2025)
    page = client.get(EDUCATION)
    assert "看结果" in page.content.decode()
    assert client.post(EDUCATION, {"education": "master"}).headers["Location"] == reverse("result")


def test_a_change_renames_the_button_that_leads_on(client, visit):
    visit(MASTER_2025)
    fragment = client.post(EDUCATION, {"education": "master"}, headers=HTMX).content.decode()
    assert re.search(r'id="onwards" hx-swap-oob="innerHTML">看结果<', fragment)


def test_stopping_for_now_keeps_what_was_filled_in(client, visit, nobody):
    response = client.post(EDUCATION, {"education": "master", "later": "yes"})
    assert response.headers["Location"] == reverse("resume")
    assert visit.answers().values == {"education": "master"}


def test_why_a_question_is_asked_names_the_policies_that_depend_on_it(client, visit, live_catalogue):
    visit(FOUNDER)
    page = client.get(reverse("section", args=["startup"])).content.decode()
    why = re.search(r'id="in_incubator-why">.*?<p class="fine">(.*?)</p>', page, re.DOTALL)[1]
    for code in ("qj-incubator-relief", "qj-incubator-logistics", "qj-founder-apartment"):
        assert live_catalogue.policies[code]["name"] in why


def test_why_names_no_policy_that_only_looks_at_a_follow_up(client, visit, live_catalogue):
    """A graduation date is asked of whoever was in a company class; that is not why the class is asked for."""
    visit(BACHELOR_2026)
    page = client.get(EDUCATION).content.decode()
    why = re.search(r'id="company_class-why">.*?<p class="fine">(.*?)</p>', page, re.DOTALL)[1]
    assert live_catalogue.policies["qz-talent-rent"]["name"] in why
    assert live_catalogue.policies["qj-rent-subsidy"]["name"] not in why


def test_a_question_asked_for_its_follow_ups_names_their_policies(client, nobody, live_catalogue):
    page = client.get(reverse("section", args=["startup"])).content.decode()
    assert 'id="has_honours-why"' in page


def test_back_leads_to_the_section_before(client, visit):
    visit(MASTER_2025)
    assert f'class="back" href="{EDUCATION}"' in client.get(WORK).content.decode()
    assert f'class="back" href="{reverse("start")}"' in client.get(EDUCATION).content.decode()


def test_the_list_of_sections_shows_where_one_is_and_what_is_done(client, visit, live_catalogue):
    visit(MASTER_2025)
    page = client.get(WORK).content.decode()
    assert page.count('aria-current="step"') == 1
    assert f'class="done"><a href="{EDUCATION}">{live_catalogue.sections["education"]["name"]}' in page


def test_a_section_that_answers_may_yet_raise_is_not_done(client, visit, live_catalogue):
    insurance = live_catalogue.sections["insurance"]["name"]
    visit(NOBODY)
    done = f'class="done"><a href="{INSURANCE}">{insurance}'
    assert done not in client.get(EDUCATION).content.decode()
    visit(Person({"work_status": "student"}))
    assert f'{done}<span class="unseen">，不用答' in client.get(EDUCATION).content.decode()


def test_a_section_in_which_nothing_is_asked_is_passed_over(client, visit):
    visit(NOBODY)
    response = client.post(WORK, {"work_status": "student"})
    response = client.post(WORK, {"work_status": "student"})
    assert response.headers["Location"] == reverse("section", args=["housing"])
    assert "没有要问的" in client.get(INSURANCE).content.decode()


def test_the_last_section_leads_to_the_result(client, visit):
    visit(MASTER_2025)
    assert client.post(reverse("section", args=["startup"]), {}).headers["Location"] == reverse("result")


@pytest.mark.parametrize("text", ["garbage", "a:b:c", "x" * 5000], ids=["garbage", "forged", "oversized"])
def test_a_cookie_that_cannot_be_used_starts_afresh_with_a_message(client, text):
    client.cookies[cookie.NAME] = text
    response = client.get(WORK, follow=True)
    assert response.redirect_chain[-1][0] == reverse("start")
    assert "已经失效" in response.content.decode()
    assert client.cookies[cookie.NAME].value == ""


def test_a_section_sent_off_after_the_cookie_ran_out_is_kept(client, visit):
    response = client.post(EDUCATION, {"region": REGION, "education": "below_associate"})
    assert response.headers["Location"] == WORK
    assert visit.answers().values == {"education": "below_associate"}
    assert "只留下了" in str(next(iter(get_messages(response.wsgi_request))))


def test_answers_that_do_not_fit_are_refused_with_a_message(client, visit, nobody, monkeypatch):
    monkeypatch.setattr(cookie, "MAX_BYTES", len(client.cookies[cookie.NAME].value) + 3)
    response = client.post(EDUCATION, {"education": "below_associate"}, follow=True)
    assert "放不下" in response.content.decode()
    assert visit.answers().is_empty


def test_a_change_that_does_not_fit_in_shows_what_is_kept(client, visit, nobody, monkeypatch):
    monkeypatch.setattr(cookie, "MAX_BYTES", len(client.cookies[cookie.NAME].value) + 3)
    response = client.post(EDUCATION, {"education": "below_associate"}, headers=HTMX)
    assert response.headers["HX-Redirect"] == EDUCATION
    assert "放不下" in text_of(client.get(EDUCATION))
    assert visit.answers().is_empty


def test_a_change_without_a_check_under_way_goes_to_the_start(client):
    response = client.post(WORK, {"work_status": "employed"}, headers=HTMX)
    assert response.headers["HX-Redirect"] == reverse("check")


def test_answers_stand_in_no_address_and_no_log_line(client, nobody, caplog):
    with caplog.at_level(logging.DEBUG):
        response = client.post(EDUCATION, {"education": "doctor", "graduation_date": "一九九九"})
        response = client.post(WORK, {"work_status": "founder", "job_start_date": "2019-03-04"})
    assert "founder" not in response.headers["Location"]
    for secret in ("doctor", "一九九九", "founder", "2019-03-04"):
        assert secret not in caplog.text
