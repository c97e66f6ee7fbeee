"""The second pair of eyes: what citizens would see beside what they see, who changed it, and the tick of who looked."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from policies.models import LookedAt, MismatchReason, Policy, Release, Source, StaffEvent, Step
from policies.publishing import live
from tests.admin.pages import address, errors, form, saved
from tests.admin.people import member, signed_in
from tests.admin.releases.test_releases import PUBLISH, filled
from tests.pages import text


@pytest.fixture(autouse=True)
def no_live_catalogue():
    yield
    live.reset()


@pytest.fixture
def published(rent):
    from policies.publishing.publish import publish

    return publish(note="第一次", legal_basis="文件")


@pytest.fixture
def editor(django_user_model, db):
    return django_user_model.objects.create(
        username="editor", last_name="张", first_name="三", is_staff=True, is_superuser=True
    )


@pytest.fixture
def edited(published, editor):
    """By somebody else than the publisher: the amount, and a step in another row."""
    rent = Policy.objects.get(code="town-rent")
    rent.recurring_amount, rent._history_user = 6500, editor
    rent.save()
    step = Step.objects.get(text="提交。")
    step.text, step._history_user = "到窗口提交。", editor
    step.save()
    return rent


def sides(key="policies:town-rent"):
    return f"{reverse('admin:policies_release_sides')}?{urlencode({'change': key})}"


def tick(client, key="policies:town-rent", **more):
    digest = client.get(sides(key)).context["digest"]
    return client.post(sides(key), {"digest": digest, "_tick": "1", **more})


def edit(code="town-rent", **columns):
    Policy.objects.filter(code=code).update(**columns)


def ticked(client) -> list[str]:
    return [one.change.code for one in client.get(PUBLISH).context["changes"] if one.tick]


# Before and after


def test_a_policy_stands_there_as_citizens_see_it_before_and_after(admin_client, edited):
    page = admin_client.get(sides())
    then, now = page.context["before"], page.context["after"]
    assert "18,000" in then
    assert "19,500" in now
    assert '<b class="mark">原来</b>' in then
    assert '<b class="mark">改成</b>' in now
    assert "到窗口提交。" in now
    assert "某政发〔2023〕1号" in now, "the sources stand there too"
    assert "毕业时毕业已满" in now


def test_the_card_is_of_the_same_person_on_both_sides(admin_client, published, home):
    home.tiers.filter(code="doctor").update(once_coefficient="0.2")
    page = admin_client.get(sides("policies:town-home"))
    for side, amount in (("before", "27"), ("after", "18")):
        assert "按样例人物“要买房的博士”" in page.context[side]
        assert amount in page.context[side]


def test_what_is_new_or_no_longer_published_stands_there_alone(admin_client, published):
    edit("city-fair", state="open")
    edit("town-rent", state="draft")
    fair, rent = admin_client.get(sides("policies:city-fair")), admin_client.get(sides())
    assert (fair.context["before"], rent.context["after"]) == ("", "")
    assert "现在还没有这一项" in text(fair)
    assert "不再公布" in text(rent)
    assert "data-changed" not in fair.context["after"]


def test_what_is_no_policy_stands_there_field_by_field(admin_client, published):
    Source.objects.filter(code="TOWN").update(caveat="电话先问。")
    shown = text(admin_client.get(sides("sources:TOWN")))
    assert "对每条政策的提醒（无）电话先问。" in shown


def test_what_is_not_changed_says_so(admin_client, published):
    page = admin_client.get(sides())
    assert page.status_code == 404
    assert "这一处现在没有修改" in text(page)
    assert admin_client.get(reverse("admin:policies_release_sides")).status_code == 404


def test_rows_that_cannot_be_published_cannot_be_compared(admin_client, edited):
    edited.citations.all().delete()
    assert "还有要改的" in text(admin_client.get(sides()))


# Who


def test_who_changed_which_field_and_when(admin_client, edited):
    page = admin_client.get(sides())
    shown = text(page)
    assert "张三（editor）" in shown
    said = {(entry.who, one.field, one.before, one.after) for entry in page.context["edits"] for one in entry.changes}
    assert ("张三（editor）", "定期：每期金额（元）", "6000", "6500") in said
    assert ("张三（editor）", "做什么", "提交。", "到窗口提交。") in said
    assert "改过的人：张三（editor）" in text(admin_client.get(PUBLISH), "changes")


def test_what_was_published_is_no_longer_told(admin_client, edited):
    from policies.publishing.publish import publish

    publish()
    edited.phone = "0570-1"
    edited.save()
    said = [one.field for entry in admin_client.get(sides()).context["edits"] for one in entry.changes]
    assert said == ["咨询电话"]


def test_a_deleted_row_and_a_file_are_told_too(admin_client, edited):
    from policies.models.history import because

    with because("导入表格“七月.xlsx”"):
        edited.citations.first().delete()
    entries = admin_client.get(sides()).context["edits"]
    assert ("删除", "导入表格“七月.xlsx”") in {(one.kind, one.reason) for one in entries}


def test_a_renaming_is_told_and_what_was_published_under_the_old_code_is_not(admin_client, edited):
    from policies.catalogue.rows.rename import rename
    from policies.publishing.publish import publish

    publish()
    rename("policies", "town-rent", "town-flat")
    entries = admin_client.get(sides("policies:town-flat")).context["edits"]
    said = [(one.before, one.after) for entry in entries for one in entry.changes]
    assert ("town-rent", "town-flat") in said
    assert ("6000", "6500") not in said


# The tick


def test_a_tick_stays_with_who_and_when_until_it_is_published(admin_client, admin_user, edited):
    assert "还没有核对" in text(admin_client.get(PUBLISH), "changes")
    assert saved(tick(admin_client))
    kept = LookedAt.objects.get()
    assert (kept.who, kept.by) == ("clerk", admin_user)
    assert ticked(admin_client) == ["town-rent"]
    assert "已核对：clerk" in text(admin_client.get(PUBLISH), "changes")
    assert StaffEvent.objects.filter(kind="looked_at", codes__contains="town-rent").count() == 1
    assert saved(admin_client.post(PUBLISH, filled(admin_client.get(PUBLISH), note="改", unseen="")))
    assert not LookedAt.objects.exists()


def test_what_is_changed_again_loses_its_tick(admin_client, edited):
    tick(admin_client)
    edit(phone="0570-1")
    assert ticked(admin_client) == []
    edit(phone="")
    assert ticked(admin_client) == ["town-rent"], "it is again what was looked at"
    Source.objects.filter(code="TOWN").update(title="另一份文件")
    assert "town-rent" not in ticked(admin_client), "its page names the source"


def test_what_changed_while_one_looked_is_not_ticked(admin_client, edited):
    digest = admin_client.get(sides()).context["digest"]
    edit(phone="0570-1")
    response = admin_client.post(sides(), {"digest": digest, "_tick": "1"}, follow=True)
    assert "你打开这一页以后，内容又有了变化" in text(response)
    assert not LookedAt.objects.exists()


def test_one_goes_on_to_the_next_and_takes_a_tick_back(admin_client, edited):
    edit("city-rent", phone="0570-1")
    response = tick(admin_client, _next="1")
    assert response.url.startswith(sides("policies:city-rent"))
    assert (
        'data-after="policies:town-rent" data-after-looked="clerk，' in admin_client.get(response.url).content.decode()
    )
    admin_client.post(sides(), {"_untick": "1"})
    assert ticked(admin_client) == []


def test_who_changed_it_does_not_tick_it(client, admin_user, edited, editor):
    client.force_login(editor)
    page = client.get(sides())
    assert "这一处你自己改过" in text(page)
    assert not page.context["may_tick"]
    assert client.post(sides(), {"digest": page.context["digest"], "_tick": "1"}).status_code == 403


def test_whoever_may_only_read_looks_and_does_not_tick(edited, admin_user):
    auditor = signed_in(member("reader", "审计"))
    page = auditor.get(sides())
    assert page.status_code == 200
    assert not page.context["may_tick"]
    assert auditor.post(sides(), {"digest": page.context["digest"], "_tick": "1"}).status_code == 403
    assert signed_in(member("nobody")).get(sides()).status_code == 403


# Publishing


def test_publishing_what_nobody_looked_at_asks_first(admin_client, edited):
    edit("city-rent", phone="0570-1")
    tick(admin_client)
    refused = admin_client.post(PUBLISH, filled(admin_client.get(PUBLISH), note="改", unseen=""))
    assert "要发布的有 1 项没有核对（人才租房补助）" in errors(refused)["unseen"]
    assert Release.objects.count() == 1
    assert saved(admin_client.post(PUBLISH, filled(refused, note="改")))
    release = Release.objects.get(number=2)
    assert {one["code"]: one["looked"] and one["looked"]["who"] for one in release.changes} == {
        "town-rent": "clerk",
        "city-rent": None,
    }
    event = StaffEvent.objects.get(kind="published", about="第 2 次发布")
    assert ["没有核对", "", "政策“人才租房补助”"] in event.changes


def test_nobody_is_asked_to_look_at_what_is_not_chosen_or_the_very_first_time(admin_client, edited):
    edit("city-rent", phone="0570-1")
    tick(admin_client)
    page = filled(admin_client.get(PUBLISH), note="改", unseen="", chosen=["policies:town-rent"], _look="看")
    looked = admin_client.post(PUBLISH, page)
    assert "unseen" not in looked.context["adminform"].form.fields
    Release.objects.all().delete()
    assert "unseen" not in admin_client.get(PUBLISH).context["adminform"].form.fields


def test_a_release_keeps_who_looked_and_who_changed_what(admin_client, edited):
    tick(admin_client)
    assert saved(admin_client.post(PUBLISH, filled(admin_client.get(PUBLISH), note="改")))
    release = Release.objects.get(number=2)
    edit(recurring_amount=7000)
    shown = text(admin_client.get(address(release)), "changes")
    assert "已核对：clerk" in shown
    assert "张三（editor） 定期：每期金额（元）60006500" in shown
    kept = reverse("admin:policies_release_kept_sides", args=[release.pk])
    page = admin_client.get(f"{kept}?change=policies:town-rent")
    assert "19,500" in page.context["after"]
    assert "digest" not in page.context, "nothing is ticked any more"
    assert admin_client.get(f"{kept}?change=policies:city-rent").status_code == 404
    first = reverse("admin:policies_release_kept_sides", args=[Release.objects.get(number=1).pk])
    assert admin_client.get(first).status_code == 404


# Reasons


@pytest.fixture
def cheaper(published, home):
    """The doctor of the small pack would get less than expected."""
    home.tiers.filter(code="doctor").update(once_coefficient="0.2")


def publish_page(client, **columns):
    return client.post(PUBLISH, filled(client.get(PUBLISH), note="改", **columns))


def asks_why(client) -> bool:
    return "despite" in client.get(PUBLISH).context["adminform"].form.fields


def test_a_reason_is_given_once_until_the_mismatch_is_another(admin_client, cheaper, home):
    assert saved(publish_page(admin_client, despite="新文件降了比例"))
    edit(phone="0570-1")
    assert not asks_why(admin_client)
    assert "原因（clerk，" in text(admin_client.get(PUBLISH), "deviating")
    assert "新文件降了比例" in text(admin_client.get(PUBLISH), "deviating")
    assert saved(publish_page(admin_client, despite=""))
    kept = Release.objects.get(number=3)
    assert (kept.despite, kept.effects["deviating"][0]["reason"]) == ("", "新文件降了比例")
    assert "新文件降了比例" in text(admin_client.get(address(kept)), "effects")
    home.name = "买房补助"
    home.save()
    assert not asks_why(admin_client), "what anything is called is no other mismatch"
    home.tiers.filter(code="doctor").update(once_coefficient="0.1")
    assert asks_why(admin_client)


def test_a_reason_falls_away_with_its_mismatch(admin_client, cheaper, home):
    publish_page(admin_client, despite="新文件降了比例")
    home.tiers.filter(code="doctor").update(once_coefficient="0.3")
    assert saved(publish_page(admin_client))
    assert not MismatchReason.objects.exists()
    home.tiers.filter(code="doctor").update(once_coefficient="0.2")
    assert asks_why(admin_client)


def test_what_is_edited_on_the_page_counts_like_anything_else(admin_client, published, admin_user, editor):
    rent = Policy.objects.get(code="town-rent")
    page = form(admin_client, address(rent))
    assert saved(admin_client.post(address(rent), page | {"recurring_amount": "6500"}))
    shown = admin_client.get(sides())
    assert [entry.who for entry in shown.context["edits"]] == ["clerk"]
    assert "这一处你自己改过" in text(shown)
