"""Several of a few: ticked with script and without, none of them an answer too, and what contradicts itself."""

import pytest
from django.urls import reverse

from policies.answers import begun, resume
from tests.persons import DAY
from tests.wizard.test_searched import FAMILY, HTMX, live_catalogue, places  # noqa: F401 - fixtures
from tests.wizard.test_section import asked, text_of
from tests.wizard.test_tabs import form_of
from tests.wizard.test_text_browsers import Untouched

BOTH = pytest.mark.parametrize("headers", [{}, HTMX], ids=["without script", "with script"])
POOR, ILL, NONE, UNSURE = (
    "hardships-has-low_income",
    "hardships-has-disabled",
    "hardships-none",
    "hardships-unsure",
)


@pytest.fixture(autouse=True)
def started(visit):
    visit.keep(begun("river", DAY))


def tick(client, *ticked, without=(), headers=None, address=FAMILY):
    """Sends the page as it stands with these ticked and those not."""
    page = form_of(client.get(address))
    names = {name: name.partition("-has-")[2] or "yes" for name in ticked}
    sent = {name: value for name, value in page.items() if name not in without} | names
    return client.post(address, sent, headers=headers or {})


def test_the_options_are_ticks_with_none_and_unsure_beside_them(client):
    page = client.get(FAMILY).content.decode()
    assert page.count('type="checkbox" name="hardships-') == 6
    assert "可以选几项；一项也没有，就选“以上都没有”。" in page
    assert '<label for="hardships-none-of-these">以上都没有</label>' in page


@BOTH
def test_several_are_ticked_and_taken_back(client, visit, headers):
    tick(client, POOR, ILL, headers=headers)
    assert visit.answers().values == {"hardships": frozenset({"low_income", "disabled"})}
    tick(client, without=[ILL], headers=headers)
    assert visit.answers().values == {"hardships": frozenset({"low_income"})}
    tick(client, without=[POOR], headers=headers)
    assert visit.answers().values == {}, "nothing ticked is no answer"


@BOTH
def test_none_of_them_is_an_answer(client, visit, headers):
    tick(client, NONE, headers=headers)
    assert visit.answers().values == {"hardships": frozenset()}
    assert not visit.check().is_open("hardships")
    page = client.get(FAMILY)
    assert 'id="hardships-none-of-these" value="yes" checked' in page.content.decode()
    assert "都没有" in text_of(client.get(reverse("answers")))


@BOTH
@pytest.mark.parametrize(
    ("first", "then", "answer", "declined"),
    [
        ([POOR, ILL], NONE, frozenset(), False),
        ([NONE], POOR, frozenset({"low_income"}), False),
        ([POOR], UNSURE, None, True),
        ([UNSURE], POOR, frozenset({"low_income"}), False),
        ([UNSURE], NONE, frozenset(), False),
        ([NONE], UNSURE, None, True),
    ],
)
def test_what_is_ticked_last_counts(client, visit, headers, first, then, answer, declined):
    tick(client, *first, headers=headers)
    tick(client, then, headers=headers)
    assert visit.answers().values.get("hardships") == answer
    assert ("hardships" in visit.answers().declined) is declined


def test_what_is_ticked_together_at_once_is_asked_about(client, visit):
    page = tick(client, POOR, NONE)
    assert "“以上都没有”不能和别的一起勾，请去掉一样。你写的是“低保家庭、以上都没有”。" in text_of(page)
    shown = page.content.decode()
    assert 'id="hardships-low_income" value="low_income" checked' in shown
    assert 'id="hardships-none-of-these" value="yes" checked' in shown
    assert visit.answers().values == {}
    assert "“不清楚”不能和别的一起勾" in text_of(tick(client, POOR, UNSURE))


@BOTH
def test_an_untouched_form_changes_nothing(client, visit, headers):
    for ticks in ([POOR, ILL], [NONE]):
        tick(client, *ticks, headers=headers)
        before = visit.answers()
        tick(client, headers=headers)
        assert visit.answers().values == before.values


def test_a_browser_that_ticks_by_itself_ticks_nothing_here(client, visit):
    form = Untouched()
    form.feed(client.get(FAMILY).content.decode())
    client.post(FAMILY, form.sent)
    assert visit.answers().is_empty


def test_an_older_tab_leaves_newer_ticks_alone(client, visit):
    older = form_of(client.get(FAMILY))
    tick(client, POOR)
    client.post(FAMILY, older | {"home_place": "p0019"})
    assert visit.answers().values["hardships"] == frozenset({"low_income"})


def test_what_was_ticked_raises_the_next_question_and_none_takes_it_away(client, visit):
    tick(client, POOR)
    work = reverse("section", args=["work"])
    assert asked(client.get(work)) == ["helped_with"]
    tick(client, "helped_with-has-training", address=work)
    assert visit.check().assessment.by_code["jc-hardship"].status == "ineligible"
    tick(client, NONE)
    assert visit.check().facts.values["helped_with"] == frozenset()


def test_it_is_answered_where_questions_come_one_by_one(client, visit):
    more = reverse("more")
    page = client.post(more, form_of(client.get(more)))
    assert page.context["field"].key == "hardships"
    client.post(more, form_of(page) | {POOR: "low_income"})
    assert visit.answers().values == {"hardships": frozenset({"low_income"})}


def test_it_goes_through_the_cookie_and_the_resume_code(client, visit, live_catalogue):  # noqa: F811
    for ticks, answer in (([POOR, ILL], frozenset({"low_income", "disabled"})), ([NONE], frozenset())):
        tick(client, *ticks)
        code = resume.code_of(visit.answers())
        assert resume.read(code, live_catalogue).values == {"hardships": answer}


def test_the_result_says_what_was_ticked_and_what_is_wanted(client, visit):
    tick(client, POOR)
    page = text_of(client.get(reverse("result")))
    assert "你的回答：低保家庭" in page
    assert "家庭情况：不包括低保家庭，也不包括有残疾人，也不包括零就业家庭，也不包括脱贫户" in page
    policy = text_of(client.get(reverse("policy", args=["jc-hardship"])))
    assert "家庭情况：包括低保家庭 或 零就业家庭" in policy
    assert "领过的帮扶：不包括培训" in policy
