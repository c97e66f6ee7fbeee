"""The page that takes the answers along, and the way back to them: 「稍后继续」."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from policies.answers import Answers, cookie, letters, taken_along, typed
from policies.answers import resume as codes
from policies.catalogue.catalogue import Catalogue
from policies.publishing import live
from policies.publishing.earlier import catalogue_of
from policies.publishing.required import with_catalogue
from policies.wizard.check import Check
from policies.wizard.views import keep

# Stands in a form that said that it replaces the answers there are.
OVER = "over"
UNKNOWN_RELEASE = "存下答案以后，规则可能改过。那时候的规则这里查不到，说不出改了什么。下面全部按现在的规则算。"
NO_ROOM = "存下答案以后，规则改过。答案太多，浏览器放不下，没法和那时候比。下面全部按现在的规则算。"


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
        return _show(request, catalogue, typed.FOR_THE_OFFICE if _is_short(request.POST["code"]) else str(problem))
    there = cookie.load(request, catalogue)
    if there and not there.is_empty and OVER not in request.POST and _plain(there) != _plain(answers):
        return _show(request, catalogue, asks=True)
    messages.success(request, "之前的答案回来了，接着答就行。")
    return _come_back(request, redirect(_where_to_go_on(Check(catalogue, answers))), answers, catalogue)


def _is_short(pasted: str) -> bool:
    """Whether it was typed from a slip, rightly or not."""
    return letters.may_be_one(pasted) and (letters.looks_like_one(pasted) or letters.right(pasted) is not None)


def _plain(answers: Answers) -> Answers:
    return replace(answers, since=None)


def _come_back(request: HttpRequest, response: HttpResponse, answers: Answers, catalogue: Catalogue) -> HttpResponse:
    """With the release whose rules they were left by, where those were others and are known here."""
    if answers.since is None or answers.since == catalogue.mark:
        return keep(request, response, _plain(answers))
    releases = live.earlier()
    then = releases.find(answers.since)
    # While not all of them are known yet, the result tells of it once they are.
    if releases.reaches(catalogue.number) and (
        then is None or answers.region not in catalogue_of(then, catalogue).regions
    ):
        messages.info(request, UNKNOWN_RELEASE)
        return keep(request, response, _plain(answers))
    try:
        cookie.save(response, answers)
    except cookie.TooLarge:
        messages.info(request, NO_ROOM)
        return keep(request, response, _plain(answers))
    return response


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
        context |= _to_take_along(request, answers, catalogue)
    return render(request, "policies/resume.html", context)


def _to_take_along(request: HttpRequest, answers: Answers, catalogue: Catalogue) -> dict[str, object]:
    link = taken_along.link_of(request, answers, taken_along.mark_of(answers, catalogue))
    return {"code": link.partition("#")[2], "link": link, "picture": taken_along.QrPicture.of(link)}
