"""Amounts changed in the list of policies, as carefully as on a policy's own page."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseModelFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

from policies.admin.editing import touched
from policies.admin.editing.forms import OnlySent, RowForm
from policies.admin.editing.what_if import caused
from policies.models import Policy
from policies.models.choices import Basis

AMOUNTS = {
    "once_amount": ("once_basis", "once_coefficient"),
    "recurring_amount": ("recurring_basis", "recurring_coefficient"),
}


def why_not(policy: Policy, amount: str) -> str:
    """Why there is no number to change here; empty where there is one."""
    basis, coefficient = (getattr(policy, column) for column in AMOUNTS[amount])
    if not policy.form:
        return "见档次"
    if coefficient is not None:
        return "按算式"
    today = timezone.localdate()
    if any(one.form and one.measured_at_id is None and one.starts_on <= today for one in policy.changes.all()):
        return "见有日期的变化"  # What stands here is what held before.
    return {"": "无", Basis.UNSPECIFIED: "未公布"}.get(basis, "")


def save_all(policies: Iterable[Policy]) -> None:
    for policy in policies:
        policy.save()


def harmless(forms: Collection[AmountForm]) -> bool:
    """Whether nothing is newly wrong with the policies changed here, each looked at by itself.

    Which amount a policy has matters to the rules of that policy and to no other row's; so what these policies name
    is unknown here, before and after alike. Where that does not tell, it is not harmless.
    """
    from policies.catalogue import rows
    from policies.catalogue.document import canonical
    from policies.catalogue.validation import validation

    entries = rows.read_awards([form.as_it_was for form in forms] + [form.instance for form in forms])
    before, after = (
        canonical.released({"policies": some, "measures": []})
        for some in (entries[: len(forms)], entries[len(forms) :])
    )
    if not all(validation.readable(document) for document in (before, after)):
        return False
    was, now = (validation.validate(document, part=True) for document in (before, after))
    return {(one.path, one.message) for one in now} <= {(one.path, one.message) for one in was}


class AmountForm(RowForm):
    """What the clerk saw is posted beside what they typed: what someone else changed meanwhile is not undone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in AMOUNTS:
            self.fields[name].show_hidden_initial = True
            self.fields[name].widget.attrs["aria-label"] = f"{self.instance.name}，{self.fields[name].label}"
            if reason := why_not(self.instance, name):
                self.lock(name, reason)

    def lock(self, name: str, reason: str) -> None:
        self.fields[name].disabled = True
        self.fields[name].show_hidden_initial = False
        self.fields[name].widget.attrs |= {"placeholder": reason, "title": reason}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        for name in AMOUNTS:
            now = getattr(self.instance, name)
            if name not in self.changed_data:
                cleaned[name] = now
            elif name in cleaned and self.seen(name) != now and cleaned[name] != now:
                self.ask(name, cleaned[name], now)
        return cleaned

    def ask(self, name: str, typed: Any, now: Any) -> None:
        """What was typed stays; pressed once more, it is saved, for then what stands there was seen."""
        seen = cast(QueryDict, self.data).copy()
        seen[self.add_initial_prefix(name)] = "" if now is None else str(now)
        self.data = seen
        theirs, mine = ("空的" if value is None else value for value in (now, typed))
        self.add_error(
            name, f"别人刚刚把它改成了 {theirs}，你写的是 {mine}。要用你写的，再按一次保存；要用别人的，改成 {theirs}"
        )

    @property
    def as_it_was(self) -> Policy:
        """The row as it was read, before what was typed."""
        row = copy.copy(self.instance)
        for name in AMOUNTS:
            setattr(row, name, self.initial[name])
        return row

    def seen(self, name: str) -> Any:
        try:
            return self.fields[name].to_python(self.data.get(self.add_initial_prefix(name)))
        except ValidationError:
            return None

    def _post_clean(self) -> None:
        """Constraints that look at columns beside the amounts hold in the list too."""
        super()._post_clean()
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self.add_error(None, error)


class AmountFormSet(OnlySent, BaseModelFormSet):
    """`may_change` tells which rows are this person's to change."""

    may_change: Any = None

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk and not self.may_change(form.instance):
            for name in AMOUNTS:
                form.lock(name, "不归你修改")

    def clean(self) -> None:
        """The rows are looked at together: two changes may be sound only with each other."""
        super().clean()
        if any(form.instance.pk is None for form in self.initial_forms):
            raise ValidationError("这一页不完整，没有保存。请刷新页面再改")
        changed = {form.instance: form for form in self.forms if form.has_changed()}
        if not changed or any(form.errors for form in self.forms):
            return
        if harmless(changed.values()):
            return
        others = []
        for problem in caused(lambda: save_all(changed)):
            form = changed.get(problem.row)
            if form is None:
                others.append(f"{problem.title}：{problem.sentence}")
            else:
                form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        if others:
            raise ValidationError(others)


class AmountsInList(admin.ModelAdmin):
    list_editable = tuple(AMOUNTS)

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        # Without a word of which, Django makes all fields, and asks for the rows that selects among them offer.
        return super().get_changelist_form(request, **{"form": AmountForm, "fields": self.list_editable, **kwargs})

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> Any:
        may_change = staticmethod(lambda policy: self.has_change_permission(request, policy))
        formset = type("AmountFormSet", (AmountFormSet,), {"may_change": may_change})
        return super().get_changelist_formset(request, formset=formset, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        # The formset has looked at all rows; they are not looked at again one by one.
        request.problems = {}  # type: ignore[attr-defined]
        if request.method != "POST" or "_save" not in request.POST:
            return super().changelist_view(request, extra_context)
        whole, rows = request.POST, touched.touched(request.POST, self.list_editable)
        with transaction.atomic():
            # Rows are saved whole: read before somebody else saved one, they would undo that.
            held = Policy.objects.select_for_update(no_key=True).order_by("pk")
            list((held if rows is None else held.filter(pk__in=[row["id"] for row in rows.values()])).values_list("pk"))
            if rows is not None:
                request.POST = touched.only(whole, rows)  # type: ignore[assignment]
                answer = super().changelist_view(request, extra_context)
                if not isinstance(answer, TemplateResponse):
                    return answer
                # What is refused stands at its row, among all the others.
                request.POST = whole
            return super().changelist_view(request, extra_context)
