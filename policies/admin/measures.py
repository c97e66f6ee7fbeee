"""The measures a source announces, the schools a visitor can pick, and words that mean the same to the search."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from policies.admin.editing.checked import CheckedAdmin, TableRows
from policies.admin.editing.forms import RowForm
from policies.admin.finding.search import Searched
from policies.admin.wording.answer_lines import AnswersField
from policies.models import Measure, MeasurePolicy, School, Synonym

from .finding import where


class CarriedOutByInline(TableRows):
    model = MeasurePolicy
    verbose_name_plural = "落实它的政策（没有就不写）"
    fields = ("policy", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[MeasurePolicy]:
        return super().get_queryset(request).select_related("policy")


@admin.register(Measure)
class MeasureAdmin(Searched, CheckedAdmin):
    list_display = ("number", "name", "part", "action", "region")
    list_display_links = ("number", "name")
    list_select_related = ("region",)
    list_filter = ("region", "part")
    places = where.MEASURE
    spelled = True
    fields = (("region", "number"), "source", ("part", "action"), "name")
    inlines = (CarriedOutByInline,)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Its number is its place."""
        return dict(request.GET.items())


class SchoolForm(RowForm):
    answers = AnswersField(label="由此得出的答案", help_text="一行一题，只写选择题和是非题，例如 双一流：是")


@admin.register(School)
class SchoolAdmin(CheckedAdmin):
    form = SchoolForm
    list_display = ("name", "region", "position")
    list_select_related = ("region",)
    list_filter = ("region",)
    search_fields = ("name", "also")
    fields = ("name", "also", ("region", "position"), "answers")


@admin.register(Synonym)
class SynonymAdmin(CheckedAdmin):
    list_display = ("name", "said", "position")
    search_fields = ("name", "words")
    fields = (("name", "position"), "words")

    @admin.display(description="意思相同的词")
    def said(self, row: Synonym) -> str:
        return "、".join(row.words.splitlines())
