"""The page of a notice with all that stands on it, and the pages of its jobs: look, decide, save."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from policies.admin.access.scope import may_change
from policies.admin.editing.checked import CONFLICT
from policies.admin.editing.places_of_problems import Located
from policies.models import Policy, Source

from . import resting
from .forms import JobForm, ProlongForm, RepealForm, ReplaceForm
from .jobs import Job
from .prolong import Prolong
from .repeal import Repeal
from .replace import Replace

JOBS: dict[str, tuple[type[Job], type[JobForm]]] = {
    "repeal": (Repeal, RepealForm),
    "prolong": (Prolong, ProlongForm),
    "replace": (Replace, ReplaceForm),
}
AGAIN = "还没有保存：下面和你刚才看到的不一样，是你又改了，或者别人刚刚改过。请再看一遍，没有问题就再按一次保存"
ALREADY = "没有要改的：内容已经是这样，可能是已经保存过了"
TO_DECIDE = "还没有保存：下面标红的要先定下来或改好"


class Notices(admin.ModelAdmin):
    def get_urls(self) -> list[Any]:
        def view(of: Any) -> Any:
            return self.admin_site.admin_view(of)

        return [
            path("<int:pk>/policies/", view(self.notice_view), name="policies_source_policies"),
            path("<int:pk>/<slug:job>/job/", view(self.job_view), name="policies_source_job"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        there = resting.on(source=OuterRef(OuterRef("pk"))).order_by().annotate(one=Value(1)).values("one")
        number = Subquery(there.annotate(number=Count("pk")).values("number"))
        return super().get_queryset(request).annotate(carried=Coalesce(number, 0))

    @admin.display(description="出自它的政策", ordering="carried")
    def carries(self, source: Any) -> str:
        page = reverse("admin:policies_source_policies", args=[source.pk])
        return format_html('<a href="{}">{} 条</a>', page, source.carried)

    def notice_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = self._source(request, pk)
        found = resting.policies(source)
        amounts = offered(found)
        context = self._page(request, source, f"出自 {source} 的政策") | {
            "lines": [(one, amounts.get(one.policy.code, ()), may_change(request.user, one.policy)) for one in found],
            "groups": resting.groups(source),
            "measures": resting.measures(source),
            "parameters": resting.parameters(source),
            "window": resting.of_source(source).words,
            "may_work": request.user.has_perm("policies.change_policy"),
        }
        return TemplateResponse(request, "admin/policies/source/notice.html", context)

    def job_view(self, request: HttpRequest, pk: int, job: str) -> HttpResponse:
        if job not in JOBS:
            raise Http404
        source = self._source(request, pk)
        if not request.user.has_perm("policies.change_policy"):
            raise PermissionDenied
        if request.method != "POST":
            return self._shown(request, *self._read(request, source, job))
        try:
            with transaction.atomic():
                # Whoever else saves one of these rows now waits until this is done; this reads what they saved.
                for rows in (Source.objects.filter(pk=pk), Policy.objects.all()):
                    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
                source.refresh_from_db()
                return self._worked(request, *self._read(request, source, job))
        except IntegrityError:
            # Somebody was first with the code of the new notice, for example.
            self.message_user(request, CONFLICT, messages.ERROR)
            return self._shown(request, *self._read(request, self._source(request, pk), job))

    def _worked(self, request: HttpRequest, form: JobForm, job: Job) -> HttpResponse:
        """Saved only as it was shown."""
        if "save" not in request.POST or not form.is_valid():
            return self._shown(request, form, job)
        if job.wrong:
            self.message_user(request, TO_DECIDE, messages.ERROR)
        elif job.seen != request.POST.get("seen"):
            self.message_user(request, AGAIN if job.edits else ALREADY, messages.WARNING)
        elif problems := job.save():
            return self._shown(request, form, job, problems)
        else:
            return self._done(request, job)
        return self._shown(request, form, job)

    def _read(self, request: HttpRequest, source: Source, job: str) -> tuple[JobForm, Job]:
        kind, form_class = JOBS[job]
        data = request.POST if request.method == "POST" else None
        form = form_class(data, source=source, user=request.user)
        said = form.cleaned_data if form.is_bound and form.is_valid() else None
        return form, kind(source, self, request, said, request.POST)

    def _shown(self, request: HttpRequest, form: JobForm, job: Job, problems: Any = ()) -> HttpResponse:
        context = self._page(request, job.source, f"{job.verb} {job.source}") | {
            "form": form,
            "job": job,
            "problems": problems,
            "naming": [Located(row) for row in resting.naming(job.source)] if job.slug == Repeal.slug else [],
            "beside": [Located(row) for row in _beside(job.source)],
            "media": self.media + form.media + getattr(form, "new", form).media,
        }
        return TemplateResponse(request, "admin/policies/source/job.html", context)

    def _done(self, request: HttpRequest, job: Job) -> HttpResponse:
        said = f"{job.reason}（{len(job.changed)} 条政策）"
        self.log_change(request, job.source, said)
        self.message_user(request, f"已保存：{said}。市民还看不到，发布以后才看到。", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:policies_source_policies", args=[job.source.pk]))

    def _source(self, request: HttpRequest, pk: int) -> Source:
        source = self.get_object(request, str(pk))
        if source is None:
            raise Http404
        if not (self.has_view_permission(request, source) and request.user.has_perm("policies.view_policy")):
            raise PermissionDenied
        return source

    def _page(self, request: HttpRequest, source: Source, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": source,
            "media": self.media,
        }


def _beside(source: Source) -> list[Model]:
    return [*resting.groups(source), *resting.measures(source)]


def offered(found: list[resting.Resting]) -> Mapping[str, list[str]]:
    """What each policy gives, in the words of its page; nothing of one that is not finished."""
    from policies.catalogue import rows, rulesets
    from policies.catalogue.words import offers

    document = rows.read()
    wanted = {one.policy.code for one in found}
    parameters = rulesets.build_parameters(document)
    named = {parameter["key"]: parameter for parameter in document["parameters"]}
    questions = {question["key"]: question for question in document["questions"]}
    said = {}
    for entry in document["policies"]:
        if entry["code"] in wanted:
            words = offers.offers(entry, parameters, named, questions, timezone.localdate())
            said[entry["code"]] = [one.words for one in words]
    return said
