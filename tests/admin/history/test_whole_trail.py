"""The trail is whole: beside the rows, who came in, what became of accounts, what went out and what came in."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from policies.admin.access import groups
from policies.models import Policy, Region, Release, StaffEvent, StaffRegion
from policies.models.staff_events import Kind, Unchangeable, happened
from policies.publishing import live, releases
from policies.publishing.publish import publish
from policies.publishing.restore import restore
from tests.admin.pages import address, form, saved
from tests.admin.people import member, signed_in
from tests.admin.workbooks import AMOUNT, EXPORT, put_rent
from tests.catalogue import small
from tests.pages import text

PASSWORD = "only-for-this-test-7"
LOGIN, TRAIL, FILE = reverse("admin:login"), reverse("admin:trail"), reverse("admin:trail_file")
PEOPLE = reverse("admin:auth_user_changelist")


@pytest.fixture
def auditor(db):
    return signed_in(member("auditor", "审计"))


@pytest.fixture
def wang(db):
    return User.objects.create_user("wangwu", password=PASSWORD, is_staff=True, last_name="王", first_name="五")


@pytest.fixture
def served(catalogue):
    yield
    live.reset()


def log_in(client, password=PASSWORD, username="wangwu"):
    return client.post(LOGIN, {"username": username, "password": password})


def told(*kinds: Kind) -> list[tuple[str, str, str]]:
    """(what, who, about) in the order in which it happened."""
    found = StaffEvent.objects.filter(kind__in=kinds).order_by("pk")
    return [(event.get_kind_display(), event.who, event.about) for event in found]


def last(kind: Kind) -> StaffEvent:
    return StaffEvent.objects.filter(kind=kind).latest("pk")


LOGINS = (Kind.LOGGED_IN, Kind.LOGGED_OUT, Kind.LOGIN_FAILED, Kind.LOCKED_OUT, Kind.UNLOCKED)
NOBODY, WANG = "没有登录的人", "账号：王五（wangwu）"


# Coming and going


def test_who_comes_and_goes_is_in_it(client, wang):
    log_in(client, "wrong")
    log_in(client)
    client.post(reverse("admin:logout"))
    assert told(*LOGINS) == [
        ("登录失败", NOBODY, WANG),
        ("登录", "王五（wangwu）", ""),
        ("退出登录", "王五（wangwu）", ""),
    ]


def test_a_lock_out_is_told_once_and_so_is_its_end(client, wang, admin_client):
    for _ in range(8):
        log_in(client, "wrong")
    locked = [what for what, *_ in told(Kind.LOGIN_FAILED, Kind.LOCKED_OUT)]
    assert sorted(locked) == ["登录失败"] * locked.count("登录失败") + ["锁住账号"]
    assert locked.count("登录失败") in (4, 5), "what is tried while it is locked fills nothing"
    assert last(Kind.LOCKED_OUT).about == WANG
    admin_client.post(PEOPLE, {"action": "unlock", "_selected_action": [wang.pk]})
    call_command("let_in", "wangwu", verbosity=0)
    assert told(Kind.UNLOCKED) == [("解除登录锁定", "clerk", WANG), ("解除登录锁定", "命令行", WANG)]
    log_in(client, "wrong")
    assert StaffEvent.objects.filter(kind=Kind.LOGIN_FAILED).count() == locked.count("登录失败") + 1


def test_a_name_that_no_account_has_is_not_kept(client, wang):
    """People type their password into the field for the name; and nobody fills the trail by trying names."""
    for name in ("plum-orchard-92", "pear-orchard-93", ""):
        log_in(client, "wrong", name)
    assert told(Kind.LOGIN_FAILED, Kind.LOCKED_OUT) == [("登录失败", NOBODY, "没有这个账号")]


def test_nothing_of_the_browser_or_of_a_password_is_kept(client, wang):
    for password in ("secret-guess", PASSWORD):
        client.post(LOGIN, {"username": "wangwu", "password": password}, REMOTE_ADDR="198.51.100.7")
    kept = str(list(StaffEvent.objects.values()))
    for secret in ("secret-guess", PASSWORD, "198.51.100.7", client.session.session_key, wang.password):
        assert secret not in kept


def test_the_second_factor_is_in_it(client, wang, settings, admin_client):
    settings.STAFF_OTP_REQUIRED = True
    second = reverse("admin:second_factor")
    log_in(client)
    client.get(second)
    device = TOTPDevice.objects.get(user=wang)
    client.post(second, {"token": f"{totp(device.bin_key):06}"})
    other = Client()
    log_in(other)
    other.post(second, {"token": "000000"})
    other.post(second, {"token": "111111"})
    other.post(second, {"token": StaticToken.objects.first().token})
    kinds = (Kind.FACTOR_ENROLLED, Kind.FACTOR_FAILED, Kind.FACTOR_PASSED)
    assert told(*kinds) == [
        ("绑定验证器", "王五（wangwu）", ""),
        ("第二步验证失败", "王五（wangwu）", ""),
        ("通过第二步验证", "王五（wangwu）", ""),
    ], "what is typed while one has to wait is not looked at"
    assert last(Kind.FACTOR_PASSED).note == "用恢复码"
    call_command("let_in", "wangwu", "--enrol-anew", verbosity=0)
    assert told(Kind.FACTOR_RESET) == [("解除验证器", "命令行", WANG)]


# Accounts


def test_what_became_of_an_account_is_said_in_words(admin_client, catalogue):
    columns = {"username": "lisi", "password1": "plum-orchard-92", "password2": "plum-orchard-92"}
    assert saved(admin_client.post(reverse("admin:auth_user_add"), columns))
    user = User.objects.get(username="lisi")
    assert told(Kind.ACCOUNT_ADDED)[-1] == ("新增账号", "clerk", "账号：lisi")
    place = reverse("admin:auth_user_change", args=[user.pk])
    page = form(admin_client, place)
    editors = Group.objects.get(name="编辑")
    page |= {"last_name": "李", "first_name": "四", "groups": editors.pk}
    assert saved(admin_client.post(place, page))
    admin_client.post(PEOPLE, {"action": "deactivate", "_selected_action": [user.pk]})
    changes = [
        said for event in StaffEvent.objects.filter(kind=Kind.ACCOUNT_CHANGED).order_by("pk") for said in event.changes
    ]
    assert changes == [
        ["姓", "（空）", "李"],
        ["名", "（空）", "四"],
        ["组", "（空）", "编辑"],
        ["有效", "是", "否"],
    ]
    shown = text(admin_client.get(TRAIL, {"kind": "accounts"}))
    assert "组：（空） → 编辑" in shown
    assert "有效：是 → 否" in shown


def test_a_new_password_is_told_and_never_said(admin_client, wang, settings):
    place = reverse("admin:auth_user_password_change", args=[wang.pk])
    admin_client.post(place, {"password1": "pear-orchard-93", "password2": "pear-orchard-93"})
    event = last(Kind.ACCOUNT_CHANGED)
    assert event.changes == [["密码", "", "重新设定"]]
    wang.refresh_from_db()
    assert wang.password not in str(list(StaffEvent.objects.values()))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *settings.PASSWORD_HASHERS]
    assert User.objects.get(pk=wang.pk).check_password("pear-orchard-93"), (
        "stored with a newer hash, which is no change"
    )
    assert User.objects.get(pk=wang.pk).password != wang.password
    assert last(Kind.ACCOUNT_CHANGED) == event


def test_a_login_leaves_no_change_of_the_account(client, wang):
    log_in(client)
    wang.refresh_from_db()
    assert wang.last_login is not None
    assert told(Kind.ACCOUNT_CHANGED) == []


@pytest.mark.parametrize("way", ["add", "remove", "clear", "set", "from the group"])
def test_groups_are_told_from_which_to_which_however_they_are_set(wang, way):
    editors, auditors = Group.objects.get(name="编辑"), Group.objects.get(name="审计")
    wang.groups.set([editors])
    said = {"add": "编辑、审计", "remove": "（空）", "clear": "（空）", "set": "审计", "from the group": "编辑、审计"}
    match way:
        case "add":
            wang.groups.add(auditors)
        case "remove":
            wang.groups.remove(editors)
        case "clear":
            wang.groups.clear()
        case "set":
            wang.groups.set([auditors])
        case _:
            auditors.user_set.add(wang)
    (label, _, after) = last(Kind.ACCOUNT_CHANGED).changes[0]
    assert (label, set(after.split("、"))) == ("组", set(said[way].split("、")))
    wang.groups.set(wang.groups.all())
    assert last(Kind.ACCOUNT_CHANGED).changes[0][2] == after, "what stays as it is was not changed"


def test_what_a_group_may_do_is_told_when_a_person_changes_it(db):
    group = Group.objects.get(name="编辑")
    groups.make()
    assert told(Kind.GROUP_CHANGED, Kind.GROUP_ADDED) == [], "the program itself sets it up"
    group.permissions.remove(Permission.objects.get(codename="change_policy"))
    assert told(Kind.GROUP_CHANGED) == [("修改组", "命令行", "组：编辑")]


def test_regions_of_staff_say_whose_they_are(auditor, wang, catalogue):
    StaffRegion.objects.create(user=wang, region=Region.objects.get(code="town"))
    town = Region.objects.get(code="town").name
    assert f"负责的地区：王五（wangwu）：{town}" in text(auditor.get(TRAIL, {"kind": "accounts"}))
    assert "负责的地区：王五" not in text(auditor.get(TRAIL, {"kind": "rows"}))


def test_a_deleted_account_leaves_its_name(auditor, wang):
    name, pk = "王五（wangwu）", wang.pk
    happened(Kind.EXPORTED, "表格", who=name)
    wang.delete()
    assert told(Kind.ACCOUNT_DELETED) == [("删除账号", "命令行", WANG)]
    assert not User.objects.filter(pk=pk).exists()
    assert f"{name}" in text(auditor.get(TRAIL, {"kind": "files"}))


# What goes out and comes in


def test_releases_say_what_was_published_and_by_whom(served, wang, rent, auditor):
    publish(note="第一次")
    first = last(Kind.PUBLISHED)
    assert (first.who, first.about, first.note) == ("命令行", "第 1 次发布", "第一次")
    rent.recurring_amount = 6500
    rent.save()
    later = timezone.now() + timedelta(days=1)
    waiting = publish(by=wang, note="加钱", legal_basis="会议纪要", effective_at=later)
    scheduled = last(Kind.SCHEDULED)
    assert (scheduled.who, scheduled.about, scheduled.note) == ("王五（wangwu）", "第 2 次发布", "加钱")
    assert ["内容", "", "政策“青年租房补助”"] in scheduled.changes
    assert ["依据", "", "会议纪要"] in scheduled.changes
    assert any(label == "生效时间" for label, *_ in scheduled.changes)
    assert releases.take_back(waiting, wang)
    assert not releases.take_back(waiting, wang)
    assert told(Kind.WITHDRAWN) == [("撤回发布", "王五（wangwu）", "第 2 次发布")]
    publish(by=wang)
    restore(Release.objects.get(number=1), by=wang, note="退", legal_basis="", rows_too=True)
    back = last(Kind.ROLLED_BACK)
    assert (back.who, back.about) == ("王五（wangwu）", "第 4 次发布")
    assert ["退回到", "", "第 1 次发布"] in back.changes
    shown = text(auditor.get(TRAIL, {"kind": "releases", "policy": "租房"}))
    for words in ("第 2 次发布", "预定发布 （加钱）", "撤回发布", "退回 （退）"):
        assert words in shown
    assert "第 2 次发布" not in text(auditor.get(TRAIL, {"kind": "releases", "policy": "town-home"}))


def test_what_was_refused_is_not_told_as_done(served, rent):
    publish()
    before = StaffEvent.objects.count()
    Policy.objects.filter(pk=rent.pk).update(summary="")
    with pytest.raises(Exception, match=r"."):
        publish()
    assert StaffEvent.objects.count() == before


def test_spreadsheets_that_go_out_and_come_in_are_in_it(admin_client, book, upload, confirm, rent):
    admin_client.get(reverse(EXPORT))
    assert told(Kind.EXPORTED)[0][:2] == ("导出", "clerk")
    put_rent(book, **{AMOUNT: 6500})
    confirm(upload(book))
    event = last(Kind.IMPORTED)
    assert (event.who, event.note, event.codes) == ("clerk", "1 处改动", " town-rent ")
    assert event.changes == [["改到的", "", str(rent)]]


def test_files_that_are_taken_away_are_in_it(admin_client, catalogue):
    admin_client.get(reverse("admin:policies_dailycount_csv"))
    admin_client.get(FILE, {"who": "张三"})
    assert [about.partition("：")[0] for _, _, about in told(Kind.EXPORTED)] == ["每日数字", "修改记录"]
    assert last(Kind.EXPORTED).changes == [["谁", "", "张三"]]
    before = StaffEvent.objects.count()
    admin_client.get(FILE, {"start": "2020-02-01", "end": "2020-01-31"})
    assert StaffEvent.objects.count() == before, "nothing was taken away"


def test_packs_loaded_and_dumped_on_the_command_line_are_in_it(catalogue, tmp_path):
    call_command("load_pack", str(small.write(tmp_path / "again")), "--replace", verbosity=0)
    event = last(Kind.LOADED)
    assert (event.who, event.about) == ("命令行", "again")
    assert event.note == "新增 0 行，修改 0 行，删除 0 行，覆盖工作人员改过的"
    call_command("dump_pack", str(tmp_path / "out"), verbosity=0)
    assert told(Kind.EXPORTED) == [("导出", "命令行", "政策包")]


# Looking at it


def test_it_is_for_auditors_and_superusers_only(admin_client, auditor, wang):
    happened(Kind.EXPORTED, "表格", who="王五")
    for client in (admin_client, auditor):
        assert "表格" in text(client.get(TRAIL))
    for group in ("编辑", "发布"):
        client = signed_in(member(f"member-{group}", group))
        assert [client.get(place).status_code for place in (TRAIL, FILE)] == [403, 403]


def test_it_is_filtered_by_policy_person_and_day(auditor, admin_client, rent, home):
    for row in (rent, home):
        page = form(admin_client, address(row))
        assert saved(admin_client.post(address(row), page | {"office": f"管 {row.code} 的"}))
    shown = text(auditor.get(TRAIL, {"policy": "town-rent", "who": "clerk"}))
    assert "→ 管 town-rent 的" in shown
    assert "管 town-home 的" not in shown
    assert "登录" not in shown.partition("哪里")[2]
    rent.name = "换了名字"
    rent.save()
    assert "→ 管 town-rent 的" in text(auditor.get(TRAIL, {"policy": "青年租房"})), "by what it was called then"
    assert "没有修改记录" in text(auditor.get(TRAIL, {"policy": "没有这条"}))
    assert "没有修改记录" in text(auditor.get(TRAIL, {"start": "2020-01-01", "end": "2020-01-31"}))
    assert "没有修改记录" in text(auditor.get(TRAIL, {"policy": "town-rent", "kind": "logins"}))
    assert "载入政策包" in text(auditor.get(TRAIL, {"policy": "town-rent", "who": "命令行"}))
    assert (
        "不是" in text(auditor.get(TRAIL, {"kind": "nothing"})) or auditor.get(TRAIL, {"kind": "x"}).status_code == 200
    )


def test_by_person_means_also_what_was_done_to_their_account(auditor, wang):
    wang.is_active = False
    wang.save()
    assert "有效：是 → 否" in text(auditor.get(TRAIL, {"who": "王五"}))


def test_rows_and_events_stand_in_one_order_on_pages(auditor, catalogue, monkeypatch):
    from policies.admin.history import pages
    from policies.admin.history.everything import Asked, WholeTrail

    now = timezone.now()
    whole = WholeTrail(Asked(now - timedelta(days=1), now + timedelta(days=1)))
    lines = [line for start in range(0, len(whole), 7) for line in whole[start : start + 7]]
    assert len(lines) == len(whole) > 50
    assert lines == list(WholeTrail(whole.asked)), "however it is cut"
    assert [line.when for line in lines] == sorted((line.when for line in lines), reverse=True)
    monkeypatch.setattr(pages, "PER_PAGE", 10)
    page = auditor.get(TRAIL, {"p": "2", "who": "命令行"})
    assert "第 2 页" in text(page)
    assert "who=" in page.content.decode().partition("更早的")[0][-200:]


def test_a_page_takes_as_many_queries_however_long_the_trail_is(auditor, rent, django_assert_max_num_queries):
    for number in range(150):
        rent.office = f"第 {number} 科"
        rent.save()
        happened(Kind.EXPORTED, f"表格 {number}")
    for asked in ({}, {"policy": "town-rent"}, {"p": "3"}):
        with django_assert_max_num_queries(24):
            shown = text(auditor.get(TRAIL, {"who": "", **asked}))
    assert "第 0 科" in shown


def test_the_file_has_all_of_it(auditor, rent):
    for number in range(120):
        happened(Kind.EXPORTED, f"=SUM({number})", who="王五")
    response = auditor.get(FILE, {"who": "王五"})
    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {line["哪一页"] for line in lines} == {f"'=SUM({number})" for number in range(120)}
    assert len(lines) == 120
    assert {line["动作"] for line in lines} == {"导出"}


# Kept for good


def test_nobody_changes_or_deletes_what_happened(admin_client):
    happened(Kind.EXPORTED, "表格")
    event = StaffEvent.objects.get(about="表格")
    for change in (
        event.save,
        event.delete,
        StaffEvent.objects.all().delete,
        lambda: StaffEvent.objects.update(who="别人"),
    ):
        with pytest.raises(Unchangeable):
            change()
    assert StaffEvent.objects.filter(who="命令行", about="表格").exists()
    assert StaffEvent not in admin.site._registry
    assert not Permission.objects.filter(content_type__model="staffevent").exists()
    assert admin_client.get("/admin/policies/staffevent/").status_code == 404


def test_citizens_leave_nothing_in_it(client, db):
    client.get("/")
    assert not StaffEvent.objects.exists()
