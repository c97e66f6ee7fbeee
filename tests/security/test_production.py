"""The settings as in production: Django's own check has nothing to say, and a wrong value stops the start in words."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SECRET_KEY": "n7dKq2Vw9-rXb4Lz0_Ht6Yc1Mf8Gs3Jp5Ue7Qa2Ri9Ok4Tn6Dx1",
    "DJANGO_SECRET_KEY_FALLBACKS": "b1Hs8-Kx3Zq7Lw0_Vd5Rt2Ny9Gm4Cf6Jp1Ue8Xa3Qi7Ok2Tb5Ws0",
    "DJANGO_HTTPS": "true",
    "STAFF_OTP_REQUIRED": "true",
    "ADMIN_PATH": "office-7f3a",
    "ALLOWED_HOSTS": "butie.example.cn",
    "CSRF_TRUSTED_ORIGINS": "https://butie.example.cn",
}
NAMES = [
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
]
ASK = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {NAMES!r}}}))
"""
# As the proxy asks: over HTTPS, over HTTP, a cookie that is set, and an address that a monitor asks past it.
VISIT = """
import django, json
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()
from django.test import Client
client, host = Client(), {"HTTP_HOST": "butie.example.cn"}
https = {**host, "HTTP_X_FORWARDED_PROTO": "https"}
seen = {
    "https": client.get("/robots.txt", **https),
    "http": client.get("/robots.txt?a=1", **host),
    "look": client.post("/view", {"size": "large", "next": "/about/"}, **https),
    "login": client.get("/office-7f3a/login/", **https),
    "live": client.get("/livez", **host),
}
print(json.dumps({name: [one.status_code, dict(one.headers), one.cookies.output()] for name, one in seen.items()}))
"""


def start(*arguments, **environment):
    # What only tests set, and Django's check would mind.
    outside = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=outside | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "qujiang.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_check_deploy_is_silent():
    done = start("manage.py", "check", "--deploy", "--fail-level", "DEBUG")
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_cookies_and_hsts_of_https():
    said = json.loads(start("-c", ASK).stdout)
    assert said == dict(zip(NAMES, ["__Host-sessionid", "__Host-csrftoken", True, True, 31_536_000], strict=True))


def test_what_a_proxy_gets():
    seen = json.loads(start("-c", VISIT).stdout.splitlines()[-1])
    status, headers, _ = seen["https"]
    assert (status, headers["Strict-Transport-Security"]) == (200, "max-age=31536000")
    status, headers, _ = seen["http"]
    assert (status, headers["Location"]) == (301, "https://butie.example.cn/robots.txt?a=1")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    status, headers, cookies = seen["look"]
    assert (status, headers["Location"]) == (302, "/about/")
    assert cookies.startswith("Set-Cookie: __Host-look=large.auto; ")
    assert all(word in cookies for word in ("; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax"))
    assert "__Host-csrftoken=" in seen["login"][2]
    assert [seen[name][0] for name in ("login", "live")] == [200, 200]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DJANGO_SECRET_KEY", "short", "DJANGO_SECRET_KEY must be at least 32 characters long"),
        ("DJANGO_SECRET_KEY_FALLBACKS", "short", "DJANGO_SECRET_KEY_FALLBACKS: key 1 of 1 must be at least 32"),
        ("ADMIN_PATH", "a/b", "ADMIN_PATH must be one word"),
    ],
)
def test_a_wrong_value_stops_the_start(name, value, said):
    done = start("-c", ASK, **{name: value})
    assert done.returncode != 0
    assert said in done.stderr.splitlines()[-1]
