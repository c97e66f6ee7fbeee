"""What is still open: what each answer decides, how to find it out, and messages that hold questions alone."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from policies.catalogue.words.inquiries import find_out, message
from policies.results.gather import page_of
from policies.results.inquiries import Inquiries
from tests.pages import text
from tests.persons import BACHELOR_2026, CAST, FOUNDER, MASTER_2025, without
from tests.wizard.conftest import live_catalogue, shipped, today, visit

__all__ = ["live_catalogue", "shipped", "today", "visit"]
QUESTIONS = reverse("inquiries")
# What the master's employer knows.
OPEN = without(MASTER_2025, "employer_type", "job_start_date")


def inquiries(catalogue, answers):
    return Inquiries(page_of(answers, catalogue))


def written(page):
    return re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.content.decode(), re.DOTALL)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"find_out": "我的入职日期是哪一天？", "whom": "employer"}, "问单位人事：“我的入职日期是哪一天？”"),
        ({"find_out": "看购房合同", "whom": "self"}, "自己查：看购房合同。"),
        ({}, ""),
    ],
)
def test_how_to_find_out_is_said_by_whom_to_ask(asked, expected):
    assert find_out(asked) == expected


def test_a_message_has_the_questions_by_number():
    assert message("office", [{"find_out": "甲？"}, {"find_out": "乙？"}]).splitlines() == [
        "您好！我在查自己能申领哪些青年补贴，有 2 件事想请教一下：",
        "1. 甲？",
        "2. 乙？",
        "麻烦您了，谢谢！",
    ]


def test_each_open_question_says_what_it_decides_and_how_to_find_out(client, visit, live_catalogue):
    visit(OPEN)
    shown = text(client.get(QUESTIONS), "main")
    for one in inquiries(live_catalogue, OPEN.on()).questions:
        assert f"{one.question['label']} {one.find_out}".strip() in shown
        assert f"{one.worth}：{'、'.join(policy['name'] for policy in one.policies)}。" in shown


@pytest.mark.parametrize("person", [*CAST.values(), OPEN], ids=[*CAST, "open"])
def test_what_a_question_decides_is_as_many_as_it_is_worth(live_catalogue, person):
    for one in inquiries(live_catalogue, person.on()).questions:
        assert f"影响 {len(one.policies)} 项" in one.worth
        assert one.policies


def test_a_message_goes_to_whom_it_concerns_and_holds_questions_alone(client, visit, live_catalogue):
    visit(OPEN)
    messages = inquiries(live_catalogue, OPEN.on()).messages
    page = client.get(QUESTIONS)
    assert written(page) == [one.text for one in messages]
    by_whom = {one.whom: one.text for one in messages}
    assert "民营或外资企业" in by_whom["employer"]
    known = {question["find_out"] for question in live_catalogue.questions.values() if question.get("find_out")}
    for one in messages:
        assert {line.partition(". ")[2] for line in one.text.splitlines()[1:-1]} <= known


def test_what_few_people_have_is_asked_of_others_only_by_who_does_not_know(live_catalogue):
    rare = next(key for key in live_catalogue.rarely_answered if key == "referred_talent")
    answers = BACHELOR_2026.on().without(rare)
    asked = live_catalogue.questions[rare]["find_out"]
    texts = [one.text for one in inquiries(live_catalogue, answers).messages]
    declined = replace(answers, declined=answers.declined | {rare})
    assert not any(asked in one for one in texts)
    assert any(asked in one.text for one in inquiries(live_catalogue, declined).messages)


def test_the_result_and_the_next_question_lead_to_how_to_find_out(client, visit):
    visit(without(FOUNDER, "first_startup", "in_incubator"))
    assert f'href="{QUESTIONS}"' in client.get(reverse("result")).content.decode()
    visit(without(MASTER_2025, "employer_type"))
    assert "不知道的话，问单位人事：“" in text(client.get(reverse("more")), "main")


def test_without_answers_one_is_sent_to_give_some(client):
    assert client.get(QUESTIONS).status_code == 302
