"""How the visitor wants the pages to look: large text, light or dark. Kept in a cookie, without login."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from policies.answers import host_cookies

NAME = "look"
MAX_AGE = 365 * 24 * 60 * 60
SIZES = ("normal", "large")
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Appearance:
    """`theme` auto follows the phone."""

    size: str = SIZES[0]
    theme: str = THEMES[0]

    @property
    def is_large(self) -> bool:
        return self.size == "large"

    @property
    def classes(self) -> str:
        """Those of the html element."""
        return " ".join(name for name in (self.size, self.theme) if name not in (SIZES[0], THEMES[0]))

    def changed(self, asked: Mapping[str, str]) -> Appearance:
        """What is not asked for, or not known, stays."""
        size, theme = asked.get("size", ""), asked.get("theme", "")
        return Appearance(size if size in SIZES else self.size, theme if theme in THEMES else self.theme)


def of(request: HttpRequest) -> Appearance:
    size, _, theme = host_cookies.read(request, NAME).partition(".")
    return Appearance().changed({"size": size, "theme": theme})


def keep(response: HttpResponse, appearance: Appearance) -> None:
    host_cookies.put(response, NAME, f"{appearance.size}.{appearance.theme}", MAX_AGE)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """`request.appearance` for the templates; a page that was made for one look must not be kept for another."""

    def respond(request: HttpRequest) -> HttpResponse:
        request.appearance = of(request)  # type: ignore[attr-defined]
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response

    return respond
