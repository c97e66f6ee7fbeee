"""The pages of the wizard: the start of a check, a section, all answers."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from policies.answers import Answers, begun, cookie, counted, today
from policies.answers.belonging import moved
from policies.answers.requests import HtmxRequest, to_the_check
from policies.catalogue.catalogue import Catalogue
from policies.publishing.required import with_catalogue
from policies.wizard import form, page, schools, searched
from policies.wizard.check import Check, Entry
from policies.wizard.gather import with_check
from policies.wizard.taking import taken

# The name of the button 「稍后继续」.
LATER = "later"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@with_catalogue
def start(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """To the first section of the check under way, or of one for the region chosen; the answers come along.

    `event`: a life event of the region, to whose questions it goes instead.
    """
    answers = cookie.load(request, catalogue)
    region = catalogue.now("regions", request.POST.get("region", "")) or (answers.region if answers else "")
    if answers is None and not region:
        return _expired(request)
    if not (sections := _sections(catalogue, region)):
        messages.warning(request, "这个地区现在没有可以自查的政策，请另选一个。")
        return redirect("start")
    if answers is None:
        answers = begun(region, today())
    elif answers.region != region:
        if not answers.is_empty:
            messages.info(request, moved_words(catalogue, answers.region, region))
        answers = moved(answers, region, catalogue)
    event = catalogue.now("life_events", request.POST.get("event", ""))
    if event in [one["code"] for one in catalogue.life_events_of(region)]:
        return keep(request, redirect("first", event), answers)
    return keep(request, redirect("section", sections[0]["code"]), answers)


def _sections(catalogue: Catalogue, region: str) -> list[Entry]:
    return Check(catalogue, Answers(region, today())).sections if region in catalogue.regions else []


def moved_words(catalogue: Catalogue, before: str, after: str) -> str:
    names = [catalogue.regions[code]["name"] for code in (after, before)]
    return "现在查的是{}。你的答案都还在，说到“本地”“本市”的请再看一眼。换回{}，就还按原来答的算。".format(*names)


def _expired(request: HttpRequest) -> HttpResponse:
    if cookie.is_there(request):
        messages.warning(request, "之前的答案已经失效，请重新开始。")
    response = redirect("start")
    cookie.forget(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@with_check
def section(request: HtmxRequest, check: Check, code: str) -> HttpResponse:
    now = check.catalogue.now("sections", code)
    shown = next((section for section in check.sections if section["code"] == now), None)
    if shown is None and request.method == "POST":
        return _moved(request, check)
    if shown is None:
        raise Http404(code)
    return (_post if request.method == "POST" else _show)(request, check, shown)


def _moved(request: HtmxRequest, check: Check) -> HttpResponse:
    """A form of a section that a release took away in the meantime: its answers go to wherever they are asked now."""
    questions = [check.catalogue.questions[key] for key in check.ruleset.questions]
    posted = taken(check, questions, request.POST)
    for key, mistake in posted.mistakes.items():
        messages.warning(request, f"“{check.catalogue.questions[key]['label']}”没有记下：{mistake.message}")
    messages.info(request, "规则刚刚更新，有些问题换了位置。你的答案还在，请接着答。")
    response = to_the_check(request)
    return keep(request, response, posted.answers)


def _show(request: HtmxRequest, check: Check, section: Entry, mistakes: form.Mistakes | None = None) -> HttpResponse:
    template = "policies/_section.html" if request.htmx else "policies/section.html"
    return render(request, template, page.context(check, section, mistakes or {}, request.POST))


def _post(request: HtmxRequest, check: Check, section: Entry) -> HttpResponse:
    """Keeps what can be read. A change shows the section anew, and so does sending it off if there is more to see."""
    before = replace(check.answers, as_of=today()) if check.answers.is_empty else check.answers
    questions = check.questions(section["code"])
    posted = taken(replace(check, answers=before), questions, request.POST)
    answers = counted.answered(posted.answers, section["code"], [one["code"] for one in check.sections])
    after = Check(check.catalogue, answers)
    looks_on = schools.is_new(request.POST) or searched.looked_up(questions, request.POST)
    if request.htmx or posted.mistakes or looks_on:
        response = _show(request, after, section, posted.mistakes)
    else:
        response = redirect("resume" if LATER in request.POST else _next(check, after, section))
    # What does not fit in must not stand on the page as if it were kept.
    unkept = HttpResponseClientRedirect(resolve_url("section", section["code"])) if request.htmx else response
    return keep(request, response, answers, unkept)


def keep(
    request: HttpRequest, response: HttpResponse, answers: Answers, unkept: HttpResponse | None = None
) -> HttpResponse:
    """The response with the answers, or `unkept` where they do not fit in."""
    try:
        cookie.save(response, answers)
    except cookie.TooLarge as problem:
        messages.error(request, str(problem))
        return unkept or response
    return response


def _next(before: Check, after: Check, section: Entry) -> str:
    """To what the answers raised here, else to the next section with something to ask, after the last to the result."""
    if new := page.new_questions(before, after, section["code"]):
        return f"{resolve_url('section', section['code'])}#{new}"
    following = after.after(section)
    return resolve_url("section", following["code"]) if following else resolve_url("result")


@require_safe
@with_check
def answers(request: HttpRequest, check: Check) -> HttpResponse:
    return render(request, "policies/answers.html", {"check": check, "sections": page.answered(check)})
