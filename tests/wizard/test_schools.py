"""The school picker: a name gives the answers that follow from the school, and the visitor has the last word."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from policies.answers import cookie, resume
from policies.wizard.schools import SHOWN, TYPED, UNLISTED
from tests.pages import text
from tests.persons import MASTER_2025, Person
from tests.wizard.test_section import text_of
from tests.wizard.test_tabs import form_of

EDUCATION = reverse("section", args=["education"])
HTMX = {"HX-Request": "true"}
MASTER = Person({"education": "master"})
LISTED, LOCAL = "中国地质大学（武汉）", "衢州学院"


@pytest.fixture(autouse=True)
def master(visit):
    visit(MASTER)


def pick(client, name, filled="", **others):
    return client.post(EDUCATION, {TYPED: name, SHOWN: filled, **others}, headers=HTMX)


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


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("浙大", "浙江大学"),
        ("国科大", "中国科学院大学"),
        ("衢职院", "衢州职业技术学院"),
        ("衢院", "衢州学院"),
        ("北航", "北京航空航天大学"),
        ("哈工大", "哈尔滨工业大学"),
        ("地大(武汉)", "中国地质大学（武汉）"),
    ],
)
def test_a_school_is_found_by_what_it_is_called_for_short(client, visit, typed, name):
    assert f"已按“{name}”填好" in pick(client, typed).content.decode()
    assert visit.answers().school == name


def test_part_of_a_short_name_suggests_the_school(client):
    assert "、中国科学院大学" in pick(client, "国科").content.decode().partition("你要找的是不是")[2]


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
    onwards = client.post(EDUCATION, {TYPED: LISTED, SHOWN: LISTED, "education": "master"})
    assert onwards.status_code == 302


def test_an_emptied_name_takes_away_what_the_school_filled_in(client, visit):
    pick(client, LISTED)
    pick(client, "", LISTED, **{"double_first_class": "yes", "double_first_class-shown": "yes"})
    assert visit.answers() == replace(visit.answers(), values=MASTER.values, school="")


def test_an_emptied_name_leaves_what_was_answered_by_hand(client, visit):
    pick(client, LISTED)
    pick(client, LISTED, LISTED, double_first_class="no")
    pick(client, "", LISTED)
    assert visit.answers().values["double_first_class"] is False
    assert not visit.answers().school


def test_another_school_asks_anew_what_was_answered_by_hand_for_the_first(client, visit):
    pick(client, "某某学院", double_first_class="no")
    assert visit.answers().values["double_first_class"] is False
    page = text(client.get(EDUCATION))
    assert "名单里没有“某某学院”" in page
    page = text_of(pick(client, UNLISTED, "某某学院"))
    assert "double_first_class" not in visit.answers().values
    assert "学校是“某某学院”的时候，你答的是“不是双一流高校毕业”" in page
    pick(client, "某某学院", UNLISTED)
    assert visit.answers().values["double_first_class"] is False, "it belongs to that school"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without script", "with script"])
def test_the_name_is_kept_as_long_as_the_answers(client, visit, headers):
    client.post(EDUCATION, {TYPED: "中国地质大学(武汉)"}, headers=headers)
    page = client.get(EDUCATION).content.decode()
    assert f'value="{LISTED}" aria-describedby' in page
    assert f'name="{SHOWN}" value="{LISTED}"' in page
    assert f"已按“{LISTED}”填好" in page
    code = resume.code_of(visit.answers())
    client.post(reverse("clear"))
    assert f"已按“{LISTED}”填好" not in client.get(EDUCATION, follow=True).content.decode()
    client.post(reverse("resume"), {"code": code})
    assert f"已按“{LISTED}”填好" in client.get(EDUCATION).content.decode()


def test_the_name_stands_in_no_address_and_no_log_line(client, caplog):
    response = client.post(EDUCATION, {TYPED: LISTED, SHOWN: LISTED})
    response = client.post(EDUCATION, {TYPED: LOCAL, SHOWN: LISTED})
    assert LOCAL not in str(response.headers)
    assert LOCAL not in caplog.text


def test_after_a_reload_another_school_still_takes_the_place_of_the_first(client, visit):
    pick(client, LOCAL)
    reloaded = form_of(client.get(EDUCATION))
    assert reloaded[TYPED] == LOCAL
    client.post(EDUCATION, reloaded | {TYPED: LISTED}, headers=HTMX)
    assert visit.answers().values == MASTER.values | {"double_first_class": True}
    assert visit.answers().school == LISTED


def test_an_older_tab_without_a_school_leaves_the_school_alone(client, visit):
    older = form_of(client.get(EDUCATION))
    pick(client, LISTED)
    client.post(EDUCATION, older | {"company_class": "no"}, headers=HTMX)
    assert visit.answers().school == LISTED
    assert visit.answers().values["double_first_class"] is True


def test_what_is_answered_in_an_older_tab_belongs_to_the_school_shown_there(client, visit):
    pick(client, "某某学院")
    older = form_of(client.get(EDUCATION))
    pick(client, LISTED, "某某学院")
    page = client.post(EDUCATION, older | {"double_first_class": "no"}, headers=HTMX).content.decode()
    assert visit.answers().values["double_first_class"] is True
    assert f"已按“{LISTED}”填好" in page


def test_the_back_button_to_an_older_page_changes_nothing_by_itself(client, visit):
    pick(client, LOCAL)
    older = form_of(client.get(EDUCATION))
    pick(client, LISTED, LOCAL)
    client.post(EDUCATION, older)
    assert visit.answers().school == LISTED
    assert visit.answers().values["double_first_class"] is True
    assert "school_group" not in visit.answers().values


def test_another_degree_asks_for_its_school_and_the_first_brings_it_back(client, visit):
    visit(Person({"education": "bachelor"}))
    pick(client, LOCAL)
    response = client.post(EDUCATION, form_of(client.get(EDUCATION)) | {"education": "master"}, headers=HTMX)
    assert "学历是“本科”的时候，你答的是“衢州学院”" in text_of(response)
    assert not visit.answers().school
    assert not {"school_group", "double_first_class"} & visit.answers().values.keys()
    client.post(EDUCATION, form_of(response) | {"school-still": "on"}, headers=HTMX)
    assert visit.answers().school == LOCAL
    assert visit.answers().values["school_group"] == "quzhou_university"
    client.post(EDUCATION, form_of(client.get(EDUCATION)) | {TYPED: LISTED}, headers=HTMX)
    client.post(EDUCATION, form_of(client.get(EDUCATION)) | {"education": "bachelor"}, headers=HTMX)
    assert visit.answers().school == LOCAL
    assert visit.answers().values["double_first_class"] is False


def test_what_the_visitor_answered_otherwise_than_the_school_is_said(client, visit):
    pick(client, LISTED)
    page = text_of(pick(client, LISTED, LISTED, double_first_class="no"))
    assert "双一流高校按你自己答的算" in page


def test_a_long_name_is_not_cut_without_a_word(client):
    name = "很长的名字" * 12
    assert f'value="{name}"' in pick(client, name).content.decode()


def test_after_the_cookie_ran_out_the_school_in_the_form_is_kept_with_what_was_overruled(client, visit):
    pick(client, LISTED)
    pick(client, LISTED, LISTED, double_first_class="no")
    left = form_of(client.get(EDUCATION))
    del client.cookies[cookie.NAME]
    client.post(EDUCATION, left, headers=HTMX)
    assert visit.answers().school == LISTED
    assert visit.answers().values == MASTER.values | {"double_first_class": False}


def test_what_was_typed_is_escaped(client):
    assert "<script>x" not in pick(client, '"><script>x</script>').content.decode()


def test_where_the_school_no_longer_matters_there_is_no_field(client, visit):
    visit(Person({"region": "liandu"}, region="liandu"))
    for section in ("education", "work"):
        assert 'id="school"' not in client.get(reverse("section", args=[section])).content.decode()


def test_a_check_under_way_shows_the_field_empty(client, visit):
    visit(MASTER_2025)
    assert 'name="school" list="schools" maxlength="80" value=""' in client.get(EDUCATION).content.decode()
