"""A clerk writes what changes on a day as a line of the policy's page; what is wrong stands where it was written."""

import io
import re
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from policies.models import Policy, PolicyChange, Question
from tests import loaded
from tests.admin.pages import add_row, address, errors, fields, form, rows, saved
from tests.admin.people import member, signed_in
from tests.admin.releases.test_releases import PUBLISH
from tests.admin.workbooks import AMOUNT, EXPORT, put, row_of
from tests.catalogue import dated as dated_pack
from tests.pages import text


@pytest.fixture
def event(catalogue):
    return Question.objects.get(key="graduation_date").pk


def entry(code="town-rent"):
    from policies.catalogue import rows

    return next(one for one in rows.read()["policies"] if one["code"] == code)


def test_a_new_amount_is_one_line(save, page, event):
    """Day, event and amount are typed; the rest of the award is as before, and the change names itself."""
    add_row(page, "changes", starts_on="2026-01-01", measured_at=event, recurring_amount="7200")
    response = save(page)
    assert saved(response), errors(response)
    assert entry()["changes"] == [
        {
            "code": "y2026",
            "starts_on": "2026-01-01",
            "measured_at": "graduation_date",
            "award": entry()["award"] | {"recurring": entry()["award"]["recurring"] | {"amount": 7200}},
        }
    ]


def test_a_change_goes_on_from_the_one_before_it(save, page):
    add_row(page, "changes", starts_on="2026-01-01", recurring_amount="7200", recurring_count="5")
    add_row(page, "changes", starts_on="2026-06-01", recurring_amount="8000")
    response = save(page)
    assert saved(response), errors(response)
    codes = [(one["code"], one["award"]["recurring"]) for one in entry()["changes"]]
    same = {"formula": None, "basis": "fixed", "period": "year", "count": 5}
    assert codes == [("y2026", {"amount": 7200, **same}), ("d2026-06-01", {"amount": 8000, **same})]


def test_a_whole_new_award_is_taken_as_it_is_written(save, page, event):
    award = {"form": "cash", "per": "person", "once_basis": "fixed", "once_amount": "9000"}
    add_row(page, "changes", starts_on="2026-01-01", measured_at=event, **award)
    response = save(page)
    assert saved(response), errors(response)
    said = entry()["changes"][0]["award"]
    assert (said["per"], said["once"]["amount"], said["recurring"]) == ("person", 9000, None)


def test_a_formula_that_stays_is_taken_along(admin_client, catalogue):
    from policies.models import Factor

    policy = Policy.objects.get(code="city-rent")
    page = form(admin_client, address(policy))
    event = Question.objects.get(key="graduation_date").pk
    add_row(page, "changes", starts_on="2025-01-01", measured_at=event, once_amount="500")
    response = admin_client.post(address(policy), page)
    assert saved(response), errors(response)
    said = entry("city-rent")
    assert said["changes"][0]["award"] == said["award"] | {
        "once": {"amount": 500, "formula": None, "basis": "fixed"},
    }
    assert Factor.objects.filter(change__code="y2025").count() == 1


@pytest.mark.parametrize(("typed", "note"), [({"recurring_amount": "1500"}, ""), ({"once_amount": "500"}, "乘 60%。")])
def test_what_was_said_of_a_formula_goes_with_it(admin_client, catalogue, typed, note):
    """Where an amount takes its place, and not where the formula stays."""
    policy = Policy.objects.get(code="city-rent")
    page = form(admin_client, address(policy)) | {"award_note": "乘 60%。"}
    add_row(page, "changes", starts_on="2025-01-01", **typed)
    response = admin_client.post(address(policy), page)
    assert saved(response), errors(response)
    assert entry("city-rent")["changes"][0]["award"]["note"] == note


def test_a_condition_names_a_change_that_is_typed_on_the_same_page(save, page, rent):
    old = rows(page, "thresholds", operator="months_since_at_least")
    add_row(page, "changes", starts_on="2026-01-01")
    question = page[f"{old}-question"]
    page[f"{old}-until"] = "new:2026-01-01:"
    add_row(
        page,
        "thresholds",
        question=question,
        operator="months_since_at_least",
        value="24",
        measured_at=question,
        since="new:2026-01-01:",
    )
    response = save(page)
    assert saved(response), errors(response)
    assert [(one["months_since_at_least"], one.get("since"), one.get("until")) for one in entry()["conditions"]] == [
        (12, None, "y2026"),
        (24, "y2026", None),
    ]


def test_tiers_change_in_rows_of_their_own(admin_client, home):
    page = form(admin_client, address(home))
    add_row(page, "changes", starts_on="2027-01-01", office="区住建局")
    doctor, bachelor = home.tiers.order_by("position")
    for tier, amount in ((doctor, "90000"), (bachelor, "300")):
        add_row(page, "tier_changes", change="new:2027-01-01:", tier=tier.pk, once_amount=amount)
    response = admin_client.post(address(home), page)
    assert saved(response), errors(response)
    said = entry("town-home")["changes"][0]
    assert (said["office"], [one["tier"] for one in said["tiers"]]) == ("区住建局", ["doctor", "bachelor"])
    first, second = (one["award"] for one in said["tiers"])
    # The cap is a formula that stays.
    assert (first["once"]["amount"], first["cap"]) == (90000, entry("town-home")["tiers"][0]["award"]["cap"])
    assert (second["once"], second["payee"]) == ({"amount": 300, "formula": None, "basis": "up_to"}, "firm")


MISTAKES = {
    "a wrong day": ([{"starts_on": "2027-02-30", "recurring_amount": "7200"}], "changes-0-starts_on", "请写日期"),
    "no day": ([{"recurring_amount": "7200"}], "changes-0-starts_on", "这个字段是必填项"),
    "nothing changes": ([{"starts_on": "2026-01-01"}], "changes-0-starts_on", "什么也没有改"),
    "two on one day": (
        [{"starts_on": "2026-01-01", "phone": "0570-1"}, {"starts_on": "2026-01-01", "phone": "0570-2"}],
        "changes-0-phone",
        "咨询电话写了不止一种",
    ),
    "a slip in the year": (
        [{"starts_on": "0227-01-01", "measured_at": "event", "recurring_amount": "7200"}],
        "changes-0-starts_on",
        "请看年份有没有写错",
    ),
    "after the end": (
        [{"starts_on": "2028-01-01", "measured_at": "event", "recurring_amount": "7200"}],
        "changes-0-starts_on",
        "政策到 2027 年 6 月 30 日就结束了",
    ),
    "a phone by an event": (
        [{"starts_on": "2026-01-01", "measured_at": "event", "phone": "0570-1"}],
        "changes-0-measured_at",
        "状态、负责单位和咨询电话只能按查询那天变",
    ),
    "no amount that a form could be taken from": (
        [{"starts_on": "2026-01-01", "form": "cash", "recurring_amount": "7200"}],
        "changes-0-recurring_basis",
        "就要选口径",
    ),
}


@pytest.mark.parametrize(("typed", "place", "sentence"), MISTAKES.values(), ids=MISTAKES.keys())
def test_what_is_wrong_is_said_where_it_stands_and_nothing_is_lost(save, page, event, typed, place, sentence):
    for row in typed:
        add_row(page, "changes", **{name: event if value == "event" else value for name, value in row.items()})
    response = save(page)
    assert sentence in errors(response)[place]
    assert not re.search("[a-z]{2}", errors(response)[place]), "in the words of the screen"
    kept = fields(response)
    assert all(kept[f"changes-{number}-{name}"] for number, row in enumerate(typed) for name in row)
    assert not PolicyChange.objects.exists()


@pytest.fixture
def dated(save, page, admin_client, rent):
    """The rent with a change that a condition names."""
    add_row(page, "changes", starts_on="2026-01-01")
    page[rows(page, "thresholds", operator="months_since_at_least") + "-until"] = "new:2026-01-01:"
    assert saved(save(page))
    return form(admin_client, address(rent))


def test_a_change_that_a_condition_names_is_not_deleted_unseen(save, dated, rent):
    condition = rows(dated, "thresholds", operator="months_since_at_least")
    response = save(dated | {"changes-0-DELETE": "on"})
    assert "勾了删除" in errors(response)[f"{condition}-until"]
    assert rent.changes.count() == 1
    # Without the condition's word for it, it goes.
    assert saved(save(dated | {"changes-0-DELETE": "on", f"{condition}-until": ""}))
    assert not rent.changes.exists()


def test_a_change_that_somebody_else_deleted_is_told(save, dated, rent):
    condition = rows(dated, "thresholds", operator="months_since_at_least")
    response = save(dated | {f"{condition}-until": "", f"{condition}-since": "999"})
    assert "没有这次变化" in errors(response)[f"{condition}-since"]


def test_a_tier_that_goes_is_told_at_its_change(admin_client, home):
    page = form(admin_client, address(home))
    add_row(page, "changes", starts_on="2027-01-01", phone="0570-1")
    tier = home.tiers.get(code="bachelor")
    add_row(page, "tier_changes", change="new:2027-01-01:", tier=tier.pk, once_amount="300")
    assert saved(admin_client.post(address(home), page))
    page = form(admin_client, address(home))
    response = admin_client.post(address(home), page | {"tiers-1-DELETE": "on"})
    assert "这一档在上面勾了删除" in errors(response)["tier_changes-0-tier"]


def test_a_tier_changes_once_on_a_day(admin_client, home):
    page = form(admin_client, address(home))
    add_row(page, "changes", starts_on="2027-01-01", phone="0570-1")
    for amount in ("300", "400"):
        tier = home.tiers.get(code="bachelor").pk
        add_row(page, "tier_changes", change="new:2027-01-01:", tier=tier, once_amount=amount)
    found = errors(admin_client.post(address(home), page))
    assert found["tier_changes-1-tier"] == "这一档在这次变化里已经写过，请只留一行"


def test_alternatives_begin_and_end_together(admin_client, catalogue):
    policy = Policy.objects.get(code="city-rent")
    page = form(admin_client, address(policy))
    add_row(page, "changes", starts_on="2025-01-01")
    small, large = (rows(page, "thresholds", operator=operator) for operator in ("less_than", "between"))
    response = admin_client.post(address(policy), page | {f"{small}-since": "new:2025-01-01:"})
    assert errors(response) == {f"{large}-since": "满足其一的字母相同的几行，“从哪次变化起”要选得一样"}
    both = {f"{one}-since": "new:2025-01-01:" for one in (small, large)}
    response = admin_client.post(address(policy), page | both)
    assert saved(response), errors(response)


def test_a_policy_is_copied_with_its_changes(admin_client, dated, rent):
    from policies.admin.policies.copying import copy

    made = copy(rent)
    change = made.changes.get()
    assert (change.starts_on, change.code) == (date(2026, 1, 1), "y2026")
    assert made.thresholds.get(until__isnull=False).until == change


def test_the_history_names_the_change(admin_client, dated, rent):
    from policies.admin.history.records import of_page

    told = {(entry.row, change.field, change.after) for entry in of_page(rent) for change in entry.changes}
    assert ("条件：毕业 已满几个月：12", "到哪次变化为止", "2026-01-01 起") in told
    assert ("有日期的变化：2026-01-01 起", "从哪天起", "2026-01-01") in told


def test_the_list_says_what_is_to_come_and_how_policies_stand_today(admin_client, rent, home):
    from django.utils import timezone

    today = timezone.localdate()
    rent.changes.create(code="soon", starts_on="2090-01-01", state="closed")
    home.changes.create(code="past", starts_on=today, state="closed")
    address = reverse("admin:policies_policy_changelist")
    shown = text(admin_client.get(address))
    assert "受理中 有将来的变化" in shown
    for query, names in (
        ("?changes=to_come", ["青年租房补助"]),
        ("?state__exact=closed", ["购房补助"]),
        ("?state__exact=budget_spent", []),
    ):
        found = admin_client.get(address + query).context["cl"].result_list
        assert [policy.name for policy in found] == names


def test_the_preview_shows_both_sides_of_the_day(admin_client, rent, page):
    """What is typed and not saved, on a day before it and on one after it."""
    window = {"ends_on": "2090-12-31", "doubtful_until": "", "measured_at": ""}
    page |= window
    add_row(page, "changes", starts_on="2080-01-01", recurring_amount="7200", phone="0570-7654321")
    for day, amount in (("2079-12-31", "18,000"), ("2080-01-01", "21,600")):
        shown = text(admin_client.post(f"{address(rent)[: -len('change/')]}preview/", page | {"preview_on": day}))
        assert f"{day} 那天看到的样子" in shown
        assert f"给多少 至少{amount}元" in shown
    shown = text(admin_client.post(f"{address(rent)[: -len('change/')]}preview/", page | {"preview_on": "2080-02-30"}))
    assert "“看哪一天”请写日期" in shown


def test_publishing_now_and_applying_later_are_two_things(admin_client, save, page, rent):
    from policies.publishing.publish import publish

    publish(note="第一次", legal_basis="文件")
    page["ends_on"], page["doubtful_until"] = "2090-12-31", ""
    add_row(page, "changes", starts_on="2090-01-01", recurring_amount="7200")
    assert saved(save(page))
    shown = text(admin_client.get(PUBLISH))
    assert "到了日期才适用：从 2090 年 1 月 1 日起" in shown
    assert "新增有日期的变化，从 2090 年 1 月 1 日起：每年 6,000 元 → 7,200 元" in shown
    assert "现在发布“青年租房补助”，从 2090 年 1 月 1 日起适用" in shown


def test_an_amount_that_is_over_is_not_changed_in_the_list(admin_client, rent):
    """What holds today was written as a change."""
    rent.changes.create(code="past", starts_on="2025-01-01", form="cash", once_basis="fixed", once_amount=1)
    form = next(
        one
        for one in admin_client.get(reverse("admin:policies_policy_changelist")).context["cl"].formset.forms
        if one.instance == rent
    )
    assert form.fields["recurring_amount"].disabled
    assert form.fields["recurring_amount"].widget.attrs["title"] == "见有日期的变化"


def test_who_may_only_look_sees_the_changes(admin_client, dated, rent):
    client = signed_in(member("looks", "审计"))
    shown = text(client.get(address(rent)), "changes-group")
    assert "2026-01-01 起" in shown
    assert "查询那天" not in shown, "nothing is to be chosen"


@pytest.fixture
def workbook(db, admin_client):
    """Of the small pack with dated changes."""
    loaded.pack(dated_pack)
    return load_workbook(io.BytesIO(admin_client.get(reverse(EXPORT)).content))


def test_a_workbook_changes_dated_amounts_and_days(workbook, upload, confirm):
    before = entry()
    changes, tiers = workbook["有日期的变化"], workbook["档次的变化"]
    put(changes, row_of(changes, 政策代码="town-rent", 变化="y2026"), 从哪天起="2026/2/1", **{AMOUNT: 7500})
    put(tiers, row_of(tiers, 档次代码="bachelor"), **{"一次性：金额（元）": 350})
    page = upload(workbook)
    shown = text(page, "changes")
    assert "青年租房补助 › 2026-02-01 从哪天起 2026-01-01 2026-02-01" in shown
    assert "购房补助 › 本科 › 2027-01-01 起 一次性：金额（元） 300 350" in shown
    assert entry() == before
    assert confirm(page).status_code == 302
    assert (entry()["changes"][0]["starts_on"], entry()["changes"][0]["award"]["recurring"]["amount"]) == (
        "2026-02-01",
        7500,
    )
    assert entry("town-home")["changes"][0]["tiers"][1]["award"]["once"]["amount"] == 350


def test_a_workbook_says_what_is_wrong_with_a_dated_change(workbook, upload):
    """A day that is none or too late, a change that was deleted; what nobody touched undoes nothing."""
    PolicyChange.objects.filter(code="y2026").update(note="别人改的")
    sheet = workbook["有日期的变化"]
    row = row_of(sheet, 变化="y2026")
    put(sheet, row, **{AMOUNT: 7500})
    assert "说明" not in text(upload(workbook), "changes")
    put(sheet, row, 从哪天起="2026-02-30")
    assert "请写日期，例如 2026-01-01；现在写的是“2026-02-30”" in text(upload(workbook))
    put(sheet, row, 从哪天起="2028-01-01")
    assert "政策到 2027 年 6 月 30 日就结束了" in text(upload(workbook))
    put(sheet, row, 从哪天起="2026-01-01")
    PolicyChange.objects.get(code="office").delete()
    put(sheet, row_of(sheet, 变化="office"), 咨询电话变成="0570-1")
    assert "没有“office”这次变化，可能已经删掉" in text(upload(workbook))
