"""The page 「每日数字」: what is counted is shown as charts and tables, small numbers are not; nobody changes any."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.models import DailyCount, Policy
from tests.admin.people import member, signed_in
from tests.pages import text
from tests.persons import DAY

PAGE = reverse("admin:policies_dailycount_changelist")
FILE = reverse("admin:policies_dailycount_csv")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)


@pytest.fixture
def counted(catalogue):
    for event, code, count in [
        ("started", "", 120),
        ("finished", "", 90),
        ("stopped", "you", 26),
        ("stopped", "home", 3),
        ("eligible", "town-rent", 1500),
        ("near", "town-rent", 4),
        ("unknown", "gone", 7),
    ]:
        DailyCount.objects.create(day=DAY, region="town", event=event, code=code, count=count)
    DailyCount.objects.create(day=DAY, region="city", event="started", count=11)


def lines(response):
    assert response.content.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_an_empty_page_says_so(admin_client):
    shown = text(admin_client.get(PAGE), "content")
    assert "没有达到 5 次的天" in shown


def test_totals_and_tables(admin_client, counted):
    page = admin_client.get(PAGE)
    shown = text(page, "content")
    assert "开始自查 130 看到结果 90 看到结果的占 69%" in shown
    assert "青年租房补助 1,500 0 少于 5 0" in text(page, "policies")
    assert "gone 0 0 0 5" in text(page, "policies"), "a policy that is no more"
    assert "11 月 22 日 130 90" in text(page, "spans")


def test_numbers_under_five_stand_nowhere(admin_client, counted):
    DailyCount.objects.update(count=4)
    for address in (PAGE, FILE):
        shown = admin_client.get(address, {"region": "town"}).content.decode()
        assert "少于 5" in shown
        assert ">4<" not in shown
        assert ",4\r" not in shown


def test_a_region_is_looked_at_alone(admin_client, counted):
    assert "开始自查 120" in text(admin_client.get(PAGE, {"region": "town"}), "content")
    assert "开始自查 10 " in text(admin_client.get(PAGE, {"region": "city"}), "content")
    assert "开始自查 130" in text(admin_client.get(PAGE, {"region": "'--"}), "content")


@pytest.mark.parametrize(("period", "unit"), [("13w", "周"), ("12m", "月"), ("all", "月"), ("?", "天")])
def test_a_period_is_chosen(admin_client, counted, period, unit):
    assert f"每{unit}有多少次自查" in text(admin_client.get(PAGE, {"period": period}), "content")


def test_the_charts_need_no_style_attribute(admin_client, counted):
    page = admin_client.get(PAGE).content.decode()
    assert '<rect class="finished" x="97.' in page
    assert "style=" not in page


def test_the_file_has_the_same_numbers(admin_client, counted):
    response = admin_client.get(FILE, {"region": "town"})
    assert response["Content-Disposition"] == 'attachment; filename="figures-town-30d-2026-11-22.csv"'
    heading, *found = lines(response)
    assert heading == ["从", "到", "项目", "代码", "名称", "次数"]
    assert ["2026-10-24", "2026-11-22", "可申领", "town-rent", "青年租房补助", "1500"] in found
    assert ["2026-10-24", "2026-11-22", "还差一点", "town-rent", "青年租房补助", "少于 5"] in found
    assert ["2026-11-22", "2026-11-22", "开始自查", "", "", "120"] in found


def test_a_spreadsheet_takes_no_name_for_a_formula(admin_client, counted):
    Policy.objects.filter(code="town-rent").update(name="=1+1")
    assert any(line[4] == "'=1+1" for line in lines(admin_client.get(FILE)))


def test_there_is_no_page_of_a_single_count(admin_client, counted):
    row = DailyCount.objects.first()
    for address in (f"{PAGE}{row.pk}/change/", f"{PAGE}add/", f"{PAGE}{row.pk}/delete/"):
        assert admin_client.get(address).status_code == 404


def test_who_may_not_see_the_figures_does_not(client, django_user_model, counted):
    client.force_login(django_user_model.objects.create(username="new", is_staff=True))
    assert client.get(PAGE).status_code == 403
    assert client.get(FILE).status_code == 403


@pytest.mark.parametrize("group", ["编辑", "发布", "审计"])
def test_every_group_may_look(counted, group):
    assert signed_in(member("clerk", group)).get(PAGE).status_code == 200


def test_the_page_takes_few_queries(admin_client, counted, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        admin_client.get(PAGE, {"region": "town"})
