"""The page of simulations: who may, what is asked, how far it is on which worker, and that nothing is left."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from policies.models import Policy, SimulationJob, StaffEvent
from policies.publishing import live
from policies.publishing.publish import publish
from policies.screening.simulation import background, people
from tests import loaded
from tests.admin.people import member, signed_in
from tests.screening import simulation_pack as town

ASK = "admin:policies_release_simulate"
SHOW = "admin:policies_release_simulation"
ASKED = {"whose": "synthetic", "number": "200", "seed": "3", "region": town.REGION, "on": town.ON.isoformat()}
# Seconds. It is reckoned by a process that lets everything else go first.
PATIENCE = 300


@pytest.fixture(autouse=True)
def no_live_catalogue():
    yield
    live.reset()


@pytest.fixture(autouse=True)
def own_temporary_folder(monkeypatch, tmp_path):
    """Other workers upload too."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


@pytest.fixture
def town_rows(db):
    loaded.pack(town)


@pytest.fixture
def edited(town_rows):
    """Published with 100 yuan a month; the rows say 200."""
    publish()
    monthly = Policy.objects.get(code="monthly")
    monthly.recurring_amount = 200
    monthly.save()


def page(client, **posted):
    return client.post(reverse(ASK), ASKED | posted)


def job_of(user, **columns):
    now = timezone.now()
    return SimulationJob.objects.create(
        **{"token": "t" * 20, "started_by": user, "whom": "合成人口", "started_at": now, "seen_at": now} | columns
    )


def finished(client, address):
    """The page as it is once all was counted, asked for as a browser without script does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        shown = client.get(address).content.decode()
        if "正在算" not in shown:
            return shown
        # A page that reloads by itself takes a reader away from where they are.
        assert 'http-equiv="refresh"' not in shown
        assert f'<a href="{address}">看现在到哪里了</a>' in shown
        assert "<progress" in shown
        time.sleep(0.3)
    raise AssertionError("it is never done")


def left_folders():
    return list(Path(tempfile.gettempdir()).glob(f"{background.FOLDER}*"))


def test_only_who_may_publish_gets_there(client, edited):
    address = reverse(ASK)
    assert client.get(address).url.startswith(reverse("admin:login"))
    clerk = member("li")
    clerk.user_permissions.set(Permission.objects.filter(codename__in=["view_release", "view_policy"]))
    assert signed_in(clerk).get(address).status_code == 403
    assert page(signed_in(clerk)).status_code == 403
    assert not SimulationJob.objects.exists()
    publisher = member("wang")
    publisher.user_permissions.set(Permission.objects.filter(codename__in=["add_release", "view_release"]))
    assert signed_in(publisher).get(address).status_code == 200


def test_the_publish_page_leads_there_while_there_is_something_to_publish(admin_client, edited):
    link = f'href="{reverse(ASK)}"'
    assert link in admin_client.get(reverse("admin:policies_release_add")).content.decode()
    publish()
    assert link not in admin_client.get(reverse("admin:policies_release_add")).content.decode()
    assert "没有未发布的修改" in admin_client.get(reverse(ASK)).content.decode()


def test_before_the_first_release_there_is_nothing_to_compare(admin_client, town_rows):
    assert "还没有发布过" in admin_client.get(reverse(ASK)).content.decode()


def test_without_the_programs_the_page_says_so_and_begins_nothing(admin_client, edited, monkeypatch):
    monkeypatch.setattr(people, "find_spec", lambda name: None)
    for shown in (admin_client.get(reverse(ASK)), page(admin_client)):
        assert "没有装测算要用的程序（polars、pyarrow）" in shown.content.decode()
    assert not SimulationJob.objects.exists()


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"number": "0"}, "大于或等于1。"),
        ({"number": "100001"}, "小于或等于100000。"),
        ({"number": ""}, "请写多少人"),
        ({"whose": "file"}, "请选一份名单"),
        ({"whose": "file", "file": SimpleUploadedFile("people.doc", b"x")}, "名单要以 .csv、.xlsx 或 .parquet 结尾"),
        ({"budgets": "nothing=5"}, "没有代码是“nothing”的政策"),
        ({"budgets": "monthly=x"}, "等号后面写多少元"),
        ({"region": "nowhere"}, 'id="id_region_error"'),
        ({"on": "昨天"}, "日期"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field(admin_client, edited, posted, sentence):
    shown = page(admin_client, **posted)
    assert shown.status_code == 200
    assert sentence in shown.content.decode()
    assert not SimulationJob.objects.exists()
    assert not left_folders()


def test_one_at_a_time(admin_client, admin_user, edited):
    job_of(admin_user)
    assert "现在有一次测算正在进行" in page(admin_client).content.decode()


@pytest.mark.django_db(transaction=True)
def test_made_up_persons_are_counted_in_the_background_and_soon_forgotten(admin_client, admin_user, edited, client):
    address = page(admin_client, budgets="monthly=3000").url
    # Another worker: nothing is shared but the database.
    client.force_login(admin_user)
    shown = finished(client, address)
    assert "合成人口，不是真实的人。" in shown
    assert "第 1 次发布 → 这次要发布的内容" in shown
    assert "按月补：确定的" in shown
    assert "预算：按月补，3,000 元" in shown
    other = member("zhao", is_superuser=True)
    assert signed_in(other).get(address).status_code == 404
    assert signed_in(other).get(f"{address}result.csv").status_code == 404
    table = admin_client.get(f"{address}result.csv")
    assert "每年的钱,monthly,按月补" in table.content.decode("utf-8-sig")
    assert "no-store" in table.headers["Cache-Control"]
    html = admin_client.get(f"{address}result.html").content.decode()
    assert html.startswith("<!doctype html>")
    assert "<script" not in html
    assert StaffEvent.objects.filter(about__contains="测算").count() == 2
    assert admin_client.post(address).url == reverse(ASK)
    assert not SimulationJob.objects.exists()
    gone = admin_client.get(address)
    assert gone.status_code == 404
    assert "结果只留几分钟，不保存" in gone.content.decode()
    polled = admin_client.get(address, headers={"HX-Request": "true"})
    assert (polled.status_code, "结果只留几分钟，不保存" in polled.content.decode()) == (286, True)


@pytest.mark.django_db(transaction=True)
def test_of_an_uploaded_file_only_sums_are_left(admin_client, edited):
    rows = "".join(f"opaque-{number},bachelor,25\n" for number in range(7))
    file = SimpleUploadedFile("people.csv", f"key,degree,age\n{rows}bad,doctor,25\n".encode())
    address = page(admin_client, whose="file", file=file).url
    shown = finished(admin_client, address)
    assert "名单（1 行读不懂，没有算），7 人" in shown
    assert "合成人口，不是真实的人。" not in shown
    job = SimulationJob.objects.get()
    assert "opaque" not in job.report
    assert not left_folders()
    job.delete()
    file = SimpleUploadedFile("people.csv", "key,姓名\n1,张三\n".encode())
    shown = finished(admin_client, page(admin_client, whose="file", file=file).url)
    assert "个人信息" in shown
    assert "张三" not in SimulationJob.objects.get().refused
    assert not left_folders()


def test_with_htmx_only_the_count_is_sent_and_the_end_told(admin_client, admin_user, edited):
    job = job_of(admin_user, done=1500, total=4000)
    address = reverse(SHOW, args=[job.token])
    part = admin_client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "已经算了 1500 / 4000 人" in part
    assert 'max="4000" value="1500"' in part
    assert "<html" not in part
    SimulationJob.objects.update(finished_at=timezone.now(), refused="名单里一个人也没有")
    assert admin_client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "名单里一个人也没有" in admin_client.get(address).content.decode()


def test_whoever_reckons_no_more_is_not_waited_for(admin_client, admin_user, edited):
    long_ago = timezone.now() - background.SILENT - timedelta(seconds=1)
    job = job_of(admin_user, started_at=long_ago, seen_at=long_ago)
    assert "算的程序停下了" in admin_client.get(reverse(SHOW, args=[job.token])).content.decode()


def test_what_cannot_be_forgotten_at_its_time_waits_for_the_next_look(admin_user, edited, monkeypatch, caplog):
    job = job_of(admin_user)

    def locked(**wanted):
        raise OperationalError("of somebody's row")

    monkeypatch.setattr(background.SimulationJob.objects, "filter", locked)
    monkeypatch.setattr(background, "connection", Mock())
    background._forget(job.token)
    assert "could not be forgotten yet: OperationalError" in caplog.text
    assert "somebody" not in caplog.text


def test_what_is_old_is_taken_away_by_the_next_look(admin_client, admin_user, edited):
    long_ago = timezone.now() - background.KEPT - timedelta(seconds=1)
    job = job_of(admin_user, started_at=long_ago, seen_at=long_ago, finished_at=long_ago, report="{}")
    assert admin_client.get(reverse(SHOW, args=[job.token])).status_code == 404
    assert not SimulationJob.objects.exists()
