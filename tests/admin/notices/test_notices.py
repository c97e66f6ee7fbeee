"""A notice lists what stands on it; it is repealed, prolonged and replaced with all its policies, as it was shown."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from policies.admin.notices.windows import WindowColumns
from policies.models import Category, ExclusionGroup, Measure, Policy, PolicyChange, Release, Source, Threshold
from policies.publishing import live
from policies.publishing.publish import publish
from tests.admin.people import member, signed_in
from tests.pages import text

START, END = date(2024, 1, 1), date(2026, 12, 31)
REPEAL = {"on": "2026-07-01", "reason": "某政发〔2026〕9号"}
LONGER = {"ends_on": "2028-12-31", "reason": "某政发〔2026〕9号"}
NEW = {
    "new-code": "NEW",
    "new-title": "新的办法",
    "new-number": "某政发〔2026〕10号",
    "new-issued_on": "2026-06-01",
    "new-starts_on": "2026-07-01",
    "new-ends_on": "2029-06-30",
}


@pytest.fixture(autouse=True)
def no_live_catalogue():
    yield
    live.reset()


@pytest.fixture
def town(catalogue):
    """Three policies stand on it: one goes by its time, one has its own and another notice, one is added here."""
    source = Source.objects.get(code="TOWN")
    gift = Policy.objects.create(
        code="town-gift",
        region=source.region,
        name="礼包",
        summary="送礼包。",
        category=Category.objects.get(code="life"),
        form="service",
        starts_on=START,
        ends_on=END,
        position=90,
    )
    gift.citations.create(source=source, clause="九")
    return source


@pytest.fixture
def city(catalogue):
    return Source.objects.get(code="CITY")


def page(source, job):
    return reverse("admin:policies_source_job", args=[source.pk, job])


def named(source, **chosen):
    """What is chosen for policies, by their codes."""
    return {f"do-{Policy.objects.get(code=code.replace('_', '-')).pk}": value for code, value in chosen.items()}


def look(client, source, job, **asked):
    response = client.post(page(source, job), asked | {"look": "1"})
    assert response.status_code == 200
    return response.context["job"]


def save(client, source, job, seen=None, **asked):
    """Looked at first, and then saved as it was shown."""
    seen = seen or look(client, source, job, **asked).seen
    return client.post(page(source, job), asked | {"save": "1", "seen": seen})


def window(code):
    return WindowColumns.of(Policy.objects.get(code=code))


def told(job, code):
    proposal = next(one for one in job.proposals if one.policy.code == code)
    return [f"{title}/{change.field}: {change.before} → {change.after}" for title, change in proposal.told]


# Its page


def test_the_page_lists_what_stands_on_it_with_amounts_state_end_and_clauses(admin_client, town, city):
    shown = text(admin_client.get(reverse("admin:policies_source_policies", args=[town.pk])), "content-main")
    assert "至少 18,000 元" in shown
    assert "毕业在 2024 年 1 月 1 日到 2026 年 12 月 31 日，以后到 2027 年 6 月 30 日存疑" in shown
    assert "2023 年 11 月 30 日起，没有写结束，推断的（按这份文件）" in shown
    assert "资金已用完" in shown
    assert "别的依据：CITY" in shown
    assert "措施：1 发放租房补助" in shown
    shown = text(admin_client.get(reverse("admin:policies_source_policies", args=[city.pk])), "content-main")
    assert "面积 在两数之间（含）：200 到 400：四" in shown, "a condition that names it"
    assert "另外 5 个条件按第一个出处" in shown
    assert "不重复享受组：租房（三）" in shown
    assert "参数：最低月工资" in shown
    listed = text(admin_client.get(reverse("admin:policies_source_changelist")), "result_list")
    assert "3 条" in listed


def test_the_page_takes_as_many_queries_for_many_policies_as_for_few(admin_client, town, city):
    def queries(source):
        with CaptureQueriesContext(connection) as counted:
            assert admin_client.get(page(source, "repeal")).status_code == 200
        return len(counted)

    queries(town)
    before = queries(town)
    for number in range(5):
        Policy.objects.get(code="town-gift").citations.create(source=town, clause=str(number))
        life = Category.objects.get(code="life")
        other = Policy.objects.create(
            code=f"more-{number}", region=town.region, name="多", summary="多。", category=life, form="service"
        )
        other.citations.create(source=town, clause="一")
    assert queries(town) == before


# Windows


@pytest.mark.parametrize(
    ("columns", "last", "expected"),
    [
        ({}, END, {"ends_on": END}),
        ({"ends_on": date(2030, 1, 1), "doubtful_until": date(2031, 1, 1)}, END, {"ends_on": END}),
        ({"ends_on": date(2025, 1, 1)}, END, {"ends_on": date(2025, 1, 1)}),
        # What is in doubt stays so until the notice goes, and is over then.
        (
            {"ends_on": date(2025, 1, 1), "doubtful_until": date(2030, 1, 1)},
            END,
            {"ends_on": date(2025, 1, 1), "doubtful_until": END},
        ),
        (
            {"ends_on": date(2025, 1, 1), "doubtful_no_limit": True},
            END,
            {"ends_on": date(2025, 1, 1), "doubtful_until": END},
        ),
        (
            {"ends_on": date(2025, 1, 1), "doubtful_until": date(2025, 6, 1)},
            END,
            {"ends_on": date(2025, 1, 1), "doubtful_until": date(2025, 6, 1)},
        ),
    ],
)
def test_a_repealed_window_ends_and_no_doubt_outlasts_it(columns, last, expected):
    assert WindowColumns(START, **columns).ended(last) == WindowColumns(START, **expected)
    assert WindowColumns(START, **columns).ended(last).over_on(date(2027, 1, 1))


# Repeal


def test_repeal_ends_what_follows_the_notice_with_it_and_the_others_on_their_own(admin_client, town):
    asked = REPEAL | named(town, town_rent="end")
    job = look(admin_client, town, "repeal", **asked)
    assert [one.policy.code for one in job.asked] == ["town-rent"], "it has another notice too"
    assert told(job, "town-gift") == ["/结束日期: 2026-12-31 → 2026-06-30"]
    assert "以后到 2027 年 6 月 30 日存疑" in job.asked[0].window_before
    assert save(admin_client, town, "repeal", **asked).status_code == 302
    town.refresh_from_db()
    assert (town.ends_on, town.window_inferred) == (date(2026, 6, 30), True)
    assert window("town-home") == WindowColumns(), "it goes on following the notice"
    assert window("town-gift") == WindowColumns(START, date(2026, 6, 30))
    rent = window("town-rent")
    assert (rent.ends_on, rent.doubtful_until, rent.measured_at.key) == (date(2026, 6, 30), None, "graduation_date")
    assert Release.objects.count() == 0, "nothing is published by it"
    reasons = {row.history.first().history_change_reason for row in (town, Policy.objects.get(code="town-gift"))}
    assert reasons == {"废止 TOWN：某政发〔2026〕9号"}


def test_one_with_another_notice_is_asked_and_goes_on_by_that_one(admin_client, town, city):
    response = save(admin_client, town, "repeal", seen="x", **REPEAL)
    assert "请选一个" in text(response), "nobody decides that by not looking"
    assert Policy.objects.get(code="town-gift").ends_on == END
    Threshold.objects.filter(policy__code="town-rent").update(source=town, clause="一（二）")
    asked = REPEAL | named(town, town_rent="otherwise")
    job = look(admin_client, town, "repeal", **asked)
    assert "出处：TOWN 一/整条: 在 → 删除" in told(job, "town-rent")
    assert save(admin_client, town, "repeal", **asked).status_code == 302
    rent = Policy.objects.get(code="town-rent")
    assert [citation.source.code for citation in rent.citations.all()] == ["CITY"]
    assert {(row.source, row.clause) for row in rent.thresholds.all()} == {(None, "")}
    assert rent.ends_on == END


def test_what_goes_on_by_its_other_notice_goes_by_the_time_of_that(admin_client, town, city, home):
    home.citations.create(source=city, clause="七", position=90)
    asked = REPEAL | named(town, town_rent="keep", town_home="otherwise")
    change = told(look(admin_client, town, "repeal", **asked), "town-home")[-1]
    assert change.startswith("/期限（按文件）: 2023 年 11 月 30 日起")
    assert change.endswith("→ 2023 年 1 月 1 日到 2025 年 12 月 31 日，以后一直存疑")


def test_what_is_to_stay_though_its_notice_ends_gets_the_time_it_had(admin_client, town):
    asked = REPEAL | named(town, town_rent="keep", town_home="keep", town_gift="close")
    assert save(admin_client, town, "repeal", **asked).status_code == 302
    home = window("town-home")
    assert (home.starts_on, home.ends_on, home.window_inferred) == (date(2023, 11, 30), None, True)
    assert home.window_note == "年份是推断的"
    assert Policy.objects.get(code="town-gift").state == "closed"
    assert window("town-rent").ends_on == END


def test_what_starts_later_is_closed_and_not_ended_before(admin_client, town):
    Policy.objects.filter(code="town-gift").update(starts_on=date(2026, 8, 1))
    rest = named(town, town_rent="keep")
    job = look(admin_client, town, "repeal", **REPEAL, **rest)
    assert told(job, "town-gift") == ["/状态: 受理中 → 已停止"]
    response = save(admin_client, town, "repeal", **REPEAL, **rest, **named(town, town_gift="end"))
    assert "它从 2026 年 8 月 1 日才开始" in text(response)


def test_money_that_was_to_be_spent_on_a_day_is_no_more_when_it_is_closed(admin_client, town, home):
    asked = REPEAL | named(town, town_rent="keep", town_home="close")
    assert save(admin_client, town, "repeal", **asked).status_code == 302
    home.refresh_from_db()
    assert (home.state, home.budget_spent_on) == ("closed", None)


# Saving what was shown


def test_whatever_names_what_ends_is_listed(admin_client, town, city):
    """Measures, groups and other policies that rest on something else."""
    rent, gift = Policy.objects.get(code="town-rent"), Policy.objects.get(code="town-gift")
    group = ExclusionGroup.objects.create(
        code="gifts", region=town.region, name="礼包组", note="只领一项。", source=city
    )
    gift.group = group
    gift.save()
    measure = Measure.objects.create(region=town.region, number=9, name="送礼包", source=city)
    measure.carried_out_by.create(policy=gift)
    other = Policy.objects.get(code="city-fair")
    other.relations.create(kind="requires", other=gift)
    assert rent.citations.filter(source=town).exists()
    shown = text(admin_client.get(page(town, "repeal")), "naming")
    assert [part in shown for part in (str(group), str(measure), str(other))] == [True] * 3
    assert str(gift) not in shown
    assert 'id="naming"' not in admin_client.get(page(town, "prolong")).content.decode()


def test_saving_twice_changes_nothing_more(admin_client, town):
    asked = REPEAL | named(town, town_rent="end")
    seen = look(admin_client, town, "repeal", **asked).seen
    assert save(admin_client, town, "repeal", seen, **asked).status_code == 302
    records = Policy.history.count()
    again = save(admin_client, town, "repeal", seen, **asked)
    assert "没有要改的：内容已经是这样" in text(again)
    assert Policy.history.count() == records


def test_what_somebody_changed_meanwhile_is_shown_before_it_is_saved(admin_client, town, home):
    asked = REPEAL | named(town, town_rent="end")
    seen = look(admin_client, town, "repeal", **asked).seen
    Policy.objects.filter(code="town-gift").update(ends_on=date(2027, 12, 31))
    Policy.objects.filter(code="town-home").update(office="住建局")
    response = save(admin_client, town, "repeal", seen, **asked)
    assert "下面和你刚才看到的不一样" in text(response)
    assert "结束日期：2027-12-31 → 2026-06-30" in text(response)
    assert window("town-gift").ends_on == date(2027, 12, 31)
    assert save(admin_client, town, "repeal", response.context["job"].seen, **asked).status_code == 302
    home.refresh_from_db()
    assert home.office == "住建局", "what the job says nothing of stays as it is"


def test_all_of_it_is_saved_or_nothing(admin_client, town, city):
    """Here a rule of the whole catalogue stands against it: a city's policy rests on no notice of one of its towns."""
    asked = {"reason": "换", "to": town.pk, **named(city, town_rent="move", city_rent="move")}
    response = save(admin_client, city, "replace", **asked)
    assert response.status_code == 200
    assert "没有保存：这样改，下面的内容就不对了" in text(response)
    assert "人才租房补助" in text(response)
    assert {one.source for one in Policy.objects.get(code="town-rent").citations.all()} == {town, city}
    assert not any(policy.history.filter(history_change_reason__startswith="替换") for policy in Policy.objects.all())


def test_what_the_database_refuses_is_said_and_not_an_error(admin_client, town, monkeypatch):
    """Somebody may be first with the code of a new notice."""

    def refuse(job):
        raise IntegrityError

    monkeypatch.setattr("policies.admin.notices.jobs.Job.save", refuse)
    response = save(admin_client, town, "repeal", **REPEAL, **named(town, town_rent="keep"))
    assert response.status_code == 200
    assert "改动和别的行冲突了" in text(response)


@pytest.mark.parametrize(
    ("job", "asked", "sentence"),
    [
        ("repeal", {"reason": "x"}, "这个字段是必填项"),
        ("repeal", {"on": "2026-13-01", "reason": "x"}, "日期"),
        ("repeal", {"on": "0001-01-01", "reason": "x"}, "1900 年到 2100 年之间"),
        ("prolong", {"reason": "x"}, "请写新的结束日期"),
        ("prolong", {"ends_on": "2028-12-31", "open_ended": "on", "reason": "x"}, "就不要勾这一格"),
        ("prolong", {"ends_on": "2028-12-31", "doubtful_until": "2028-12-31", "reason": "x"}, "要晚于结束日期"),
        ("prolong", {"open_ended": "on", "doubtful_no_limit": "on", "reason": "x"}, "没有结束日期，就没有"),
        ("prolong", {"ends_on": "2025-01-01", "reason": "x"}, "提前结束请用“废止”"),
        ("replace", {"reason": "x"}, "请选新文件，或者把下面要写的写全"),
        ("replace", {"reason": "x", **NEW, "new-code": "!"}, "只能用字母、数字和短横"),
        ("replace", {"reason": "x", "to": "999999"}, "选"),
    ],
)
def test_a_wrong_entry_is_said_where_it_is_and_nothing_typed_is_lost(admin_client, city, job, asked, sentence):
    response = admin_client.post(page(city, job), asked | {"save": "1"})
    assert sentence in text(response, "content-main")
    assert 'value="x"' in response.content.decode()


def test_no_such_job(admin_client, town):
    assert admin_client.get(page(town, "burn")).status_code == 404


# Prolong


def test_prolong_moves_the_notices_end_and_asks_about_ends_of_their_own(admin_client, city, rent):
    other = Policy.objects.create(
        code="city-gift",
        region=city.region,
        name="礼包",
        summary="送。",
        category=Category.objects.get(code="life"),
        form="service",
        starts_on=START,
        ends_on=date(2026, 3, 1),
    )
    other.citations.create(source=city, clause="十")
    job = look(admin_client, city, "prolong", **LONGER)
    assert {one.policy.code for one in job.asked} == {"town-rent", "city-gift"}
    assert "它有自己的期限，和文件的不一样" in {one.hint for one in job.asked}
    asked = LONGER | {"note": "延续三年", "inferred": "no"} | named(city, town_rent="keep", city_gift="longer")
    assert save(admin_client, city, "prolong", **asked).status_code == 302
    city.refresh_from_db()
    end = date(2028, 12, 31)
    assert WindowColumns.of(city) == WindowColumns(date(2023, 1, 1), end, window_note="延续三年"), (
        "and no doubt is left"
    )
    assert window("city-rent") == WindowColumns()
    assert window("city-gift") == WindowColumns(START, end, window_note="延续三年")
    assert window("town-rent").ends_on == END


def test_prolonged_into_another_doubt(admin_client, city):
    asked = LONGER | {"doubtful_until": "2029-06-30", "inferred": "yes"} | named(city, town_rent="keep")
    assert save(admin_client, city, "prolong", **asked).status_code == 302
    city.refresh_from_db()
    assert (city.doubtful_until, city.doubtful_no_limit) == (date(2029, 6, 30), False)
    assert city.window_inferred


def test_what_has_no_end_or_is_closed_has_nothing_to_prolong(admin_client, town, home):
    Policy.objects.filter(code="town-gift").update(state="closed")
    job = look(admin_client, town, "prolong", **LONGER)
    assert {one.policy.code: one.because for one in job.nothing} == {
        "town-home": "没有写结束日期",
        "town-gift": "已经停止；要重新受理，请到政策页改状态",
    }
    assert not job.own_edits


# Replace


def test_replace_makes_the_new_notice_and_moves_citations_conditions_and_what_stands_beside(admin_client, city):
    condition = Threshold.objects.get(source=city)
    citation = Policy.objects.get(code="city-rent").citations.get()
    group = ExclusionGroup.objects.get(source=city)
    asked = {"reason": "换", **NEW, "new-region": city.region_id, **named(city, town_rent="keep")}
    asked |= {f"clause-citation-{citation.pk}": "5", f"clause-threshold-{condition.pk}": "5（一）"}
    asked |= {f"do-exclusiongroup-{group.pk}": "yes", f"clause-exclusiongroup-{group.pk}": "6"}
    job = look(admin_client, city, "replace", **asked)
    assert f"出处：CITY 二/政策文件: {city} → NEW 新的办法" in told(job, "city-rent")
    assert told(job, "city-rent")[-1].endswith("→ 2026 年 7 月 1 日到 2029 年 6 月 30 日")
    assert save(admin_client, city, "replace", **asked).status_code == 302
    new = Source.objects.get(code="NEW")
    citation.refresh_from_db(), condition.refresh_from_db(), group.refresh_from_db()
    assert (citation.source, citation.clause) == (new, "5")
    assert (condition.source, condition.clause) == (new, "5（一）")
    assert (group.source, group.clause) == (new, "6")
    assert [one.source.code for one in Policy.objects.get(code="town-rent").citations.all()] == ["TOWN", "CITY"]
    assert window("city-rent") == WindowColumns(), "it goes by the new notice"


def test_replaced_by_one_that_is_there_with_the_time_of_that(admin_client, town, city):
    measure = Measure.objects.get(number=1)
    rest = named(town, town_rent="keep", town_home="keep")
    gift = Policy.objects.get(code="town-gift")
    citation = gift.citations.get()
    asked = {"reason": "换", "to": city.pk, f"clause-citation-{citation.pk}": "", **rest}
    assert "出处的条款要写" in text(save(admin_client, town, "replace", **asked))
    hidden = asked | {f"clause-citation-{citation.pk}": "九\u202e\x00", "reason": "换\u202e"}
    shown = text(admin_client.post(page(town, "replace"), hidden | {"save": "1"}))
    assert shown.count("看不见的字符") == 1, "the reason"
    shown = text(admin_client.post(page(town, "replace"), hidden | {"reason": "换", "save": "1"}))
    assert "请改好下面标红的条款" in shown
    asked |= {f"clause-citation-{citation.pk}": "九", f"window-{gift.pk}": "yes"}
    assert save(admin_client, town, "replace", **asked).status_code == 302
    gift.refresh_from_db()
    assert gift.citations.get().source == city
    assert window("town-gift") == WindowColumns()
    measure.refresh_from_db()
    assert measure.source == town, "not ticked"


def test_of_a_notice_that_holds_only_later_it_says_when_to_publish(admin_client, town):
    asked = {"reason": "换", **NEW, "new-region": town.region_id}
    assert not look(admin_client, town, "replace", **asked).warning
    later = asked | {"new-starts_on": "2099-01-01", "new-ends_on": ""}
    shown = text(admin_client.post(page(town, "replace"), later | {"look": "1"}), "content-main")
    assert "新文件从 2099 年 1 月 1 日才开始。发布的时候把生效时间定在那一天" in shown


def test_a_citation_that_is_there_already_does_not_come_twice(admin_client, town, city, rent):
    asked = {"reason": "换", "to": city.pk, **named(town, town_rent="move", town_home="keep", town_gift="keep")}
    citation = rent.citations.get(source=town)
    asked |= {f"clause-citation-{citation.pk}": "三"}
    assert save(admin_client, town, "replace", **asked).status_code == 302
    assert [(one.source.code, one.clause) for one in rent.citations.all()] == [("CITY", "三")]


def test_a_dated_change_that_rests_on_it_moves_along(admin_client, town, city, rent):
    change = PolicyChange.objects.create(
        policy=rent, code="y", starts_on=date(2026, 3, 1), phone="0570-1", source=town, clause="一（三）"
    )
    asked = {"reason": "换", "to": city.pk, **named(city, town_rent="move", town_home="keep", town_gift="keep")}
    asked |= {f"clause-policychange-{change.pk}": "四"}
    assert save(admin_client, town, "replace", **asked).status_code == 302
    change.refresh_from_db()
    assert (change.source, change.clause) == (city, "四")


def test_what_was_to_change_after_the_end_stands_against_it(admin_client, town, home):
    PolicyChange.objects.create(policy=home, code="y", starts_on=date(2026, 11, 1), phone="0570-1")
    response = save(admin_client, town, "repeal", **REPEAL, **named(town, town_rent="keep"))
    assert response.status_code == 200
    assert "这次变化从 2026 年 11 月 1 日起，可是政策到 2026 年 6 月 30 日就结束了" in text(response)
    town.refresh_from_db()
    assert town.ends_on is None


# Whose it is


def test_only_policies_of_ones_own_regions_are_changed_and_the_others_are_named(town, city):
    client = signed_in(member("town", "编辑", regions=("town",)))
    asked = REPEAL | named(city, town_rent="end")
    job = look(client, city, "repeal", **asked)
    assert [one.policy.code for one in job.others] == ["city-rent", "city-fair"]
    assert not job.own_edits, "nor is the notice theirs"
    assert save(client, city, "repeal", **asked).status_code == 302
    city.refresh_from_db()
    assert city.ends_on == date(2025, 12, 31)
    assert city.doubtful_no_limit
    assert window("town-rent").ends_on == date(2026, 6, 30)


def test_what_of_others_goes_by_the_notice_is_said(city, rent):
    rent.region = city.region
    client = signed_in(member("city", "编辑", regions=("city",)))
    elsewhere = Policy.objects.get(code="city-rent")
    Policy.objects.filter(pk=elsewhere.pk).update(region=Policy.objects.get(code="town-rent").region)
    response = client.post(page(city, "repeal"), REPEAL | {"look": "1"})
    shown = text(response, "content-main")
    assert "不归你负责的（2 条，这里不改）" in shown
    assert "请告诉负责的同事" in shown


def test_who_may_not_change_policies_looks_only(town):
    client = signed_in(member("look", "审计"))
    shown = client.get(reverse("admin:policies_source_policies", args=[town.pk]))
    assert shown.status_code == 200
    assert "换成新文件" not in shown.content.decode().partition('id="content"')[2]
    for job in ("repeal", "prolong", "replace"):
        assert client.get(page(town, job)).status_code == 403


# Published afterwards


def test_what_was_repealed_prolonged_or_replaced_is_seen_once_it_is_published(
    admin_client, client, settings, town, city
):
    settings.DEFAULT_REGION = "town"

    def citizens(code):
        return text(client.get(reverse("policy", args=[code])), "main")

    publish(note="第一次")
    live.refresh()
    asked = REPEAL | named(town, town_rent="otherwise")
    assert save(admin_client, town, "repeal", **asked).status_code == 302
    live.refresh()
    assert "到 2026 年 6 月 30 日" not in citizens("town-home")
    assert save(admin_client, city, "prolong", **LONGER, **named(city, town_rent="longer")).status_code == 302
    publish(note="第二次")
    live.refresh()
    assert "到 2026 年 6 月 30 日" in citizens("town-home")
    assert "到 2026 年 6 月 30 日" in citizens("town-gift")
    assert "到 2028 年 12 月 31 日" in citizens("town-rent")
    assert "到 2028 年 12 月 31 日" in citizens("city-rent")
    clauses = {f"clause-citation-{one.pk}": one.clause for one in city.citations.all()}
    asked = {"reason": "换", **NEW, "new-region": city.region_id, **clauses, **named(city, town_rent="move")}
    assert save(admin_client, city, "replace", **asked).status_code == 302
    publish(note="第三次")
    live.refresh()
    assert "新的办法" in citizens("city-rent")
    assert "某市的办法" not in citizens("city-rent")
    assert "2029 年 6 月 30 日" in citizens("city-rent")


def test_an_application_window_that_rests_on_a_notice_goes_with_it(admin_client, town, city):
    policy = Policy.objects.get(code="city-rent")
    window = policy.application_windows.create(opens="03-01", closes="03-31", source=town, clause="七")
    job = look(admin_client, town, "replace", **NEW)
    (found,) = [one for one in job.proposals if one.resting.policy == policy]
    assert [clause.title for clause in found.clauses] == ["申报期：每年 03-01 到 03-31"]
    assert found.resting.clauses == [window]
