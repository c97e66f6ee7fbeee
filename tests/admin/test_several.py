"""Several of a few as a clerk writes them: the question, its answers of persons, and conditions on it."""

import pytest

from policies.models import Persona, Policy, Question, Threshold
from tests import loaded
from tests.admin.pages import address, errors, form, rows, saved
from tests.catalogue import choices_pack
from tests.pages import text


@pytest.fixture
def pack(db):
    loaded.pack(choices_pack, few=True)


@pytest.fixture
def edit(admin_client, pack):
    """Opens a row's page and saves it changed."""

    def save(row, change=None, **columns):
        page = form(admin_client, address(row))
        if change:
            change(page)
        return admin_client.post(address(row), page | columns)

    return save


def question(key="hardships"):
    return Question.objects.get(key=key)


def test_pages_saved_as_they_are_change_nothing(edit):
    from policies.catalogue import rows as all_rows

    before = all_rows.read()
    for row in (*Question.objects.all(), Persona.objects.get(code="both"), Persona.objects.get(code="none-of-these")):
        response = edit(row)
        assert saved(response), errors(response)
    for row in Policy.objects.all():
        assert saved(edit(row))
    assert all_rows.read() == before


def test_what_holds_unasked_and_what_says_none_are_written_in_words(edit):
    helped = question("helped_with")
    assert saved(edit(helped, implied="培训，贷款"))
    assert question("helped_with").implied == ["loan", "training"]
    assert saved(edit(helped, implied="都没有", negative="都没有"))
    assert (question("helped_with").implied, question("helped_with").negative) == ([], [])
    assert saved(edit(helped, implied="", negative=""))
    assert (question("helped_with").implied, question("helped_with").negative) == (None, None)
    assert errors(edit(helped, negative="贷款"))["negative"] == "可以选几项的，这里写“都没有”，或者留空"
    wrong = errors(edit(helped, implied="车"))["implied"]
    assert "没有“车”这个选项，可选：贷款、培训；一项也没有就写“都没有”" in wrong
    assert "“都没有”不能和别的写在一起，请只留一样" in errors(edit(helped, implied="贷款，都没有"))["implied"]


def test_an_order_and_what_is_said_of_one_option_alone_are_refused(edit):
    assert errors(edit(question(), ordered="on"))["many"] == "“可以选几项”只用于选项没有高低顺序的选择题"
    assert "many" in errors(edit(Question.objects.get(key="home_place"), type="int", many="on"))

    def settle(page):
        page[rows(page, "choices", value="rural") + "-settled"] = "on"

    found = errors(edit(question(), settle))
    assert any("安定下来的" in sentence for sentence in found.values()), found


def test_a_person_has_several_or_none(edit):
    person = Persona.objects.get(code="jobless")
    assert saved(edit(person, answers="家庭情况：零就业家庭，脱贫户\n领过的帮扶：都没有"))
    person.refresh_from_db()
    assert person.answers == {"hardships": ["jobless", "rural"], "helped_with": []}


def test_conditions_are_written_in_words_and_read_aloud(edit, admin_client):
    policy = Policy.objects.get(code="jc-hardship")
    assert "家庭情况：包括低保家庭 或 零就业家庭" in text(admin_client.get(address(policy)))

    def change(page):
        page[rows(page, "thresholds", operator="in") + "-value"] = "零就业家庭，脱贫户"

    assert saved(edit(policy, change))
    assert Threshold.objects.get(policy=policy, operator="in").value == ["jobless", "rural"]

    def exactly(page):
        row = rows(page, "thresholds", operator="in")
        page[f"{row}-operator"], page[f"{row}-value"] = "is", "脱贫户"

    (sentence,) = [said for place, said in errors(edit(policy, exactly)).items() if place.endswith("-operator")]
    assert sentence == ("“家庭情况”是可以选几项的选择题，不能用“是”，请选“是其中之一”、“不是其中任何一个”")
