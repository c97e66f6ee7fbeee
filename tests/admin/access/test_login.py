"""Coming in: the lock after five wrong passwords, the idle end, the second factor."""

import re
import time
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from policies.admin.access import idle
from tests.pages import text

PASSWORD = "only-for-this-test-7"
INDEX, LOGIN = reverse("admin:index"), reverse("admin:login")
SECOND = reverse("admin:second_factor")
PEOPLE = reverse("admin:auth_user_changelist")


@pytest.fixture(autouse=True)
def quick_hashing(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def wang(db, quick_hashing):
    return User.objects.create_superuser("wangwu", password=PASSWORD)


def log_in(client, password=PASSWORD, username="wangwu"):
    return client.post(LOGIN, {"username": username, "password": password, "next": INDEX})


def inside(client) -> bool:
    return client.get(INDEX).status_code == 200


def test_five_wrong_passwords_lock_the_account(client, wang):
    for _ in range(4):
        assert log_in(client, "wrong").status_code == 200
    response = log_in(client, "wrong")
    assert response.status_code == 429
    assert "这个账号连续输错 5 次密码，先锁住 30 分钟" in text(response)
    other = Client(HTTP_USER_AGENT="another", REMOTE_ADDR="198.51.100.7")
    assert log_in(other).status_code == 429, "whoever asks and from wherever, the right password too"
    assert not inside(other)


def test_a_right_password_before_that_starts_the_count_anew(client, wang):
    for _ in range(2):
        for _ in range(4):
            log_in(client, "wrong")
        assert log_in(client).status_code == 302
        client.logout()


def test_the_lock_ends_after_half_an_hour(client, wang):
    for _ in range(5):
        log_in(client, "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))
    assert log_in(client).status_code == 302


def test_the_administrator_lifts_the_lock(client, wang, admin_client):
    for _ in range(5):
        log_in(client, "wrong")
    admin_client.post(PEOPLE, {"action": "unlock", "_selected_action": [wang.pk]})
    assert log_in(client).status_code == 302


def test_no_address_and_no_password_is_kept(client, wang, caplog):
    log_in(client, "secret-guess")
    attempt = AccessAttempt.objects.get()
    assert attempt.ip_address is None
    assert "secret-guess" not in attempt.post_data
    assert "127.0.0.1" not in caplog.text
    assert "wangwu" not in caplog.text


def test_citizens_leave_nothing(client, db):
    client.get("/")
    assert not Session.objects.exists()
    assert not AccessAttempt.objects.exists()


def test_half_an_hour_without_a_click_ends_the_session(client, wang, monkeypatch):
    log_in(client)
    assert inside(client)
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(minutes=29))
    monkeypatch.setattr(idle, "time", lambda: moment.timestamp() + 29 * 60)
    assert inside(client), "and it goes on from here"
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(minutes=58))
    monkeypatch.setattr(idle, "time", lambda: moment.timestamp() + 58 * 60)
    assert inside(client)
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(minutes=89))
    monkeypatch.setattr(idle, "time", lambda: moment.timestamp() + 89 * 60)
    assert not inside(client)


def test_a_deactivated_person_is_out_at_once(client, wang):
    log_in(client)
    wang.is_active = False
    wang.save()
    assert not inside(client)


@pytest.fixture
def required(settings):
    settings.STAFF_OTP_REQUIRED = True


def code(device: TOTPDevice, steps: int = 0) -> str:
    return f"{totp(device.bin_key, step=device.step, t0=device.t0, drift=steps):06d}"


def enrol(client) -> tuple[TOTPDevice, list[str]]:
    client.get(SECOND)
    device = TOTPDevice.objects.get(confirmed=False)
    page = client.post(SECOND, {"token": code(device)})
    return device, re.findall(r"<code>(\w+)</code>", page.content.decode())


def test_the_second_factor_is_not_asked_for_unless_it_is_required(client, wang):
    log_in(client)
    assert inside(client)


def test_at_the_first_login_a_device_is_enrolled(client, wang, required):
    response = client.post(LOGIN, {"username": "wangwu", "password": PASSWORD, "next": PEOPLE}, follow=True)
    assert response.redirect_chain[-1][0].startswith(SECOND)
    assert "绑定验证器" in text(response)
    assert "<svg" in response.content.decode()
    assert "style=" not in response.content.decode().partition("<svg")[2].partition("</svg>")[0]
    assert not inside(client), "the password alone does not let in"
    device = TOTPDevice.objects.get()
    wrong = client.post(SECOND, {"token": "000000" if code(device) != "000000" else "111111"})
    assert "验证码不对" in text(wrong)
    device.refresh_from_db()
    device.throttle_reset()
    page = client.post(SECOND, {"token": code(device), "next": PEOPLE})
    codes = re.findall(r"<code>(\w+)</code>", page.content.decode())
    assert len(set(codes)) == 10
    assert f'href="{PEOPLE}"' in page.content.decode()
    assert inside(client)


def test_later_a_code_is_asked_for_each_time(client, wang, required):
    device, _ = enrol(client := signed(client))
    again = signed(Client())
    assert "输入验证码" in text(again.get(SECOND))
    assert not inside(again)
    assert "验证码不对" in text(again.post(SECOND, {"token": code(device)})), "each code lets in once"
    device.refresh_from_db()
    device.throttle_reset()
    assert again.post(SECOND, {"token": code(device, 1)}).status_code == 302
    assert inside(again)


def signed(client):
    log_in(client)
    return client


def test_a_recovery_code_lets_in_once(client, wang, required):
    _, codes = enrol(signed(client))
    again = signed(Client())
    assert again.post(SECOND, {"token": f" {codes[0].upper()} "}).status_code == 302
    assert inside(again)
    third = signed(Client())
    assert "验证码不对" in text(third.post(SECOND, {"token": codes[0]}))
    assert StaticToken.objects.count() == 9


def test_after_a_clock_was_set_back_a_recovery_code_lets_in(client, wang, required, monkeypatch):
    """What is earlier than the last code counts as used, until the clock has caught up."""
    device, codes = enrol(signed(client))
    now = time.time
    with monkeypatch.context() as set_back:
        set_back.setattr(time, "time", lambda: now() - 3600)
        again = signed(Client())
        assert "验证码不对" in text(again.post(SECOND, {"token": code(device)}))
        assert again.post(SECOND, {"token": codes[0]}).status_code == 302
        assert inside(again)
    TOTPDevice.objects.get().throttle_reset()
    assert signed(third := Client()).post(SECOND, {"token": code(device, 1)}).status_code == 302
    assert inside(third)


def test_guessing_codes_takes_longer_and_longer(client, wang, required):
    device, _ = enrol(signed(client))
    again = signed(Client())
    for _ in range(3):
        response = again.post(SECOND, {"token": "123123"})
    assert "错得太多了，请等" in text(response)
    assert "错得太多了" in text(again.post(SECOND, {"token": code(device, 1)}))


def test_a_lost_device_is_enrolled_anew(client, wang, required, admin_user):
    enrol(signed(client))
    helper = Client()
    helper.force_login(admin_user)
    enrol(helper)
    helper.post(PEOPLE, {"action": "enrol_anew", "_selected_action": [wang.pk]})
    assert "绑定验证器" in text(signed(Client()).get(SECOND))


def test_leading_on_goes_to_no_other_site(client, wang, required):
    device, _ = enrol(signed(client))
    again = signed(Client())
    response = again.post(SECOND, {"token": code(device, 1), "next": "https://evil.example/"})
    assert response.url == INDEX


def test_the_page_of_the_second_factor_is_for_those_who_gave_their_password(client, db, required):
    assert client.get(SECOND).url == LOGIN


def test_the_devices_of_others_have_no_pages(admin_client):
    for address in ("otp_totp/totpdevice", "otp_static/staticdevice", "axes/accessattempt"):
        assert admin_client.get(f"/admin/{address}/").status_code == 404


def test_from_the_command_line_too(client, wang, required):
    enrol(signed(client))
    for _ in range(5):
        log_in(client, "wrong")
    call_command("let_in", "wangwu", "--enrol-anew", verbosity=0)
    again = signed(Client())
    assert "绑定验证器" in text(again.get(SECOND))
    with pytest.raises(CommandError, match="没有用户名是"):
        call_command("let_in", "nobody")
