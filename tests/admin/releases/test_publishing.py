"""The publish page: what changes, for whom, who may publish it and when; going back in two clicks."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from policies.models import Policy, Release
from policies.publishing import live
from tests.admin.pages import address, errors, saved
from tests.admin.releases.test_releases import PUBLISH, filled
from tests.pages import text


@pytest.fixture(autouse=True)
def no_live_catalogue():
    yield
    live.reset()


@pytest.fixture
def open_page(admin_client):
    return lambda: admin_client.get(PUBLISH)


@pytest.fixture
def published(rent):
    from policies.publishing.publish import publish

    return publish(note="第一次", legal_basis="文件")


def edit(**columns):
    rent = Policy.objects.get(code="town-rent")
    for name, value in columns.items():
        setattr(rent, name, value)
    rent.save()


def test_every_change_is_said_with_its_policy_and_leads_there(open_page, published, rent):
    edit(recurring_amount=6500, phone="0570-1")
    page = open_page()
    shown = text(page, "changes")
    assert "和现在对外的相比，有 1 处修改" in shown
    assert "青年租房补助：咨询电话：（无） → 0570-1 青年租房补助：每年 6,000 元 → 6,500 元" in shown
    assert f'href="{address(rent)}"' in page.content.decode()


def test_no_change_is_said_too(open_page, published):
    assert "没有修改" in text(open_page(), "changes")


@pytest.fixture
def cheaper(published, home):
    """The doctor of the small pack would get less than expected."""
    tier = home.tiers.get(code="doctor")
    tier.once_coefficient = "0.2"
    tier.save()


SPENT = "（从 2026 年 10 月 1 日起资金用完）"
LESS = f"要买房的博士 购房补助：可申领 至多 27 万元{SPENT} → 可申领 至多 18 万元{SPENT}"


def test_who_gains_and_who_loses(open_page, cheaper):
    shown = text(open_page(), "effects")
    assert "2 个样例人物里，受益 0 个，受损 1 个，有得有失 0 个，其他变化 0 个，其余不变。" in shown
    assert LESS in shown
    assert "1 个样例人物的结果和预期不同" in shown
    assert "购房补助：合计应为 27 万元，实际 18 万元" in shown


def test_against_expectations_only_with_a_reason(admin_client, open_page, cheaper):
    response = admin_client.post(PUBLISH, filled(open_page(), note="改", despite=""))
    assert "一定要发布，就在这里写明原因" in errors(response)["despite"]
    assert Release.objects.count() == 1
    assert saved(admin_client.post(PUBLISH, filled(open_page(), note="改", despite="新文件降了比例")))
    assert Release.objects.latest("number").despite == "新文件降了比例"


def test_no_reason_is_asked_where_all_is_as_expected(open_page, published):
    assert "despite" not in open_page().context["adminform"].form.fields


@pytest.mark.parametrize("name", ["note", "legal_basis"])
def test_note_and_legal_basis_are_required(admin_client, open_page, rent, name):
    response = admin_client.post(PUBLISH, filled(open_page(), **{"note": "改", name: " "}))
    assert errors(response)[name] == "这个字段是必填项。"
    assert not Release.objects.exists()


def test_what_was_not_seen_is_not_published(admin_client, open_page, published):
    page = filled(open_page(), note="改")
    edit(recurring_amount=6500)
    response = admin_client.post(PUBLISH, page)
    assert "你看过以后，内容又有了变化" in errors(response)[""]
    assert "每年 6,000 元 → 6,500 元" in text(response, "changes")
    assert saved(admin_client.post(PUBLISH, filled(response, note="改")))


def test_pressing_twice_publishes_once(admin_client, open_page, rent):
    page = filled(open_page(), note="改")
    assert saved(admin_client.post(PUBLISH, page))
    assert "连按两次" in errors(admin_client.post(PUBLISH, page))[""]
    assert Release.objects.count() == 1


# At a date and time


def at(moment) -> dict[str, str]:
    local = timezone.localtime(moment)
    return {"effective_at_0": local.strftime("%Y-%m-%d"), "effective_at_1": local.strftime("%H:%M:%S")}


TOMORROW = timedelta(days=1)


@pytest.fixture
def waiting(admin_client, open_page, published):
    edit(recurring_amount=6500)
    response = admin_client.post(PUBLISH, filled(open_page(), note="明天改", **at(timezone.now() + TOMORROW)))
    assert saved(response), errors(response)
    return Release.objects.latest("number")


def test_a_release_waits_for_its_time(admin_client, waiting):
    assert waiting.effective_at > timezone.now()
    shown = text(admin_client.get(reverse("admin:policies_release_changelist")))
    assert "第 2 次发布已经排好" in shown
    assert "等待生效" in shown
    assert live.refresh().number == 1


@pytest.mark.parametrize(("away", "sentence"), [(-TOMORROW, "这个时间已经过去"), (400 * TOMORROW, "最多提前一年排好")])
def test_a_time_that_cannot_be_meant(admin_client, open_page, published, away, sentence):
    response = admin_client.post(PUBLISH, filled(open_page(), note="改", **at(timezone.now() + away)))
    assert sentence in errors(response)["effective_at"]


def test_something_else_is_published_while_one_waits(admin_client, open_page, waiting):
    edit(phone="0570-1")
    page = open_page()
    assert "第 2 次发布正在等待" in text(page, "content")
    assert "和等待生效的相比，有 1 处修改" in text(page, "changes")
    assert "6,500" not in text(page, "changes")
    assert saved(admin_client.post(PUBLISH, filled(page, note="电话")))
    rent = live.refresh().policies["town-rent"]
    assert (rent["phone"], rent["award"]["recurring"]["amount"]) == ("0570-1", 6000)
    waiting.refresh_from_db()
    assert waiting.cancelled_at
    again = Release.objects.get(number=4)
    assert (again.rebases, again.effective_at, again.note) == (2, waiting.effective_at, waiting.note)
    assert "接替" in text(admin_client.get(address(again)), "content")


def test_what_joins_what_waits_takes_effect_with_it(admin_client, open_page, waiting):
    edit(phone="0570-1")
    refused = admin_client.post(PUBLISH, filled(open_page(), note="改", **at(timezone.now() + 2 * TOMORROW)))
    assert "同时只能等一个时间" in errors(refused)["effective_at"]
    when = at(waiting.effective_at)
    asked = admin_client.post(PUBLISH, filled(open_page(), note="改", **when))
    assert "你改了要发布的范围或时间" in errors(asked)[""]
    assert saved(admin_client.post(PUBLISH, filled(asked, note="改", **when)))
    assert live.refresh().number == 1
    assert Release.objects.get(number=3).rebases == 2


def test_the_same_field_is_not_published_before_what_waits(admin_client, open_page, waiting):
    edit(recurring_amount=7000)
    page = open_page()
    assert not page.context["review"].changes
    refused = admin_client.post(PUBLISH, filled(page, note="改", chosen=["policies:town-rent"]))
    assert "等待生效的那一次里是“6500”，现在又改成“7000”" in errors(refused)[""]
    assert Release.objects.count() == 2


# Some of it


@pytest.fixture
def edited(published):
    """Two policies, of the district and of the city."""
    edit(recurring_amount=6500)
    Policy.objects.filter(code="city-rent").update(phone="0570-1")


def test_what_is_not_ticked_stays_unpublished(admin_client, open_page, edited):
    page = filled(open_page(), note="改", chosen=["policies:city-rent"])
    asked = admin_client.post(PUBLISH, page)
    assert "你改了要发布的范围" in errors(asked)[""]
    assert saved(admin_client.post(PUBLISH, filled(asked, note="改")))
    catalogue = live.refresh()
    assert catalogue.policies["city-rent"]["phone"] == "0570-1"
    assert catalogue.policies["town-rent"]["award"]["recurring"]["amount"] == 6000
    assert "6,000 元 → 6,500 元" in text(open_page(), "changes")


def test_one_looks_at_a_choice_before_publishing_it(admin_client, open_page, edited):
    looked = admin_client.post(PUBLISH, filled(open_page(), note="改", chosen=["policies:city-rent"], _look="看"))
    assert "请看过再按一次" in errors(looked)[""]
    shown = looked.content.decode()
    assert "checked" in shown.split("policies:city-rent")[1][:40]
    assert "checked" not in shown.split("policies:town-rent")[1][:40]


def test_nothing_ticked_publishes_nothing(admin_client, open_page, edited):
    refused = admin_client.post(PUBLISH, filled(open_page(), note="改", chosen=[]))
    assert "一处修改也没有选" in errors(refused)[""]
    assert Release.objects.count() == 1


def test_a_shared_question_takes_what_asks_it_along_and_says_so(admin_client, open_page, edited):
    from policies.models import Question

    Question.objects.filter(key="employed").update(label="你现在上班吗")
    looked = admin_client.post(PUBLISH, filled(open_page(), note="改", chosen=["policies:city-rent"], _look="看"))
    assert "和勾选的连在一起，要一起发布" in text(looked, "changes")
    assert ("questions", "employed") in looked.context["review"].plan.chosen


@pytest.fixture
def of_the_town(django_user_model, client):
    """A publisher of the district alone."""
    from policies.models import Region, StaffRegion

    user = django_user_model.objects.create(username="town", is_staff=True)
    wanted = ("add_release", "view_release", "view_policy", "change_policy")
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    StaffRegion.objects.create(user=user, region=Region.objects.get(code="town"))
    client.force_login(user)
    return client


def test_a_publisher_of_one_region_publishes_its_changes_alone(edited, of_the_town):
    page = of_the_town.get(PUBLISH)
    assert [one.code for one in page.context["review"].changes] == ["town-rent"]
    everything = filled(page, note="改", chosen=["policies:town-rent", "policies:city-rent"])
    asked = of_the_town.post(PUBLISH, everything)
    assert "不归你负责的地区（人才租房补助）" in errors(of_the_town.post(PUBLISH, filled(asked, note="改")))[""]
    assert saved(of_the_town.post(PUBLISH, filled(page, note="改")))
    catalogue = live.refresh()
    assert catalogue.policies["town-rent"]["award"]["recurring"]["amount"] == 6500
    assert catalogue.policies["city-rent"]["phone"] == ""


def test_a_publisher_of_one_region_takes_back_what_is_of_it_alone(edited, of_the_town, published):
    from policies.publishing.publish import publish

    publish()
    back = reverse("admin:policies_release_back", args=[published.pk])
    page = of_the_town.get(back)
    assert "只退回你负责的地区" in text(page, "content")
    assert "有 1 处修改" in text(page, "changes")
    typed = {"seen": page.context["review"].state, "rows_too": "on", "note": "退", "legal_basis": "局长"}
    assert of_the_town.post(back, typed).status_code == 302
    catalogue = live.refresh()
    assert catalogue.policies["town-rent"]["award"]["recurring"]["amount"] == 6000
    assert catalogue.policies["city-rent"]["phone"] == "0570-1"
    assert Policy.objects.get(code="city-rent").phone == "0570-1"
    again = of_the_town.post(back, typed | {"seen": of_the_town.get(back).context["review"].state})
    assert "没有可以退回的" in text(again, "content")


def test_what_waits_for_other_regions_too_is_not_taken_back_by_one(edited, of_the_town):
    from policies.publishing.publish import publish

    waiting = publish(effective_at=timezone.now() + TOMORROW)
    cancel = reverse("admin:policies_release_cancel", args=[waiting.pk])
    assert "不归你负责的地区的内容（人才租房补助）" in text(of_the_town.post(cancel, follow=True))
    waiting.refresh_from_db()
    assert waiting.cancelled_at is None


def test_a_release_keeps_what_changed_and_for_whom(admin_client, open_page, cheaper):
    assert saved(admin_client.post(PUBLISH, filled(open_page(), note="改", despite="新文件")))
    edit(recurring_amount=6500)
    kept = text(admin_client.get(address(Release.objects.get(number=2))), "content")
    assert "购房补助" in kept
    assert LESS in kept
    assert "6,500" not in kept


def test_a_waiting_release_is_cancelled(admin_client, admin_user, waiting):
    assert "撤回" in text(admin_client.get(address(waiting)))
    cancel = reverse("admin:policies_release_cancel", args=[waiting.pk])
    assert "6" in text(admin_client.get(cancel))
    assert "已撤回，不会生效" in text(admin_client.post(cancel, follow=True))
    waiting.refresh_from_db()
    assert waiting.cancelled_by == admin_user
    assert "不在等待，不能撤回" in text(admin_client.post(cancel, follow=True))


# Who


@pytest.fixture
def second(admin_user, django_user_model):
    return django_user_model.objects.create(username="second", is_staff=True, is_superuser=True)


def test_ones_own_work_is_published_by_somebody_else(admin_client, client, open_page, published, second):
    from tests.admin.pages import form

    rent = Policy.objects.get(code="town-rent")
    page = form(admin_client, address(rent))
    assert saved(admin_client.post(address(rent), page | {"recurring_amount": "6500"}))
    response = admin_client.post(PUBLISH, filled(open_page(), note="改"))
    assert "这里有 1 处你自己改过（青年租房补助）" in errors(response)[""]
    client.force_login(second)
    assert saved(client.post(PUBLISH, filled(client.get(PUBLISH), note="改")))


def test_without_permission_nobody_publishes_goes_back_or_cancels(client, waiting, django_user_model):
    clerk = django_user_model.objects.create(username="reader", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(clerk)
    first = Release.objects.get(number=1)
    pages = [
        PUBLISH,
        reverse("admin:policies_release_back", args=[first.pk]),
        reverse("admin:policies_release_cancel", args=[waiting.pk]),
    ]
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    assert [client.post(page).status_code for page in pages] == [403, 403, 403]
    assert "退回" not in text(client.get(reverse("admin:policies_release_changelist")), "content")
    assert pages[1] not in client.get(address(first)).content.decode()


# Back


def test_back_in_two_clicks(admin_client, published):
    from policies.publishing.publish import publish

    edit(recurring_amount=6500)
    publish()
    listed = admin_client.get(reverse("admin:policies_release_changelist"))
    back = reverse("admin:policies_release_back", args=[published.pk])
    assert f'href="{back}"' in listed.content.decode()
    page = admin_client.get(back)
    assert "青年租房补助：每年 6,500 元 → 6,000 元" in text(page, "changes")
    form = page.context["form"]
    typed = {"seen": page.context["review"].state, "rows_too": "on"} | {
        name: form[name].value() for name in ("note", "legal_basis")
    }
    shown = text(admin_client.post(back, typed, follow=True))
    assert "已退回到第 1 次发布的内容（这是第 3 次发布）" in shown
    assert live.refresh().policies["town-rent"]["award"]["recurring"]["amount"] == 6000
    assert Policy.objects.get(code="town-rent").recurring_amount == 6000
    assert "没有修改" in text(admin_client.get(PUBLISH), "changes")


def test_going_back_says_what_it_takes_out_of_the_rows(admin_client, waiting, published):
    """What nobody published yet, and what waits, which would be undone by whatever is published next."""
    back = reverse("admin:policies_release_back", args=[published.pk])
    Policy.objects.filter(code="town-home").update(summary="改了没有发布")
    page = admin_client.get(back)
    assert "正在等待的第 2 次发布照样等着" in text(page, "content")
    assert "有 1 处改了还没有发布" in text(page, "unpublished")
    assert "购房补助" in text(page, "unpublished")
    assert "第 2 次发布里的 1 处，后台里也会被改回" in text(page, "waits")
    assert "青年租房补助" in text(page, "waits")


def test_going_back_warns_of_nothing_where_all_is_published(admin_client, published):
    from policies.publishing.publish import publish

    edit(recurring_amount=6500)
    publish()
    shown = admin_client.get(reverse("admin:policies_release_back", args=[published.pk])).content.decode()
    assert 'id="unpublished"' not in shown
    assert 'id="waits"' not in shown


def test_back_without_the_rows(admin_client, published):
    from policies.publishing.publish import publish

    edit(recurring_amount=6500)
    publish()
    back = reverse("admin:policies_release_back", args=[published.pk])
    page = admin_client.get(back)
    typed = {"seen": page.context["review"].state, "note": "退", "legal_basis": "局长"}
    assert admin_client.post(back, typed).status_code == 302
    assert Policy.objects.get(code="town-rent").recurring_amount == 6500
    assert "每年 6,000 元 → 6,500 元" in text(admin_client.get(PUBLISH), "changes")
    assert "连按两次" in text(admin_client.post(back, typed))


# The home page


def home(client) -> str:
    return text(client.get(reverse("admin:index")), "duties")


def test_the_home_page_counts_what_there_is_to_do(admin_client, published):
    shown = home(admin_client)
    assert "未发布的修改 0 处" in shown
    assert "长期未核对的政策 2 条" in shown
    assert "缺金额的政策 1 条" in shown
    assert "断开的链接 0 个" in shown
    edit(recurring_amount=6500)
    assert "未发布的修改 1 处" in home(admin_client)


def test_a_waiting_release_stands_on_the_home_page(admin_client, waiting):
    shown = home(admin_client)
    assert "等待生效的发布 1 次" in shown
    assert "生效，里面有 1 处修改" in shown
    assert "未发布的修改 0 处" in shown


def test_policies_that_end_soon(admin_client, published):
    today = timezone.localdate()
    edit(starts_on=today - timedelta(days=400), ends_on=today + timedelta(days=91), doubtful_until=None)
    assert "即将到期的政策 0 条" in home(admin_client)
    edit(ends_on=today + timedelta(days=90))
    assert "即将到期的政策 1 条" in home(admin_client)
    source = Policy.objects.get(code="city-rent").citations.first().source
    source.ends_on = today
    source.save()
    assert "即将到期的政策 2 条" in home(admin_client)
    listed = text(admin_client.get(reverse("admin:policies_policy_changelist"), {"ends": "soon"}), "result_list")
    assert "青年租房补助" in listed
    assert "购房补助" not in listed


def test_policies_without_an_amount(admin_client, published):
    listed = text(admin_client.get(reverse("admin:policies_policy_changelist"), {"amount": "missing"}), "result_list")
    assert "青年租房补助" in listed
    assert "购房补助" not in listed


def test_the_home_page_takes_few_queries(admin_client, published, django_assert_max_num_queries):
    edit(recurring_amount=6500)
    admin_client.get(reverse("admin:index"))
    with django_assert_max_num_queries(17):
        admin_client.get(reverse("admin:index"))


def test_whoever_may_see_nothing_is_told_nothing(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="new", is_staff=True))
    assert home(client) == ""
