"""The open questions one by one, and then the result: all of them, the one worth most first (「补答」), or those that a
life event asks first, in its order (「我要买房」)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from policies.answers import today
from policies.answers.requests import HtmxRequest
from policies.calculator import Verdict
from policies.catalogue.words import awards as award_sentences
from policies.wizard import searched, still
from policies.wizard.check import Check, Entry
from policies.wizard.dating import given
from policies.wizard.fields import Field, field_of
from policies.wizard.form import Mistakes
from policies.wizard.gather import with_check
from policies.wizard.reasons import reasons
from policies.wizard.taking import taken
from policies.wizard.views import keep

# Stands in the form: which question it asks, and those passed over. No address holds either.
QUESTION, PASSED = "question", "passed"


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@with_check
def more(request: HtmxRequest, check: Check) -> HttpResponse:
    return _one_by_one(request, check, None)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@with_check
def first(request: HtmxRequest, check: Check, code: str) -> HttpResponse:
    """What this life event asks. An answer that is posted after the event is gone is kept, and asking goes on."""
    event = check.catalogue.life_events.get(check.catalogue.now("life_events", code))
    if event is None and request.method != "POST":
        raise Http404(code)
    if event and event["region"] not in check.catalogue.lineage(check.answers.region):
        return redirect("life_event", event["code"])
    return _one_by_one(request, check, event)


def _one_by_one(request: HtmxRequest, check: Check, event: Entry | None) -> HttpResponse:
    """A question sent off without an answer is passed over, so that it does not come again at once."""
    key = request.POST.get(QUESTION, "")
    if request.method != "POST" or key not in check.ruleset.questions:
        return _ask(request, check, [], event)
    passed = [one for one in request.POST.get(PASSED, "").split() if one in check.ruleset.questions]
    asked = [check.catalogue.questions[key]]
    posted = taken(check, asked, request.POST)
    after = Check(check.catalogue, posted.answers)
    if posted.mistakes or searched.looked_up(asked, request.POST):
        context = _context(after, key, passed, posted.mistakes, request.POST, event)
        response = render(request, _template(request), context)
    else:
        response = _ask(request, after, [*passed, key], event)
    # An answer that does not fit in is asked for again, not what follows from it.
    return keep(request, response, posted.answers, _to(request, request.path))


def _ask(request: HtmxRequest, check: Check, passed: list[str], event: Entry | None) -> HttpResponse:
    following = next((key for key in _open(check, event) if key not in passed), None)
    if following is not None:
        return render(request, _template(request), _context(check, following, passed, {}, {}, event))
    if event and check.first_open:
        messages.info(request, f"先按“{event['name']}”的几个问题算出来了。别的问题还没有答，接着补答，能知道更多。")
    return _to(request, "result")


def _template(request: HtmxRequest) -> str:
    return "policies/_asked.html" if request.htmx else "policies/more.html"


def _to(request: HtmxRequest, place: str) -> HttpResponse:
    """Another page, also where only a part of this one was asked for."""
    return HttpResponseClientRedirect(resolve_url(place)) if request.htmx else redirect(place)


def _open(check: Check, event: Entry | None) -> Collection[str]:
    """The keys of the questions that are still to be asked, in their order."""
    if event is None:
        return check.open_everywhere
    asked = check.facts.asked
    return [key for key in event["asks"] if asked.get(key) is Verdict.YES and check.is_open(key)]


def _context(
    check: Check, key: str, passed: list[str], mistakes: Mistakes, post: Mapping[str, str], event: Entry | None
) -> Mapping[str, Any]:
    still_open = _open(check, event)
    worths = check.open_everywhere if event is None else {}
    field = _field(check, key, mistakes, post)
    return {
        "check": check,
        "event": event,
        "field": field,
        "mistakes": mistakes,
        "searches": field.found is not None,
        "looked_up": searched.looked_up([field.question], post),
        "worth": award_sentences.worth(worths[key]) if key in worths else "",
        "left": sum(one not in passed for one in still_open),
        "passed": " ".join(passed),
    }


def _field(check: Check, key: str, mistakes: Mistakes, post: Mapping[str, str]) -> Field:
    return field_of(
        check.catalogue.questions[key],
        check.answers,
        mistakes,
        reasons(check)[key],
        given(check, key, today()),
        still.look(check.answers, key, check.catalogue),
        asks_day=check.asks_day(key),
        post=post,
    )
