"""Publishing is the add page of a release; releases are looked at, gone back to and, while they wait, cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html

from policies.admin.editing import garbage
from policies.models import Release

from . import edits
from .before_after import BeforeAfter
from .forms import MEANWHILE, PublishForm, at, offered
from .going_back import GoingBack
from .renaming import RenamingPage
from .reviewing import kept, problems_in_the_way, review_of, shown
from .simulating import Simulating


@admin.register(Release)
class ReleaseAdmin(BeforeAfter, GoingBack, RenamingPage, Simulating, admin.ModelAdmin):
    form = PublishForm
    add_form_template = "admin/policies/release/publish.html"
    change_form_template = "admin/policies/release/release.html"
    list_display = ("number", "standing", "published_at", "effective_at", "published_by", "note", "back")
    list_select_related = ("published_by", "cancelled_by")
    search_fields = ("note", "legal_basis")
    date_hierarchy = "published_at"
    fields = (
        "number",
        "standing",
        "note",
        "legal_basis",
        "despite",
        "restores",
        "rebases",
        "published_by",
        "published_at",
        "effective_at",
        "sha256",
    )

    class Media:
        js = ("js/admin-publish.js",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """The documents are large and not shown here."""
        from policies.publishing import releases

        live = Subquery(releases.effective().values("number")[:1])
        return super().get_queryset(request).defer("document").annotate(live=live)

    def get_list_display(self, request: HttpRequest) -> Any:
        return self.list_display if self.has_add_permission(request) else self.list_display[:-1]

    def get_fields(self, request: HttpRequest, obj: Release | None = None) -> Any:
        return self.fields if obj is not None else offered(review_of(request))

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        def view(of: Callable[..., HttpResponse]) -> Any:
            return self.admin_site.admin_view(of)

        return [
            path("unpublished/", view(self.unpublished_view), name="policies_release_unpublished"),
            *super().get_urls(),
        ]

    # The list, and the page of one

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        release = self.get_object(request, object_id)
        may = release is not None and self.has_add_permission(request)
        changes = (release.changes if release else None) or []
        kept_then = [(one, edits.of_kept(one.get("edits", ()))) for one in changes]
        can_compare = release is not None and release.number > 1 and request.user.has_perm("policies.view_policy")
        shown = {"kept": kept_then, "can_compare": can_compare}
        can = shown | {"can_go_back": may and self.is_past(release), "can_cancel": may and self.is_waiting(release)}
        return super().change_view(request, object_id, form_url, {**can, **(extra_context or {})})

    def is_waiting(self, release: Any) -> bool:
        from policies.publishing import releases

        return releases.waits(release) and release.number > (release.live or 0)

    def is_past(self, release: Any) -> bool:
        return release.cancelled_at is None and not self.is_waiting(release) and release.number != release.live

    @admin.display(description="情况")
    def standing(self, release: Any) -> str:
        if release.cancelled_at:
            return f"已撤回（{at(release.cancelled_at)}）"
        if self.is_waiting(release):
            return "等待生效"
        return "以前的" if self.is_past(release) else "正在对外"

    @admin.display(description="退回")
    def back(self, release: Any) -> str:
        if not self.is_past(release):
            return ""
        return format_html('<a href="{}">退回到这一次</a>', reverse("admin:policies_release_back", args=[release.pk]))

    # Publishing

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        found = {"review": review_of(request), "user": request.user, "conflicts": request.conflicts}  # type: ignore[attr-defined]
        return type("PublishForm", (PublishForm,), found)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        from policies.publishing.publish import ChangedMeanwhile, Conflicting, NotPublishable, StillWaiting

        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            with garbage.looked_for_later():
                review = review_of(request)
                context = {"title": "发布", "problems": problems_in_the_way(request), **shown(request, review)}
                return super().add_view(request, form_url, {**context, **(extra_context or {})})
        except (ChangedMeanwhile, Conflicting, NotPublishable, StillWaiting):
            self.message_user(request, MEANWHILE, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:policies_release_add"))

    def save_model(self, request: HttpRequest, obj: Release, form: PublishForm, change: bool) -> None:
        from policies.publishing.publish import publish

        review: Any = form.review
        published = publish(
            by=request.user,  # type: ignore[arg-type]
            seen=form.data.get("seen", ""),
            wanted=review.plan.wanted,
            record=kept(review, request.user, form.cleaned_data.get("despite", "")),
            effective_at=form.cleaned_data["effective_at"],
            **{name: form.cleaned_data.get(name, "") for name in ("note", "legal_basis", "despite")},
        )
        review.remember(form.cleaned_data.get("despite", ""), request.user)
        obj.__dict__.update(published.__dict__)

    def response_add(self, request: HttpRequest, obj: Release, post_url_continue: str | None = None) -> HttpResponse:
        from policies.publishing.publish import says_the_same

        if not obj.took_effect:
            sentence = f"第 {obj.number} 次发布已经排好，{at(obj.effective_at)} 自动生效，在那以前可以撤回。"
        elif says_the_same(obj):
            sentence = f"已发布（第 {obj.number} 次），内容和上一次一样。"
        else:
            sentence = f"已发布（第 {obj.number} 次）。几秒钟后，市民看到的就是新内容。"
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:policies_release_changelist"))

    def unpublished_view(self, request: HttpRequest) -> HttpResponse:
        """What publishing would change, for those who may read it all and not publish."""
        if not (self.has_view_permission(request) and request.user.has_perm("policies.view_policy")):
            raise PermissionDenied
        context = self.page_context(request, "未发布的修改") | {"problems": problems_in_the_way(request)}
        return render(request, "admin/policies/release/unpublished.html", context | shown(request, review_of(request)))
