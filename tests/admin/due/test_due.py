"""What comes to a day within 30, 60 and 90 days, and the list for the month's end."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from policies.admin.due.days import due_days, old_parameters
from policies.admin.due.month import next_month
from policies.models import Parameter, Policy, PolicyChange, Question, Source, StaffEvent
from policies.publishing.publish import publish
from tests.admin.people import member, signed_in
from tests.pages import text

DUE, MONTH = reverse("admin:due"), reverse("admin:month")
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)


def said(first=FIRST, last=LAST, regions=None):
    return [(due.day.isoformat(), due.what, due.name) for due in due_days(first, last, regions)]


def test_whatever_ends_or_begins_on_a_day_is_listed_by_day(rent, home):
    """The end and the doubt of a policy and of a notice, money, a dated change, a new number."""
    Source.objects.filter(code="TOWN").update(ends_on=date(2026, 12, 5), doubtful_until=date(2026, 12, 20))
    Policy.objects.filter(pk=home.pk).update(budget_spent_on=date(2026, 12, 7))
    rent.doubtful_until = None
    rent.save()
    PolicyChange.objects.create(policy=rent, code="y", starts_on=date(2026, 12, 9), phone="0570-1")
    Parameter.objects.get(key="wage").values.create(starts_on=date(2026, 12, 11), value="2260")
    assert said() == [
        ("2026-12-05", "文件的期限结束", "TOWN 某区的办法"),
        ("2026-12-05", "期限结束（按文件）", "购房补助"),
        ("2026-12-07", "从这一天起资金用完", "购房补助"),
        ("2026-12-09", "写好的变化开始", "青年租房补助"),
        ("2026-12-11", "参数的新值 2260 开始", "最低月工资"),
        ("2026-12-20", "存疑到这一天（按文件）", "购房补助"),
        ("2026-12-20", "文件存疑到这一天", "TOWN 某区的办法"),
        ("2026-12-31", "期限结束", "青年租房补助"),
    ]
    rent.state = "closed"
    rent.save()
    assert ("2026-12-31", "期限结束", "青年租房补助") not in said()


def test_only_of_the_regions_asked_for(rent):
    city, town = Source.objects.get(code="CITY").region_id, rent.region_id
    assert said(regions=frozenset({town})) == [("2026-12-31", "期限结束", "青年租房补助")]
    assert said(regions=frozenset({city})) == []


def test_numbers_that_grew_old(catalogue):
    assert [one.key for one in old_parameters(date(2025, 1, 2))] == ["wage"]
    assert not old_parameters(date(2024, 12, 31)), "its last value is of 2024-01-01"


def test_a_year_has_twelve_months():
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert next_month(date(2027, 1, 1)) == date(2027, 2, 1)


@pytest.fixture
def soon(rent):
    """Ends in forty days."""
    day = timezone.localdate() + timedelta(days=40)
    Policy.objects.filter(pk=rent.pk).update(ends_on=day, doubtful_until=None)
    return day


def test_the_home_page_says_how_many_and_which_come_first(admin_client, soon):
    shown = text(admin_client.get(reverse("admin:index")), "coming")
    assert "30 天内 0 处，60 天内 1 处，90 天内 1 处" in shown
    assert f"{soon} 期限结束：青年租房补助" in shown


def test_on_the_home_page_a_notice_stands_for_what_follows_it(admin_client, home):
    day = timezone.localdate() + timedelta(days=3)
    Source.objects.filter(code="TOWN").update(ends_on=day)
    page = admin_client.get(reverse("admin:index"))
    assert f"{day} 文件的期限结束：TOWN 某区的办法" in text(page, "coming")
    assert "购房补助" not in text(page, "coming")
    assert "购房补助" in text(admin_client.get(DUE), "content-main")
    # Whose notice it is not has their own policies there.
    shown = text(signed_in(member("city", "编辑", regions=("city",))).get(reverse("admin:index")), "coming")
    assert "30 天内 0 处" in shown


def test_the_page_has_three_spans_and_a_file(admin_client, soon):
    page = admin_client.get(DUE)
    assert [(part.title, len(part.lines)) for part in page.context["parts"]] == [
        ("30 天内", 0),
        ("31 到 60 天", 1),
        ("61 到 90 天", 0),
    ]
    file = admin_client.get(reverse("admin:due_file"))
    assert file.content.decode("utf-8-sig").splitlines() == [
        "部分,哪天,什么,名称,地区",
        f"31 到 60 天,{soon},期限结束,青年租房补助,某区",
    ]
    assert StaffEvent.objects.filter(about__contains="到期清单").exists()


def test_whoever_has_regions_sees_these_first_and_the_others_if_asked(soon):
    client = signed_in(member("city", "编辑", regions=("city",)))
    assert "青年租房补助" not in text(client.get(DUE), "content-main")
    assert "青年租房补助" in text(client.get(DUE, {"region": "all"}), "content-main")
    assert "青年租房补助" in text(client.get(DUE, {"region": "town"}), "content-main")
    assert "90 天内 0 处" in text(client.get(reverse("admin:index")), "coming")


def test_the_months_list_says_what_was_published_and_what_was_not_compared(admin_client, admin_user, rent):
    publish(note="第一次", by=admin_user)
    rent.office = "人社局"
    rent.checked_on = timezone.localdate() - timedelta(days=400)
    rent.save()
    from policies.publishing import review

    seen = review.of_rows()
    publish(note="换了单位", by=admin_user, record=seen.record())
    shown = text(admin_client.get(MONTH), "content-main")
    assert "第 2 次发布 换了单位" in shown
    assert "青年租房补助：负责单位：区人才办 → 人社局 政策“青年租房补助” 某区" in shown
    assert f"{rent.checked_on} 核对过的日期 青年租房补助" in shown
    assert "从来没有核对过 购房补助" in shown
    assert admin_client.get(reverse("admin:month_file")).content.decode("utf-8-sig").count("换了单位") == 1


@pytest.mark.parametrize("month", ["2026-13", "x", "1999-01", "'; --"])
def test_a_month_that_is_none_is_said(admin_client, catalogue, month):
    for page in (MONTH, reverse("admin:month_file")):
        response = admin_client.get(page, {"month": month})
        assert response.status_code == 200
        assert "请写" in text(response)


def test_it_is_for_those_who_may_see_policies(db):
    client = signed_in(member("nobody"))
    for page in (DUE, MONTH, reverse("admin:due_file"), reverse("admin:month_file")):
        assert client.get(page).status_code == 403
    assert 'id="coming"' not in client.get(reverse("admin:index")).content.decode()


def test_as_many_queries_for_many_as_for_few(admin_client, rent):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            assert admin_client.get(DUE).status_code == 200
        return len(counted)

    queries()
    before = queries()
    Policy.objects.exclude(state="draft").update(starts_on=FIRST, ends_on=timezone.localdate() + timedelta(days=9))
    assert queries() <= before


def test_what_comes_back_each_year_is_listed_each_year(rent):
    rent.application_windows.create(opens="12-15", closes="01-31")
    rent.application_windows.create(opens="12-03", closes="12-03")
    question = Question.objects.get(key="graduation_date")
    rent.application_windows.create(measured_at=question, to_months=12)
    windows = [one for one in said() if "申报期" in one[1]]
    assert windows == [
        ("2026-12-03", "申报期开始", "青年租房补助"),
        ("2026-12-03", "申报期的最后一天", "青年租房补助"),
        ("2026-12-15", "申报期开始", "青年租房补助"),
    ]
    assert [one[:2] for one in said(date(2028, 1, 1), date(2028, 1, 31))] == [("2028-01-31", "申报期的最后一天")]
    rent.state = "draft"
    rent.save()
    assert not [one for one in said() if "申报期" in one[1]]
