"""Rows of a policy that belong to one of its tiers or name one of its dated changes, typed on the same page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.options import InlineModelAdmin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from policies.admin.merging.spelled import NEW
from policies.models import Policy, PolicyChange, Question, Tier
from policies.models.choices import QuestionType

from .checked import RowInline, with_problems
from .forms import RowForm, submitted

WHOLE_POLICY = "整条政策"
GONE = "没有这次变化，可能改了日期，或者已经删掉。请重选，或者留空"
DELETED = "这次变化在“有日期的变化”里勾了删除。请改选别的或者留空，要不就不要删它"


class OwnedForm(RowForm):
    """`tier` offers this policy's tiers and those added on the page, which are saved first."""

    tier = forms.ChoiceField(required=False)
    tiers: list[Tier] = []
    no_tier = WHOLE_POLICY

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["tier"] = str(self.instance.tier_id or "")
        known = [(str(tier.pk), f"{tier.name}（{tier.code}）") for tier in self.tiers]
        added = [
            (NEW + code, f"{row.get('name') or code}（{code}）")
            for row in submitted(self.data, "tiers")
            if not row.get("id") and (code := row.get("code", "").strip())
        ]
        self.fields["tier"] = forms.ChoiceField(
            label="档次",
            required=False,
            choices=[("", self.no_tier), *known, *added],
            widget=forms.Select(attrs={"data-tiers": ""}),
            error_messages={"invalid_choice": "这条政策没有这个档次，请重选；新的档次先在上面填好代码"},
        )

    def clean_tier(self) -> Tier | None:
        chosen = self.cleaned_data["tier"]
        self.new_tier = chosen.removeprefix(NEW) if chosen.startswith(NEW) else None
        return next((tier for tier in self.tiers if str(tier.pk) == chosen), None)

    def save(self, commit: bool = True) -> Any:
        if getattr(self, "new_tier", None):
            self.instance.tier = Tier.objects.get(policy=self.instance.policy, code=self.new_tier)
        return super().save(commit)


class DatedForm(RowForm):
    """Its fields in `dated` (with what an empty one says) offer the policy's changes and those added on the page.

    Those have no code yet that anybody knows; they are called by their day and the event that it is measured on.
    """

    dated: dict[str, str] = {}
    changes: list[PolicyChange] = []
    events: dict[str, str] = {}
    """The names of the questions that a change may be measured on, read once for all rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(change.pk), str(change)) for change in self.changes]
        offered = [*known, *_added(self.data, self.events)]
        self.new_changes: dict[str, str] = {}
        for name, empty in self.dated.items():
            self.initial[name] = str(getattr(self.instance, f"{name}_id") or "")
            self.fields[name] = forms.ChoiceField(
                label=self._meta.model._meta.get_field(name).verbose_name,
                required=False,
                choices=[("", empty), *offered],
                widget=forms.Select(attrs={"data-changes": ""}),
                error_messages={"invalid_choice": GONE},
            )

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name in self.dated:
            if name in self.cleaned_data:
                try:
                    self.cleaned_data[name] = self._change(name, self.cleaned_data[name])
                except ValidationError as error:
                    self.add_error(name, error)

    def _change(self, name: str, chosen: str) -> PolicyChange | None:
        self.new_changes.pop(name, None)
        if chosen.startswith(NEW):
            self.new_changes[name] = chosen.removeprefix(NEW)
        elif chosen and chosen in _deleted(self.data):
            raise ValidationError(DELETED)
        return next((change for change in self.changes if str(change.pk) == chosen), None)

    def save(self, commit: bool = True) -> Any:
        for name, typed in self.new_changes.items():
            day, _, event = typed.rpartition(":")
            named = {"starts_on": forms.DateField().to_python(day), "measured_at": event or None}
            found = PolicyChange.objects.filter(policy=self.instance.policy, **named)
            setattr(self.instance, name, found.order_by("-pk").first())
        return super().save(commit)


def _added(data: Any, events: dict[str, str]) -> Iterator[tuple[str, str]]:
    for row in submitted(data, "changes"):
        day, event = (row.get(name, "").strip() for name in ("starts_on", "measured_at"))
        if row.get("id") or not day:
            continue
        yield f"{NEW}{day}:{event}", f"{day} 起" + (f"（按{events.get(event, event)}）" if event else "")


def _events(request: HttpRequest) -> dict[str, str]:
    if request.method != "POST":
        return {}
    if not hasattr(request, "events"):
        dates = Question.objects.filter(type=QuestionType.DATE).values_list("pk", "name")
        request.events = {str(pk): name for pk, name in dates}  # type: ignore[attr-defined]
    return request.events  # type: ignore[attr-defined]


def _deleted(data: Any) -> set[str]:
    ends = "-DELETE"
    ticked = [name.removesuffix(ends) for name in data if name.startswith("changes-") and name.endswith(ends)]
    return {data.get(f"{prefix}-id", "") for prefix in ticked if data.get(prefix + ends)}


class OwnedInline(RowInline):
    """Its rows may belong to a tier, and name changes."""

    ordering = ("position", "id")

    def get_formset(self, request: HttpRequest, obj: Policy | None = None, **kwargs: Any) -> Any:
        tiers, changes = _offered(obj) if obj else ([], [])
        form = type(self.form.__name__, (self.form,), {"tiers": tiers, "changes": changes, "events": _events(request)})
        return InlineModelAdmin.get_formset(self, request, obj, form=with_problems(form, request), **kwargs)


def _offered(policy: Policy) -> tuple[list[Tier], list[PolicyChange]]:
    """Read once for all inlines of a page: each time that a page is made, its policy is read anew."""
    kept = vars(policy)
    if "offered_to_rows" not in kept:
        tiers = policy.tiers.order_by("position", "id")
        changes = policy.changes.select_related("measured_at").order_by("position", "id")
        kept["offered_to_rows"] = list(tiers), list(changes)
    offered: tuple[list[Tier], list[PolicyChange]] = kept["offered_to_rows"]
    return offered
