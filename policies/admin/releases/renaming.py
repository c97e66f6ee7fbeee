"""The page that gives another code to what was published, for publishers of all regions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from policies.admin.access.scope import region_ids
from policies.catalogue.rows.coded import CODED

# In the order in which staff look for them.
OFFERED = (
    "policies",
    "tiers",
    "questions",
    "choices",
    "sources",
    "regions",
    "sections",
    "parameters",
    "groups",
    "categories",
    "life_events",
)


class RenameForm(forms.Form):
    kind = forms.ChoiceField(
        label="改什么的代码", choices=[(kind, CODED[kind][0]._meta.verbose_name) for kind in OFFERED]
    )
    old = forms.CharField(
        label="旧代码",
        max_length=130,
        help_text="选项写成“问题的键/选项的值”，档次写成“政策代码/档次代码”",
    )
    new = forms.CharField(label="新代码", max_length=60, help_text="选项和档次只写自己的")


class RenamingPage(admin.ModelAdmin):
    def get_urls(self) -> list[Any]:
        view: Callable[..., HttpResponse] = self.admin_site.admin_view(self.rename_view)
        return [path("rename/", view, name="policies_release_rename"), *super().get_urls()]

    def may_rename(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and region_ids(request.user) is None

    def rename_view(self, request: HttpRequest) -> HttpResponse:
        from policies.catalogue.rows.rename import CannotRename, rename

        if not self.may_rename(request):
            raise PermissionDenied
        form = RenameForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            said = form.cleaned_data
            try:
                changed = rename(said["kind"], said["old"], said["new"])
            except CannotRename as refused:
                form.add_error(None, f"没有改：{refused}")
            else:
                sentence = f"已把代码 {said['old']} 改为 {said['new']}，共改了 {changed} 行。"
                self.message_user(request, f"{sentence}发布以后对外生效，旧代码照样认得。", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:policies_release_changelist"))
        context = {**self.admin_site.each_context(request), "title": "改代码", "opts": self.opts, "form": form}
        return render(request, "admin/policies/release/rename.html", context | {"media": self.media})

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_rename": self.may_rename(request), **(extra_context or {})})
