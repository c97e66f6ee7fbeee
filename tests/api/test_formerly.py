"""Whatever was written with codes of before a renaming is read: calls of the API, addresses, cookies, resume codes."""

from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from policies.answers import cookie, resume
from policies.answers.answers import Kept
from policies.answers.belonging import REGION
from tests.persons import DAY

NAMES = {
    ("regions", "qujiang"): "qj",
    ("policies", "qj-rent-subsidy"): "qj-youth-rent",
    ("questions", "education"): "degree",
    ("questions", "work_status"): "work",
    ("choices", "degree", "master"): "second_degree",
    ("choices", "work", "employed"): "has_employer",
    ("sections", "work"): "working",
}
BODY = {
    "region": "qujiang",
    "on": "2026-11-22",
    "received": ["qj-rent-subsidy"],
    "payments_received": {"qj-rent-subsidy": 1},
    "answers": {"education": "master", "graduation_date": "2025-06-30", "work_status": "employed"},
}


@pytest.fixture
def renamed(live_catalogue):
    """The shipped pack as it is live after its renaming."""
    from policies.catalogue.catalogue import Catalogue
    from policies.catalogue.document import renaming
    from policies.publishing import live

    found = Catalogue(renaming.renamed(live_catalogue.document, NAMES), sha256="", origin="pack")
    live.serve(found)
    return found


def statuses(answer):
    return {NAMES.get(("policies", one["code"]), one["code"]): (one["status"], one["received"]) for one in answer}


def test_a_call_with_old_codes_has_the_result_it_always_had(ask, live_catalogue, request):
    before = ask(BODY).json()
    request.getfixturevalue("renamed")
    response = ask(BODY)
    assert response.status_code == 200
    after = response.json()
    assert after["region"] == "qj"
    assert statuses(after["policies"]) == statuses(before["policies"])
    assert after["best"]["total"] == before["best"]["total"]
    assert (
        after
        == ask(
            BODY
            | {
                "region": "qj",
                "received": ["qj-youth-rent"],
                "answers": {"degree": "second_degree", "graduation_date": "2025-06-30", "work": "has_employer"},
            }
        ).json()
    )


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"answers": {"education": "master", "degree": "second_degree"}}, "answers.education", "请只写“degree”"),
        ({"answers": {"education": "maestro"}}, "answers.education", "请从列出的选项里选一个"),
        ({"answers": {"schooling": "master"}}, "answers.schooling", "没有这个问题"),
        ({"answers": {"education": ["master"]}}, "answers.education", "请从列出的选项里选一个"),
        ({"answers": {"education": {"master": 1}}}, "answers.education", "请从列出的选项里选一个"),
        (
            {"payments_received": {"qj-rent-subsidy": 1, "qj-youth-rent": 1}},
            "payments_received.qj-rent-subsidy",
            "请只写“qj-youth-rent”",
        ),
        ({"payments_received": {"qj-rent": 1}}, "payments_received.qj-rent", "这个地区的自查里没有这一项"),
        ({"received": ["qj-rent"]}, "received", "这个地区的自查里没有：qj-rent"),
        ({"region": "qu"}, "region", "没有这个地区"),
    ],
)
def test_what_is_wrong_in_a_call_is_told_at_the_key_as_it_was_written(ask, renamed, changed, field, sentence):
    response = ask(BODY | changed)
    assert response.status_code == 422
    assert sentence in response.json()["errors"][field]


def test_old_addresses_lead_to_the_new_ones_for_good(client, renamed):
    old = client.get("/policies/qj-rent-subsidy")
    assert (old.status_code, old["Location"]) == (301, "/policies/qj-youth-rent")
    assert client.get(old["Location"]).status_code == 200
    assert client.get("/policies/qj-rent").status_code == 404
    found = client.get("/api/v1/policies/qj-rent-subsidy")
    assert found.json() == client.get("/api/v1/policies/qj-youth-rent").json()
    assert found.json()["formerly"] == ["qj-rent-subsidy"]
    assert client.get("/", {"region": "qujiang"}).context["region"] == "qj"
    assert client.get("/policies/", {"region": "qujiang"}).context["search"].region == "qj"


def person(live_catalogue):
    from policies.answers import Answers

    return Answers(
        region="qujiang",
        as_of=DAY,
        values={"graduation_date": DAY.replace(year=2025), "education": "master", "work_status": "employed"},
        declined=frozenset({"housing"}),
        received=frozenset({"qj-rent-subsidy"}),
        payments={"qj-rent-subsidy": 1},
        preferred=frozenset({"qj-rent-subsidy"}),
        counted="work",
        stated_on={"education": DAY.replace(day=23)},
        counted_elsewhere={"liandu": "."},
        kept={"education": (Kept("master", {"work_status": "employed", REGION: "qujiang"}, DAY),)},
    )


def test_cookies_and_resume_codes_of_before_are_read(live_catalogue, request):
    answers = person(live_catalogue)
    response = HttpResponse()
    cookie.save(response, answers)
    code = resume.code_of(answers)
    renamed = request.getfixturevalue("renamed")
    visit = RequestFactory().get("/")
    visit.COOKIES[cookie.NAME] = response.cookies[cookie.NAME].value
    expected = replace(
        answers,
        region="qj",
        values={"graduation_date": DAY.replace(year=2025), "degree": "second_degree", "work": "has_employer"},
        received=frozenset({"qj-youth-rent"}),
        payments={"qj-youth-rent": 1},
        preferred=frozenset({"qj-youth-rent"}),
        counted="working",
        stated_on={"degree": DAY.replace(day=23)},
        kept={"degree": (Kept("second_degree", {"work": "has_employer", REGION: "qj"}, DAY),)},
    )
    assert cookie.load(visit, renamed) == expected
    assert resume.read(code, renamed) == expected
    # What is written from now on is read as it is.
    assert resume.read(resume.code_of(expected), renamed) == expected


@pytest.mark.parametrize("name", ["r", "s", "a", "n", "g", "p", "q", "e", "k"])
@pytest.mark.parametrize("wrong", [None, 7, "x", [7], [[7]], {"x": 7}, {"education": [7, ["x", {}], ["x", 7, 1]]}])
def test_content_of_no_known_form_is_refused_or_left_out_as_ever(renamed, name, wrong):
    from policies.answers import packed

    content = {"v": 2, "r": "qujiang", "d": "2026-11-22", "a": {}, "n": [], "g": []}
    read = packed.unpack(content | {name: wrong}, renamed)
    assert read is None or read.region == "qj"


def test_a_page_that_was_open_while_something_was_renamed_is_taken(client, live_catalogue, request):
    client.post(reverse("check"), {"region": "qujiang"})
    page = client.get(reverse("section", args=["education"]))
    assert 'name="education"' in page.text
    renamed = request.getfixturevalue("renamed")
    client.post(reverse("section", args=["education"]), {"region": "qujiang", "education": "master"})
    visit = RequestFactory().get("/")
    visit.COOKIES[cookie.NAME] = client.cookies[cookie.NAME].value
    assert cookie.load(visit, renamed).values["degree"] == "second_degree"
