"""What the settings read from the environment and from files, and what they say of a wrong value."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from qujiang import environment

LITE = "sqlite:///var/db.sqlite3"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_URL_FILE", "DATABASE_PASSWORD_FILE", "DATABASE_POOLED", "WORD", "WORD_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def address(monkeypatch):
    def read(text: str, **more: str) -> dict:
        monkeypatch.setenv("DATABASE_URL", text)
        for name, value in more.items():
            monkeypatch.setenv(name, value)
        return environment.database(LITE)

    return read


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_secret_is_read_from_its_file_without_the_lines_end(monkeypatch, tmp_path, end):
    (tmp_path / "word").write_bytes(f" 密码 a+b%{end}".encode())
    monkeypatch.setenv("WORD_FILE", str(tmp_path / "word"))
    assert environment.secret("WORD") == " 密码 a+b%"


def test_an_empty_name_of_a_file_is_none(monkeypatch):
    monkeypatch.setenv("WORD_FILE", "")
    monkeypatch.setenv("WORD", "said")
    assert environment.secret("WORD") == "said"
    assert environment.secret("DATABASE_URL", LITE) == LITE


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), (b"", "is empty"), (b"\n", "is empty"), (b"\xff\xfe", "no text in UTF-8")],
    ids=["missing", "empty", "blank", "binary"],
)
def test_a_file_without_a_secret_is_named(monkeypatch, tmp_path, content, said):
    if content is not None:
        (tmp_path / "word").write_bytes(content)
    monkeypatch.setenv("WORD_FILE", str(tmp_path / "word"))
    with pytest.raises(ImproperlyConfigured, match=rf"^WORD_FILE: '.*word' .*{said}"):
        environment.secret("WORD")


def test_a_folder_is_no_secret(monkeypatch, tmp_path):
    monkeypatch.setenv("WORD_FILE", str(tmp_path))
    with pytest.raises(ImproperlyConfigured, match=r"^WORD_FILE: .*cannot be read by this user"):
        environment.secret("WORD")


def test_two_secrets_are_one_too_many(monkeypatch, tmp_path):
    monkeypatch.setenv("WORD_FILE", str(tmp_path / "word"))
    monkeypatch.setenv("WORD", "said")
    with pytest.raises(ImproperlyConfigured, match="WORD and WORD_FILE are both set"):
        environment.secret("WORD")


def test_no_secret_at_all_is_named():
    with pytest.raises(ImproperlyConfigured, match="Set the WORD environment variable, or WORD_FILE"):
        environment.secret("WORD")


def test_a_password_may_have_any_character(address):
    entry = address("postgres://b%40t:a+b%40%3A%2F%3F%23%25%20%5C'\"@db.example:6432/%E8%A1%A2")
    assert (entry["USER"], entry["PASSWORD"]) == ("b@t", "a+b@:/?#% \\'\"")
    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example", "6432", "衢")


@pytest.mark.parametrize(
    ("hosts", "host", "port"),
    [
        ("a,b", "a,b", ""),
        ("a:5433,b:5434", "a,b", "5433,5434"),
        # Whoever names no port has libpq's, not his neighbour's.
        ("a:5433,b", "a,b", "5433,"),
        ("[::1]:5433", "::1", "5433"),
    ],
)
def test_several_hosts_keep_their_ports(address, hosts, host, port):
    entry = address(f"postgres://u:p@{hosts}/n?target_session_attrs=read-write&sslmode=verify-full")
    assert (entry["HOST"], entry["PORT"]) == (host, port)
    assert entry["OPTIONS"]["target_session_attrs"] == "read-write"
    assert entry["OPTIONS"]["sslmode"] == "verify-full"


@pytest.mark.parametrize("text", ["postgres://u@//run/postgresql/n", "postgres://u@/n?host=/run/postgresql"])
def test_a_socket_is_a_host(address, text):
    entry = address(text)
    assert (entry["HOST"], entry["NAME"], entry["USER"]) == ("/run/postgresql", "n", "u")


def test_waiting_for_a_server_is_bounded_unless_the_address_says_otherwise(address):
    assert address("postgres://u@h/n")["OPTIONS"]["connect_timeout"] == "5"
    assert address("postgres://u@h/n?connect_timeout=9")["OPTIONS"]["connect_timeout"] == "9"


def test_behind_a_pooler_no_cursor_is_kept_on_the_server(address):
    entry = address("postgres://u@h/n", DATABASE_POOLED="true")
    assert entry["DISABLE_SERVER_SIDE_CURSORS"] is True
    assert entry["CONN_MAX_AGE"] == 0
    assert address("postgres://u@h/n", DATABASE_POOLED="false")["DISABLE_SERVER_SIDE_CURSORS"] is False


def test_the_password_alone_may_be_in_a_file(address, tmp_path):
    (tmp_path / "password").write_text("p@ss/word\n", encoding="utf-8")
    assert address("postgres://u@h/n", DATABASE_PASSWORD_FILE=str(tmp_path / "password"))["PASSWORD"] == "p@ss/word"
    with pytest.raises(ImproperlyConfigured, match="DATABASE_PASSWORD_FILE is set"):
        address("postgres://u:other@h/n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("postgres://u:hush%zz@h/n", "%-codes"),
        ("postgres://u:hush%ff@h/n", "%-codes"),
        ("postgres://u:hush@h/n?sslmod=require", 'invalid URI query parameter: "sslmod"'),
        ("postgres://u:hush@[::1/n", "%-codes"),
        ("postgres://u:hush@h", "lacks the database's name"),
        ("mysql://u:hush@h/n", "must begin with sqlite:/// or postgres://"),
    ],
)
def test_a_wrong_address_is_said_without_the_password(address, text, said):
    with pytest.raises(ImproperlyConfigured) as refusal:
        address(text)
    assert str(refusal.value).startswith("DATABASE_URL ")
    assert said in str(refusal.value)
    assert "hush" not in str(refusal.value)
