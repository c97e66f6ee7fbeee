"""The result of a check: the page, the visitor's marks on it, and its dates for a calendar."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from policies.answers import Answers, cookie, counted, exported, resume, taken_along, typed
from policies.answers.requests import HtmxRequest
from policies.catalogue.catalogue import Catalogue
from policies.results import links, marking, papers
from policies.results.dates import as_text
from policies.results.gather import AppRequest, page_of, with_answers
from policies.results.inquiries import Inquiries
from policies.results.outcomes import outcomes
from policies.results.page import ResultPage
from policies.results.since_then import since_then
from policies.results.slips import slips


@require_safe
@with_answers
def result(request: HttpRequest, answers: Answers, catalogue: Catalogue) -> HttpResponse:
    """`?view=print`: every folded part open; `?view=fits`: of these only what can be done; `?view=slip`: what to bring
    to each office, a page for each."""
    view, page = request.GET.get("view"), page_of(answers, catalogue)
    if view == "slip":
        return _slips(request, page)
    context = _context(page, " open" if view in ("print", "fits") else "")
    response = render(request, "policies/result.html", context | {"only_fits": view == "fits"})
    if request.method == "GET":
        _count(response, page)
    return response


def _slips(request: HttpRequest, page: ResultPage) -> HttpResponse:
    # A clerk is told by which rules the paper was printed.
    link = taken_along.link_of(request, page.answers, page.catalogue.mark)
    context = _context(page) | {
        "slips": slips(page),
        "picture": taken_along.QrPicture.of(link),
        "typed": typed.code_of(page.answers, page.catalogue),
        "days": resume.DAYS,
    }
    return render(request, "policies/slip.html", context)


def _count(response: HttpResponse, page: ResultPage) -> None:
    after = counted.seen(page.answers, outcomes(page))
    if after is not page.answers:
        # Where the mark does not fit in, the check is counted once more some day; the visitor must not notice.
        with suppress(cookie.TooLarge):
            cookie.save(response, after)


@require_safe
@with_answers
def inquiries(request: HttpRequest, answers: Answers, catalogue: Catalogue) -> HttpResponse:
    """What is still open, and how to find it out."""
    return render(request, "policies/inquiries.html", {"open": Inquiries(page_of(answers, catalogue))})


@require_POST
@vary_on_headers("HX-Request")
@with_answers
def marks(request: HtmxRequest, answers: Answers, catalogue: Catalogue) -> HttpResponse:
    """Keeps a mark in the visitor's cookie and shows the result anew."""
    ruleset = catalogue.ruleset(answers.region)
    try:
        mark = marking.read(request.POST, ruleset)
    except marking.Misread as misread:
        template = "policies/result_changed.html" if request.htmx else "policies/result.html"
        return render(request, template, _context(page_of(answers, catalogue)) | {"misread": misread})
    after, text, problem = _kept(answers, marking.put(answers, mark, ruleset) if mark else answers)
    if request.htmx:
        context = _context(page_of(after, catalogue)) | {"problem": problem}
        response = render(request, "policies/result_changed.html", context)
    else:
        response = redirect(f"{resolve_url('result')}#{mark.code if mark else 'result'}")
    return _answered(request, response, text, problem)


@require_POST
@vary_on_headers("HX-Request")
@with_answers
def tick(request: HtmxRequest, answers: Answers, catalogue: Catalogue) -> HttpResponse:
    """Keeps in the visitor's cookie whether a paper is ready, and shows the list of papers anew."""
    after, text, problem = _kept(answers, papers.put(answers, request.POST, catalogue))
    if request.htmx:
        page = page_of(after, catalogue)
        response = render(request, "policies/papers_changed.html", {"checklist": page.checklist, "problem": problem})
    else:
        response = redirect(f"{resolve_url('result')}#papers-list")
    return _answered(request, response, text, problem)


def _kept(answers: Answers, after: Answers) -> tuple[Answers, str, str]:
    """(what is shown, the cookie's text, a sentence): where it does not fit in, everything stays as it was."""
    try:
        return after, cookie.written(after), ""
    except cookie.TooLarge as problem:
        return answers, "", str(problem)


def _answered(request: HtmxRequest, response: HttpResponse, text: str, problem: str) -> HttpResponse:
    """Where the page is not swapped, what did not fit in is said on the next one."""
    if text:
        cookie.put(response, text)
    elif not request.htmx:
        messages.error(request, problem)
    return response


@require_safe
@with_answers
def calendar(request: AppRequest, answers: Answers, catalogue: Catalogue, code: str | None = None) -> HttpResponse:
    """All dates, or those of one policy; as text for a browser that can do nothing with a calendar file."""
    # The library takes a worker 10 MB and few visitors ask for it.
    from policies.results import calendar_file

    page = page_of(answers, catalogue)
    events = page.events(code)
    if not events:
        raise Http404("no dates")
    if request.in_app:
        return render(request, "policies/dates.html", {"text": as_text(events)})
    # All dates, also for the file of one policy: it is as new as the check.
    after = exported.exported(answers, [event.content for event in page.events()], timezone.now())
    edition = calendar_file.Edition(after.check, after.exported[1], exported.moment(after))
    response = HttpResponse(
        calendar_file.written(events, request.build_absolute_uri, edition),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{code or "dates"}.ics"'},
    )
    if request.method == "GET" and after is not answers:
        # Where it does not fit in, the file is good all the same; the next one may then stand beside it.
        with suppress(cookie.TooLarge):
            cookie.save(response, after)
    return response


@require_POST
@with_answers
def seen(request: HtmxRequest, answers: Answers, catalogue: Catalogue) -> HttpResponse:
    """What changed since the visitor was here is told no more."""
    response = redirect("result")
    _, text, problem = _kept(answers, replace(answers, since=None))
    return _answered(request, response, text, problem)


@require_http_methods(["GET", "HEAD", "POST"])
@with_answers
def bringing_back(request: AppRequest, answers: Answers, catalogue: Catalogue) -> HttpResponse:
    """The page that says what a link in a calendar is; a POST from its script gets the file, and the codes for it."""
    page = page_of(answers, catalogue)
    events = page.events()
    if not events:
        messages.info(request, "按你现在的回答，没有要记的日子。")
        return redirect("result")
    if request.method != "POST":
        return render(request, "policies/bringing_back.html", links.told(events))
    after, file = links.made(page, request.build_absolute_uri, timezone.now())
    response = JsonResponse(file)
    with suppress(cookie.TooLarge):
        cookie.save(response, after)
    return response


def _context(page: ResultPage, unfolded: str = "") -> dict[str, object]:
    since = since_then(page) if page.answers.since else None
    return {"page": page, "live": page.catalogue, "unfolded": unfolded, "since": since, "problem": ""}
