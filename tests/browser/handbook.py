"""Pictures for the handbook: `make handbook` writes them to docs/pictures, from the shipped policies.

Not a test: pytest collects it only when it is named, for the browser and the server that its fixtures bring along.
"""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from tests import loaded
from tests.browser.conftest import DESKTOP
from tests.browser.figures import fill
from tests.persons import DAY

DOCS = Path(__file__).parents[2] / "docs" / "handbook"
FOLDER = DOCS.parent / "pictures"
PASSWORD = "only-for-these-pictures-7"


@pytest.fixture(autouse=True)
def installed(transactional_db, monkeypatch):
    """The shipped pack, published; the rent subsidy changed since; a colleague; some months of figures."""
    from policies.models import Policy
    from policies.publishing import live

    monkeypatch.setattr(timezone, "localdate", lambda *args: DAY)
    loaded.shipped()
    call_command("publish", note="自带的政策包", verbosity=0)
    call_command("publish", note="电话改了", verbosity=0)
    live.reset()
    rent = Policy.objects.get(code="qj-rent-subsidy")
    rent.recurring_amount = 6500
    rent.save()
    fill()
    yield
    live.reset()


@pytest.fixture
def clerk(open_page, live_server, client, django_user_model) -> Page:
    from django.contrib.auth.models import Group

    user = django_user_model.objects.create_superuser("wang", password=PASSWORD, last_name="王", first_name="芳")
    editor = django_user_model.objects.create_user(
        "li", password=PASSWORD, last_name="李", first_name="明", is_staff=True
    )
    editor.groups.set(Group.objects.filter(name="编辑"))
    client.force_login(user)
    page = open_page(DESKTOP)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def admin(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args)


def picture(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")


def test_pictures(clerk, settings, open_page):
    from policies.models import Policy, Release, Source

    FOLDER.mkdir(parents=True, exist_ok=True)
    addresses = {
        "home": admin("index"),
        "amounts": admin("policies_policy_changelist") + "?q=青年租房补助",
        "publish": admin("policies_release_add"),
        "roll-back": admin("policies_release_back", Release.objects.get(number=1).pk),
        "account": admin("auth_user_change", clerk_of("li")),
        "trail": admin("trail"),
        "import": admin("policies_policy_import"),
        "personas": admin("policies_persona_run"),
        "links": admin("policies_linkcheck_changelist"),
        "figures": admin("policies_dailycount_changelist"),
        "month": admin("month") + f"?month={DAY:%Y-%m}",
        "notice": admin("policies_source_policies", Source.objects.get(code="LD2023").pk),
        "sides": admin("policies_release_sides") + "?change=policies:qj-rent-subsidy",
    }
    for name, address in addresses.items():
        clerk.goto(address)
        clerk.evaluate("scrollTo(0, 0)")  # not at the field that has the focus
        picture(clerk, name)

    clerk.goto(admin("policies_release_add"))
    clerk.locator("[name=effective_at_0]").fill("2027-01-01")
    clerk.locator("[name=effective_at_1]").fill("00:00")
    clerk.locator("[name=effective_at_1]").scroll_into_view_if_needed()
    picture(clerk, "schedule")

    tiered = Policy.objects.filter(tiers__once_amount__isnull=False).first()
    clerk.goto(admin("policies_policy_change", tiered.pk))
    clerk.locator("#tiers-group").evaluate("element => element.scrollIntoView()")
    picture(clerk, "tiers")

    clerk.goto(admin("policies_policy_change", Policy.objects.get(code="qj-rent-subsidy").pk))
    clerk.get_by_role("button", name="添加另一个 有日期的变化").click()
    clerk.locator("[name=changes-0-starts_on]").fill("2027-01-01")
    clerk.locator("[name=changes-0-recurring_amount]").fill("7200")
    clerk.locator("#changes-group").evaluate("element => element.scrollIntoView()")
    picture(clerk, "dated")

    settings.STAFF_OTP_REQUIRED = True
    newcomer = open_page(DESKTOP)
    newcomer.goto(admin("login"))
    newcomer.get_by_label("用户名").fill("li")
    newcomer.get_by_label("密码").fill(PASSWORD)
    newcomer.get_by_role("button", name="登录").click()
    newcomer.locator(".enrolment-picture").wait_for()
    picture(newcomer, "second-factor")
    assert named_in_the_pages() == {path.stem for path in FOLDER.glob("*.png")}


def clerk_of(name: str) -> int:
    from django.contrib.auth.models import User

    return User.objects.get(username=name).pk


def named_in_the_pages() -> set[str]:
    pages = (page.read_text("utf-8") for page in DOCS.glob("*.md"))
    return {name for page in pages for name in re.findall(r"\(\.\./pictures/(.+?)\.png\)", page)}
