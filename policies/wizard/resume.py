"""The page that takes the answers along, and the way back to them: 「稍后继续」."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from policies.answers import Answers, cookie
from policies.answers import resume as codes
from policies.catalogue.catalogue import Catalogue
from policies.publishing.required import with_catalogue
from policies.wizard.check import Check
from policies.wizard.views import keep

# Modules of white around a QR code, as its standard asks for; in CSS pixels: what is between the edges of the card
# at a width of 320, and the side of a module that a camera reads with ease (resume.js has the same).
QUIET, NARROWEST, EASY = 4, 286, 3


# Stands in a form that said that it replaces the answers there are.
OVER = "over"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@with_catalogue
def resume(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """The code comes in the body of a post alone: the part of a link after # never leaves the browser by itself."""
    if request.method != "POST":
        return _show(request, catalogue)
    if not request.POST.get("code", "").strip():
        return _show(request, catalogue, "请先把链接或接续码粘贴到框里。")
    try:
        answers = codes.read(request.POST.get("code", ""), catalogue)
    except codes.Unusable as problem:
        return _show(request, catalogue, str(problem))
    there = cookie.load(request, catalogue)
    if there and not there.is_empty and OVER not in request.POST and there != answers:
        return _show(request, catalogue, asks=True)
    messages.success(request, "之前的答案回来了，接着答就行。")
    return keep(request, redirect(_where_to_go_on(Check(catalogue, answers))), answers)


def _where_to_go_on(check: Check) -> str:
    if section := check.first_open:
        return resolve_url("section", section["code"])
    return resolve_url("result" if check.sections else "start")


def _show(request: HttpRequest, catalogue: Catalogue, problem: str = "", *, asks: bool = False) -> HttpResponse:
    answers = cookie.load(request, catalogue)
    context = {
        "problem": problem,
        "asks": asks,
        "pasted": request.POST.get("code", "")[: codes.LONGEST],
        "days": codes.DAYS,
    }
    if answers and not answers.is_empty:
        context |= _to_take_along(request, answers)
    return render(request, "policies/resume.html", context)


def _to_take_along(request: HttpRequest, answers: Answers) -> dict[str, object]:
    code = codes.code_of(answers)
    link = f"{request.build_absolute_uri(resolve_url('resume'))}#{code}"
    return {"code": code, "link": link, "picture": QrPicture.of(link)}


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A QR code in SVG. `is_dense`: on the narrowest phone its modules are smaller than a camera reads with ease.

    Its size is a whole number of pixels a module that fits on the narrowest phone: readers take a picture whose
    modules differ by a pixel for a damaged one. The page's script makes it as large as fits.
    """

    svg: SafeString
    is_dense: bool

    @classmethod
    def of(cls, link: str) -> QrPicture | None:
        """None where it is too long for a picture."""
        try:
            # Trying all eight masks for the prettiest would take most of the time.
            qr = segno.make(link, error="l", boost_error=False, micro=False, mask=0)
        except segno.DataOverflowError:
            return None
        modules = qr.symbol_size(border=QUIET)[0]
        scale = max(1, NARROWEST // modules)
        # The library knows a size in pixels or a view box, not both.
        drawn = qr.svg_inline(border=QUIET, omitsize=True, light="#fff", svgclass="qr", lineclass=None)
        svg = drawn.replace("<svg", f'<svg width="{modules * scale}" height="{modules * scale}"', 1)
        return cls(mark_safe(svg), scale < EASY)  # noqa: S308 - made of numbers
