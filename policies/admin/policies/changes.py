"""What changes in a policy on a day, as lines of its page: what is not written of the new award stays as it was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from policies.admin.editing.checked import StackedRows
from policies.admin.editing.forms import RowFormSet, submitted
from policies.admin.editing.policy_or_tier import DatedForm, OwnedForm, OwnedInline
from policies.catalogue.words import sentences
from policies.models import Policy, PolicyChange, Tier, TierChange
from policies.models.policy_changes import STATES

from .new_awards import MORE_OF_AWARD, ONCE, RECURRING, AwardForm, award_of

IN_TIERS = "这条政策分了档，新的金额写在下面的“各档改成多少”里，这里留空"
TOO_EARLY = (
    "这次变化从 {day}起，不晚于政策开始的 {start}，原来的内容一天也用不上。"
    "请看年份有没有写错；要是一开始就这样，请直接改上面的内容，不写变化"
)
TWICE = "这一档在这次变化里已经写过，请只留一行"
STAYS = (
    "没有写的（形式、口径、周期、期数、封顶等）照原来的补上；这些也要改，就先选“形式”，再全部写清楚。"
    "原来按算式、现在写了金额的，原来的“金额说明”不照搬。"
)


class ChangeForm(AwardForm):
    formset: Any
    explained_above = frozenset(
        {
            "measured_at",
            "once_amount",
            "once_basis",
            "recurring_amount",
            "recurring_basis",
            "recurring_count",
            "form",
            "position",
        }
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "starts_on" in self.fields:
            self.fields["state"].choices = [("", "不变"), *STATES]  # type: ignore[attr-defined]

    def before(self) -> dict[str, Any]:
        """Of the changes that stand above and come earlier the last, else the policy's own as it is typed."""
        day = self.cleaned_data.get("starts_on")
        earlier = [
            form.cleaned_data
            for form in self.formset.forms
            if form is not self and form._errors is not None and not form.cleaned_data.get("DELETE")
        ]
        dated = [one for one in earlier if day and one.get("form") and (one.get("starts_on") or day) < day]
        return max(dated, key=lambda one: one["starts_on"]) if dated else award_of(self.formset.instance)

    def clean(self) -> dict[str, Any] | None:
        """A day that was there before a later notice took over may lie before the start of that one."""
        cleaned = super().clean() or self.cleaned_data
        day, event = cleaned.get("starts_on"), cleaned.get("measured_at")
        window = self._window() if day and "starts_on" in self.changed_data else None
        if (
            window
            and window.starts_on
            and window.measured_at_id == (event and event.pk)
            and day is not None
            and day <= window.starts_on
        ):
            said = TOO_EARLY.format(day=sentences.day(day), start=sentences.day(window.starts_on))
            self.add_error("starts_on", said)
        return cleaned

    def _window(self) -> Any:
        """Whose start holds: the policy's own, else that of its first notice."""
        policy: Policy = self.formset.instance
        if policy.starts_on or not policy.pk:
            return policy
        first = policy.citations.select_related("source").order_by("position", "pk").first()
        return first.source if first else None

    def owners_before(self) -> dict[str, Any]:
        last = self.instance.policy.changes.filter(starts_on__lt=self.instance.starts_on).exclude(form="")
        return {"tier": None, "change": last.order_by("starts_on").last()}

    def complete(self, cleaned: dict[str, Any]) -> None:
        if submitted(self.data, "tiers"):
            self.add_error("form", IN_TIERS)
        else:
            super().complete(cleaned)

    def save(self, commit: bool = True) -> Any:
        if not self.instance.code:
            self.instance.code = free_code(self.instance)
        return super().save(commit)


def free_code(change: PolicyChange) -> str:
    """y2027 or d2027-03-01, y2027-2, …"""
    first = change.starts_on.month == change.starts_on.day == 1
    code = f"y{change.starts_on.year}" if first else f"d{change.starts_on.isoformat()}"
    taken = set(PolicyChange.objects.filter(policy=change.policy_id).values_list("code", flat=True))
    number = 1
    while True:
        free = code if number == 1 else f"{code}-{number}"
        if free not in taken:
            return free
        number += 1


class TierChangeForm(DatedForm, OwnedForm, AwardForm):
    explained_above = ChangeForm.explained_above
    dated = {"change": "请选"}
    no_tier = "请选"

    def clean_tier(self) -> Tier | None:
        tier = super().clean_tier()
        if tier is None and not self.new_tier:
            raise forms.ValidationError("请选哪一档")
        if tier and str(tier.pk) in _deleted_tiers(self.data):
            raise forms.ValidationError("这一档在上面勾了删除。请把这一行也删掉，要不就不要删那一档")
        return tier

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if "change" in cleaned and cleaned["change"] is None and "change" not in self.new_changes:
            self.add_error("change", "请选是哪次变化；新的变化先在上面写好从哪天起")
        if not cleaned.get("form") and "form" not in self.errors:
            self.add_error("form", "请写这一档改成多少")
        return cleaned

    def before(self) -> dict[str, Any]:
        """A tier that is only being added on the page has none yet."""
        tier = self.cleaned_data.get("tier")
        return award_of(self._earlier(tier, self.cleaned_data.get("change")) or tier) if tier else {}

    def owners_before(self) -> dict[str, Any]:
        row = self.instance
        earlier = self._earlier(row.tier, row.change)
        return {"tier": row.tier, "change": earlier and earlier.change}

    @staticmethod
    def _earlier(tier: Tier, change: PolicyChange | None) -> TierChange | None:
        if change is None:
            return None
        return tier.changes.filter(change__starts_on__lt=change.starts_on).order_by("change__starts_on").last()


def _deleted_tiers(data: Any) -> set[str]:
    ticked = [name.removesuffix("-DELETE") for name in data if name.startswith("tiers-") and name.endswith("-DELETE")]
    return {data.get(f"{prefix}-id", "") for prefix in ticked if data.get(f"{prefix}-DELETE")}


class ChangeFormSet(RowFormSet):
    """Its forms know one another: one change goes on from the one before it."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.formset = self
        return form


class TierChangeFormSet(RowFormSet):
    def clean(self) -> None:
        """Of changes that are only typed, the database cannot tell before they are saved."""
        super().clean()
        seen = set()
        for form in self.forms:
            said = form["change"].value(), form["tier"].value()
            if not form.has_changed() or form.cleaned_data.get("DELETE") or not all(said):
                continue
            if said in seen:
                form.add_error("tier", TWICE)
            seen.add(said)


class ChangeInline(StackedRows):
    model = PolicyChange
    form = ChangeForm
    formset = ChangeFormSet
    verbose_name_plural = "有日期的变化（现在发布，到那天才按新的算）"
    intro = (
        "写从哪天起、改成什么；不变的留空。到了那天大家都按新的，“按哪件事的日期”就留“查询那天”；"
        "只对以后的人改，就选一件事，例如入职：那天或以后入职的按新的，以前入职的一直按旧的。"
        f"{STAYS}分了档的政策，新的金额写在下面的“各档改成多少”里。"
        "条件有变的，在条件那一行选“从哪次变化起”或“到哪次变化为止”。"
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("starts_on", "measured_at"),
                    ("once_amount", "recurring_amount", "state"),
                    ("source", "clause"),
                )
            },
        ),
        (
            "形式、口径、周期、负责单位、电话和说明",
            {
                "classes": ("collapse",),
                "fields": (
                    ("form", "per", "payee"),
                    (ONCE[0], ONCE[2]),
                    (RECURRING[0], *RECURRING[2:]),
                    *MORE_OF_AWARD,
                    ("office", "phone"),
                    ("note", "position"),
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[PolicyChange]:
        return super().get_queryset(request).select_related("measured_at")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "measured_at":
            kwargs["empty_label"] = "查询那天"
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TierChangeInline(OwnedInline, StackedRows):
    model = TierChange
    form = TierChangeForm
    formset = TierChangeFormSet
    classes = ("collapse",)
    verbose_name_plural = "各档改成多少（分了档的政策才写）"
    intro = "先在上面写好有日期的变化，再在这里一档一行写新的金额。" + STAYS
    fieldsets = (
        (None, {"fields": (("change", "tier"), ("once_amount", "recurring_amount"))}),
        (
            "形式、口径、周期、封顶和说明",
            {
                "classes": ("collapse",),
                "fields": (
                    ("form", "per", "payee"),
                    (ONCE[0], ONCE[2]),
                    (RECURRING[0], *RECURRING[2:]),
                    *MORE_OF_AWARD,
                    "position",
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[TierChange]:
        return super().get_queryset(request).select_related("change__measured_at", "tier")
