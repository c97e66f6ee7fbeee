"""What a view of the result stands on: the visitor's assessment as a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from policies.answers import Answers, cookie, today
from policies.answers.requests import HtmxRequest, to_the_check
from policies.catalogue.catalogue import Catalogue
from policies.publishing.required import with_catalogue
from policies.results.page import ResultPage


class AppRequest(HttpRequest):
    """`in_app`: the app that the visitor's browser is a part of; empty for a browser of its own."""

    in_app: str


def page_of(answers: Answers, catalogue: Catalogue) -> ResultPage:
    """Today's result; what is received already and no part of this region's check is left aside."""
    return ResultPage(answers.assessed(catalogue.ruleset(answers.region), today()), answers, catalogue)


def with_answers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Passes on the visitor's answers and the catalogue; who has no answers is sent to give some."""

    @wraps(view)
    @never_cache
    @with_catalogue
    def gather(request: HtmxRequest, catalogue: Catalogue, **captured: str) -> HttpResponse:
        answers = cookie.load(request, catalogue)
        if answers is not None and not answers.is_empty:
            return view(request, answers, catalogue, **captured)
        # What came of a cookie that cannot be used is said where the check begins anew.
        if answers is not None or not cookie.is_there(request):
            messages.info(request, "还没有结果，因为一个问题都还没有回答。答几个再来看，拿不准的就选“不清楚”。")
        return to_the_check(request)

    return gather
