"""What is logged and how: lines to read or JSON, and in them nothing that anybody typed, sent or asked for.

What an exception says of itself is left out while a request is answered, for it may repeat an answer; where it was
raised says enough. Only of a database that is away is it told.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from traceback import TracebackException
from typing import Any

import orjson
from django.db import InterfaceError, OperationalError
from django.urls import Resolver404, resolve

from .request_id import current

# Of an address elsewhere (a referrer) the host alone.
_ELSEWHERE = re.compile(r"(https?://[^/\s?#]*)\S*")
_FROM_GUNICORN = re.compile(r"Invalid request from ip=\S*: ([^'\"]*).*", re.DOTALL)
_HANDLING = "Error handling request"


class Discreet(logging.Filter):
    """For a handler: makes every record fit to be written down. A visitor's mistake is no error of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        if hasattr(record, "request_id"):
            return True  # another handler has seen to it
        record.request_id = current.get() or getattr(getattr(record, "request", None), "number", "")
        status = getattr(record, "status_code", None)
        if record.name.startswith("django.") and status is not None:
            _say(record, _of_a_request(record, status))
        elif record.name == "gunicorn.error":
            _of_gunicorn(record)
        return True


def _say(record: logging.LogRecord, words: str) -> None:
    record.msg, record.args = words, ()


def _of_a_request(record: logging.LogRecord, status: int) -> str:
    request: Any = getattr(record, "request", None)
    if status < 500:
        if record.levelno > logging.WARNING:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = record.exc_text = None
    return f"{status} {getattr(request, 'method', '')} {address(request)}{_reason(record)}"


def _reason(record: logging.LogRecord) -> str:
    """What Django's guards say: which host, or why a form was taken for forged. Others may say anything."""
    if not record.name.startswith("django.security"):
        return ""
    said = _ELSEWHERE.sub(lambda found: found[1], record.getMessage())
    return f" ({said.partition('): /')[0].removeprefix('Forbidden (')})"


def address(request: Any) -> str:
    """The pattern that an address matched; what matches none may be anything."""
    try:
        match = getattr(request, "resolver_match", None) or resolve(request.path_info)
    except (AttributeError, Resolver404):
        return "(no such address)"
    return f"/{match.route}"


def _of_gunicorn(record: logging.LogRecord) -> None:
    """It tells addresses of visitors, and what it could not parse."""
    if isinstance(record.msg, str) and (found := _FROM_GUNICORN.fullmatch(record.msg)):
        _say(record, f"Invalid request: {found[1].strip(' :')}")
    elif isinstance(record.msg, str) and record.msg.startswith(_HANDLING):
        _say(record, "Error handling a request")
        record.of_a_request = True


def trace(error: BaseException, discreet: bool) -> str:
    """A traceback without local variables; `discreet`: without the exceptions' own words."""
    if isinstance(error, InterfaceError | OperationalError):
        return f"{type(error).__name__}: {error}".strip()
    return "".join(_lines(TracebackException.from_exception(error), discreet)).rstrip()


def _lines(found: TracebackException, discreet: bool) -> Iterator[str]:
    if not discreet:
        yield from found.format()
        return
    before = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    if before:
        yield from _lines(before, discreet)
        yield "\nand then\n\n"
    yield from found.stack.format()
    yield f"{_name(found)}\n"


def _name(found: TracebackException) -> str:
    kind = found.exc_type
    return f"{kind.__module__}.{kind.__qualname__}" if kind else "?"


class _Traced(logging.Formatter):
    discreet = False

    def exception(self, record: logging.LogRecord) -> str | None:
        if not (record.exc_info and record.exc_info[1]):
            return None
        of_a_request = bool(current.get()) or hasattr(record, "of_a_request")
        return trace(record.exc_info[1], self.discreet or of_a_request)


class Lines(_Traced):
    def format(self, record: logging.LogRecord) -> str:
        number = getattr(record, "request_id", "")
        record.of = f" [{number}]" if number else ""
        record.exc_text = self.exception(record)
        return super().format(record)


class Json(_Traced):
    """One object a line: time, level, logger, message; request_id, status, method and exception where there are any.

    `discreet`: without the words of exceptions outside of requests too.
    """

    def __init__(self, *, discreet: bool = False) -> None:
        super().__init__()
        self.discreet = discreet

    def format(self, record: logging.LogRecord) -> str:
        request: Any = getattr(record, "request", None)
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", ""),
            "status": getattr(record, "status_code", None),
            "method": getattr(request, "method", None),
            "exception": self.exception(record),
        }
        return orjson.dumps({key: value for key, value in line.items() if value}, default=str).decode()


def configuration(kind: str, reports: str = "") -> dict[str, Any]:
    """Of the logging module; everything goes to stderr. `kind`: text or json; `reports`: where errors go besides."""
    formatters: dict[str, Any] = {
        "text": {"()": "qujiang.logs.Lines", "format": "{asctime} {levelname} {name}:{of} {message}", "style": "{"},
        "json": {"()": "qujiang.logs.Json"},
    }
    handlers: dict[str, Any] = {
        "stderr": {"class": "logging.StreamHandler", "formatter": kind, "filters": ["discreet"]}
    }
    if reports:
        handlers["reports"] = {"()": "qujiang.error_reports.Reports", "address": reports, "filters": ["discreet"]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "filters": {"discreet": {"()": "qujiang.logs.Discreet"}},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},
            "axes": {"level": "WARNING"},
            # Of a worker; its own handler would write past the filter.
            "gunicorn.error": {"handlers": list(handlers), "level": "INFO", "propagate": False},
        },
    }
