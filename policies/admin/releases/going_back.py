"""Going back to an earlier release, and taking back one that waits."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from policies.admin.access.scope import region_codes
from policies.admin.editing.places_of_problems import sentences_of
from policies.models import Release

from .forms import MEANWHILE, BackForm
from .reviewing import shown


class GoingBack(admin.ModelAdmin):
    def get_urls(self) -> list[Any]:
        views = {"back": self.back_view, "cancel": self.cancel_view}
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"policies_release_{name}")
            for name, view in views.items()
        ]
        return own + super().get_urls()

    def back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        from policies.publishing import review as reviews
        from policies.publishing.publish import ChangedMeanwhile, NotPublishable, refuse_broken
        from policies.publishing.restore import NothingToDo, restore, undone

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
                    record=review.record(),
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
        context |= self.page_context(request, f"退回到第 {release.number} 次发布", release) | {"form": form}
        context |= {"only_own": regions is not None, "undone": undone(release, regions)}
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
        return render(
            request, "admin/policies/release/cancel.html", self.page_context(request, f"撤回{release}", release)
        )

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

    def page_context(self, request: HttpRequest, title: str, release: Release | None = None) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": release,
            "media": self.media,
        }
