"""A wrong setting stops the start with its name and what to write; a right one does not."""

import importlib
import re
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from qujiang import environment, protection

SHORT = "x" * 31
WRONG = {
    "DJANGO_SECRET_KEY": (SHORT, "at least 32 characters"),
    "DJANGO_SECRET_KEY_FALLBACKS": (SHORT, "at least 32 characters"),
    "DJANGO_DEBUG": ("yes", "true or false"),
    "DJANGO_HTTPS": ("on", "true or false"),
    "STAFF_OTP_REQUIRED": ("1", "true or false"),
    "DATABASE_URL": ("mysql://host/name", "sqlite:/// or postgres://"),
    "DATABASE_URL_FILE": ("/no/such/file", "cannot be read"),
    "ALLOWED_HOSTS": ("https://butie.example.cn", "without https://"),
    "CSRF_TRUSTED_ORIGINS": ("butie.example.cn", "must begin with https://"),
    "STATE_DIR": ("var", "a whole path"),
    "DEFAULT_REGION": ("衢江", "small letters"),
    "SIMULATION_DIMENSIONS": ("/no/such/file.toml", "leave it empty for none"),
    "SITE_NAME": ("x" * 201, "at most 200"),
    "SITE_SHORT_NAME": ("a\nb", "one line"),
    "SITE_DESCRIPTION": ("a\x07b", "one line"),
    "SITE_OPERATOR": ("a\nb", "one line"),
    "SITE_PHONE": ("a\nb", "one line"),
    "SITE_ID_CODE": ("a\nb", "one line"),
    "SITE_ICP": ("a\nb", "one line"),
    "SITE_POLICE": ("a\nb", "one line"),
    "LIVE_REFRESH_SECONDS": ("soon", "a number from 0"),
    "ADMIN_PATH": ("a/b", "one word"),
    "LOG_FORMAT": ("xml", "text or json"),
    "ERROR_REPORT_URL": ("errors.example.cn", "must begin with https://"),
    "METRICS_ADDRESSES": ("10.0.0.0/40", "such as 127.0.0.1"),
}


@pytest.fixture
def started(monkeypatch):
    """The settings, read anew from an environment, and put back."""

    def read(**more):
        with monkeypatch.context() as environ:
            for name in [*WRONG, "DATABASE_PASSWORD_FILE"]:
                environ.delenv(name, raising=False)
            environ.setenv("DJANGO_SECRET_KEY", "a-secret-only-for-tests-and-no-other-use")
            for name, value in more.items():
                environ.setenv(name, value)
            environ.delitem(sys.modules, "qujiang.settings")
            return importlib.import_module("qujiang.settings")

    before = sys.modules["qujiang.settings"]
    yield read
    sys.modules["qujiang.settings"] = before
    sys.modules["qujiang"].settings = before


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_named_with_what_to_write(started, name):
    value, said = WRONG[name]
    with pytest.raises(ImproperlyConfigured, match=rf"(?s)^{name}\b.*{said}"):
        started(**{name: value})


def test_no_setting_is_left_out():
    """Of those that the settings read; those of PostgreSQL are in test_environment.py."""
    modules = (sys.modules["qujiang.settings"], environment, protection)
    text = "".join(Path(module.__file__).read_text("utf-8") for module in modules)
    read = set(re.findall(r'(?:env\.\w+|environment\.\w+|secret|switch|_of_file)\(\s*"([A-Z_]+)"', text))
    assert len(read) > 20
    assert read - {"DATABASE_PASSWORD_FILE", "DATABASE_POOLED"} <= WRONG.keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("LIVE_REFRESH_SECONDS", one) for one in ("-1", "nan", "inf", "1e9", "")],
        *[("ALLOWED_HOSTS", one) for one in ("a b", "host:8000", "host/path", "ho_st")],
        *[
            ("CSRF_TRUSTED_ORIGINS", one)
            for one in ("https://", "https://a/b", "ftp://a", "https://a b", "https://a?x")
        ],
        *[("METRICS_ADDRESSES", one) for one in ("localhost", "127.0.0.1:9090", "127.0.0.1;10.0.0.1")],
        *[("ERROR_REPORT_URL", one) for one in ("ftp://a", "file:///etc/passwd", "https://", "https:// a")],
        *[("DEFAULT_REGION", one) for one in ("", "Qujiang", "qu jiang", "-a")],
        ("STATE_DIR", __file__),
        ("SIMULATION_DIMENSIONS", "/"),
    ],
)
def test_so_is_any_other(started, name, value):
    with pytest.raises(ImproperlyConfigured, match=rf"^{name}\b"):
        started(**{name: value})


def test_right_values_are_taken(started, tmp_path):
    right = started(
        ALLOWED_HOSTS="butie.example.cn, .example.org,[::1],*",
        CSRF_TRUSTED_ORIGINS="https://butie.example.cn,https://*.example.org,http://127.0.0.1:8000",
        STATE_DIR=str(tmp_path / "new"),
        LIVE_REFRESH_SECONDS="0.5",
        METRICS_ADDRESSES="127.0.0.1, 10.1.2.3/8,::1",
        LOG_FORMAT="json",
        ERROR_REPORT_URL="https://user:pass@errors.example.cn:8443/butie?key=1",
        SITE_NAME="  某某补贴 ",
        DEFAULT_REGION="qu-jiang2",
    )
    assert right.ALLOWED_HOSTS == ["butie.example.cn", ".example.org", "[::1]", "*"]
    assert [str(network) for network in right.METRICS_ADDRESSES] == ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]
    assert (right.LIVE_REFRESH_SECONDS, right.SITE["name"]) == (0.5, "某某补贴")
    assert right.MIDDLEWARE[0] == "qujiang.watching.counting"
    assert right.LOGGING["root"]["handlers"] == ["stderr", "reports"]


def test_without_any_all_is_as_it_was(started):
    plain = started()
    assert (plain.LOG_FORMAT, plain.METRICS_ADDRESSES, plain.STATE_DIR) == ("text", [], plain.BASE_DIR / "var")
    assert "qujiang.watching.counting" not in plain.MIDDLEWARE
    assert plain.LOGGING["root"]["handlers"] == ["stderr"]
