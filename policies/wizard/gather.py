"""What a view of the wizard stands on: the visitor's check."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from policies.answers import Answers, begun, cookie, today
from policies.answers.requests import HtmxRequest, to_the_check
from policies.catalogue.catalogue import Catalogue
from policies.publishing.required import with_catalogue
from policies.wizard.check import Check

View = Callable[..., HttpResponse]


def with_check(view: View) -> View:
    """Passes on the check under way; who has none that can be used is sent to the start of one."""

    @wraps(view)
    @never_cache
    @with_catalogue
    def gather(request: HtmxRequest, catalogue: Catalogue, **captured: str) -> HttpResponse:
        if answers := cookie.load(request, catalogue):
            return view(request, Check(catalogue, answers), **captured)
        if answers := _begun(request, catalogue):
            return view(request, Check(catalogue, answers, lost=True), **captured)
        return to_the_check(request)

    return gather


def _begun(request: HttpRequest, catalogue: Catalogue) -> Answers | None:
    """The region stands in the form as well, so that a section sent off after the cookie ran out is not lost."""
    region = catalogue.now("regions", request.POST.get("region", ""))
    if region not in catalogue.regions:
        return None
    messages.warning(request, "前面各段的答案已经失效，只留下了刚填的这一段。")
    return begun(region, today())
