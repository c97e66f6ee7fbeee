"""The start pages of the check: what people are about to do, with the questions that are asked first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from policies.admin.editing.checked import CheckedAdmin, TableRows
from policies.admin.editing.drawings import DRAWN
from policies.admin.finding.filters import NotPublished
from policies.admin.finding.search import Searched
from policies.models import LifeEvent, LifeEventQuestion

from .finding import where


class AskedFirstInline(TableRows):
    model = LifeEventQuestion
    verbose_name_plural = "先问的问题（按顺序，至少一题）"
    fields = ("question", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[LifeEventQuestion]:
        return super().get_queryset(request).select_related("question")


@admin.register(LifeEvent)
class LifeEventAdmin(Searched, CheckedAdmin):
    list_display = ("name", "code", "region", "summary", "position")
    list_select_related = ("region",)
    list_filter = (NotPublished, "region")
    places = where.LIFE_EVENT
    spelled = True
    fields = (("name", "code"), "summary", "icon", ("region", "position"))
    inlines = (AskedFirstInline,)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "icon":
            kwargs |= DRAWN
        return super().formfield_for_choice_field(db_field, request, **kwargs)
