"""What the settings read: values from the environment, secrets from files, the database's address as libpq reads it.

Whatever is wrong raises ImproperlyConfigured with the variable's name and what to write, and never repeats a secret.
"""

import math
import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
LONGEST_LINE = 200
LONGEST_SECRET = 64 * 1024  # bytes; more is no file with a secret


def switch(name: str) -> bool:
    """A true/false variable, false by default. A typo must not quietly mean false, as env.bool would have it."""
    value = env.str(name, "false").lower()
    if value not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")
    return value == "true"


def one_of(name: str, *values: str) -> str:
    """The first is the default."""
    value = env.str(name, values[0])
    if value not in values:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(values)}, not {value!r}")
    return value


def number(name: str, default: float, most: float) -> float:
    """From 0 to `most`."""
    said = env.str(name, str(default))
    try:
        value = float(said)
    except ValueError:
        value = math.nan
    if not 0 <= value <= most:
        raise ImproperlyConfigured(f"{name} must be a number from 0 to {most:g}, such as {default:g}, not {said!r}")
    return value


def folder(name: str, default: Path) -> Path:
    """One that is there or can be made, given by its whole path."""
    path = Path(env.str(name, "") or default)
    if not path.is_absolute():
        raise ImproperlyConfigured(f"{name} must be a whole path, such as /var/lib/butie, not {str(path)!r}")
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"{name}: {str(path)!r} is no folder")
    return path


def file(name: str) -> str:
    """One that can be read; empty where none is named."""
    path = env.str(name, "")
    if path and not (Path(path).is_file() and os.access(path, os.R_OK)):
        raise ImproperlyConfigured(f"{name}: there is no file {path!r} that can be read; leave it empty for none")
    return path


def code(name: str, default: str) -> str:
    value = env.str(name, default)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise ImproperlyConfigured(
            f"{name} must be a code of small letters, digits and -, such as {default}, not {value!r}"
        )
    return value


def line(name: str, default: str = "") -> str:
    """A text for pages, of one line."""
    value = env.str(name, "").strip() or default
    if len(value) > LONGEST_LINE or not value.isprintable():
        raise ImproperlyConfigured(f"{name} must be one line of at most {LONGEST_LINE} characters")
    return value


def hosts(name: str, default: list[str]) -> list[str]:
    values = [one.strip() for one in env.list(name, default=default)]
    for one in values:
        if not re.fullmatch(r"\*|\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\]", one):
            raise ImproperlyConfigured(
                f"{name}: write names with commas between, without https://, port or path"
                f" (butie.example.cn,127.0.0.1), not {one!r}"
            )
    return values


def origins(name: str) -> list[str]:
    values = [one.strip() for one in env.list(name, default=[])]
    for one in values:
        if not re.fullmatch(
            r"https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?", one
        ):
            raise ImproperlyConfigured(
                f"{name}: {one!r} must begin with https:// or http:// and end with the host or port, as in"
                " https://butie.example.cn"
            )
    return values


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    values = [one.strip() for one in env.list(name, default=[])]
    try:
        return [ip_network(one, strict=False) for one in values]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name}: write addresses with commas between, such as 127.0.0.1,10.0.0.0/8: {error}"
        ) from None


def web_address(name: str) -> str:
    """Of http or https; empty where none is named. It may hold a secret, and is not repeated."""
    value = secret(name, "")
    if value and not re.fullmatch(r"https?://[^\s/?#]+\S*", value):
        raise ImproperlyConfigured(
            f"{name} must begin with https:// or http://, such as https://errors.example.cn/butie"
        )
    return value


def secret(name: str, default: str | None = None) -> str:
    """The variable NAME, or what stands in the file that NAME_FILE names, without the line's end.

    So secrets come from files (of Docker, of systemd's credentials) that no other process can read off the environment.
    An empty NAME_FILE counts as none. Without both the default; without a default that is refused.
    """
    path = os.environ.get(f"{name}_FILE", "")
    if not path:
        value = os.environ.get(name, default)
        if value is None:
            raise ImproperlyConfigured(f"Set the {name} environment variable, or {name}_FILE to a file that holds it")
        return value
    if os.environ.get(name):
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: leave one of them out")
    return _of_file(f"{name}_FILE", Path(path))


def _of_file(name: str, path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            value = file.read(LONGEST_SECRET).rstrip("\r\n")
    except UnicodeDecodeError:
        raise ImproperlyConfigured(f"{name}: {str(path)!r} is no text in UTF-8") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ImproperlyConfigured(f"{name}: {str(path)!r} cannot be read by this user: {reason}") from None
    if not value.strip():
        raise ImproperlyConfigured(f"{name}: {str(path)!r} is empty")
    return value


def database(default: str) -> dict[str, Any]:
    """Django's entry for DATABASE_URL."""
    address = secret("DATABASE_URL", default)
    if address.startswith("sqlite:///"):
        return _sqlite(address)
    if address.startswith(("postgres://", "postgresql://")):
        return _postgresql(address)
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://")


def _sqlite(address: str) -> dict[str, Any]:
    try:
        config = env.db_url_config(address)
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    options = config.setdefault("OPTIONS", {})
    # IMMEDIATE: a transaction that will write waits for its turn at the start instead of failing in the middle.
    options.setdefault("transaction_mode", "IMMEDIATE")
    options.setdefault("timeout", 20)
    options.setdefault("init_command", "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
    return config


def _postgresql(address: str) -> dict[str, Any]:
    """Read by libpq itself, so that several hosts with their ports, sslmode and all else mean what its manual says.

    PostgreSQL restarts, fails over and may hang: nothing waits for it longer than a few seconds, unless the address
    says otherwise. DATABASE_POOLED: a pooler in transaction mode stands between.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        named = {name: str(value) for name, value in conninfo_to_dict(address).items() if value is not None}
    except (ProgrammingError, UnicodeDecodeError) as error:
        # What is named in a query is no secret, unless it is a password with a question mark; libpq's other sentences
        # may repeat any part.
        of_query = str(error).startswith("invalid URI query parameter") and "@" in address.partition("?")[0]
        unknown = str(error).strip() if of_query else ""
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: write postgres://user:password@host/name, with %-codes for the special"
            f" characters of user and password (@ is %40, / %2F, % %25, ? %3F) {unknown}".strip()
        ) from None
    if not named.get("dbname"):
        raise ImproperlyConfigured("DATABASE_URL lacks the database's name: postgres://user:password@host/name")
    password = named.pop("password", "")
    if path := os.environ.get("DATABASE_PASSWORD_FILE", ""):
        if password:
            raise ImproperlyConfigured("DATABASE_URL has a password and DATABASE_PASSWORD_FILE is set: leave one out")
        password = _of_file("DATABASE_PASSWORD_FILE", Path(path))
    pooled = switch("DATABASE_POOLED")
    # postgres://user@//folder/name: the folder of a socket, as django-environ writes it.
    host, _, name = named.pop("dbname").rpartition("/")
    port = named.pop("port", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": named.pop("user", ""),
        "PASSWORD": password,
        "HOST": named.pop("host", host),
        # Of several hosts without ports libpq says a comma for each gap.
        "PORT": port if port.strip(",") else "",
        # A pooler keeps the connections; to keep one to the pooler would hold its place for nothing.
        "CONN_MAX_AGE": 0 if pooled else 60,
        "CONN_HEALTH_CHECKS": True,
        # Between two statements a transaction's end may give the connection to somebody else, and the cursor with it.
        "DISABLE_SERVER_SIDE_CURSORS": pooled,
        # Citizens never wait for the database, and a worker that starts without one must not either. A server that is
        # gone without a word is noticed after 15 seconds of silence.
        "OPTIONS": {
            "connect_timeout": "5",
            "keepalives_idle": "5",
            "keepalives_interval": "5",
            "keepalives_count": "2",
            "tcp_user_timeout": "15000",
        }
        | named,
    }
