"""Policies with everything that belongs to them on one page, in the order in which a clerk thinks."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from policies.admin.editing.checked import CheckedAdmin, StackedRows, TableRows
from policies.admin.editing.conditions import ALTERNATIVES, ConditionForm, questions_with_choices
from policies.admin.editing.forms import RowForm, RowFormSet, submitted, those_that_hold
from policies.admin.editing.policy_or_tier import DatedForm, OwnedForm, OwnedInline
from policies.admin.editing.reading import Reading
from policies.admin.editing.sent import SentShort
from policies.admin.finding import where
from policies.admin.finding.filters import NotPublished, StandsOn
from policies.admin.finding.search import Searched
from policies.admin.spreadsheets.pages import Spreadsheets
from policies.admin.wording.problems import in_words
from policies.catalogue.document.states import IDLE_DAY
from policies.models import (
    Citation,
    ExclusionGroup,
    Factor,
    Policy,
    PolicyChange,
    Relation,
    Step,
    Threshold,
    Tier,
    TierChange,
    Uplift,
)
from policies.models.choices import Audience, Payee, Per, State

from .amounts import AmountsInList
from .applications import ApplicationWindowInline
from .attention import Ending, EndsInList, WithoutAmount
from .changes import ChangeInline, TierChangeInline
from .closing import Closing
from .copying import Copying, copy_selected
from .freshness import Overdue, mark_checked
from .new_awards import MORE_OF_AWARD, ONCE, RECURRING
from .previewing import Previewing
from .states import ChangesToCome, StatesInList, StateToday


class ThresholdForm(DatedForm, OwnedForm, ConditionForm):
    dated = {"since": "一开始就有", "until": "一直要求"}
    explained_above = frozenset({"alternative", "branch", "position", "inferred", "widens"})


class FactorForm(DatedForm, OwnedForm):
    dated = {"change": "现在的金额"}
    explained_above = frozenset({"position"})

    @property
    def heading(self) -> str:
        """Without its key."""
        found = self.instance.question or self.instance.parameter
        return found.name if found else ""

    @property
    def folded(self) -> str:
        limit, at, change = self.instance.limit, self.instance.at, self.instance.change
        return those_that_hold({f"{change}的金额": change, f"最多算 {limit}": limit, f"{at and at.name}那天的值": at})


class ThresholdFormSet(RowFormSet):
    forms: list[ThresholdForm]

    def clean(self) -> None:
        """What stands together begins and ends together."""
        super().clean()
        first: dict[tuple[Any, str], Any] = {}
        forms: list[Any] = self.forms
        for form in forms:
            said = getattr(form, "cleaned_data", {})
            if not said.get("alternative") or said.get("DELETE") or form.errors:
                continue
            known = first.setdefault((form["tier"].value(), said["alternative"]), form)
            for name in form.dated:
                if form[name].value() != known[name].value():
                    label = form.fields[name].label
                    form.add_error(name, f"满足其一的字母相同的几行，“{label}”要选得一样")


class PolicyForm(RowForm):
    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        # Of drafts too, which the whole catalogue's rules do not look at.
        if cleaned.get("budget_spent_on") and cleaned.get("state") not in (None, State.BUDGET_SPENT):
            self.add_error("budget_spent_on", in_words(IDLE_DAY))
        if cleaned.get("state") == State.DRAFT or "form" not in cleaned:
            return cleaned
        tiers = submitted(self.data, "tiers")
        if tiers and cleaned["form"]:
            self.add_error("form", "这条政策分了档，形式和金额写在每一档上，这里留空")
        if not tiers and not cleaned["form"]:
            self.add_error("form", "请选形式；分档的政策在下面加档次。没有写完可以先把状态改成草稿")
        if cleaned.get("audience") == Audience.ORGANISATION and (tiers or submitted(self.data, "thresholds")):
            self.add_error("audience", "单位申领的政策不参加个人自查，请删掉下面的档次和条件")
        return cleaned


class TierForm(RowForm):
    explained_above = frozenset(
        {"once_basis", "once_amount", "recurring_basis", "recurring_amount", "recurring_count", "position"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].required = True
        self.fields["form"].help_text = ""

    @property
    def folded(self) -> str:
        said = {
            "按算式": self.instance.once_coefficient or self.instance.recurring_coefficient,
            self.instance.get_per_display(): self.instance.per != Per.PERSON,
            f"发给{self.instance.get_payee_display()}": self.instance.payee != Payee.PERSON,
            "乘以人数": self.instance.times_id,
            "分期": self.instance.instalments,
            "有封顶": self.instance.cap_amount is not None or self.instance.cap_coefficient,
            f"额度 {self.instance.worth} 元": self.instance.worth is not None,
            "有说明": self.instance.award_note,
        }
        return those_that_hold(said)


class TierInline(StackedRows):
    model = Tier
    form = TierForm
    verbose_name_plural = "档次（从好到差，符合的第一档算数）"
    intro = (
        "没有一次性部分，两格都留空；没有定期部分，四格都留空。没有公布金额时，金额留空，口径选“未公布”；"
        "文件没有写明几期，期数留空。“顺序”小的排在前面，留空排在最后。"
    )
    fieldsets = (
        (None, {"fields": (("name", "code", "form"), ONCE[:2], (*RECURRING[:2], *RECURRING[3:]))}),
        (
            "算式、分期、发给谁、封顶、说明和顺序",
            {
                "classes": ("collapse",),
                "fields": (
                    ("once_coefficient", "recurring_coefficient"),
                    ("per", "payee", "position"),
                    *MORE_OF_AWARD,
                ),
            },
        ),
    )


class ThresholdInline(OwnedInline, StackedRows):
    model = Threshold
    form = ThresholdForm
    formset = ThresholdFormSet
    verbose_name_plural = "条件（谁能享受）"
    intro = ALTERNATIVES + ("文件没有写明、是我们推断的，勾“推断的”；几选一里整种情况都是我们加的，再勾“推断放宽的”。")
    fieldsets = (
        (None, {"fields": (("question", "operator", "value", "tier"),)}),
        (
            "几选一、顺序和出处",
            {
                "classes": ("collapse",),
                "fields": (
                    ("alternative", "branch", "position"),
                    ("inferred", "widens"),
                    ("since", "until"),
                    ("measured_at", "source", "clause"),
                    "note",
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Threshold]:
        found = (
            super()
            .get_queryset(request)
            .select_related("question", "measured_at", "since__measured_at", "until__measured_at")
        )
        return found.prefetch_related("question__choices")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "question":
            kwargs["queryset"] = questions_with_choices()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class FactorInline(OwnedInline, StackedRows):
    model = Factor
    form = FactorForm
    classes = ("collapse",)
    verbose_name_plural = "算式的项（金额按算式计算时才写）"
    intro = "问题和参数选一个。“顺序”小的排在前面，留空排在最后。"
    fieldsets = (
        (None, {"fields": (("part", "question", "parameter", "tier"),)}),
        (
            "最多算多少、取哪一天、哪次变化和顺序",
            {"classes": ("collapse",), "fields": (("limit", "at", "change", "position"),)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Factor]:
        return super().get_queryset(request).select_related("question", "parameter", "at", "change__measured_at")


class UpliftForm(DatedForm, OwnedForm, ConditionForm):
    dated = {"change": "现在的金额"}
    explained_above = frozenset({"position", "share", "amount", "part"})
    stands_open = False

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if submitted(self.data, "tiers") and not cleaned.get("tier") and not self.errors and not self.new_tier:
            self.add_error("tier", "这条政策分了档，请选上浮哪一档；几档都上浮的，每一档加一行")
        return cleaned

    @property
    def folded(self) -> str:
        part, change, event = self.instance.get_part_display(), self.instance.change, self.instance.measured_at
        return those_that_hold({f"加在{part}": part, f"{change}的金额": change, f"到{event}为止": event})


class UpliftInline(OwnedInline, StackedRows):
    model = Uplift
    form = UpliftForm
    classes = ("collapse",)
    verbose_name_plural = "上浮（回答符合时，金额高一些）"
    intro = (
        "例如子女至少 2 个的，上浮 20%。“上浮多少”和“加多少元”只写一个。写了几条的，从上到下，符合的第一条算数。"
        "一次性和定期都有、只有一部分上浮的，选“加在”。“顺序”小的排在前面，留空排在最后。"
    )
    fieldsets = (
        (None, {"fields": (("question", "operator", "value"), ("share", "amount", "tier"))}),
        (
            "加在哪一部分、到哪件事为止、哪次变化和顺序",
            {"classes": ("collapse",), "fields": (("part", "measured_at", "change", "position"),)},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Uplift]:
        found = super().get_queryset(request).select_related("question", "measured_at", "change__measured_at")
        return found.prefetch_related("question__choices")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "question":
            kwargs["queryset"] = questions_with_choices()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CitationInline(TableRows):
    model = Citation
    verbose_name_plural = "出处（第一条是主要依据）"
    fields = ("source", "clause", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        return super().get_queryset(request).select_related("source")


class RelationForm(RowForm):
    explained_above = frozenset({"position", "inferred"})
    # What a field is for depends on the kind: two of them explain themselves, one below the other.
    names_help = True

    @property
    def folded(self) -> str:
        source, clause, note = self.instance.source, self.instance.clause, self.instance.note
        said = {f"{source.code if source else ''} {clause}".strip(): source or clause, "推断的": self.instance.inferred}
        return those_that_hold({**said, note: note})


class RelationInline(StackedRows):
    model = Relation
    fk_name = "policy"
    form = RelationForm
    intro = (
        "两项政策之间的关系写在一边就行，另一边的页面会照样显示。文件没有写明、是我们推断的，勾“推断的”。"
        "“顺序”小的排在前面，留空排在最后。"
    )
    fieldsets = (
        (None, {"fields": (("kind", "other", "group"),)}),
        (
            "出处、说明和顺序",
            {"classes": ("collapse",), "fields": (("source", "clause"), "note", ("inferred", "position"))},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Relation]:
        return super().get_queryset(request).select_related("other", "group", "source")


class StepForm(RowForm):
    explained_above = frozenset({"materials", "position"})

    @property
    def heading(self) -> str:
        """What is to be done is its first field."""
        return ""

    @property
    def folded(self) -> str:
        materials, place = len(self.instance.materials.splitlines()), self.instance.place
        return those_that_hold({f"材料 {materials} 样": materials, place: place, "有网址": self.instance.url})


class StepInline(StackedRows):
    model = Step
    form = StepForm
    intro = "材料每行写一样。“顺序”小的排在前面，留空排在最后。"
    fieldsets = (
        (None, {"fields": (("text", "basis"),)}),
        ("材料、地点、网址和顺序", {"classes": ("collapse",), "fields": ("materials", ("place", "url", "position"))}),
    )


@admin.register(Policy)
class PolicyAdmin(
    SentShort,
    Closing,
    Previewing,
    Reading,
    AmountsInList,
    StatesInList,
    EndsInList,
    Spreadsheets,
    Copying,
    Searched,
    CheckedAdmin,
):
    form = PolicyForm
    list_display = (
        "name",
        "once_amount",
        "recurring_amount",
        "recurring_period",
        "stands",
        "region",
        "category",
        "code",
        "group",
        "ends",
        "checked_on",
    )
    list_select_related = ("region", "group", "category")
    list_filter = (
        NotPublished,
        Ending,
        WithoutAmount,
        Overdue,
        StateToday,
        ChangesToCome,
        "region",
        StandsOn,
        "category",
        "audience",
        "group",
    )
    actions = (mark_checked, copy_selected)
    places = where.POLICY
    spelled = True
    within_own = ("internal_note",)
    search_help_text = "名称（也认拼音）、代码、金额（照写的数，例如 6000）、文号、条款、条件、步骤、单位、电话、备注"
    ordering = ("region__position", "region__code", "position", "code")
    save_on_top = True
    inlines = (
        TierInline,
        ThresholdInline,
        FactorInline,
        UpliftInline,
        ChangeInline,
        TierChangeInline,
        RelationInline,
        ApplicationWindowInline,
        CitationInline,
        StepInline,
    )
    fieldsets = (
        ("是什么", {"fields": (("name", "code"), "summary", ("category", "position"), ("state", "budget_spent_on"))}),
        ("给谁", {"fields": (("region", "audience"), "unstated_conditions", "caveats")}),
        (
            "符合也不一定领得到",
            {"classes": ("collapse",), "fields": ("limited", ("one_of_couple", "couple_question"))},
        ),
        (
            "给多少",
            {
                "description": "分档的政策这里全部留空，写在下面的每一档上。没有公布金额时，口径选“未公布”。",
                "fields": (("form", "per", "payee"), ONCE, RECURRING, *MORE_OF_AWARD),
            },
        ),
        (
            "什么时候",
            {
                "description": "全部留空就按第一个出处的政策文件的期限。",
                "fields": (
                    ("starts_on", "ends_on"),
                    ("doubtful_until", "doubtful_no_limit"),
                    "measured_at",
                    ("window_note", "window_inferred"),
                ),
            },
        ),
        ("不重复享受", {"fields": (("group", "group_inferred"),)}),
        ("去哪里问", {"fields": (("office", "phone"), "checked_on")}),
        ("内部备注", {"fields": ("internal_note",)}),
    )

    class Media:
        js = ("js/admin-tiers.js", "js/admin-reading.js", "js/admin-preview.js")

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        """What conditions and formulas may name is saved before them."""
        first = [Tier, PolicyChange, TierChange]
        in_turn = sorted(formsets, key=lambda one: first.index(one.model) if one.model in first else len(first))
        super().save_related(request, form, in_turn, change)

    def has_delete_permission(self, request: HttpRequest, obj: Policy | None = None) -> bool:
        """Nothing that was published is deleted; it is closed."""
        return obj is not None and obj.state == State.DRAFT and super().has_delete_permission(request, obj)


@admin.register(ExclusionGroup)
class ExclusionGroupAdmin(Searched, CheckedAdmin):
    list_display = ("name", "code", "region", "inferred", "position")
    list_select_related = ("region",)
    list_filter = ("region", "inferred")
    places = where.GROUP
    fieldsets = (
        (None, {"fields": (("name", "code"), "region", "note", "position")}),
        ("依据", {"fields": ("source", "clause", "inferred")}),
    )
