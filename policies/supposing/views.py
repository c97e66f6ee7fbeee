"""「如果…」: what is ready made of it, one question answered otherwise, and taking it over."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from policies.answers import Answers, cookie
from policies.answers.requests import HtmxRequest
from policies.catalogue.catalogue import Catalogue
from policies.results.gather import page_of, with_answers
from policies.supposing.ready_made import ready_made
from policies.supposing.supposable import may_be, supposable
from policies.supposing.supposed import Supposer
from policies.supposing.tried import Tried
from policies.wizard.form import Posted

# The name of the button that takes over; its value says which answers.
TAKE = "answers"
# No change that is offered has as many answers.
MOST_TAKEN = 20
GONE = "这个“如果”现在算不了：规则或你的答案刚刚变了。结果没有改，请重新选一次。"


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@with_answers
def suppose(request: HtmxRequest, answers: Answers, catalogue: Catalogue) -> HttpResponse:
    """What is ready made; a POST takes one over."""
    supposer = Supposer(page_of(answers, catalogue))
    if request.method == "POST":
        return _take(request, supposer)
    template = "policies/_supposed.html" if request.htmx else "policies/suppose.html"
    return render(request, template, {"several": ready_made(supposer), "questions": supposable(supposer.check)})


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
@with_answers
def question(request: HtmxRequest, answers: Answers, catalogue: Catalogue, key: str) -> HttpResponse:
    """One question to be answered otherwise, and what would come of it; nothing is kept."""
    supposer = Supposer(page_of(answers, catalogue))
    known = catalogue.now("questions", key)
    asked = supposer.ruleset.questions.get(known)
    if asked is None or not may_be(supposer.check, asked):
        return _told(request, GONE)
    tried = Tried.of(supposer, known, request.POST) if request.method == "POST" else Tried(supposer, known)
    template = "policies/_supposed_question.html" if request.htmx else "policies/suppose_question.html"
    return render(request, template, {"tried": tried, "field": tried.field, "mistakes": tried.mistakes})


def _take(request: HtmxRequest, supposer: Supposer) -> HttpResponse:
    texts = _texts(request.POST.get(TAKE, ""), supposer)
    posted = supposer.sent(texts) if texts else None
    if posted is None or posted.mistakes or not posted.given or not _is_offered(texts, posted, supposer):
        return _told(request, GONE)
    response = redirect("result")
    try:
        cookie.save(response, posted.answers)
    except cookie.TooLarge as problem:
        messages.error(request, f"{problem}结果还是原来的。")
        return response
    messages.success(request, "已经按“如果”改了你的答案。下面是新的结果，想改回去就到“看答案、改答案”。")
    return response


def _texts(sent: str, supposer: Supposer) -> Mapping[str, str]:
    """Empty for what cannot be read, and for questions that are not part of this check."""
    try:
        texts = json.loads(sent)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(texts, dict) or len(texts) > MOST_TAKEN:
        return {}
    known = all(isinstance(text, str) and key in supposer.ruleset.questions for key, text in texts.items())
    return texts if known else {}


def _is_offered(texts: Mapping[str, str], posted: Posted, supposer: Supposer) -> bool:
    """Whether the page has a button for it: an answer to a question of which one can still change it, or what is ready
    made."""
    if len(texts) == 1 and all(may_be(supposer.check, supposer.ruleset.questions[key]) for key in texts):
        return posted.answers.values.keys() >= texts.keys()
    several = ready_made(supposer)
    return any(one.texts == texts for one in [*several.free, *several.at_a_cost])


def _told(request: HtmxRequest, sentence: str) -> HttpResponse:
    """The result as it was, with a sentence; the whole page goes there."""
    messages.error(request, sentence)
    return HttpResponseClientRedirect(resolve_url("result")) if request.htmx else redirect("result")
