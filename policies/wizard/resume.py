"""The page that takes the answers along, and the way back to them: 「稍后继续」."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from policies.answers import Answers, cookie, taken_along
from policies.answers import resume as codes
from policies.catalogue.catalogue import Catalogue
from policies.publishing.required import with_catalogue
from policies.wizard.check import Check
from policies.wizard.views import keep

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
    link = taken_along.link_of(request, answers)
    return {"code": link.partition("#")[2], "link": link, "picture": taken_along.QrPicture.of(link)}
