"""Who has signed and not started yet is told from which day it counts, and what is really missing."""

import pytest
from django.urls import reverse

from tests.pages import text
from tests.persons import MASTER_2025, replace

SIGNED = replace(
    MASTER_2025, job_start_date="2026-12-13", newly_introduced=True, social_insurance_months=0, pension_months=0
)


@pytest.fixture
def page(client, visit):
    visit(SIGNED)
    return client.get("/result")


def test_work_is_met_from_its_first_day(page):
    card = text(page, "qj-employment-subsidy")
    assert "工作状态：在单位上班 你的回答：在单位上班" in card
    assert "从 2026 年 12 月 13 日起满足" in card


def test_of_twelve_months_of_work_twelve_are_missing(page):
    card = text(page, "qj-rent-subsidy")
    assert "入职满 12 个月 你的回答：2026 年 12 月 13 日" in card
    assert "从 2026 年 12 月 13 日算起，还差 12 个月" in card
    assert "13 个月" not in card


def test_months_of_insurance_are_counted_from_the_first_day_of_work(page):
    assert "从 2026 年 12 月 13 日算起，还差 1 个月" in text(page, "qz-social-insurance")


def test_help_options_and_the_question_for_the_day_say_the_same(client, visit):
    visit(MASTER_2025)
    section = text(client.get(reverse("section", args=["work"])))
    assert "签了合同、定了上班日子的，选“在单位上班”" in section
    assert "已经上班，或者签了合同、定了上班日子" in section
    assert "还没开始的，填定好的上班日子" in section
