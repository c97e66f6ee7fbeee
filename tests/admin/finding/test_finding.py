"""Search and filters of the lists: what stands on a row's page finds it, in few queries, for whoever may know."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from policies.admin.finding import where
from policies.admin.finding.search import Word, found
from policies.admin.policies.attention import ended, ending, without_end
from policies.models import Policy, PolicyChange, Source
from policies.publishing.publish import publish
from tests.admin.people import member, signed_in
from tests.pages import text

LIST = reverse("admin:policies_policy_changelist")
PEOPLE = reverse("admin:auth_user_changelist")


def codes(asked):
    return sorted(found(Policy.objects.all(), where.POLICY, asked).values_list("code", flat=True))


def listed(client, **asked):
    return sorted(policy.code for policy in client.get(LIST, asked).context["cl"].result_list)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("6000", 6000),
        ("6,000", 6000),
        ("¥6000元", 6000),
        ("0.6万", 6000),
        ("2010.5", Decimal("2010.5")),
        ("衢政发〔2023〕12号", None),
        ("2026-11-29", None),
        ("万", None),
    ],
)
def test_an_amount_is_read_however_it_is_written(written, amount):
    assert Word(written).amount == amount


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        # Amounts as written: each year's, a tier's once, a cap, the value of a parameter, what a service is worth.
        ("6000", ["town-rent"]),
        ("6,000 元", ["town-rent"]),
        ("200", ["town-home"]),
        ("10000", ["town-home"]),
        ("1万", ["town-home"]),
        ("2010.5", ["city-rent"]),
        ("500", ["city-fair"]),
        # And not what could be worked out from them, nor a part of a longer number.
        ("18000", []),
        ("600", []),
        # Beside the amounts: code, tier, condition and its note, clause, number of a notice, office, step, place.
        ("town-h", ["town-home"]),
        ("博士", ["town-home"]),
        ("累计社保", ["town-home"]),
        ("应届", ["city-rent"]),
        ("某政发〔2023〕1号", ["town-home", "town-rent"]),
        ("CITY 三", ["town-rent"]),
        ("区人才办", ["town-rent"]),
        ("身份证", ["town-rent"]),
        ("窗口", ["town-rent"]),
        ('"准备材料"', ["town-rent"]),
        # Every word has to be somewhere.
        ("租房 6000", ["town-rent"]),
        ("购房 6000", []),
        # What nobody can mean finds nothing, and breaks nothing.
        ("99999999999999999999", []),
        ('"', []),
        ("( [ \\ %", []),
        ("长" * 100_000, []),
    ],
)
def test_whatever_stands_on_a_policys_page_finds_it(catalogue, asked, expected):
    assert codes(asked) == expected


def test_a_former_code_finds_what_it_was_renamed_to(catalogue):
    Policy.objects.filter(code="town-rent").update(formerly=["young-rent"])
    Source.objects.filter(code="CITY").update(formerly=["CT1"])
    assert codes("young-rent") == ["town-rent"]
    sources = found(Source.objects.all(), where.SOURCE, "CT1")
    assert [source.code for source in sources] == ["CITY"]


def test_what_changes_on_a_day_is_found_too(rent):
    PolicyChange.objects.create(
        policy=rent,
        code="y",
        starts_on="2027-01-01",
        form="cash",
        recurring_basis="fixed",
        recurring_amount=7200,
        recurring_period="year",
    )
    assert codes("7200") == ["town-rent"]


def test_names_are_found_by_their_sounds(admin_client, catalogue):
    assert listed(admin_client, q="qnzf") == ["town-rent"]
    assert listed(admin_client, q="goufang") == ["town-home"]


def test_searching_takes_one_query_more_at_most_whatever_is_found(admin_client, catalogue):
    """The other is for the names, to hear how they sound."""

    def queries(**asked):
        with CaptureQueriesContext(connection) as counted:
            assert admin_client.get(LIST, asked).status_code == 200
        return len(counted)

    queries()
    assert queries(q="补助 6000 一 二") <= queries(q="没有这个") <= queries(q="zf") <= queries() + 2


def test_an_internal_note_finds_a_policy_only_for_its_own_regions(catalogue):
    note = {"q": "还没核对"}
    assert listed(signed_in(member("town", "编辑", regions=("town",))), **note) == []
    assert listed(signed_in(member("city", "编辑", regions=("city",))), **note) == ["city-fair"]
    assert listed(signed_in(member("all", "编辑")), **note) == ["city-fair"]


def test_by_its_end(rent, home):
    day = date(2026, 11, 29)
    rent.ends_on = day + timedelta(days=31)
    rent.save()
    every = Policy.objects.all()
    assert [[policy.code for policy in ending(every, day, days)] for days in (30, 60)] == [[], ["town-rent"]]
    assert [policy.code for policy in without_end(every)] == ["town-home"], "its notice has no end"
    # city-rent goes by its notice, which is over and in doubt; what is closed is over too.
    assert {policy.code for policy in ended(every, day)} == {"city-rent", "city-fair"}
    home.state = "closed"
    home.save()
    assert home in ended(every, day)
    assert home not in without_end(every)


def test_the_list_says_when_each_ends(admin_client, rent):
    Policy.objects.filter(code="city-fair").update(starts_on="2024-01-01", ends_on="2026-05-01")
    shown = text(admin_client.get(LIST), "result_list")
    for said in ("2025-12-31 以后存疑", "2026-12-31 以后存疑", "2026-05-01", "没有写"):
        assert said in shown
    in_turn = admin_client.get(LIST, {"o": "11"}).context["cl"].result_list
    assert [policy.code for policy in in_turn if policy.runs_until] == ["city-rent", "city-fair", "town-rent"]


def test_the_list_is_narrowed_by_notice_end_amount_and_what_was_changed(admin_client, admin_user, rent, home):
    publish(note="第一次", by=admin_user)
    assert listed(admin_client, published="not") == []
    home.office = "住建局"
    home.save()
    assert listed(admin_client, published="not") == ["town-home"]
    assert listed(admin_client, source="CITY") == ["city-fair", "city-rent", "town-rent"]
    assert listed(admin_client, source="TOWN", amount="missing") == ["town-rent"]
    assert listed(admin_client, ends="none") == ["town-home"]
    rent.ends_on = timezone.localdate() + timedelta(days=89)
    rent.doubtful_until = None
    rent.save()
    assert listed(admin_client, ends="soon") == listed(admin_client, ends="90") == ["town-rent"]
    assert listed(admin_client, ends="nonsense") == listed(admin_client)


def test_the_list_of_staff_says_what_each_may_do_and_where(admin_client, catalogue):
    member("ling", "编辑", "审计", regions=("town",), last_name="令", first_name="一")
    member("wu")
    shown = text(admin_client.get(PEOPLE), "result_list")
    assert "令一编辑、审计某区" in shown
    assert "wu-没有，进来什么也看不到全部" in shown
    assert "clerk-全部权限全部" in shown
    assert "ling" in text(admin_client.get(PEOPLE, {"q": "令"}), "result_list")
    assert "wu" not in text(admin_client.get(PEOPLE, {"q": "令"}), "result_list")
