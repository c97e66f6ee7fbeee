"""The first page, and what stands on all of them: lists in a clerk's order, what is live, who is signed in."""

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import reverse

from policies.publishing import live
from policies.publishing.publish import publish
from qujiang.errors import refused
from qujiang.staff_site import GROUPS
from tests.admin.pages import address, form, saved
from tests.admin.people import member, signed_in
from tests.pages import text

HOME = reverse("admin:index")
UNPUBLISHED = reverse("admin:policies_release_unpublished")


@pytest.fixture(autouse=True)
def no_live_catalogue():
    yield
    live.reset()


@pytest.fixture
def changed(rent, admin_user):
    """One change since the last release."""
    publish(note="第一次", by=admin_user)
    rent.recurring_amount = 6500
    rent.save()


def groups(user):
    request = RequestFactory().get(HOME)
    request.user = user
    return {group["name"]: [model["name"] for model in group["models"]] for group in admin.site.get_app_list(request)}


def test_the_lists_stand_in_a_clerks_order(admin_user):
    assert groups(admin_user) == {
        "政策内容": ["政策", "政策文件", "参数", "不重复享受组", "类别", "措施", "同义词"],
        "问卷": ["问题", "问卷分节", "人生事项", "学校"],
        "检查与发布": ["样例人物", "发布", "链接检查", "每日数字"],
        "地区和用户": ["地区", "用户"],
    }


def test_a_list_that_nobody_put_in_a_group_is_not_lost(admin_user, monkeypatch):
    monkeypatch.setitem(GROUPS, "问卷", ("Question",))
    assert groups(admin_user)["其他"] == ["人生事项", "学校", "问卷分节"]


def test_nobody_sees_a_group_of_which_they_see_nothing(db):
    user = member("ling")
    assert groups(user) == {}
    assert "请找管理员" in text(signed_in(user).get(HOME))


def test_the_way_up_from_a_list_leads_home(admin_client):
    assert admin_client.get(reverse("admin:app_list", args=["policies"])).headers["Location"] == HOME


def test_the_home_page_says_what_is_live_and_since_when_and_by_whom(admin_client, admin_user, changed):
    admin_user.last_name, admin_user.first_name = "张", "三"
    admin_user.save()
    shown = text(admin_client.get(HOME), "live")
    assert "第 1 次发布" in shown
    assert "发布的人：张三（clerk）" in shown
    assert "第一次" in shown


def test_before_the_first_release_it_says_so(admin_client):
    assert "还没有发布过" in text(admin_client.get(HOME), "live")


def test_what_one_did_last_is_a_link_away(admin_client, admin_user, rent):
    assert "还没有" in text(admin_client.get(HOME), "done")
    assert saved(admin_client.post(address(rent), form(admin_client, address(rent)) | {"office": "人社局"}))
    assert "修改政策： 青年租房补助（town-rent）" in text(admin_client.get(HOME), "done")


# What is not published yet


@pytest.mark.parametrize(("group", "page"), [("编辑", UNPUBLISHED), ("审计", UNPUBLISHED), ("发布", None)])
def test_unpublished_changes_lead_to_what_they_are(changed, group, page):
    client = signed_in(member("ling", group))
    page = page or reverse("admin:policies_release_add")
    assert f'<a href="{page}">未发布的修改 1 处</a>' in client.get(HOME).content.decode()
    shown = client.get(page)
    assert "青年租房补助：每年 6,000 元 → 6,500 元" in text(shown, "changes")
    assert "要买房的博士" in text(shown, "effects") or "其余不变" in text(shown, "effects")


def test_an_editor_reads_the_difference_and_does_not_publish_it(changed):
    response = signed_in(member("ling", "编辑")).get(UNPUBLISHED)
    assert "要请有发布权限的同事来发布" in text(response)
    assert '<input type="submit"' not in response.content.decode()


def test_what_stands_against_publishing_is_said_there_too(changed, rent):
    rent.citations.all().delete()
    response = signed_in(member("ling", "编辑")).get(UNPUBLISHED)
    assert "先改好这 1 个问题，才能发布" in text(response)
    assert "出处至少要写一条" in text(response)


def test_who_may_not_see_the_policies_does_not_see_their_changes(changed):
    assert signed_in(member("ling")).get(UNPUBLISHED).status_code == 403


# On every page


@pytest.mark.parametrize(
    ("names", "shown"), [({"last_name": "张", "first_name": "三"}, "欢迎，张三"), ({}, "欢迎，clerk")]
)
def test_whoever_is_signed_in_is_greeted_by_their_whole_name(admin_client, admin_user, names, shown):
    for name, value in names.items():
        setattr(admin_user, name, value)
    admin_user.save()
    assert shown in text(admin_client.get(HOME), "user-tools")


def test_who_lacks_a_permission_is_told_so_and_led_back_to_the_staff_pages(catalogue):
    response = signed_in(member("ling", "编辑")).get(reverse("admin:auth_user_changelist"))
    assert response.status_code == 403
    shown = text(response, "content")
    assert "你没有这个权限" in shown
    assert "请找管理员" in shown
    assert f'<a href="{HOME}">回到后台首页</a>' in response.content.decode()


def test_citizens_are_not_told_of_the_staff_pages(client, db):
    request = RequestFactory().get("/result")
    request.user = member("ling")
    response = refused(request, PermissionDenied())
    assert response.status_code == 403
    assert HOME not in response.content.decode()


def test_nothing_takes_the_cursor_past_what_is_to_be_looked_at(admin_client, changed):
    """Django's script puts it into the first field of a page that adds."""
    script = "admin/js/change_form.js"
    assert script not in admin_client.get(reverse("admin:policies_release_add")).content.decode()
    add = reverse("admin:policies_region_add")
    assert script in admin_client.get(add).content.decode()
    assert script not in admin_client.post(add, {"name": ""}).content.decode(), "nor past a mistake"


def test_the_policy_page_has_room_for_the_preview(admin_client, rent):
    assert 'id="nav-sidebar"' not in admin_client.get(address(rent)).content.decode()
    assert 'id="nav-sidebar"' in admin_client.get(reverse("admin:policies_policy_changelist")).content.decode()
