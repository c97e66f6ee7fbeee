"""The page 「每日数字」: how much the self-check is used, as charts, tables and csv; nothing else of them is shown."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from policies.models import DailyCount
from policies.models.figures import Event
from policies.models.staff_events import Kind, happened
from policies.statistics.charts import columns, shares
from policies.statistics.periods import PERIODS
from policies.statistics.report import OUTCOMES, CodeFigures, Report, report

HEADINGS = ("从", "到", "项目", "代码", "名称", "次数")
# A spreadsheet would take a text that begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@admin.register(DailyCount)
class FiguresAdmin(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        """No page of a single row: it would show small numbers."""
        page, file = (self.admin_site.admin_view(view) for view in (self.changelist_view, self.csv))
        return [
            path("", page, name="policies_dailycount_changelist"),
            path("figures.csv", file, name="policies_dailycount_csv"),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: DailyCount | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: DailyCount | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        found = self.report(request)
        context = {
            **self.admin_site.each_context(request),
            "title": "每日数字",
            "opts": self.opts,
            "report": found,
            "columns": columns(found.spans),
            "sections": shares(found.sections),
            "policies": shares(found.policies),
            "outcomes": [event.label for event in OUTCOMES],
            "periods": PERIODS.values(),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/policies/dailycount/figures.html", context)

    def csv(self, request: HttpRequest) -> HttpResponse:
        found = self.report(request)
        name = (
            f"figures-{found.region.code if found.region else 'all'}-{found.period.key}-{found.spans[-1].span.last}.csv"
        )
        response = HttpResponse(
            "\ufeff",  # so that spreadsheets read the text as UTF-8
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
        table = csv.writer(response)
        table.writerow(HEADINGS)
        table.writerows([_harmless(value) for value in row] for row in lines(found))
        happened(Kind.EXPORTED, f"每日数字：{name}")
        return response

    def report(self, request: HttpRequest) -> Report:
        """What the address asks for; whatever it asks for that is not there: the last 30 days, all regions."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        period = PERIODS.get(request.GET.get("period", ""), PERIODS["30d"])
        return report(period, request.GET.get("region", ""), timezone.localdate())


def lines(found: Report) -> Iterator[tuple[str, ...]]:
    """The rows under HEADINGS."""
    first, last = str(found.spans[0].span.first), str(found.spans[-1].span.last)
    for one in found.spans:
        days = (str(one.span.first), str(one.span.last))
        yield (*days, Event.STARTED.label, "", "", one.started.csv)
        yield (*days, Event.FINISHED.label, "", "", one.finished.csv)
    yield (first, last, Event.STARTED.label, "", "合计", found.started.csv)
    yield (first, last, Event.FINISHED.label, "", "合计", found.finished.csv)
    coded: list[tuple[tuple[Event, ...], list[CodeFigures]]] = [
        ((Event.STOPPED,), found.sections),
        (OUTCOMES, found.policies),
    ]
    for events, figures in coded:
        for one_code in figures:
            for event, cell in zip(events, one_code.cells, strict=True):
                yield (first, last, event.label, one_code.code, one_code.name, cell.csv)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
