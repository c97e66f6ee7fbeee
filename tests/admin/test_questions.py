"""A clerk edits questions: a change that would break a policy or another question is refused and names it."""

import pytest
from django.urls import reverse

from policies.models import Question
from tests.admin.pages import add_row, address, errors, fields, rows, saved


@pytest.fixture
def edit(admin_client, catalogue):
    """Opens a question's page and saves it changed."""

    def save(key, change=None, **columns):
        place = address(Question.objects.get(key=key))
        page = fields(admin_client.get(place))
        if change:
            change(page)
        return admin_client.post(place, page | columns)

    return save


def test_a_page_saved_as_it_is_changes_nothing(edit):
    from policies.catalogue import rows as all_rows

    before = all_rows.read()
    for key in Question.objects.values_list("key", flat=True):
        response = edit(key)
        assert saved(response), errors(response)
    assert all_rows.read() == before


def test_a_choice_that_a_policy_needs_cannot_be_removed(edit):
    def remove(page):
        page[rows(page, "choices", value="doctor") + "-DELETE"] = "on"

    found = errors(edit("education", remove))[""]
    assert ">政策“购房补助”</a>" in found
    assert "“学历”没有“博士”这个选项，请改选没有、本科，或者把“博士”加回那一题" in found
    assert found.count("没有“博士”这个选项") == 1, "however many conditions need it"
    assert Question.objects.get(key="education").choices.filter(value="doctor").exists()


def test_two_choices_that_change_places_in_one_save_are_refused_with_a_sentence(edit):
    def swap(page):
        first, second = rows(page, "choices", value="bachelor"), rows(page, "choices", value="doctor")
        page[f"{first}-value"], page[f"{second}-value"] = "doctor", "bachelor"

    assert "两行互换了代码" in errors(edit("education", swap))[""]
    assert Question.objects.get(key="education").choices.get(value="doctor").label == "博士"


def test_a_choice_is_added(edit):
    def add(page):
        add_row(page, "choices", value="master", label="硕士", position="25")

    response = edit("education", add)
    assert saved(response), errors(response)
    assert [one.value for one in Question.objects.get(key="education").choices.all()][2] == "master"


def test_what_holds_unasked_is_written_in_words(edit):
    assert saved(edit("insured_months", implied="3"))
    assert Question.objects.get(key="insured_months").implied == 3
    assert errors(edit("graduation_date", implied="2020-01-01"))["implied"].startswith("日期题只能写“没有”")
    assert "一直要问的问题不写" in errors(edit("employed", implied="否"))["implied"]


def test_the_answer_that_says_no_is_written_in_words(edit):
    assert saved(edit("employed", negative="否"))
    assert Question.objects.get(key="employed").negative is False
    assert saved(edit("education", negative="本科"))
    assert Question.objects.get(key="education").negative == "bachelor"
    assert saved(edit("education", negative=""))
    assert Question.objects.get(key="education").negative is None
    assert "没有“大专”这个选项" in errors(edit("education", negative="大专"))["negative"]
    assert "请写否，或者留空" in errors(edit("trade_school", negative="是"))["negative"]
    assert "只有是非题和选择题能写" in errors(edit("area", negative="0"))["negative"]


def test_what_an_answer_is_about_is_chosen_among_the_questions(edit):
    assert saved(edit("insured_months", about=["education", "employed"]))
    assert Question.objects.get(key="insured_months").about == ["education", "employed"]
    assert saved(edit("insured_months"))
    assert Question.objects.get(key="insured_months").about == ["education", "employed"], "left as it was"
    assert saved(edit("insured_months", about=[], local="on"))
    assert Question.objects.get(key="insured_months").about == []
    assert Question.objects.get(key="insured_months").local
    assert "“学历”要排在“面积”后面：“顺序”要大于" in errors(edit("education", about=["area"]))["about"]


def test_a_follow_up_is_written_in_words(edit):
    def change(page):
        page[rows(page, "follow_ups", operator="at_least") + "-value"] = "博士"

    response = edit("graduation_date", change)
    assert saved(response), errors(response)
    asked = Question.objects.get(key="graduation_date").follow_ups
    assert asked.get(operator="at_least").value == "doctor"


def test_a_follow_up_of_itself_is_refused_at_its_field(edit):
    key = "employed"
    own = Question.objects.get(key=key).pk

    def add(page):
        row = {"parent": own, "operator": "is", "value": "是", "kind": "asked", "position": "10"}
        add_row(page, "follow_ups", **row)

    assert errors(edit(key, add))["follow_ups-0-parent"] == "追问不能依据它自己，请选另一个问题"


def test_a_follow_up_before_its_parent_is_refused(edit):
    found = errors(edit("graduation_date", position="5"))
    assert any("要排在“学历”后面" in sentence for sentence in found.values())


def test_another_type_is_refused_where_conditions_would_no_longer_fit(edit):
    assert "政策“人才租房补助”" in errors(edit("area", type="date"))[""]


def test_a_yes_or_no_question_needs_both_sentences(edit):
    assert errors(edit("employed", yes=""))["yes"] == "是非题要写答“是”和答“否”各怎么说"


def test_what_is_in_use_cannot_be_deleted_and_the_page_says_where(admin_client, catalogue):
    question = Question.objects.get(key="education")
    page = admin_client.get(reverse("admin:policies_question_delete", args=[question.pk]))
    shown = page.content.decode()
    assert "条件" in shown
    assert "购房补助" in shown
    assert admin_client.post(page.wsgi_request.path, {"post": "yes"}).status_code == 200
    assert Question.objects.filter(key="education").exists()


def test_how_to_find_out_is_written_together_with_whom_to_ask(edit):
    found = errors(edit("area", find_out="这套房子有多大？"))
    assert "怎么问，问谁" in "".join(map(str, found.values()))
    assert saved(edit("area", find_out="这套房子有多大？", whom="office"))
    assert Question.objects.get(key="area").whom == "office"
