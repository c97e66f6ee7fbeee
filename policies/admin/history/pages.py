"""The pages of the history: of one row with everything on its page, and of everything, with its export."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from policies.models.history import ChangedField
from policies.models.staff_events import Kind, happened

from . import records
from .everything import KINDS, Asked, WholeTrail

PER_PAGE = 100
TRAIL = "policies.view_trail"
COLUMNS = ("时间", "谁", "动作", "哪一页", "哪一行", "字段", "从", "改为", "原因")


def page_of(rows: ModelAdmin, request: HttpRequest, pk: str) -> HttpResponse:
    """Instead of the admin's own, which knows only what was changed on its pages."""
    row = rows.get_object(request, pk)
    if row is None:
        raise Http404
    if not rows.has_view_or_change_permission(request, row):
        raise PermissionDenied
    context = {
        **rows.admin_site.each_context(request),
        "title": f"修改记录：{row}",
        "opts": rows.opts,
        "object": row,
        "page": Paginator(records.of_page(row), PER_PAGE).get_page(request.GET.get("p")),
    }
    return TemplateResponse(request, "admin/policies/history.html", context)


class PeriodForm(forms.Form):
    """By default the last thirty days."""

    start = forms.DateField(label="从", widget=AdminDateWidget)
    end = forms.DateField(label="到（含）", widget=AdminDateWidget)
    policy = forms.CharField(label="政策（名称或代码）", required=False, max_length=200)
    who = forms.CharField(label="谁", required=False, max_length=200)
    kind = forms.ChoiceField(
        label="哪一类",
        required=False,
        choices=[("", "全部"), *((kind, label) for kind, (label, _) in KINDS.items())],
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if "start" in cleaned and "end" in cleaned and cleaned["start"] > cleaned["end"]:
            self.add_error("end", "这一天早于开始的那天，请改其中一个")
        return cleaned

    def filters(self) -> list[ChangedField]:
        """What else was asked for, in words."""
        asked = {"policy": "政策", "who": "谁", "kind": "哪一类"}
        words = {name: self.cleaned_data[name] for name in asked}
        words["kind"] = KINDS[words["kind"]][0] if words["kind"] else ""
        return [ChangedField(label, "", words[name]) for name, label in asked.items() if words[name]]

    def found(self) -> WholeTrail:
        asked = self.cleaned_data
        return WholeTrail(
            Asked(
                start=_midnight(asked["start"]),
                end=_midnight(asked["end"] + timedelta(days=1)),
                **{name: asked[name] for name in ("who", "policy", "kind")},
            )
        )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def asked(request: HttpRequest) -> PeriodForm:
    if not request.user.has_perm(TRAIL):
        raise PermissionDenied
    today = timezone.localdate()
    usual = {"start": (today - timedelta(days=30)).isoformat(), "end": today.isoformat()}
    usual |= dict.fromkeys(("policy", "who", "kind"), "")
    return PeriodForm(usual | {name: request.GET[name] for name in usual if name in request.GET})


def trail_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    form = asked(request)
    found: Any = form.found() if form.is_valid() else []
    query = request.GET.copy()
    query.pop("p", None)
    context |= {
        "title": "修改记录",
        "form": form,
        "query": query.urlencode(),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("p")),
    }
    return TemplateResponse(request, "admin/trail.html", context)


def trail_file(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """For a spreadsheet: with a byte order mark, and with nothing in it that a spreadsheet would calculate."""
    form = asked(request)
    if not form.is_valid():
        return trail_page(request, context)
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="trail-{start}-{end}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for line in form.found():
        writer.writerows(map(harmless, cells) for cells in cells_of(line))
    happened(Kind.EXPORTED, f"修改记录：{start} 到 {end}", changes=form.filters())
    return response


def cells_of(line: records.HistoryLine) -> list[list[str]]:
    when = timezone.localtime(line.when).strftime("%Y-%m-%d %H:%M:%S")
    start = [when, line.who, line.kind, line.page, line.row]
    changes = line.changes or (ChangedField("", "", ""),)
    return [[*start, change.field, change.before, change.after, line.reason] for change in changes]


def harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula, as the text it is."""
    return f"'{cell}" if cell.lstrip()[:1] in {"=", "+", "-", "@"} or cell[:1] in {"\t", "\r", "\n"} else cell
