"""The staff site: who may come in, in which order the lists stand, and which pages stand beside those of the rows.

Not in policies.admin, which registers its pages with this site and therefore comes after it.
"""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from . import unreadable

# Kept by other packages; their pages are not for staff.
NOT_SHOWN = {"axes", "otp_static", "otp_totp"}
# The lists as a clerk thinks of them.
GROUPS = {
    "政策内容": ("Policy", "Source", "Parameter", "ExclusionGroup", "Category", "Measure", "Synonym"),
    "问卷": ("Question", "Section", "LifeEvent", "School"),
    "检查与发布": ("Persona", "Release", "LinkCheck", "DailyCount"),
    "地区和用户": ("Region", "User"),
}


class StaffSite(admin.AdminSite):
    def register(self, model_or_iterable: Any, *args: Any, **kwargs: Any) -> None:
        label = getattr(getattr(model_or_iterable, "_meta", None), "app_label", "")
        if label not in NOT_SHOWN:
            super().register(model_or_iterable, *args, **kwargs)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not self.lacks_second_factor(request)

    @staticmethod
    def lacks_second_factor(request: HttpRequest) -> bool:
        return settings.STAFF_OTP_REQUIRED and not request.user.is_verified()  # type: ignore[union-attr]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Nothing typed is lost where the session ended meanwhile, and no browser keeps a page: Django lets it keep
        that of the password, with the name on it. Its words for its own scripts are the same for everybody."""
        inner = super().admin_view(view, cacheable and view == self.i18n_javascript)

        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            from policies.admin.access import held

            if request.method == "POST" and not held.unread(request):
                unreadable.without_nulls(request.POST.lists())
            return held.instead_of_the_page(self, request) or inner(request, *args, **kwargs)

        return update_wrapper(keeping, inner)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        from policies.admin import handbook
        from policies.admin.access import held

        name = settings.SITE["name"]
        own = {
            "site_title": name,
            "site_header": f"{name} · 后台",
            "typed_by": held.typed_by(request.user),
            "account_key": held.account_key(request.user),
            "draft_key": held.draft_key(request),
            "drafts_before": held.drafts_before(request),
            "handbook": handbook.help_for(request),
        }
        return super().each_context(request) | own

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Whoever has given their password only is led on to the second factor. What was typed goes along."""
        from policies.admin.access import held

        token = request.POST.get(held.HELD, "")
        if token and "username" not in request.POST:
            return held.held(self, request, token)
        response = self._log_in(request, {held.HELD: token, **(extra_context or {})})
        if request.method == "POST" and request.user.is_authenticated:
            request.session[held.SHARED_MACHINE] = held.SHARED_MACHINE in request.POST
            if token and not held.keep(request, token):
                messages.error(request, held.NOT_YOURS)
        return response

    def _log_in(self, request: HttpRequest, extra_context: dict[str, Any]) -> HttpResponse:
        if request.method == "GET" and super().has_permission(request) and self.lacks_second_factor(request):
            onwards = request.GET.get("next", "")
            page = reverse("admin:second_factor")
            return HttpResponseRedirect(f"{page}?{urlencode({'next': onwards})}" if onwards else page)
        return super().login(request, extra_context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """By groups and not by apps; what is in no group comes last."""
        apps = super().get_app_list(request, app_label)
        left = {
            model["object_name"]: {**model, "app_label": app["app_label"]} for app in apps for model in app["models"]
        }
        groups = {group: [left.pop(name) for name in names if name in left] for group, names in GROUPS.items()}
        groups["其他"] = list(left.values())
        return [{"name": group, "models": models} for group, models in groups.items() if models]

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        """There is one page with all lists."""
        return HttpResponseRedirect(reverse("admin:index"))

    def get_urls(self) -> list[Any]:
        from policies.admin import handbook
        from policies.admin.access.second_factor import second_factor
        from policies.admin.due.pages import PAGES, due_file, due_page
        from policies.admin.history.pages import trail_file, trail_page
        from policies.admin.slips.noting import interpretation_page
        from policies.admin.slips.pages import slip_page

        def page(view: Any, *args: str) -> Any:
            return self.admin_view(lambda request, **at: view(request, self.each_context(request), *args, **at))

        @never_cache
        def second_step(request: HttpRequest) -> HttpResponse:
            return second_factor(self, request)

        def given_back(request: HttpRequest) -> HttpResponse:
            from policies.admin.access import held

            return held.page(self, request)

        @never_cache
        def session(request: HttpRequest) -> HttpResponse:
            from policies.admin.access import held

            return held.session(self, request)

        def back(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
            return TemplateResponse(request, "admin/back.html", {**context, "title": "已经登录"})

        own = [
            path("held/", self.admin_view(given_back), name="held"),
            path("session/", session, name="session"),
            path("back/", page(back), name="back"),
            path("second-factor/", second_step, name="second_factor"),
            path("handbook/", page(handbook.chapter_page), name="handbook"),
            path("handbook/<slug:name>/", page(handbook.chapter_page), name="handbook_chapter"),
            path("handbook/pictures/<slug:name>.png", page(handbook.picture), name="handbook_picture"),
            path("trail/", page(trail_page), name="trail"),
            path("trail.csv", page(trail_file), name="trail_file"),
            path("slip/", page(slip_page), name="slip"),
            path("slip/conditions/<int:pk>/", page(interpretation_page), name="interpretation"),
        ]
        for kind in PAGES:
            own.append(path(f"{kind}/", page(due_page, kind), name=kind))
            own.append(path(f"{kind}.csv", page(due_file, kind), name=f"{kind}_file"))
        return own + super().get_urls()
