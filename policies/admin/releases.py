"""Publishing is the add page of a release; releases are looked at, gone back to and, while they wait, cancelled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html

from policies.models import Release

from .located import Located, Together, problems_of, sentences_of
from .publishing_forms import MEANWHILE, BackForm, PublishForm, at, chosen_in, moment_in, offered
from .renaming import Renaming
from .scope import region_codes

if TYPE_CHECKING:
    from policies.publishing.review import Review


@admin.register(Release)
class ReleaseAdmin(Renaming, admin.ModelAdmin):
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
            path("<int:pk>/back/", view(self.back_view), name="policies_release_back"),
            path("<int:pk>/cancel/", view(self.cancel_view), name="policies_release_cancel"),
            *super().get_urls(),
        ]

    # The list, and the page of one

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        release = self.get_object(request, object_id)
        may = release is not None and self.has_add_permission(request)
        can = {"can_go_back": may and self.is_past(release), "can_cancel": may and self.is_waiting(release)}
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
        review = review_of(request)
        context = {"title": "发布", "problems": problems_in_the_way(request), **shown(request, review)}
        try:
            return super().add_view(request, form_url, {**context, **(extra_context or {})})
        except (ChangedMeanwhile, Conflicting, NotPublishable, StillWaiting):
            self.message_user(request, MEANWHILE, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:policies_release_add"))

    def save_model(self, request: HttpRequest, obj: Release, form: PublishForm, change: bool) -> None:
        from policies.publishing.publish import publish

        published = publish(
            by=request.user,  # type: ignore[arg-type]
            seen=form.data.get("seen", ""),
            wanted=form.review.plan.wanted,  # type: ignore[union-attr]
            record=form.review.record,  # type: ignore[union-attr]
            effective_at=form.cleaned_data["effective_at"],
            **{name: form.cleaned_data.get(name, "") for name in ("note", "legal_basis", "despite")},
        )
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
        context = self._page(request, "未发布的修改") | {"problems": problems_in_the_way(request)}
        return render(request, "admin/policies/release/unpublished.html", context | shown(request, review_of(request)))

    # Going back, and cancelling what waits

    def back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        from policies.publishing import review as reviews
        from policies.publishing.publish import ChangedMeanwhile, NotPublishable, refuse_broken
        from policies.publishing.restore import NothingToDo, restore

        release, regions = self._release(request, pk), region_codes(request.user)
        review = reviews.of_release(release, regions)
        context = shown(request, review)
        try:
            refuse_broken(review.document)
        except NotPublishable as refused:
            context |= {"review": None, "problems": sentences_of(refused)}
        form = BackForm(request.POST or None, release=release)
        if request.method == "POST" and form.is_valid() and context["review"]:
            try:
                made = restore(
                    release,
                    by=request.user,  # type: ignore[arg-type]
                    seen=request.POST.get("seen", ""),
                    regions=regions,
                    record=review.record,
                    **form.cleaned_data,
                )
            except ChangedMeanwhile:
                form.add_error(None, MEANWHILE)
            except NothingToDo:
                form.add_error(None, "那一次里你负责的地区和现在一样，没有可以退回的")
            else:
                self.log_addition(request, made, f"退回到第 {release.number} 次发布")
                sentence = f"已退回到第 {release.number} 次发布的内容（这是第 {made.number} 次发布），几秒钟后生效。"
                self.message_user(request, sentence, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:policies_release_changelist"))
        context |= self._page(request, f"退回到第 {release.number} 次发布", release) | {"form": form}
        context["only_own"] = regions is not None
        return render(request, "admin/policies/release/back.html", context)

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        from policies.publishing import releases

        release = self._release(request, pk)
        if beyond := self.beyond_reach(request):
            titles = "、".join(change.title for change in beyond[:5])
            self.message_user(
                request,
                f"{release}里有不归你负责的地区的内容（{titles}），要请负责全部地区的同事来撤回",
                messages.ERROR,
            )
            return HttpResponseRedirect(reverse("admin:policies_release_changelist"))
        if request.method == "POST" and releases.take_back(release, request.user):  # type: ignore[arg-type]
            self.log_change(request, release, "撤回")
            self.message_user(request, f"{release}已撤回，不会生效。", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:policies_release_changelist"))
        if releases.waiting() != release:
            self.message_user(request, f"{release}不在等待，不能撤回；已经生效的可以退回。", messages.ERROR)
            return HttpResponseRedirect(reverse("admin:policies_release_changelist"))
        return render(request, "admin/policies/release/cancel.html", self._page(request, f"撤回{release}", release))

    def beyond_reach(self, request: HttpRequest) -> list[Any]:
        """Of what waits the changes that are not this person's to take back."""
        from policies.publishing import review

        regions = region_codes(request.user)
        waiting = review.of_waiting() if regions is not None else None
        return waiting.beyond(regions) if waiting and regions is not None else []

    def _release(self, request: HttpRequest, pk: int) -> Release:
        if not self.has_add_permission(request):
            raise PermissionDenied
        release = self.get_object(request, str(pk))
        if release is None:
            raise PermissionDenied
        return release

    def _page(self, request: HttpRequest, title: str, release: Release | None = None) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": release,
            "media": self.media,
        }


def review_of(request: HttpRequest) -> Review | None:
    """Made once per request; None while there are problems, which are then kept in its place.

    Of what is ticked on the page; before anything was, of all that this person may publish.
    """
    if not hasattr(request, "review"):
        from policies.publishing.publish import NotPublishable

        request.review, request.refused, request.conflicts = None, None, []  # type: ignore[attr-defined]
        try:
            request.review = _review(request)  # type: ignore[attr-defined]
        except NotPublishable as refused:
            request.refused = refused  # type: ignore[attr-defined]
    return request.review  # type: ignore[attr-defined]


def _review(request: HttpRequest) -> Review:
    from policies.publishing import review
    from policies.publishing.publish import Conflicting, StillWaiting

    try:
        offered = review.of_rows(moment_in(request.POST))
    except StillWaiting:
        offered = review.of_rows()  # The form says so.
    # What was ticked among something else than there is to choose from now is no choice.
    if request.POST.get("offer") == offered.offer:
        try:
            return offered.choosing(chosen_in(request.POST))
        except Conflicting as conflicting:
            request.conflicts = conflicting.sentences  # type: ignore[attr-defined]
    return _at_first(request, offered)


def _at_first(request: HttpRequest, offered: Review) -> Review:
    """Ticked before anybody chose: all that this person may publish and that may take effect now."""
    from policies.publishing.publish import Conflicting

    wanted = offered.plan.chosen - {conflict.key for conflict in offered.plan.conflicts}
    if (regions := region_codes(request.user)) is not None:
        wanted -= {(one.name, one.code) for one in offered.beyond(regions)}
    try:
        return offered.choosing(wanted)
    except Conflicting:  # What conflicts hangs together with the rest.
        return offered.choosing(())


def problems_in_the_way(request: HttpRequest) -> list[Together | str]:
    """With their places where they have a row."""
    if review_of(request) is not None:
        return []
    return problems_of(request.refused)  # type: ignore[attr-defined]


def shown(request: HttpRequest, review: Review | None) -> dict[str, Any]:
    """What the template shows of a review: the changes with links to their rows among it."""
    if review is None:
        return {"review": None}
    return {"review": review, "changes": listed(review)}


@dataclass(frozen=True, slots=True)
class Listed:
    """A change as the page lists it; `address` is empty where the row is gone."""

    change: Any
    address: str
    value: str
    chosen: bool
    pulled_in: bool


def listed(review: Review) -> list[Listed]:
    from policies.publishing.four_eyes import rows_of

    found = rows_of(review.candidates)
    plan = review.plan
    keys = [(change, (change.name, change.code)) for change in review.candidates]
    return [
        Listed(
            change,
            Located(found[change]).url if change in found else "",
            ":".join(key),
            key in plan.chosen,
            key in plan.pulled_in,
        )
        for change, key in keys
    ]
