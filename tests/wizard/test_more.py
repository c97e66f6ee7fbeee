"""「补答」 leads through the open questions one by one, the one worth most first, and ends at the result."""

import re

import pytest

from policies.calculator import Facts, assess
from policies.calculator.worth import worths
from policies.wizard.check import Check
from tests.pages import text
from tests.persons import DAY, MASTER_2025, Person, without

MORE, RESULT = "/check/more", "/result"
UNSURE = Person({"education": "bachelor"})


def asked(response):
    return re.search(r'name="question" value="([a-z_0-9]+)"', response.content.decode())[1]


def passed(response):
    return re.search(r'name="passed" value="([a-z_0-9 ]*)"', response.content.decode())[1]


def answer(client, page, **fields):
    return client.post(MORE, {"question": asked(page), "passed": passed(page), **fields})


def test_the_question_worth_most_comes_first_and_says_what_it_is_worth(client, visit):
    visit(MASTER_2025, without=["employer_type"])
    page = client.get(MORE)
    assert asked(page) == "employer_type"
    assert text(page, "worth") == "单位类型：影响 2 项，最多的一项至多 18,000 元。"


def test_the_result_names_it_and_leads_there(client, visit):
    visit(MASTER_2025, without=["employer_type", "housing"])
    page = client.get(RESULT)
    assert re.search(r"补答 2 个问题，就能知道更多。最值得先答的是\S+（影响 \d+ 项", text(page, "unknown"))
    assert f'href="{MORE}"' in page.content.decode()


def test_each_answer_leads_to_the_next_and_the_last_to_the_result(client, visit):
    visit(MASTER_2025, without=["employer_type", "housing"])
    first = client.get(MORE)
    choices = {"employer_type": "private", "housing": "renting"}
    second = answer(client, first, **{asked(first): choices[asked(first)]})
    assert {asked(first), asked(second)} == choices.keys()
    last = answer(client, second, **{asked(second): choices[asked(second)]})
    assert last["Location"] == RESULT
    assert visit.answers().values.items() >= choices.items()


def test_who_leaves_every_question_blank_sees_each_once_and_then_the_result(client, visit, live_catalogue):
    visit(UNSURE)
    open_ones = list(Check(live_catalogue, visit.answers()).open_everywhere)
    page, seen = client.get(MORE), []
    while page.status_code == 200:
        seen.append(asked(page))
        assert len(seen) <= len(open_ones)
        page = answer(client, page)
    assert seen == open_ones
    assert page["Location"] == RESULT


def test_unsure_is_not_asked_again(client, visit):
    visit(MASTER_2025, without=["employer_type"])
    done = answer(client, client.get(MORE), employer_type="")
    assert done["Location"] == RESULT
    assert client.get(MORE)["Location"] == RESULT


def test_a_mistake_stays_at_its_question(client, visit):
    visit(MASTER_2025, without=["job_start_date"])
    page = answer(client, client.get(MORE), job_start_date="2025-02-30")
    assert asked(page) == "job_start_date"
    assert "没有这一天" in text(page, "job_start_date-error")
    assert 'role="alert"' in page.content.decode()


def test_a_follow_up_that_an_answer_raised_is_asked_too(client, visit):
    visit(MASTER_2025, without=["work_status", "employer_type"])
    page = client.get(MORE)
    assert asked(page) == "work_status"
    assert asked(answer(client, page, work_status="employed")) == "employer_type"


def test_without_a_check_one_is_sent_to_begin(client, live_catalogue):
    assert client.get(MORE)["Location"] == "/check/"


@pytest.mark.parametrize("region", ["qujiang", "quzhou", "jinzhong", "liandu"])
def test_what_a_question_is_worth_is_the_most_that_an_undecided_policy_may_pay(live_catalogue, region):
    """The highest single one, so that no sum promises what nobody can have."""
    rules = live_catalogue.ruleset(region)
    assessment = assess(rules, Facts.resolve(rules, {}, DAY), DAY)
    found = worths(assessment, assessment.relevant_questions)
    assert set(found) == set(assessment.relevant_questions)
    assert [worth.most for worth in found.values()] == sorted((w.most for w in found.values()), reverse=True)
    for key, worth in found.items():
        decided = [result for result in assessment.results if key in result.missing]
        assert worth.policies == len(decided) > 0
        amounts = [result.reckon(award) for result in decided for award in result.possible_awards]
        paid = [one.total or 0 for one in amounts if one.form in ("cash", "reimbursement")]
        assert worth.most == max(paid, default=0)


def test_the_segments_of_the_progress_lead_to_their_sections(client, visit):
    visit(MASTER_2025)
    page = client.get("/check/work").content.decode()
    progress = page[page.index('<ol class="progress"') :].partition("</ol>")[0]
    assert re.findall(r'href="/check/([a-z]+)"', progress) == [
        "education",
        "insurance",
        "housing",
        "family",
        "post",
        "startup",
    ]
    assert re.search(r'<li aria-current="step">工作', progress)


def test_what_few_people_have_is_not_asked_first(client, visit, live_catalogue):
    """Ten million are for a handful of projects; rent concerns nearly everybody."""
    visit(Person({"education": "bachelor", "graduation_date": "2026-03-15", "work_status": "employed"}))
    asked = list(client.get(RESULT).context["page"].open_questions)
    rare = live_catalogue.rarely_answered
    assert {"nankong_grade", "has_honours"} <= rare
    assert [key in rare for key in asked] == sorted(key in rare for key in asked)
    assert not rare.isdisjoint(asked)


def test_what_matters_only_to_what_was_received_is_not_asked(client, visit, shipped):
    person = without(MASTER_2025, "child_starting_school")
    visit(person)
    assert "child_starting_school" in client.get(RESULT).context["page"].open_questions
    visit(person, received=["qz-child-school-transport"])
    page = client.get(RESULT).context["page"]
    assert "child_starting_school" not in page.open_questions
    assert "影响 0 项" not in text(client.get("/result/questions"))


HTMX = {"HX-Request": "true"}


def test_with_htmx_the_next_question_alone_comes(client, visit):
    visit(MASTER_2025, without=["employer_type", "housing"])
    first = client.get(MORE)
    assert 'hx-post="/check/more" hx-target="#asking"' in first.content.decode()
    fields = {"question": asked(first), "passed": passed(first), asked(first): ""}
    second = client.post(MORE, fields, headers=HTMX)
    assert second.content.decode().lstrip().startswith('<div id="asking">')
    assert "HX-Request" in second["Vary"]
    assert asked(second) != asked(first)
    assert text(second).count("不想答的") == 0
    assert '<button id="onwards" hx-swap-oob="innerHTML">看结果</button>' in second.content.decode()
    # It is led to the result as a whole page.
    last = client.post(MORE, {"question": asked(second), "passed": passed(second)}, headers=HTMX)
    assert last["HX-Redirect"] == RESULT


def test_with_htmx_a_mistake_stays_at_its_question(client, visit):
    visit(MASTER_2025, without=["job_start_date"])
    fields = {"question": "job_start_date", "passed": "", "job_start_date": "2025-02-30"}
    page = client.post(MORE, fields, headers=HTMX)
    assert "没有这一天" in text(page, "job_start_date-error")
    assert "<title>有 1 处要改：" in page.content.decode()
