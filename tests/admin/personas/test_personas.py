"""Sample persons: answers in words, run against the rows, made from a test run of the citizens' pages."""

import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from policies.answers import cookie
from policies.models import Persona, School, Synonym, Tier
from policies.publishing import live
from tests.admin.pages import add_row, address, errors, fields, form, rows, saved
from tests.pages import text

LIST = reverse("admin:policies_persona_changelist")


@pytest.fixture(autouse=True)
def no_live_catalogue():
    yield
    live.reset()


@pytest.fixture
def doctor(catalogue):
    return Persona.objects.get(code="town-doctor")


@pytest.fixture
def page(admin_client, doctor):
    return form(admin_client, address(doctor))


@pytest.fixture
def save(admin_client, doctor):
    return lambda page: admin_client.post(address(doctor), page)


def test_answers_are_written_in_words(page):
    assert page["answers"].splitlines() == [
        "学历：博士",
        "毕业：2025-06-30",
        "上班：是",
        "面积：100",
        "单价：10000",
    ]


def test_saved_as_it_is_nothing_changes(save, page, doctor):
    from policies.catalogue import rows as all_rows

    before = all_rows.read()
    response = save(page)
    assert saved(response), errors(response)
    assert all_rows.read() == before


def test_answers_are_read_from_words(save, page, doctor):
    typed = "学历: 本科\n\n毕业：2024年7月1日\n上班：否\ninsured_months：12 个月"
    response = save(page | {"answers": typed, "expected-0-tier": "", "expected-0-total": "", "expected-0-basis": ""})
    assert saved(response), errors(response)
    doctor.refresh_from_db()
    assert doctor.answers == {
        "education": "bachelor",
        "graduation_date": "2024-07-01",
        "employed": False,
        "insured_months": 12,
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("学历 博士", "第 1 行：要写成“题目：答案”，例如 学历：硕士；不清楚的题不写"),
        ("上班：是\n学厉：博士", "第 2 行：没有叫“学厉”的题目，是不是“学历”，请写题目的名称或键"),
        ("学历：硕士", "第 1 行：在“学历”里没有“硕士”这个选项，可选："),
        ("毕业：2025-02-30", "第 1 行：“毕业”要写存在的日期，例如 2025-06-30"),
        ("面积：很大", "第 1 行：“面积”这里要写数字"),
        ("学历：博士\n学历：本科", "第 2 行：“学历”写了两次，请删掉一行"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_its_number(save, page, doctor, typed, sentence):
    assert sentence in errors(save(page | {"answers": typed}))["answers"]


def test_what_does_not_fit_the_catalogue_is_refused_at_its_field(save, page):
    place = rows(page, "expected", tier="doctor")
    found = errors(save(page | {f"{place}-tier": "professor"}))
    assert "没有“professor”这一档" in found[f"{place}-tier"]


def test_the_worth_that_is_expected_is_saved(save, page, doctor):
    place = rows(page, "expected", tier="doctor")
    response = save(page | {f"{place}-worth": "500"})
    assert saved(response), errors(response)
    assert doctor.expected.get(tier="doctor").worth == 500


def test_what_is_not_got_has_no_worth(save, page):
    place = rows(page, "expected", status="ineligible")
    found = errors(save(page | {f"{place}-worth": "500"}))
    assert "额度和到哪天为止都留空" in found[place]


def test_a_persona_expects_something(save, page):
    found = errors(save(page | {"expected-0-DELETE": "on", "expected-1-DELETE": "on"}))
    assert "至少要写一条" in found[""]


def test_all_are_run_against_the_rows(admin_client, doctor):
    run = reverse("admin:policies_persona_run")
    assert "2 个样例人物" in text(admin_client.get(run), "content")
    assert "结果都和预期相同" in text(admin_client.get(run), "content")
    tier = Tier.objects.get(code="doctor")
    tier.once_coefficient = "0.2"
    tier.save()
    page = admin_client.get(run)
    assert "购房补助：合计应为 27 万元，实际 18 万元" in text(page, "deviating")
    assert f'href="{address(doctor)}"' in page.content.decode()
    assert f'href="{run}"' in admin_client.get(LIST).content.decode()


def test_some_are_run(admin_client, doctor):
    chosen = {"action": "run_selected", "_selected_action": [doctor.pk]}
    assert "运行了 1 个样例人物" in text(admin_client.post(LIST, chosen), "content")


def test_broken_rows_are_not_run(admin_client, doctor):
    from policies.models import Citation

    Citation.objects.filter(policy__code="town-rent").delete()
    assert "先改好这 1 个问题，才能运行" in text(admin_client.get(reverse("admin:policies_persona_run")))


# Today's results as what is expected

RUN = reverse("admin:policies_persona_run")


@pytest.fixture
def cheaper(doctor):
    """The rule for doctors, changed on purpose."""
    tier = Tier.objects.get(code="doctor")
    tier.once_coefficient = "0.2"
    tier.save()
    return tier


def offered(client):
    """What the boxes on the page would send."""
    return re.findall(r'name="adopt" value="([^"]+)"', client.get(RUN).content.decode())


def test_what_came_out_becomes_what_is_expected(admin_client, doctor, cheaper):
    boxes = offered(admin_client)
    assert [box.split(":")[0] for box in boxes] == ["town-doctor"]
    page = admin_client.post(RUN, {"adopt": boxes}, follow=True)
    assert "1 个样例人物的预期改成了现在的结果" in text(page)
    assert "结果都和预期相同" in text(page, "content")
    home = doctor.expected.get(policy__code="town-home")
    assert (home.tier, home.total, home.basis) == ("doctor", 180_000, "up_to")
    assert home.history.first().history_change_reason == "以现在的结果为预期"
    assert doctor.expected.get(policy__code="town-rent").history.count() == 1, "what holds is left alone"


def test_another_status_is_written_down_whole(admin_client, doctor):
    doctor.answers = doctor.answers | {"employed": False}
    doctor.save()
    assert admin_client.post(RUN, {"adopt": offered(admin_client)}, follow=True).status_code == 200
    home = doctor.expected.get(policy__code="town-home")
    assert (home.status, home.tier, home.total, home.basis) == ("ineligible", "", None, "")
    assert "结果都和预期相同" in text(admin_client.get(RUN), "content")


def test_what_is_not_chosen_stays(admin_client, doctor, cheaper):
    page = admin_client.post(RUN, {}, follow=True)
    assert "还没有选人，什么都没有改" in text(page)
    assert doctor.expected.get(policy__code="town-home").total == 270_000


def test_what_the_clerk_has_not_seen_is_not_adopted(admin_client, doctor, cheaper):
    boxes = offered(admin_client)
    cheaper.once_coefficient = "0.1"
    cheaper.save()
    page = admin_client.post(RUN, {"adopt": boxes}, follow=True)
    assert "1 个的结果和刚才看到的不同，没有改" in text(page)
    assert doctor.expected.get(policy__code="town-home").total == 270_000


def test_nobody_adopts_for_another_region(doctor, cheaper):
    from tests.admin.people import member, signed_in

    other = signed_in(member("cityclerk", "编辑", regions=("city",)))
    assert "合计应为 27 万元" in text(other.get(RUN), "deviating")
    assert offered(other) == []
    mine = signed_in(member("townclerk", "编辑", regions=("town",)))
    other.post(RUN, {"adopt": offered(mine)})
    assert doctor.expected.get(policy__code="town-home").total == 270_000


def test_a_persona_that_no_longer_fits_is_left_to_a_person(admin_client, doctor, cheaper):
    """A policy it speaks of is no longer part of the check."""
    from policies.models import Policy

    rent = Policy.objects.get(code="town-rent")
    rent.state = "draft"
    rent.save()
    assert "实际不在自查里" in text(admin_client.get(RUN), "deviating")
    assert offered(admin_client) == []


# From a test run

FROM_ANSWERS = reverse("admin:policies_persona_from_answers")


@pytest.fixture
def visitor(admin_client, doctor):
    """The clerk has answered on the citizens' pages, as the doctor would."""
    from datetime import date

    from policies.answers import Answers
    from policies.publishing.publish import publish

    publish()
    live.refresh()
    values = {"education": "doctor", "employed": True, "area": 100, "price": 10000}
    values["graduation_date"] = date(2025, 6, 30)
    response = HttpResponse()
    cookie.save(response, Answers("town", date(2026, 10, 1), values))
    admin_client.cookies[cookie.NAME] = response.cookies[cookie.NAME].value


def test_a_persona_is_made_from_the_answers_of_a_test_run(admin_client, visitor):
    response = admin_client.get(FROM_ANSWERS)
    page = fields(response)
    assert "学历：博士" in page["answers"]
    assert page[rows(page, "expected", status="eligible") + "-tier"] == "doctor"
    typed = page | {"code": "made", "name": "试答的博士", "story": "自己试答的"}
    made = admin_client.post(reverse("admin:policies_persona_add"), typed)
    assert saved(made), errors(made)
    persona = Persona.objects.get(code="made")
    assert persona.answers["education"] == "doctor"
    assert persona.expected.get(policy__code="town-home").total == 270_000
    assert "结果都和预期相同" in text(admin_client.get(reverse("admin:policies_persona_run")), "content")


def test_answers_of_several_days_become_those_of_one(admin_client, visitor):
    """A persona knows one day for all its answers: by then the months have grown."""
    from datetime import date

    from policies.answers import Answers, today
    from policies.calculator.calendar import add_months

    begun = add_months(today(), -3)
    values = {"education": "doctor", "employed": True, "insured_months": 4, "graduation_date": date(2025, 6, 30)}
    response = HttpResponse()
    cookie.save(response, Answers("town", begun, values, stated_on={"education": today()}))
    admin_client.cookies[cookie.NAME] = response.cookies[cookie.NAME].value
    page = form(admin_client, FROM_ANSWERS)
    assert "累计社保：7" in page["answers"]
    assert page["as_of"] == page["on"]


@pytest.fixture
def served(catalogue):
    """Doctors get a service instead."""
    tier = Tier.objects.get(code="doctor")
    tier.factors.all().delete()
    tier.form, tier.once_basis, tier.once_coefficient, tier.cap_coefficient, tier.worth = "service", "", None, None, 500
    tier.save()


def test_the_worth_of_a_service_is_expected_of_a_test_run(admin_client, served, visitor):
    page = form(admin_client, FROM_ANSWERS)
    place = rows(page, "expected", tier="doctor")
    assert (page[f"{place}-total"], page[f"{place}-worth"]) == ("0", "500")


def test_no_answer_stands_in_an_address(admin_client, visitor):
    response = admin_client.get(FROM_ANSWERS)
    assert response.status_code == 200
    action = reverse("admin:policies_persona_add")
    assert f'action="{action}"' in response.content.decode()


def test_without_answers_the_page_says_where_to_give_some(admin_client, doctor):
    assert "先在市民页面上答完题" in text(admin_client.get(FROM_ANSWERS, follow=True))


# Schools, synonyms and measures


def test_a_synonym_that_the_search_would_not_know_is_refused_at_its_field(admin_client, catalogue):
    synonym = Synonym.objects.get(name="补助")
    page = form(admin_client, address(synonym))
    assert page["words"].splitlines() == ["补贴", "津贴"]
    found = errors(admin_client.post(address(synonym), page | {"words": "补贴、津贴"}))
    assert "要写成一个词" in found["words"]
    assert saved(admin_client.post(address(synonym), page | {"words": "补贴\n\n 津贴 \n资助"}))


def test_a_schools_answers_are_words_too(admin_client, catalogue):
    school = School.objects.get(name="某市技校")
    page = form(admin_client, address(school))
    assert page["answers"].splitlines() == ["学历：没有", "技校：是"]
    found = errors(admin_client.post(address(school), page | {"answers": "面积：3"}))
    assert "从学校只能得出选择题和是非题的答案" in found["answers"]


def test_a_measure_without_its_number_between_is_refused(admin_client, catalogue):
    from policies.models import Measure

    measure = Measure.objects.get(number=2)
    page = form(admin_client, address(measure))
    add_row(page, "carried_out_by", policy=measure.source.citations.first().policy_id)
    response = admin_client.post(address(measure), page)
    assert saved(response), errors(response)
    page = form(admin_client, address(measure))
    assert "号码要从 1 起连着写" in errors(admin_client.post(address(measure), page | {"number": "4"}))["number"]
