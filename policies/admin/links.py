"""What `manage.py check_links` saw; to be looked at, and mended where the address stands."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join

from policies.admin.editing.places_of_problems import Located
from policies.models import LinkCheck
from policies.publishing import links


class Broken(admin.SimpleListFilter):
    title = "情况"
    parameter_name = "broken"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "断开的"), ("no", "打得开的")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LinkCheck]) -> QuerySet[LinkCheck]:
        if self.value() is None:
            return queryset
        return queryset.filter(failing_since__isnull=self.value() == "no")


class LinkList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        used = links.used()
        for link in self.result_list:
            link.used_by = used.get(link.url, [])


@admin.register(LinkCheck)
class LinkCheckAdmin(admin.ModelAdmin):
    list_display = ("url", "seen", "where", "failing_since", "checked_at")
    list_display_links = None
    list_filter = (Broken,)
    search_fields = ("url", "note")
    ordering = ("failing_since", "url")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return LinkList

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return False

    @admin.display(description="回应", ordering="status")
    def seen(self, link: LinkCheck) -> str:
        kind = f"{'断开' if link.failing_since else '打得开'}（{link.status or '没有回应'}）"
        return f"{kind}：{link.note}" if link.note else kind

    @admin.display(description="用在")
    def where(self, link: LinkCheck) -> str:
        places = [Located(row) for row in getattr(link, "used_by", [])]
        return format_html_join("；", '<a href="{}">{}</a>', [(one.url, one.title) for one in places])
