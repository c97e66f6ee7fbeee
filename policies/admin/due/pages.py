"""The pages of what comes to a day soon and of the month's end, to be printed or taken along as a file."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from policies.admin.access.scope import region_ids
from policies.admin.history.pages import harmless
from policies.admin.policies.attention import SPANS
from policies.models import Region
from policies.models.staff_events import Kind, happened

from . import month

OWN, EVERY = "own", "all"
COLUMNS = ("部分", "哪天", "什么", "名称", "地区")


class WhereForm(forms.Form):
    region = forms.ChoiceField(label="地区", required=False)

    def __init__(self, data: Any, user: Any) -> None:
        """Whoever has regions of their own sees these first."""
        self.own = region_ids(user)
        super().__init__({"region": OWN if self.own else EVERY, **data})
        regions = list(Region.objects.values_list("code", "name"))
        offered = [(OWN, "我负责的地区")] if self.own else []
        self.fields["region"].choices = [*offered, (EVERY, "全部地区"), *regions]  # type: ignore[attr-defined]

    @property
    def regions(self) -> frozenset[int] | None:
        chosen = self.cleaned_data["region"] if self.is_valid() else ""
        if chosen in ("", EVERY):
            return None
        if chosen == OWN:
            return self.own
        return frozenset(Region.objects.filter(code=chosen).values_list("pk", flat=True))


class MonthForm(WhereForm):
    month = forms.DateField(
        label="哪个月",
        input_formats=["%Y-%m"],
        widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"}),
        error_messages={"invalid": "请写成年份和月份，例如 2026-11"},
    )
    field_order = ("month", "region")

    def __init__(self, data: Any, user: Any) -> None:
        super().__init__({"month": f"{timezone.localdate():%Y-%m}", **data}, user)

    def clean_month(self) -> date:
        first = self.cleaned_data["month"]
        if not 2000 <= first.year <= 2100:
            raise forms.ValidationError("请写 2000 年到 2100 年之间的月份")
        return first


def soon(form: WhereForm) -> list[month.MonthPart]:
    today, before, found = timezone.localdate(), 0, []
    for days in SPANS:
        title = f"{days} 天内" if not before else f"{before + 1} 到 {days} 天"
        start = today + timedelta(days=before + 1 if before else 0)
        found.append(month.MonthPart(title, month.coming(start, today + timedelta(days=days), form.regions)))
        before = days
    return found


def of_month(form: MonthForm) -> list[month.MonthPart]:
    return month.parts(form.cleaned_data["month"], form.regions) if form.is_valid() else []


PAGES: dict[str, tuple[str, type[WhereForm], Any]] = {
    "due": ("到期清单", WhereForm, soon),
    "month": ("月末清单", MonthForm, of_month),
}


def due_page(request: HttpRequest, context: dict[str, Any], kind: str) -> HttpResponse:
    form, parts = _read(request, kind)
    context |= {
        "title": PAGES[kind][0],
        "form": form,
        "parts": parts,
        "file": f"admin:{kind}_file",
        "kind": kind,
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "admin/due.html", context)


def due_file(request: HttpRequest, context: dict[str, Any], kind: str) -> HttpResponse:
    """For a spreadsheet: with a byte order mark, and with nothing in it that a spreadsheet would calculate."""
    form, parts = _read(request, kind)
    if not form.is_valid():
        return due_page(request, context, kind)
    name = f"{kind}-{form.data.get('month', timezone.localdate())}.csv"
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for part in parts:
        for one in part.lines:
            day = one.day.isoformat() if one.day else ""
            writer.writerow(map(harmless, (part.title, day, one.what, one.name, one.region)))
    happened(Kind.EXPORTED, f"{PAGES[kind][0]}：{name}")
    return response


def _read(request: HttpRequest, kind: str) -> tuple[WhereForm, list[month.MonthPart]]:
    if not request.user.has_perm("policies.view_policy"):
        raise PermissionDenied
    _, form_class, read = PAGES[kind]
    form = form_class({name: request.GET[name] for name in ("month", "region") if name in request.GET}, request.user)
    return form, read(form)
