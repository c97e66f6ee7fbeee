"""The page 「测算」: what publishing comes to for a whole population, reckoned in the background and soon forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache

from policies.models import SimulationJob
from policies.models.staff_events import Kind, happened

from .reviewing import problems_in_the_way, review_of
from .simulation_form import SimulationForm

TITLE = "测算：多少人得失，要花多少钱"
GONE = "这次测算已经删除了：结果只留几分钟，不保存。请再算一次。"
# What htmx takes for it: the page that asks again and again had asked once more while it was given up.
NO_MORE_POLLING = 286
NO_LIVE = "还没有发布过，没有现行的内容可以比。"
NO_CHANGE = "没有未发布的修改，没有可以测算的。"


class Simulating(admin.ModelAdmin):
    def get_urls(self) -> list[Any]:
        views: dict[str, tuple[Callable[..., HttpResponse], str]] = {
            "simulate/": (self.simulate_view, "simulate"),
            "simulate/<str:token>/": (self.simulation_view, "simulation"),
            "simulate/<str:token>/result.csv": (self.simulation_csv, "simulation_csv"),
            "simulate/<str:token>/result.html": (self.simulation_file, "simulation_file"),
        }
        own = [
            path(route, self.admin_site.admin_view(never_cache(view)), name=f"policies_release_{name}")
            for route, (view, name) in views.items()
        ]
        return own + super().get_urls()

    def simulate_view(self, request: HttpRequest) -> HttpResponse:
        """Asks for whom, and begins."""
        from policies.screening.simulation.people import refuse_without_programs
        from policies.screening.simulation.refused import CannotSimulate

        self._refuse_who_may_not_publish(request)
        context = self._context(request) | {"problems": problems_in_the_way(request)}
        review: Any = review_of(request)
        try:
            refuse_without_programs()
            _refuse_nothing(review)
        except CannotSimulate as refused:
            return self._shown(request, "form", context | {"refused": refused.sentences})
        if review is None:
            return self._shown(request, "form", context)
        form = SimulationForm(request.POST or None, request.FILES or None, review=review)
        if request.method == "POST" and form.is_valid():
            try:
                job = form.start(request.user)
            except CannotSimulate as refused:
                for sentence in refused.sentences:
                    form.add_error(None, sentence)
            else:
                return HttpResponseRedirect(reverse("admin:policies_release_simulation", args=[job.token]))
        return self._shown(request, "form", context | {"form": form, "changes": review.changes})

    def simulation_view(self, request: HttpRequest, token: str) -> HttpResponse:
        """How far it is; then what it found."""
        from policies.screening.simulation import background

        self._refuse_who_may_not_publish(request)
        job = self._job(request, token)
        if job is None and getattr(request, "htmx", False):
            return HttpResponse(format_html('<p role="status">{}</p>', GONE), status=NO_MORE_POLLING)
        if job is None:
            return self._shown(request, "gone", self._context(request) | {"gone": GONE}, status=404)
        if request.method == "POST":
            job.delete()
            return HttpResponseRedirect(reverse("admin:policies_release_simulate"))
        context = self._context(request) | {"job": job}
        if job.finished_at is None:
            if background.is_on(job):
                return self._progress(request, context)
            context["refused"] = [background.STOPPED]
        elif job.refused:
            context["refused"] = job.refused.splitlines()
        else:
            context |= _found(job)
        if getattr(request, "htmx", False):
            return HttpResponse(headers={"HX-Refresh": "true"})
        context["until"] = (job.finished_at or timezone.now()) + background.KEPT
        return self._shown(request, "result", context)

    def simulation_csv(self, request: HttpRequest, token: str) -> HttpResponse:
        from policies.screening.simulation import arranged, page

        report = arranged.read(self._finished(request, token).report)
        return self._file(page.csv_text(report), "text/csv; charset=utf-8", "csv")

    def simulation_file(self, request: HttpRequest, token: str) -> HttpResponse:
        from policies.screening.simulation import arranged, page

        report = arranged.read(self._finished(request, token).report)
        return self._file(page.html(report), "text/html; charset=utf-8", "html")

    def _file(self, text: str, kind: str, ending: str) -> HttpResponse:
        name = f"simulation-{timezone.localdate()}.{ending}"
        happened(Kind.EXPORTED, f"测算：{name}")
        return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    def _refuse_who_may_not_publish(self, request: HttpRequest) -> None:
        """Whoever may publish."""
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _job(self, request: HttpRequest, token: str) -> SimulationJob | None:
        """Nobody sees another's."""
        from policies.screening.simulation import background

        background.forget_old()
        return SimulationJob.objects.filter(token=token, started_by=request.user).first()  # type: ignore[misc]

    def _finished(self, request: HttpRequest, token: str) -> SimulationJob:
        self._refuse_who_may_not_publish(request)
        job = self._job(request, token)
        if job is None or not job.report:
            raise Http404
        return job

    def _progress(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return self._shown(request, "counted" if getattr(request, "htmx", False) else "progress", context)

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": TITLE, "opts": self.opts}

    def _shown(self, request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        return render(request, f"admin/policies/release/simulation/{name}.html", context, status=status)


def _refuse_nothing(review: Any) -> None:
    from policies.screening.simulation.refused import CannotSimulate

    if review is None:
        return
    if review.live is None:
        raise CannotSimulate(NO_LIVE)
    if not review.changes:
        raise CannotSimulate(NO_CHANGE)


def _found(job: SimulationJob) -> dict[str, Any]:
    from policies.screening.simulation import arranged, page

    report = arranged.read(job.report)
    return {"report": report, "sections": page.sections(report)}
