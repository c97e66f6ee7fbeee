"""Sample persons: edited, run against what would be published now, and made from the answers of a test run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from policies.admin.editing.checked import CheckedAdmin, SaveRefused, StackedRows
from policies.admin.editing.forms import RowForm, those_that_hold
from policies.admin.editing.places_of_problems import Located, located, problems_of
from policies.admin.finding import where
from policies.admin.finding.search import Searched
from policies.admin.wording.answer_lines import AnswersField
from policies.models import Expectation, Persona
from policies.models.choices import Audience

from . import trial_run

if TYPE_CHECKING:
    from policies.publishing.effects import Trial


class PersonaForm(RowForm):
    answers = AnswersField(
        label="答案",
        required=False,
        help_text="一行一题，写“题目：答案”，例如 学历：硕士、毕业：2025-06-30、上班：是；不清楚的题不写",
    )


class ExpectationForm(RowForm):
    explained_above = frozenset({"total", "worth", "eligible_from", "position"})

    @property
    def folded(self) -> str:
        start, end = self.instance.eligible_from, self.instance.eligible_until
        can_apply = self.instance.get_can_apply_display()
        return those_that_hold({f"{start} 起": start, f"{end} 止": end, f"申请：{can_apply}": can_apply})


class ExpectationInline(StackedRows):
    model = Expectation
    form = ExpectationForm
    verbose_name_plural = "预期（至少一条；没有写的政策不比较）"
    intro = (
        "留空的格子不比较。合计按最长年限算；“额度或每年价值”只用于贷款和服务；“从哪天起”只用于即将可领的。"
        "“顺序”小的排在前面，留空排在最后。"
    )
    fieldsets = (
        (None, {"fields": (("policy", "status", "tier"), ("total", "basis", "worth"))}),
        (
            "起止日期、申报期和顺序",
            {
                "classes": ("collapse",),
                "fields": (
                    ("eligible_from", "eligible_until", "position"),
                    ("can_apply", "apply_from", "apply_until"),
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Expectation]:
        return super().get_queryset(request).select_related("policy")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name == "policy":
            # Read once per page, not once per row.
            if not hasattr(request, "checked_policies"):
                found = field.queryset.filter(audience=Audience.PERSON)
                request.checked_policies = [(policy.pk, str(policy)) for policy in found]  # type: ignore[attr-defined]
            field.choices = [("", "---------"), *request.checked_policies]  # type: ignore[attr-defined]
        return field

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.extra = len(getattr(request, "prefilled", ()))
        return formset


@admin.register(Persona)
class PersonaAdmin(Searched, CheckedAdmin):
    form = PersonaForm
    list_display = ("name", "code", "region", "on", "best_total")
    list_select_related = ("region",)
    list_filter = ("region",)
    places = where.PERSONA
    actions = ("run_selected",)
    save_on_top = True
    formfield_overrides = {**CheckedAdmin.formfield_overrides, ManyToManyField: {"widget": CheckboxSelectMultiple}}
    inlines = (ExpectationInline,)
    fieldsets = (
        ("是谁", {"fields": (("name", "code"), "story", ("region", "position"))}),
        ("哪天查、怎么答", {"fields": (("on", "as_of"), "answers", "received")}),
        ("最好的搭配", {"fields": (("best_total", "best_low"),)}),
    )

    def get_urls(self) -> list[Any]:
        def view(of: Any) -> Any:
            return self.admin_site.admin_view(of)

        return [
            path("run/", view(self.run_view), name="policies_persona_run"),
            path("from-answers/", view(self.from_answers_view), name="policies_persona_from_answers"),
            *super().get_urls(),
        ]

    # Saving

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not hasattr(request, "problems") and (found := self.own_problems(form.instance)):
            prefixes = {
                inline.instance: inline.prefix for formset in formsets for inline in formset.forms if inline.instance.pk
            }
            raise SaveRefused(form.instance, found, prefixes)

    def own_problems(self, persona: Persona) -> list[Located]:
        """What is wrong with this one; releases hold no personas, so nothing else looks at them."""
        from policies.catalogue import rows
        from policies.catalogue.validation import validation

        document = rows.read()
        number = next(place for place, one in enumerate(document["personas"]) if one["code"] == persona.code)
        found = [one for one in validation.validate(document) if one.path[:2] == ("personas", number)]
        return located(document, found)

    # Running

    @admin.action(description="运行选中的", permissions=["view"])
    def run_selected(self, request: HttpRequest, queryset: QuerySet[Persona]) -> HttpResponse:
        return self.ran(request, set(queryset.values_list("code", flat=True)))

    def run_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self.adopted(request)
        return self.ran(request, None)

    def ran(self, request: HttpRequest, codes: set[str] | None) -> HttpResponse:
        """`codes`: None for all of them."""
        from policies.publishing.publish import NotPublishable

        context = {
            **self.admin_site.each_context(request),
            "title": "运行样例人物",
            "opts": self.opts,
            "media": self.media,
        }
        try:
            trial = self.trial(codes)
            context |= {"trial": trial, "adoptable": self.adoptable(request, trial)}
        except NotPublishable as refused:
            context["problems"] = problems_of(refused)
        context["pages"] = {code: self.page(pk) for pk, code in Persona.objects.values_list("pk", "code")}
        return render(request, "admin/policies/persona/run.html", context)

    def trial(self, codes: set[str] | None) -> Trial:
        """Raises NotPublishable."""
        from policies.catalogue import rows
        from policies.publishing.effects import try_out
        from policies.publishing.publish import publishable

        whole = rows.read()
        personas = [one for one in whole["personas"] if codes is None or one["code"] in codes]
        return try_out(None, publishable(whole), personas)

    def adoptable(self, request: HttpRequest, trial: Trial) -> dict[str, str]:
        """By code: what to send to have this person's result become what is expected."""
        from . import adopting

        mine = {one.code for one in Persona.objects.all() if self.has_change_permission(request, one)}
        found = [one for one in trial.deviating if one.persona["code"] in mine and adopting.can_adopt(one)]
        return {one.persona["code"]: adopting.token(one) for one in found}

    def adopted(self, request: HttpRequest) -> HttpResponse:
        from policies.publishing.publish import NotPublishable

        from . import adopting

        wanted = set(request.POST.getlist("adopt"))
        try:
            with transaction.atomic():
                trial = self.trial({each.partition(":")[0] for each in wanted})
                still = set(self.adoptable(request, trial).values()) & wanted
                adopting.adopt([one for one in trial.deviating if adopting.token(one) in still])
        except NotPublishable:
            still = set()
        if still:
            self.message_user(request, f"{len(still)} 个样例人物的预期改成了现在的结果。", messages.SUCCESS)
        if len(still) < len(wanted):
            others = f"{len(wanted) - len(still)} 个的结果和刚才看到的不同，没有改，请再看一遍。"
            self.message_user(request, others, messages.WARNING)
        if not wanted:
            self.message_user(request, "还没有选人，什么都没有改。", messages.WARNING)
        return HttpResponseRedirect(reverse("admin:policies_persona_run"))

    def page(self, pk: int) -> str:
        return reverse("admin:policies_persona_change", args=[pk])

    # From a test run

    def from_answers_view(self, request: HttpRequest) -> HttpResponse:
        """What the visitor's cookie holds becomes the first text of a new persona; it never stands in an address."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self.add_view(request, reverse("admin:policies_persona_add"))
        found = trial_run.persona(request)
        if found is None:
            self.message_user(
                request,
                "这个浏览器里没有自查的答案（或者超过了两小时）。先在市民页面上答完题，看到结果，再回来点这里。",
                messages.WARNING,
            )
            return HttpResponseRedirect(reverse("admin:policies_persona_changelist"))
        request.persona, request.prefilled = found  # type: ignore[attr-defined]
        # Shown here, posted to the ordinary add page.
        return self.add_view(request, reverse("admin:policies_persona_add"))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().get_changeform_initial_data(request), **getattr(request, "persona", {})}

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if prefilled := getattr(request, "prefilled", ()):
            kwargs["initial"] = prefilled
        return kwargs
