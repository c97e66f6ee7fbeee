"""Browsers without script that tick the first radio button of a group by themselves, as Lynx does and HTML 2 said."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from policies.answers import cookie
from tests.pages import text
from tests.persons import MASTER_2025, REGION, Person


class Untouched(HTMLParser):
    """`sent`: the fields of the page's section form as such a browser sends them when nothing was touched."""

    def __init__(self) -> None:
        super().__init__()
        self.address = ""
        self.sent: dict[str, str] = {}
        self.ticked: set[str] = set()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.address = given["action"]
        if tag != "input" or not self.address.startswith(reverse("check")):
            return
        name, kind, value = given["name"], given.get("type", "text"), given.get("value", "on")
        checked = "checked" in given
        if kind == "radio" and (checked or name not in self.sent):
            assert not (checked and name in self.ticked)
            self.sent[name] = value
            self.ticked |= {name} if checked else set()
        elif kind == "text" or kind == "hidden" or (kind == "checkbox" and checked):
            self.sent[name] = value


def send_untouched(client, address, **touched):
    form = Untouched()
    form.feed(client.get(address).content.decode())
    assert len(form.sent) > 2
    return client.post(address, form.sent | touched)


def walk(client, first, **touched):
    """Sends section after section to the result; gives the sections passed."""
    address, passed = first, []
    while address != reverse("result"):
        assert address not in passed
        passed.append(address)
        here = {key: value for key, value in touched.items() if f'name="{key}"' in client.get(address).content.decode()}
        address = send_untouched(client, address, **here).headers["Location"].partition("#")[0]
    return passed


def begun(client):
    return client.post(reverse("check"), {"region": REGION}).headers["Location"]


def test_nothing_is_an_answer_that_was_not_chosen(client, visit):
    assert len(walk(client, begun(client))) >= 3
    answers = visit.answers()
    assert not answers.values
    assert not answers.declined


def test_only_what_was_touched_counts_and_the_rest_is_still_asked(client, visit):
    walk(client, begun(client), newly_introduced="yes", housing="")
    answers = visit.answers()
    assert answers.values == {"newly_introduced": True}
    assert answers.declined == {"housing"}
    assert 'id="education-untouched"' in client.get(reverse("section", args=["education"])).content.decode()


def test_what_was_answered_before_stays(client, visit, live_catalogue):
    visit(MASTER_2025, declined=["housing"])
    before = visit.answers()
    for section in live_catalogue.sections:
        send_untouched(client, reverse("section", args=[section]))
    after = visit.answers()
    assert (after.values, after.declined) == (before.values, before.declined)


def test_an_answer_given_in_another_tab_is_not_taken_back(client, visit):
    visit(MASTER_2025)
    client.post(reverse("section", args=["education"]), {"education": "-"})
    assert visit.answers().values["education"] == "master"


def test_no_browser_with_a_style_sheet_or_a_script_meets_the_button_that_means_untouched(client, visit):
    visit(Person({}))
    address = reverse("section", args=["work"])
    page = client.get(address).content.decode()
    assert page.count("-untouched") == 2 * page.count('<noscript><div hidden><input type="radio"') > 0
    assert "-untouched" not in client.post(address, {}, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize("address", ["result", "calendars"])
def test_a_result_without_any_answer_says_why_one_is_back(client, address):
    begun(client)
    assert cookie.NAME in client.cookies
    back = client.get(reverse(address), follow=True)
    assert back.redirect_chain[-1][0] == reverse("section", args=["education"])
    assert "还没有结果，因为一个问题都还没有回答" in text(back)
