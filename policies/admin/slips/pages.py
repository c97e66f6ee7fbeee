"""The page on which a clerk opens a visitor's slip."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from policies.admin.access.held import KEPT_NOWHERE
from policies.answers import resume
from policies.publishing import live

from .opened import NotForThisOffice, opened

EMPTY = "请先扫单子上的二维码，或者把短码、链接写到框里。"
SEALED = "这是市民日历里的加密链接，要由市民自己的浏览器解开。请市民点开它，打开给窗口看的单子，再扫上面的码。"
NOTHING_LIVE = "还没有发布过，市民还没有单子。"


def slip_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """What is scanned comes in the body of a post and goes with the answer: no redirect, no session, no record."""
    if not request.user.has_perm("policies.view_policy"):
        raise PermissionDenied
    context |= {"title": "看市民的单子", "field": KEPT_NOWHERE, "days": resume.DAYS}
    return TemplateResponse(request, "admin/slips/slip.html", context | _read(request))


def _read(request: HttpRequest) -> dict[str, Any]:
    if request.method != "POST":
        return {}
    pasted = request.POST.get(KEPT_NOWHERE, "")
    if not pasted.strip():
        return {"problem": EMPTY}
    catalogue = live.current()
    if catalogue is None:
        return {"problem": NOTHING_LIVE}
    try:
        return {"opened": opened(pasted, catalogue, request.user), "live": catalogue}
    except (resume.Unusable, NotForThisOffice) as problem:
        return {"problem": SEALED if str(problem) == resume.SEALED else str(problem)}
