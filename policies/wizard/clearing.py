"""「清除我的答案」, and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from policies.answers import cookie, undo
from policies.publishing import live


@require_POST
@never_cache
def clear(request: HttpRequest) -> HttpResponse:
    """Clears whatever there is; only what could be used again can be taken back."""
    if _has_answers(request):
        context = {"kept": undo.kept(request), "minutes": undo.MINUTES, "seconds": undo.MINUTES * 60}
        response = render(request, "policies/cleared.html", context)
    else:
        messages.success(request, "你的答案已经清除。")
        response = redirect("start")
    cookie.forget(response)
    return response


def _has_answers(request: HttpRequest) -> bool:
    catalogue = live.current()
    answers = cookie.load(request, catalogue) if catalogue else None
    return answers is not None and not answers.is_empty


@require_POST
@never_cache
def restore(request: HttpRequest) -> HttpResponse:
    response = redirect("answers")
    if undo.give_back(response, request.POST.get("kept", "")):
        messages.success(request, "刚才的答案恢复了。")
        return response
    messages.warning(request, f"清除已经超过 {undo.MINUTES} 分钟，刚才的答案找不回来了。")
    return redirect("start")
