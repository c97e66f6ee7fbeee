"""A browser in the process of the application, which is asked as gunicorn asks it: nothing else is measured along.

Runs beside any tree of this project; the application is whatever Django's settings name.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

# What the browsers of today say.
ACCEPTED = "gzip, deflate, br, zstd"


@dataclass(frozen=True, slots=True)
class Answer:
    """`body`: as it went over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


@dataclass
class Browser:
    """Keeps its cookies; `compressed`: whether it says that it reads compressed pages."""

    compressed: bool = False
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, **headers)()

    def request(
        self, method: str, path: str, body: bytes = b"", kind: str = "application/x-www-form-urlencoded", **headers: str
    ) -> Callable[[], Answer]:
        """What asks this as often as it is called; `headers`: as WSGI writes them, such as HTTP_HX_REQUEST."""
        from django.core.handlers.wsgi import WSGIHandler

        application = WSGIHandler()
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "wsgi.url_scheme": "http",
            "wsgi.errors": io.StringIO(),
            **headers,
        }
        if self.compressed:
            environ["HTTP_ACCEPT_ENCODING"] = ACCEPTED
        if body:
            environ |= {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body))}

        def ask() -> Answer:
            said: list[Any] = []
            response = application(environ | {"wsgi.input": io.BytesIO(body)}, lambda *args: said.extend(args[:2]))
            content = b"".join(response)
            response.close()
            for name, value in said[1]:
                if name == "Set-Cookie":
                    self.cookies.update({one.key: one.value for one in SimpleCookie(value).values()})
            return Answer(int(said[0][:3]), dict(said[1]), content)

        return ask

    def form(self, path: str, **changed: str) -> tuple[str, bytes]:
        """Where the first form of this page is sent to that has a token, and what a browser sends with this changed."""
        fields = Fields(self.get(path).text)
        return path, urlencode(fields.found | changed, doseq=True).encode()


class Fields(HTMLParser):
    """Everything that a browser would post from a page's form, without its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.select: tuple[str, list[str], list[str]] | None = None
        self.area: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        name = said.get("name", "")
        if tag == "select":
            self.select = name, [], []
        elif tag == "option" and self.select:
            _, offered, chosen = self.select
            offered.append(said["value"])
            if "selected" in said:
                chosen.append(said["value"])
        elif tag == "textarea":
            self.area = name
            self.found[name] = [""]
        elif tag == "input" and said.get("type") not in ("submit", "button", "file") and "disabled" not in said:
            ticked = said.get("type") in ("checkbox", "radio")
            if not ticked or "checked" in said:
                self.found.setdefault(name, []).append(said.get("value", "on" if ticked else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            name, offered, chosen = self.select
            self.found[name], self.select = chosen or offered[:1], None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area][0] += data.removeprefix("\n") if not self.found[self.area][0] else data
