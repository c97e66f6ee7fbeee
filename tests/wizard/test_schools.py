"""The school picker: a name gives the answers that follow from the school, and the visitor has the last word."""

import re

import pytest
from django.urls import reverse

from policies.wizard.schools import FILLED, TYPED, UNLISTED
from tests.persons import MASTER_2025, Person

EDUCATION = reverse("section", args=["education"])
HTMX = {"HX-Request": "true"}
MASTER = Person({"education": "master"})
LISTED, LOCAL = "中国地质大学（武汉）", "衢州学院"


@pytest.fixture(autouse=True)
def master(visit):
    visit(MASTER)


def pick(client, name, filled="", **others):
    return client.post(EDUCATION, {TYPED: name, FILLED: filled, **others}, headers=HTMX)


def test_the_names_are_suggested_and_the_section_begins_with_the_field(client, live_catalogue):
    page = client.get(EDUCATION).content.decode()
    assert page.index('id="school"') < page.index('id="education"')
    for school in live_catalogue.schools_of("qujiang"):
        assert f'<option value="{school["name"]}"></option>' in page
    assert f'<option value="{UNLISTED}"></option>' in page


def test_only_the_section_with_the_schools_questions_has_the_field(client):
    assert 'id="school"' not in client.get(reverse("section", args=["work"])).content.decode()


def test_a_school_on_the_list_answers_its_questions(client, visit):
    page = pick(client, LISTED).content.decode()
    assert visit.answers().values == {"education": "master", "double_first_class": True}
    assert f"已按“{LISTED}”填好" in page
    assert 'id="double_first_class-yes" value="yes" checked' in page


@pytest.mark.parametrize("name", ["中国地质大学(武汉)", " 中国地质大学 武汉 ", "中国地质大学〔武汉〕"])
def test_width_brackets_and_spaces_do_not_matter(client, visit, name):
    pick(client, name)
    assert visit.answers().values["double_first_class"] is True


def test_the_visitor_can_overrule_the_school(client, visit):
    pick(client, LISTED)
    pick(client, LISTED, LISTED, double_first_class="no")
    assert visit.answers().values["double_first_class"] is False


def test_another_school_takes_the_place_of_the_first(client, visit):
    pick(client, LOCAL)
    assert visit.answers().values["school_group"] == "quzhou_university"
    pick(client, LISTED, LOCAL, school_group="quzhou_university", double_first_class="no")
    assert visit.answers().values["double_first_class"] is True
    assert "school_group" not in visit.answers().values


def test_a_school_abroad_leaves_its_questions_to_be_asked(client, visit):
    pick(client, LISTED)
    page = pick(client, UNLISTED, LISTED, double_first_class="yes").content.decode()
    assert visit.answers().values == MASTER.values
    assert "请自己回答下面的问题" in page
    assert "没有“" not in page


def test_a_name_that_is_not_on_the_list_is_said_to_be_so_with_what_comes_near(client, visit):
    page = pick(client, "地质大学").content.decode()
    assert visit.answers().values == MASTER.values
    assert "名单里没有“地质大学”" in page
    assert LISTED in re.search(r'id="school-note".*?</p>', page, re.DOTALL)[0]


def test_without_script_the_page_comes_back_once_to_be_looked_at(client, visit):
    response = client.post(EDUCATION, {TYPED: LISTED, "education": "master"})
    assert response.status_code == 200
    assert response.content.decode().count(" autofocus") == 1
    onwards = client.post(EDUCATION, {TYPED: LISTED, FILLED: LISTED, "education": "master"})
    assert onwards.status_code == 302


def test_an_emptied_name_takes_no_answer_away(client, visit):
    pick(client, LISTED)
    pick(client, "", LISTED, double_first_class="yes")
    assert visit.answers().values["double_first_class"] is True


def test_the_name_is_kept_nowhere(client, caplog):
    response = pick(client, LISTED)
    assert LISTED not in client.get(EDUCATION).content.decode().replace(f'<option value="{LISTED}"></option>', "")
    assert LISTED not in str(response.cookies)
    assert LISTED not in caplog.text


def test_what_was_typed_is_escaped(client):
    assert "<script>x" not in pick(client, '"><script>x</script>').content.decode()


def test_where_the_school_no_longer_matters_there_is_no_field(client, visit):
    visit(Person({"region": "liandu"}, region="liandu"))
    for section in ("education", "work"):
        assert 'id="school"' not in client.get(reverse("section", args=[section])).content.decode()


def test_a_check_under_way_shows_the_field_empty(client, visit):
    visit(MASTER_2025)
    assert 'name="school" list="schools" value=""' in client.get(EDUCATION).content.decode()
