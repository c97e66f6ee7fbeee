"""「补答」: the open questions one by one, the one worth most first, and then the result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from policies.answers import today
from policies.answers.requests import HtmxRequest
from policies.catalogue.words import awards as award_sentences
from policies.wizard import searched, still
from policies.wizard.check import Check
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
@with_check
def more(request: HtmxRequest, check: Check) -> HttpResponse:
    """A question sent off without an answer is passed over, so that it does not come again at once."""
    key = request.POST.get(QUESTION, "")
    if request.method != "POST" or key not in check.ruleset.questions:
        return _ask(request, check, [])
    passed = [one for one in request.POST.get(PASSED, "").split() if one in check.ruleset.questions]
    asked = [check.catalogue.questions[key]]
    posted = taken(check, asked, request.POST)
    after = Check(check.catalogue, posted.answers)
    if posted.mistakes or searched.looked_up(asked, request.POST):
        context = _context(after, key, passed, posted.mistakes, request.POST)
        response = render(request, "policies/more.html", context)
    else:
        response = _ask(request, after, [*passed, key])
    return keep(request, response, posted.answers)


def _ask(request: HtmxRequest, check: Check, passed: list[str]) -> HttpResponse:
    following = next((key for key in check.open_everywhere if key not in passed), None)
    if following is None:
        return redirect("result")
    return render(request, "policies/more.html", _context(check, following, passed, {}, {}))


def _context(
    check: Check, key: str, passed: list[str], mistakes: Mistakes, post: Mapping[str, str]
) -> Mapping[str, Any]:
    worths = check.open_everywhere
    field = _field(check, key, mistakes, post)
    return {
        "check": check,
        "field": field,
        "mistakes": mistakes,
        "searches": field.found is not None,
        "looked_up": searched.looked_up([field.question], post),
        "worth": award_sentences.worth(worths[key]) if key in worths else "",
        "left": sum(one not in passed for one in worths),
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
