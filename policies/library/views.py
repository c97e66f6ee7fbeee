"""The start page, the catalogue, a page for each policy, the measures, and the page about this service."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.answers import cookie, resume, today
from policies.catalogue.catalogue import Catalogue
from policies.library.appearance import keep, of
from policies.library.policy import PolicyPage
from policies.library.regions import life_events, regions
from policies.library.search import search
from policies.library.situation import situation
from policies.library.standing import stands
from policies.publishing.required import with_catalogue


@require_safe
@never_cache
@with_catalogue
def start(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """`?region=`: the region to begin with, as the page of one of its policies asks for it."""
    answers = cookie.load(request, catalogue)
    region = catalogue.now("regions", request.GET.get("region", "")) or (answers.region if answers else "")
    context = {
        "catalogue": catalogue,
        "regions": regions(catalogue),
        "answers": answers,
        "region": region,
        "events": life_events(catalogue, region),
    }
    return render(request, "policies/start.html", context)


@require_safe
@never_cache
@with_catalogue
def life_event(request: HttpRequest, catalogue: Catalogue, code: str) -> HttpResponse:
    """Where a check begins that asks first what matters for just that."""
    if code not in catalogue.life_events:
        return _to_its_new_code(catalogue, "life_events", code, "life_event")
    answers = cookie.load(request, catalogue)
    event = catalogue.life_events[code]
    context = {
        "event": event,
        "questions": [catalogue.questions[key] for key in event["asks"]],
        "regions": [one for one in regions(catalogue) if event["region"] in catalogue.lineage(one.code)],
        "region": answers.region if answers else catalogue.now("regions", settings.DEFAULT_REGION),
    }
    return render(request, "policies/life_event.html", context)


@csrf_exempt  # nothing is changed by it; without a token the page stays the same for everybody
@require_http_methods(["GET", "HEAD", "POST"])
@with_catalogue
def policies(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """Filters come in the address; a situation is somebody's, so it is posted, and such a page is kept nowhere."""
    on, answers = today(), cookie.load(request, catalogue)
    found = search(catalogue, request.POST or request.GET, on, situation(catalogue, request.POST))
    mine = stands(answers, catalogue, on) if answers and not answers.is_empty else None
    response = render(
        request,
        "policies/policies.html",
        {"search": found, "on": on, "mine": mine, "told": mine is not None},
    )
    if request.method == "POST" or cookie.is_there(request):
        add_never_cache_headers(response)
    return response


@require_safe
@with_catalogue
def policy(request: HttpRequest, catalogue: Catalogue, code: str) -> HttpResponse:
    if code not in catalogue.policies:
        return _to_its_new_code(catalogue, "policies", code, "policy")
    on = today()
    page = catalogue.kept(("policy page", code, on), lambda: PolicyPage(catalogue, catalogue.policies[code], on))
    return render(request, "policies/policy.html", {"page": page})


@require_safe
@with_catalogue
def measures(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    return render(request, "policies/measures.html", {"catalogue": catalogue})


@require_safe
@with_catalogue
def about(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    # Numbers that the documents name without saying how much.
    elsewhere = tuple(dict.fromkeys(one["name"] for one in catalogue.document["parameters"] if one["values"]))
    lasting = {"hours": cookie.MAX_AGE // 3600, "days": resume.DAYS}
    in_calendars = {"months": resume.MONTHS, "grace": resume.GRACE.days}
    context = {"catalogue": catalogue, "elsewhere": elsewhere, **lasting, **in_calendars}
    return render(request, "policies/about.html", context)


@csrf_exempt  # all it changes is how the pages look; without a token they stay the same for everybody
@require_POST
@never_cache
def appearance(request: HttpRequest) -> HttpResponse:
    """Keeps the choice and goes back to where it was made."""
    to = request.POST.get("next", "")
    if not (to.startswith("/") and url_has_allowed_host_and_scheme(to, None)):
        to = resolve_url("start")
    response = redirect(to)
    keep(response, of(request).changed(request.POST))
    return response


def _to_its_new_code(catalogue: Catalogue, kind: str, code: str, view: str) -> HttpResponse:
    """Of what bore that code before. Raises Http404 where nothing did."""
    if (now := catalogue.now(kind, code)) in getattr(catalogue, kind):
        return redirect(view, now, permanent=True)
    raise Http404(code)
