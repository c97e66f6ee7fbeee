"""Filters of several lists: by the document a row stands on, and by what citizens do not see yet."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from policies.admin.editing.places_of_problems import MODELS
from policies.admin.notices.resting import on
from policies.models import Policy, Source

LISTS = {model: (name, column) for name, (model, column) in MODELS.items()}


class StandsOn(admin.SimpleListFilter):
    """Of policies: those that cite the document, or of which a condition or a dated change comes from it."""

    title = "政策文件"
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, f"{code} {title}") for code, title in Source.objects.values_list("code", "title")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Policy]) -> QuerySet[Policy]:
        code = self.value()
        return queryset.filter(pk__in=on(source__code=code).values("pk")) if code else queryset


class NotPublished(admin.SimpleListFilter):
    title = "发布"
    parameter_name = "published"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("not", "上次发布以后改过")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        from policies.publishing import unpublished

        if self.value() != "not":
            return queryset
        kind, column = LISTS[queryset.model]
        changed = [code for name, code in unpublished.changed() if name == kind]
        return queryset.filter(Q(**{f"{column}__in": changed}))
