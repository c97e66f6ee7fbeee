"""A choice of 1,062 places: looked up by typing, with script or without, from the keyboard, never in an address."""

import gzip
import re

import pytest
from django.urls import reverse

from policies.answers import begun
from policies.wizard import searched
from tests.catalogue import choices_pack
from tests.persons import DAY
from tests.wizard.test_section import asked, text_of
from tests.wizard.test_tabs import form_of
from tests.wizard.test_text_browsers import Untouched

FAMILY = reverse("section", args=["family"])
HTMX = {"HX-Request": "true"}
NAMED = "东阴区"  # p0001
BOTH = pytest.mark.parametrize("headers", [{}, HTMX], ids=["without script", "with script"])


@pytest.fixture(scope="session")
def places(tmp_path_factory):
    from policies.catalogue.catalogue import Catalogue
    from policies.catalogue.document import canonical
    from policies.catalogue.packs import reading

    document = canonical.released(reading.load([choices_pack.write(tmp_path_factory.mktemp("pack"))])[0])
    return Catalogue(document=document, sha256=canonical.sha256(canonical.text(document)), origin="pack")


@pytest.fixture
def live_catalogue(places):
    """In place of the shipped pack."""
    from policies.publishing import live

    live.serve(places)
    yield places
    live.reset()


@pytest.fixture(autouse=True)
def started(visit):
    visit.keep(begun("river", DAY))


def find(client, typed, address=FAMILY, headers=None, **others):
    page = form_of(client.get(address))
    return client.post(address, page | {"home_place-find": typed, **others}, headers=headers or {})


def options(response):
    found = re.findall(r'type="radio" name="home_place" id="home_place-(p\d+)"', response.content.decode())
    return [choices_pack.PLACES[value] for value in found]


def ticked(response):
    return re.findall(r'id="home_place-(p\d+)" value="p\d+" checked', response.content.decode())


def test_the_page_has_a_field_in_place_of_a_thousand_options(client):
    page = client.get(FAMILY)
    assert asked(page) == ["home_place", "hardships"]
    assert options(page) == []
    assert "一共有 1062 项，写名称里的一两个字" in text_of(page)
    assert 'id="home_place-unsure"' in page.content.decode()
    assert len(page.content) < 15_000


@BOTH
def test_what_is_typed_narrows_the_list_and_answers_nothing(client, visit, headers):
    page = find(client, "东", headers=headers)
    assert page.status_code == 200
    assert page.wsgi_request.get_full_path() == FAMILY
    found = options(page)
    assert len(found) == searched.LISTED
    assert all(name.startswith("东") for name in found)
    assert "找到 18 项，下面是前几项" in text_of(page)
    assert 'value="东"' in page.content.decode(), "what was typed stands there still"
    assert visit.answers().values == {}


@BOTH
def test_one_of_what_was_found_is_ticked(client, visit, headers):
    found = form_of(find(client, "阴区", headers=headers))
    page = client.post(FAMILY, found | {"home_place": "p0019"}, headers=headers)
    assert visit.answers().values == {"home_place": "p0019"}
    if headers:
        assert ticked(page) == ["p0019"]
        assert len(options(page)) > 1, "who goes through the options with the arrow keys still has them"
    else:
        assert page.headers["Location"] == reverse("result")
    again = client.get(FAMILY)
    assert (ticked(again), options(again)) == (["p0019"], ["西阴区"])
    assert "要换一个，就写名称里的一两个字" in text_of(again)


@BOTH
@pytest.mark.parametrize("typed", [NAMED, " 东 阴 区 ", "（东阴区）"])
def test_a_whole_name_is_the_answer(client, visit, typed, headers):
    page = find(client, typed, headers=headers)
    assert visit.answers().values == {"home_place": "p0001"}
    assert ticked(page) == ["p0001"]
    assert f"现在选的是“{NAMED}”" in text_of(page)


def test_an_option_ticked_counts_for_more_than_the_name_that_was_typed(client, visit):
    find(client, NAMED, home_place="p0019", headers=HTMX)
    assert visit.answers().values == {"home_place": "p0019"}


def test_a_name_that_was_looked_up_before_does_not_take_back_another_answer(client, visit):
    found = form_of(find(client, NAMED, headers=HTMX))
    client.post(FAMILY, found | {"home_place": ""}, headers=HTMX)
    assert visit.answers().declined == {"home_place"}


def test_without_script_the_page_comes_again_until_it_was_looked_up(client, visit):
    page = find(client, "阴区")
    assert 'id="home_place-found" tabindex="-1" autofocus' in page.content.decode()
    gone_on = client.post(FAMILY, form_of(page))
    assert gone_on.status_code == 302, "nothing new was typed: the visitor wants to go on"
    pressed = client.post(FAMILY, form_of(page) | {searched.BUTTON: "home_place"})
    assert options(pressed) == options(page)
    assert visit.answers().values == {}


def test_the_button_with_nothing_typed_says_what_to_do(client):
    page = find(client, "", **{searched.BUTTON: "home_place"})
    assert page.status_code == 200
    assert "写名称里的一两个字" in text_of(page)


def test_enter_in_another_field_is_not_the_button(client):
    page = client.get(FAMILY).content.decode()
    first = re.search(r"<button[^>]*>", page.partition(f'action="{FAMILY}"')[2])[0]
    assert "name=" not in first


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("阴 东", [NAMED]),
        ("江城东阴区", [NAMED]),
        ("东阴", [NAMED]),
        ("東", []),
        ("查无此地", []),
    ],
)
def test_words_in_any_order_and_a_name_within_an_address_are_found(client, typed, begins):
    page = find(client, typed, headers=HTMX)
    assert options(page) == begins
    if not begins:
        assert f"没有找到“{typed}”" in text_of(page)


def test_what_is_typed_is_never_part_of_the_page_as_code(client):
    page = find(client, '"><script>', headers=HTMX).content.decode()
    assert "<script>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_a_place_nobody_offers_is_refused(client, visit):
    page = client.post(FAMILY, form_of(client.get(FAMILY)) | {"home_place": "p9999"}, headers=HTMX)
    assert "请从列出的选项里选一个" in text_of(page)
    assert visit.answers().values == {}


def test_a_browser_that_ticks_by_itself_answers_nothing(client, visit):
    visit.keep(begun("river", DAY))
    form = Untouched()
    form.feed(client.get(FAMILY).content.decode())
    client.post(FAMILY, form.sent)
    assert visit.answers().is_empty
    form = Untouched()
    form.feed(find(client, "阴区").content.decode())
    client.post(FAMILY, form.sent)
    assert visit.answers().is_empty


def test_a_swap_stays_within_eight_kilobytes(client):
    for typed in ("", "阴", NAMED):
        assert len(gzip.compress(find(client, typed, headers=HTMX).content)) < 2500


def test_one_question_at_a_time_it_is_looked_up_too(client, visit):
    more = reverse("more")
    page = find(client, "阴区", more, question="home_place")
    assert len(options(page)) == searched.LISTED
    assert visit.answers().values == {}
    done = client.post(more, form_of(page) | {"home_place": "p0019"})
    assert done.context["field"].key == "hardships", "the next one"
    assert visit.answers().values == {"home_place": "p0019"}


def test_up_to_forty_options_stand_there_as_before(client, places):
    question = places.questions["home_place"]
    assert searched.is_searched(question | {"choices": question["choices"][: searched.ALL_SHOWN + 1]})
    assert not searched.is_searched(question | {"choices": question["choices"][: searched.ALL_SHOWN]})
