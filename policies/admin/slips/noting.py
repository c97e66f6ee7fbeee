"""The page of one condition, on which a clerk notes what the office says of it. It knows nothing of any visitor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from policies.admin.access.scope import may_change
from policies.models import Policy, Threshold

from .interpretations import REASON, Interpretation, InterpretationForm

AGAIN = "还没有保存：这个条件刚刚被改过，下面是现在的样子。请再看一遍，还要记就再按一次保存"
GONE = "没有保存：这个条件刚刚被删掉了，口径没有地方记。要留着就先复制下面这段"
SURE = "没有保存：这个条件现在不是推断的了，文件怎么写就怎么算，不用记口径"
SAVED = "记下了。市民还看不到，发布以后才看到。这一页可以关了，单子还在原来那一页。"


def interpretation_page(request: HttpRequest, context: dict[str, Any], pk: int) -> HttpResponse:
    context |= {"title": "记口径"}
    row = _row(pk)
    if row is None and request.method != "POST":
        raise Http404
    if not request.user.has_perm("policies.change_policy"):
        raise PermissionDenied
    if row is None:
        context |= {"problem": GONE, "typed": request.POST.get("text", "")}
        return TemplateResponse(request, "admin/slips/interpretation.html", context)
    if not may_change(request.user, row.policy):
        raise PermissionDenied
    form = InterpretationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            # Whoever else saves this policy now waits until this is done; this reads what they saved.
            list(Policy.objects.select_for_update(no_key=True).filter(pk=row.policy_id).values_list("pk"))
            row = _row(pk) or row
            problem, problems = _saved(request, Interpretation(row), form)
        if not problem and not problems:
            messages.success(request, SAVED)
            return HttpResponseRedirect(reverse("admin:interpretation", args=[pk]))
        context |= {"problem": problem, "problems": problems}
    context |= {"form": form, "one": Interpretation(row)}
    return TemplateResponse(request, "admin/slips/interpretation.html", context)


def _saved(request: HttpRequest, one: Interpretation, form: InterpretationForm) -> tuple[str, list[Any]]:
    """(a sentence, what would be wrong with the catalogue); neither: it is saved."""
    if not one.row.inferred:
        return SURE, []
    if request.POST.get("seen") != one.seen:
        return AGAIN, []
    text = form.cleaned_data["text"]
    if problem := one.problem(text):
        form.add_error("text", problem)
        return problem, []
    problems = one.save(text)
    if not problems:
        LogEntry.objects.log_actions(request.user.pk, [one.row.policy], CHANGE, REASON)  # type: ignore[arg-type]
    return "", problems


def _row(pk: int) -> Threshold | None:
    rows = Threshold.objects.select_related("policy", "question", "measured_at", "source", "tier")
    return rows.filter(pk=pk).first()
