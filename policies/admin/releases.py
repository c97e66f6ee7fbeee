"""Publishing: its page is the add page of a release; releases are looked at, never changed or deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from policies.models import Release

from .located import Located, locate


class ReleaseForm(forms.ModelForm):
    """Refuses while the rows cannot be published."""

    class Meta:
        model = Release
        fields = ("note",)
        labels = {"note": "说明"}

    def clean(self) -> dict[str, Any] | None:
        if problems_in_the_way():
            raise forms.ValidationError("还不能发布，请先改好下面列出的问题")
        return super().clean()


def problems_in_the_way() -> list[Located | str]:
    """Located where they have a row."""
    from policies.publishing.publish import NotPublishable, publishable

    try:
        publishable()
    except NotPublishable as refused:
        return [locate(refused.document, problem) if problem.path else problem.message for problem in refused.problems]
    return []


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin):
    form = ReleaseForm
    add_form_template = "admin/policies/release/publish.html"
    list_display = ("number", "published_at", "effective_at", "published_by", "note")
    list_select_related = ("published_by",)
    search_fields = ("note",)
    date_hierarchy = "published_at"
    fields = ("number", "note", "published_by", "published_at", "effective_at", "sha256")

    def get_queryset(self, request: HttpRequest) -> Any:
        """The documents are large and not shown here."""
        return super().get_queryset(request).defer("document")

    def get_fields(self, request: HttpRequest, obj: Release | None = None) -> tuple[str, ...]:
        return ("note",) if obj is None else self.fields

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        live = Release.objects.order_by("-number").defer("document").first()
        context = {"title": "发布", "problems": problems_in_the_way(), "latest": live}
        return super().add_view(request, form_url, {**context, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Release, form: ReleaseForm, change: bool) -> None:
        from policies.publishing.publish import publish

        published = publish(by=request.user, note=obj.note)  # type: ignore[arg-type]
        obj.__dict__.update(published.__dict__)

    def response_add(self, request: HttpRequest, obj: Release, post_url_continue: str | None = None) -> HttpResponse:
        from policies.publishing.publish import says_the_same

        if says_the_same(obj):
            sentence = f"已发布（第 {obj.number} 次），内容和上一次一样。"
        else:
            sentence = f"已发布（第 {obj.number} 次）。几秒钟后，市民看到的就是新内容。"
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:policies_release_changelist"))
