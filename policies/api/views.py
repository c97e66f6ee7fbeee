"""The addresses under /api/v1/."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import is_valid_path, resolve

from policies.answers import today
from policies.api import openapi, reference, response
from policies.api.cross_origin import takes
from policies.api.replies import as_json, errors
from policies.api.request import BODY, MAX_BYTES, Invalid, read_check, read_json
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document import dated
from policies.publishing import live

View = Callable[..., HttpResponse]


def with_catalogue(view: Callable[..., HttpResponse]) -> View:
    """Hands the live catalogue to the view; without one the answer is 503."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: str) -> HttpResponse:
        catalogue = live.current()
        if catalogue is None:
            return errors({"release": "还没有发布政策"}, 503)
        return view(request, catalogue, **kwargs)

    return answer


@takes("POST")
@with_catalogue
def check(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """Every policy for the answers in the body."""
    try:
        wanted = read_check(read_json(_body(request)), catalogue, today())
    except Invalid as invalid:
        return errors(invalid.errors, 422)
    answer = as_json(response.check(wanted, catalogue))
    answer["Cache-Control"] = "no-store"
    return answer


def _body(request: HttpRequest) -> bytes:
    """Raises Invalid before a body is read that is too long or is not said to be JSON."""
    if request.content_type != "application/json":
        raise Invalid({BODY: "请求头 Content-Type 要写 application/json"})
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        raise Invalid({BODY: f"内容太长，最多 {MAX_BYTES // 1024} KiB"})
    return request.body


@takes("GET", "HEAD")
@with_catalogue
def policies(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """All policies of the release, organisations' and closed ones too, and the categories they are in."""
    found = [_public(policy, today()) for policy in catalogue.policies.values()]
    return as_json({"categories": list(catalogue.categories.values()), "policies": found})


@takes("GET", "HEAD")
@with_catalogue
def policy(request: HttpRequest, catalogue: Catalogue, code: str) -> HttpResponse:
    found = catalogue.policies.get(catalogue.now("policies", code))
    return as_json(_public(found, today())) if found else errors({"code": "没有这项政策"}, 404)


def _public(policy: Mapping[str, Any], on: date) -> dict[str, Any]:
    """As it is on that day, with what is to change."""
    return {key: value for key, value in dated.as_of(policy, on).items() if key != "internal_note"}


@takes("GET", "HEAD")
@with_catalogue
def questions(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """All questions in editorial order, and the life events that ask some of them first."""
    found = list(catalogue.questions.values())
    return as_json({"questions": found, "life_events": list(catalogue.life_events.values())})


@takes("GET", "HEAD")
@with_catalogue
def release(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    return as_json(response.release(catalogue))


@takes("GET", "HEAD")
@with_catalogue
def schema(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    return as_json(openapi.schema(catalogue, request.build_absolute_uri("/").rstrip("/")))


@takes("GET", "HEAD")
@with_catalogue
def documentation(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """The same description, to read."""
    described = openapi.schema(catalogue)
    context = {
        "description": described["info"]["description"],
        "endpoints": reference.endpoints(described),
        "things": reference.things(described),
        "example": reference.example(described),
    }
    return render(request, "policies/api.html", context)


@takes("GET", "HEAD", "POST")
def nothing(request: HttpRequest) -> HttpResponse:
    """Whatever else is asked for below the prefix; a slash too many leads to the address without it."""
    shorter = request.path.rstrip("/")
    if request.method != "POST" and is_valid_path(shorter) and resolve(shorter).func is not nothing:
        return HttpResponsePermanentRedirect(shorter)
    return errors({"path": "没有这个地址，有哪些看 /api/v1/"}, 404)
