"""A text becomes HTML only where the site means it to, and never a script: tried in the browser, as a mistake would."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.test_admin import PASSWORD, sign_in
from tests.browser.test_journey import begin, published

__all__ = ["published"]

# What a script would do by mistake; "went through" or the name of the error.
TRY = """([what, text]) => {
    const frame = document.createElement("div");
    const ways = {
        html: () => { frame.innerHTML = text; },
        parsed: () => new DOMParser().parseFromString(text, "text/html"),
        script: () => { document.createElement("script").text = text; },
        source: () => { document.createElement("script").src = text; },
        policy: () => trustedTypes.createPolicy("another", { createHTML: (one) => one }),
    };
    try { ways[what](); } catch (error) { return error.name; }
    return "went through";
}"""
AS_SCRIPT = {
    "script": "1",
    "source": "https://elsewhere.example/one.js",
    "policy": "",
}


def tried(page, what, text):
    return page.evaluate(TRY, [what, text])


def assert_nothing_becomes_a_script(page):
    """What is written as code in a text is no matter of this: without unsafe-eval it never runs."""
    assert {what: tried(page, what, text) for what, text in AS_SCRIPT.items()} == dict.fromkeys(AS_SCRIPT, "TypeError")


def test_citizens_pages_read_what_the_server_answers_and_nothing_else(phone):
    begin(phone)
    for what in ("html", "parsed"):
        assert tried(phone, what, "<b>not from here</b>") == "TypeError"
    with phone.expect_response("**/check/*") as answer:
        phone.locator("#education-master").check()
    expect(phone.locator("#graduation_date-text")).to_be_visible()
    assert tried(phone, "html", answer.value.text()) == "went through"
    assert tried(phone, "html", f"{answer.value.text()} ") == "TypeError"
    assert_nothing_becomes_a_script(phone)


def test_pages_without_htmx_read_none_at_all(phone):
    for place in ("/", "/policies/", "/resume", "/about/", "/api/v1/", "/nothing-here"):
        phone.goto(place)
        assert tried(phone, "html", "<b>not from here</b>") == "TypeError"
        assert_nothing_becomes_a_script(phone)


SHOWS = [
    "",
    "<b>政策</b>",
    "<tr><td>1</td></tr>",
    '<a href="/policies/">policies</a>',
    "<textarea>x</textarea>",
    '<svg><use href="/static/icons/sprite.svg#one"></use></svg>',
    '<img src="/static/admin/img/icon-yes.svg" alt="是">',
]
RUNS = [
    "<script>1</script>",
    '<img src="x" onerror="1">',
    "<svg onload=1></svg>",
    '<a href="javascript:1">x</a>',
    '<a href="java\tscript:1">x</a>',
    '<a href=" JavaScript:1">x</a>',
    '<form action="javascript:1"></form>',
    '<button formaction="javascript:1"></button>',
    '<iframe srcdoc="x"></iframe>',
    '<object data="x"></object>',
    '<base href="https://elsewhere.example/">',
    "<template><img src=x onerror=1></template>",
    "<template><template><script>1</script></template></template>",
    "</template><img src=x onerror=1><template>",
    "<tr><td><img src=x onerror=1></td></tr>",
]


@pytest.fixture
def desk(chromium, live_server):
    """Without looking at the console, which tells of each thing refused."""
    with chromium.new_context(base_url=live_server.url, viewport=DESKTOP, locale="zh-CN") as context:
        yield context.new_page()


def test_staff_pages_read_what_only_shows(desk, published, django_user_model):
    django_user_model.objects.create_superuser("clerk", password=PASSWORD)
    sign_in(desk)
    desk.goto("/admin/policies/source/add/")
    assert {text: tried(desk, "html", text) for text in SHOWS} == dict.fromkeys(SHOWS, "went through")
    assert {text: tried(desk, "html", text) for text in RUNS} == dict.fromkeys(RUNS, "TypeError")
    assert_nothing_becomes_a_script(desk)
