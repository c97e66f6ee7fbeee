"""The start page, the catalogue and a page for each policy."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policies.answers import cookie, today
from policies.catalogue.catalogue import Catalogue
from policies.library.policy import Page
from policies.library.regions import regions
from policies.publishing.required import with_catalogue


@require_safe
@never_cache
@with_catalogue
def start(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    context = {
        "regions": regions(catalogue),
        "sections": catalogue.sections.values(),
        "policies": catalogue.policies,
        "answers": cookie.load(request, catalogue),
    }
    return render(request, "policies/start.html", context)


@require_safe
@with_catalogue
def policies(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    places = [(region, list(_own(catalogue, region["code"]))) for region in catalogue.regions.values()]
    return render(request, "policies/policies.html", {"places": [place for place in places if place[1]]})


def _own(catalogue: Catalogue, region: str) -> list[dict]:
    return [policy for policy in catalogue.policies.values() if policy["region"] == region]


@require_safe
@with_catalogue
def policy(request: HttpRequest, catalogue: Catalogue, code: str) -> HttpResponse:
    if code not in catalogue.policies:
        raise Http404(code)
    return render(request, "policies/policy.html", {"page": Page(catalogue, catalogue.policies[code], today())})
