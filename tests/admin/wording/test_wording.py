"""What is wrong is said once, with names and not with keys, and with what to do."""

import pytest

from policies.admin.editing.places_of_problems import together
from policies.admin.wording.problems import ProblemWording
from policies.catalogue import rows
from policies.catalogue.validation.validation import validate
from policies.models import Choice, FollowUp, Persona, Policy, Question, School, Threshold
from tests.admin.pages import address, errors, form
from tests.admin.pages import rows as rows_of
from tests.admin.wording.test_chinese import english


@pytest.fixture
def change(admin_client, catalogue):
    """Posts the page of a question with one of its choices changed, and returns what is said of the whole page."""

    def post(key, choice, **columns):
        question = Question.objects.get(key=key)
        page = form(admin_client, address(question))
        row = rows_of(page, "choices", value=choice)
        return admin_client.post(address(question), page | {f"{row}-{name}": text for name, text in columns.items()})

    return post


def test_a_deleted_choice_is_said_once_with_how_many_places_and_the_first_as_links(change):
    policy = Policy.objects.get(code="town-rent")
    question = Question.objects.get(key="education")
    for number in range(7):
        other = Policy.objects.get(pk=policy.pk)
        other.pk, other.code, other.name, other._state.adding = None, f"more-{number}", f"第 {number} 条", True
        other.state = "open"
        other.save()
        other.citations.create(source=policy.citations.first().source, clause="一")
        Threshold.objects.create(policy=other, question=question, operator="is", value="doctor")
    found = errors(change("education", "doctor", DELETE="on"))[""]
    places = Threshold.objects.filter(question=question, value="doctor").count()
    places += FollowUp.objects.filter(parent=question, value="doctor").count()
    assert found.count("“学历”没有“博士”这个选项") == 1
    assert f"有 {places} 处：" in found
    assert places > 7
    assert found.count("<a href=") == 5
    assert "</a> 等" in found
    assert "doctor" not in found
    assert Choice.objects.filter(question=question, value="doctor").exists(), "nothing was saved"


def test_a_renamed_value_says_what_it_was_and_is(change):
    found = errors(change("education", "doctor", value="phd"))[""]
    assert "“学历”的选项“博士”，值从 doctor 改成了 phd" in found
    assert "请把那个选项的值改回 doctor" in found


def test_names_that_look_like_markup_stay_text(change):
    Policy.objects.filter(code="town-home").update(name="<b>购房</b>")
    found = errors(change("education", "doctor", DELETE="on"))[""]
    assert "<b>" not in found
    assert "&lt;b&gt;购房" in found


SENTENCES = {
    "“education”是选择题（选项没有高低顺序），不能用 at_least，请用 is、is_not、in": (
        "“学历”是选择题（选项没有高低顺序），不能用“至少（含）”，请用“是”、“不是”、“是其中之一”"
    ),
    "times 要用数字题，“education”不是": "“乘以人数”要用数字题，“学历”不是",
    "“graduation_date”要排在“education”后面：position 要大于 10": "“毕业”要排在“学历”后面：“顺序”要大于 10",
    "“employed”是是非题，值要写 true 或 false，不是“maybe”": "“上班”是是非题，值要写“是”或“否”，不是“maybe”",
    "没有“emploed”这个问题，是不是 employed": "没有“emploed”这个问题，是不是“上班”",
    "对“town-rent”的预期不止一条，请只留一条": "对“青年租房补助”的预期不止一条，请只留一条",
    "预期不能领（ineligible）的，不写 eligible_until，请删掉": "预期不能领（不符合）的，不写“到哪天为止”，请删掉",
    "implied 不对：“education”没有选项“x”，只有 none、bachelor": (
        "“学历”没有“x”这个选项，请改选没有、本科、博士，或者把“x”加回那一题"
    ),
    "summary 不能是空的": "“一句话介绍”不能是空的",
    "“名字里有 at_least 的政策”的条件互相矛盾": "“名字里有 at_least 的政策”的条件互相矛盾",
}


@pytest.mark.parametrize("message", SENTENCES)
def test_keys_become_names_and_operators_words(catalogue, message):
    assert ProblemWording(rows.read())(message) == SENTENCES[message]


def test_what_is_gone_is_called_as_it_was_last(catalogue):
    Persona.objects.all().delete()
    Policy.objects.get(code="town-home").delete()
    assert ProblemWording(rows.read())("没有“town-home”这个政策") == "没有“购房补助”这个政策"


def test_of_a_catalogue_that_is_wrong_everywhere_nothing_speaks_code(admin_client, catalogue):
    """As a clerk reads it on the page for publishing, whatever the rows may be made to say behind the forms' back."""
    Policy.objects.filter(code="town-rent").update(summary="", caveats="很长" * 2000)
    Question.objects.filter(key="price").update(type="date")
    Question.objects.filter(key="employed").update(position=900)
    Question.objects.filter(key="education").update(about=["area", "education"])
    FollowUp.objects.filter(operator="at_least").update(value="professor")
    Threshold.objects.filter(operator="is").update(operator="months_since_at_least", value=3)
    School.objects.update(answers={"area": 3, "employed": "yes"})
    Persona.objects.update(answers={"education": "professor", "nothing": 1})
    document = rows.read()
    wording = ProblemWording(document)
    said = {wording(problem.message) for problem in validate(document)}
    assert len(said) > 8
    keys = {question["key"] for question in document["questions"]} | {one["code"] for one in document["policies"]}
    words = {word for sentence in said for word in sentence.replace("“", " ").replace("”", " ").split()}
    assert not words & keys
    response = admin_client.get("/admin/policies/release/add/")
    assert english(response, frozenset({"professor", "nothing", "yes"})) == set()


def test_the_same_is_said_together_in_the_order_in_which_it_was_found(catalogue):
    from policies.admin.editing.checked import problems_of_rows

    Policy.objects.update(summary="")
    found = together(problems_of_rows())
    said = [one for one in found if one.sentence == "“一句话介绍”不能是空的"]
    assert len(said) == 1
    assert len(said[0].places) == Policy.objects.exclude(state="draft").count()
    assert said[0].text.startswith("“一句话介绍”不能是空的。有 ")
