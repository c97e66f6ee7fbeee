"""The result of a check."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policies.answers import Answers, cookie, today
from policies.calculator import Assessment, Facts, assess
from policies.catalogue.catalogue import Catalogue
from policies.publishing.required import with_catalogue
from policies.results.page import Page


@require_safe
@never_cache
@with_catalogue
def result(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    answers = cookie.load(request, catalogue)
    if answers is None or answers.is_empty:
        if not cookie.is_there(request):
            messages.info(request, "还没有答案。先答几个问题，再来看结果。")
        return redirect("check")
    page = Page(_assessment(answers, catalogue), answers, catalogue)
    return render(request, "policies/result.html", {"page": page, "live": catalogue})


def _assessment(answers: Answers, catalogue: Catalogue) -> Assessment:
    ruleset = catalogue.ruleset(answers.region)
    facts = Facts.resolve(ruleset, answers.values, answers.as_of)
    part_of_check = {policy.code for policy in ruleset.policies}
    return assess(ruleset, facts, today(), answers.received & part_of_check)
