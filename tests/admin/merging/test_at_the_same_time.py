"""Two members of staff press the button at the same moment: what one of them did is never lost without a word.

Each test holds what both need until both wait for it, so that neither has finished before the other began.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from policies.catalogue.packs.loading import Refused, load
from policies.models import Policy, Release
from policies.publishing import live, releases
from policies.publishing.publish import StillWaiting, publish
from tests.admin.pages import address, errors, form, line, list_fields, saved
from tests.admin.people import member, signed_in
from tests.admin.releases.test_publishing import at
from tests.admin.releases.test_releases import PUBLISH, filled
from tests.catalogue import small
from tests.pages import text

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "postgresql" not in settings.DATABASES["default"]["ENGINE"],
        reason="SQLite lets one transaction write at a time; --database=postgresql runs this",
    ),
]
POLICIES = reverse("admin:policies_policy_changelist")
TOMORROW = timedelta(days=1)
TOGETHER = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.fixture(autouse=True)
def no_live_catalogue():
    yield
    live.reset()


@pytest.fixture
def zhang(catalogue):
    return signed_in(member("zhangsan", "编辑", "发布", last_name="张", first_name="三"))


@pytest.fixture
def li(catalogue):
    return signed_in(member("lisi", "编辑", "发布", last_name="李", first_name="四"))


def on_own_connection(work):
    try:
        return work()
    finally:
        connection.close()


def at_once(hold, *works):
    """What each work gives or raises, in their order; they came to the lock in this order too."""
    with ThreadPoolExecutor(len(works)) as threads, transaction.atomic():
        hold()
        futures = []
        for work in works:
            futures.append(threads.submit(on_own_connection, work))
            wait_until_waiting(len(futures))
    return [future.exception(60) or future.result() for future in futures]


def wait_until_waiting(number):
    deadline = time.monotonic() + 10
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(TOGETHER)
            if cursor.fetchone()[0] >= number:
                return
            assert time.monotonic() < deadline, "it did not come to wait"
            time.sleep(0.01)


def hold_policy():
    Policy.objects.select_for_update().get(code="town-rent")


def hold_releases():
    """Looking at them goes on, adding one waits."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE policies_release IN SHARE MODE")


def test_of_two_who_save_one_page_one_wins_and_the_other_is_shown_both_versions(zhang, li, rent):
    page = address(rent)
    theirs, mine = form(zhang, page), form(li, page)
    first, second = at_once(
        hold_policy,
        lambda: zhang.post(page, theirs | {"recurring_amount": "6500"}),
        lambda: li.post(page, mine | {"recurring_amount": "7000", "office": "人社局"}),
    )
    assert saved(first)
    assert not saved(second)
    shown = text(second, "stale")
    assert "张三（zhangsan）" in shown
    assert "定期：每期金额（元）：6000 → 6500" in shown
    assert "定期：每期金额（元） 6500 7000" in shown
    assert "它又被改过" in errors(second)[""]
    assert "用哪一个？" in errors(second)["recurring_amount"]
    rent.refresh_from_db()
    assert (rent.recurring_amount, rent.office) == (6500, "区人才办")
    assert rent.history.filter(history_type="~").count() == 1


def test_the_same_for_a_row_below(zhang, li, rent):
    page = address(rent)
    theirs, mine = form(zhang, page), form(li, page)
    first, second = at_once(
        hold_policy,
        lambda: zhang.post(page, theirs | {"steps-0-text": "交材料。"}),
        lambda: li.post(page, mine | {"steps-0-text": "送材料。"}),
    )
    assert [saved(first), saved(second)] == [True, False]
    assert "交材料。 送材料。" in text(second, "stale")
    assert "交材料。" in rent.steps.values_list("text", flat=True)


def test_an_amount_changed_in_the_list_does_not_undo_what_is_saved_on_the_page(zhang, li, rent):
    page, listed = form(zhang, address(rent)), in_list(li.get(POLICIES), rent, recurring_amount="6500")
    first, second = at_once(
        hold_policy,
        lambda: zhang.post(address(rent), page | {"office": "人社局"}),
        lambda: li.post(POLICIES, listed),
    )
    assert [saved(first), saved(second)] == [True, True]
    rent.refresh_from_db()
    assert (rent.office, rent.recurring_amount) == ("人社局", 6500)


def test_of_two_who_change_an_amount_one_is_told(zhang, li, rent):
    page = form(zhang, address(rent))
    listed = in_list(li.get(POLICIES), rent, recurring_amount="7000")
    first, second = at_once(
        hold_policy,
        lambda: zhang.post(address(rent), page | {"recurring_amount": "6500"}),
        lambda: li.post(POLICIES, listed),
    )
    assert [saved(first), saved(second)] == [True, False]
    assert "别人刚刚把它改成了 6500" in text(second)
    rent.refresh_from_db()
    assert rent.recurring_amount == 6500


def test_a_list_edit_waits_for_nobody_who_saves_another_row(zhang, rent):
    listed = in_list(zhang.get(POLICIES), rent, recurring_amount="7000")

    def save():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10s'")  # Whoever waits gets an error, and the test ends.
        return zhang.post(POLICIES, listed)

    with ThreadPoolExecutor(1) as threads, transaction.atomic():
        list(Policy.objects.select_for_update().exclude(pk=rent.pk).order_by("pk").values_list("pk"))
        assert saved(threads.submit(on_own_connection, save).result(60))
    rent.refresh_from_db()
    assert rent.recurring_amount == 7000


def test_marking_as_checked_does_not_undo_what_is_saved_on_the_page(zhang, li, rent):
    Policy.objects.update(checked_on=None)
    page = form(zhang, address(rent))
    first, second = at_once(
        hold_policy,
        lambda: zhang.post(address(rent), page | {"office": "人社局"}),
        lambda: li.post(POLICIES, {"action": "mark_checked", "_selected_action": [rent.pk]}),
    )
    assert [saved(first), saved(second)] == [True, True]
    rent.refresh_from_db()
    assert (rent.office, rent.checked_on) == ("人社局", timezone.localdate())


def in_list(response, row, **typed):
    """What a browser would post from the list after this was typed into the line of that row."""
    page = list_fields(response)
    return page | {f"{line(page, row)}-{name}": value for name, value in typed.items()}


# Publishing


def told_of_the_other(response) -> bool:
    """On the page itself, or after being led back to it."""
    page = response.client.get(response.url) if saved(response) else response
    return "没有发布：你看过以后，内容又有了变化，或者刚刚有人发布过" in text(page)


@pytest.mark.parametrize("releases_before", [0, 1, 2])
def test_of_two_who_publish_one_does_and_the_other_is_told(zhang, li, rent, releases_before):
    for _ in range(releases_before):
        publish(note="以前的")
    pages = [filled(client.get(PUBLISH), note=f"{n}") for n, client in enumerate((zhang, li))]
    first, second = at_once(hold_releases, lambda: zhang.post(PUBLISH, pages[0]), lambda: li.post(PUBLISH, pages[1]))
    assert Release.objects.count() == releases_before + 1
    assert Release.objects.latest("number").note == "0"
    assert saved(first)
    assert first.url == reverse("admin:policies_release_changelist")
    assert told_of_the_other(second)


@pytest.mark.parametrize("releases_before", [0, 1])
def test_of_two_who_schedule_one_waits_and_the_other_is_told(zhang, li, rent, releases_before):
    for _ in range(releases_before):
        publish(note="以前的")
    when = at(timezone.now() + TOMORROW)
    pages = [filled(client.get(PUBLISH), note=f"{n}", **when) for n, client in enumerate((zhang, li))]
    first, second = at_once(hold_releases, lambda: zhang.post(PUBLISH, pages[0]), lambda: li.post(PUBLISH, pages[1]))
    assert saved(first)
    assert told_of_the_other(second)
    assert Release.objects.filter(effective_at__gt=timezone.now()).count() == 1


@pytest.mark.parametrize("releases_before", [0, 1])
def test_two_releases_never_wait_at_once_whoever_makes_them(catalogue, releases_before):
    """From the command line nobody has looked at a page before."""
    for _ in range(releases_before):
        publish(note="以前的")

    def schedule():
        return publish(effective_at=timezone.now() + TOMORROW)

    first, *others = at_once(hold_releases, schedule, schedule, schedule)
    assert first == releases.waiting()
    assert [type(other) for other in others] == [StillWaiting, StillWaiting]
    assert [other.release for other in others] == [first, first]


def test_of_two_who_take_back_what_waits_one_does_and_the_other_is_told(zhang, li, rent):
    waiting = publish(effective_at=timezone.now() + TOMORROW)
    cancel = reverse("admin:policies_release_cancel", args=[waiting.pk])
    first, second = at_once(hold_releases, lambda: zhang.post(cancel), lambda: li.post(cancel))
    assert "已撤回" in text(zhang.get(first.url))
    assert "不在等待，不能撤回" in text(li.get(second.url))
    waiting.refresh_from_db()
    assert waiting.cancelled_by.username == "zhangsan"


def test_of_two_who_go_back_one_does_and_the_other_is_told(zhang, li, rent):
    old = publish(note="以前的")
    Policy.objects.filter(pk=rent.pk).update(recurring_amount=6500)
    publish(note="现在的")
    back = reverse("admin:policies_release_back", args=[old.pk])
    typed = {"seen": zhang.get(back).context["review"].state, "note": "退", "legal_basis": "局长", "rows_too": "on"}
    first, second = at_once(hold_releases, lambda: zhang.post(back, typed), lambda: li.post(back, typed))
    assert saved(first)
    assert told_of_the_other(second)
    assert list(Release.objects.order_by("number").values_list("restores", flat=True)) == [None, None, 1]


# Whole catalogues


def test_what_is_saved_while_the_rows_go_back_is_shown_to_whoever_saved_it(zhang, li, rent):
    old = publish(note="以前的")
    rent.recurring_amount = 6500
    rent.save()
    publish(note="现在的")
    page = form(li, address(rent))
    back = reverse("admin:policies_release_back", args=[old.pk])
    typed = {"seen": zhang.get(back).context["review"].state, "note": "退", "legal_basis": "局长", "rows_too": "on"}
    first, second = at_once(
        hold_policy,
        lambda: zhang.post(back, typed),
        lambda: li.post(address(rent), page | {"recurring_amount": "7000"}),
    )
    assert [saved(first), saved(second)] == [True, False]
    assert "定期：每期金额（元） 6000 7000" in text(second, "stale")
    rent.refresh_from_db()
    assert rent.recurring_amount == 6000


def test_a_pack_is_not_loaded_over_what_is_saved_meanwhile(zhang, rent, tmp_path):
    pack = small.write(tmp_path, ("town/policies.yaml", "amount: 6000", "amount: 6200"))
    page = form(zhang, address(rent))
    first, second = at_once(
        hold_policy,
        lambda: zhang.post(address(rent), page | {"recurring_amount": "6500"}),
        lambda: load([pack]),
    )
    assert saved(first)
    assert isinstance(second, Refused)
    rent.refresh_from_db()
    assert rent.recurring_amount == 6500
