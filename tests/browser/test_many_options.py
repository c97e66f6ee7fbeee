"""A question of 1,065 options at a clerk's desk: found, edited and saved, page by page."""

import pytest
from playwright.sync_api import expect
from simple_history.utils import bulk_create_with_history

from policies.models import Choice, Question
from tests import loaded
from tests.browser.test_staff import PASSWORD, log_in
from tests.catalogue.choices_pack import PLACES


@pytest.fixture
def question(transactional_db, django_user_model):
    django_user_model.objects.create_superuser("clerk", password=PASSWORD)
    loaded.small()
    found = Question.objects.get(key="education")
    made = [
        Choice(question=found, value=value, label=label, position=100) for value, label in list(PLACES.items())[:150]
    ]
    bulk_create_with_history(made, Choice, batch_size=200)
    return found


def test_an_option_is_found_and_saved_and_the_next_page_opened(desktop, question, assert_accessible):
    log_in(desktop)
    desktop.wait_for_url("**/password_change/")
    desktop.goto(f"/admin/policies/question/{question.pk}/change/")
    assert desktop.evaluate("document.documentElement.scrollHeight") < 6500
    assert_accessible(desktop)
    desktop.get_by_label("在 153 项里找").fill("西阴")
    desktop.get_by_label("在 153 项里找").press("Enter")
    expect(desktop.locator("#choices-part")).to_contain_text("找到 1 项")
    desktop.locator("#id_choices-0-label").fill("西阴新区")
    desktop.get_by_role("button", name="保存并继续编辑").first.click()
    expect(desktop.locator(".messagelist .success")).to_be_visible()
    assert question.choices.get(value="p0019").label == "西阴新区"
    assert question.choices.count() == 153
    desktop.get_by_role("link", name="全部列出").click()
    desktop.get_by_role("link", name="第 4 页").click()
    expect(desktop.locator("#id_choices-2-value")).to_have_value("p0149")
