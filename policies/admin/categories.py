"""The categories that policies are listed and drawn by."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from policies.admin.editing.checked import CheckedAdmin
from policies.admin.editing.drawings import DRAWN, drawing
from policies.admin.finding.filters import NotPublished
from policies.models import Category


@admin.register(Category)
class CategoryAdmin(CheckedAdmin):
    list_display = ("name", "drawn", "code", "used", "position")
    list_filter = (NotPublished,)
    search_fields = ("name", "code")
    fields = (("name", "code"), "icon", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        return super().get_queryset(request).annotate(used=Count("policies"))

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "icon":
            kwargs |= DRAWN
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    @admin.display(description="图标")
    def drawn(self, row: Category) -> str:
        return format_html("{} {}", drawing(row.icon), row.get_icon_display())

    @admin.display(description="政策", ordering="used")
    def used(self, row: Any) -> str:
        """The way to the policies of it."""
        address = f"{reverse('admin:policies_policy_changelist')}?category__id__exact={row.pk}"
        return format_html('<a href="{}">{} 项</a>', address, row.used)
