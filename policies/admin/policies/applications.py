"""When applications for a policy are taken, as lines of its page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from policies.admin.editing.checked import StackedRows
from policies.admin.editing.forms import those_that_hold
from policies.admin.editing.policy_or_tier import DatedForm, OwnedInline
from policies.models import ApplicationWindow


class ApplicationWindowForm(DatedForm):
    dated = {"since": "一开始就有", "until": "一直有"}
    explained_above = frozenset(
        {"opens", "measured_at", "from_months", "to_months", "to_days", "starts_on", "since", "until", "position"}
    )

    @property
    def folded(self) -> str:
        row = self.instance
        said = {
            f"{row.since}才有": row.since_id,
            f"{row.until}就没有": row.until_id,
            f"{row.source}": row.source_id,
            row.clause: row.clause,
            "有说明": row.note,
        }
        return those_that_hold(said)


class ApplicationWindowInline(OwnedInline, StackedRows):
    model = ApplicationWindow
    form = ApplicationWindowForm
    verbose_name_plural = "申报期（什么时候可以申请；随时能申请就不写）"
    intro = (
        "只管什么时候能申请，不管谁符合：不在申报期的人照样符合，页面告诉他下次哪天开始。"
        "每年固定的，写从几月几日到几月几日，跨年也可以（12-01 到 01-31）。"
        "只开一次的，写只有一次的从哪天到哪一天，有几次写几行；延长了，改到哪一天。"
        "从某件事算起的（毕业后 12 个月以内；在岗满 6 个月后按季），选按哪件事的日期算；满月那天算在内，"
        "当天就能申请的不写“满几个月起”，截止按月或者按天只写一个。"
        "几个申报期有一个开着就能申请；几条截止都要赶上。"
        "从某一天起改了的，先在有日期的变化里写那一天，再选原来的到那次变化为止、新的从那次变化起。"
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("opens", "closes"),
                    ("starts_on", "ends_on"),
                    ("measured_at", "from_months", "to_months", "to_days"),
                    ("every", "open_days"),
                )
            },
        ),
        (
            "哪次变化、出处、说明和顺序",
            {"classes": ("collapse",), "fields": (("since", "until"), ("source", "clause"), ("note", "position"))},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApplicationWindow]:
        return (
            super()
            .get_queryset(request)
            .select_related("measured_at", "source", "since__measured_at", "until__measured_at")
        )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "measured_at":
            kwargs["empty_label"] = "固定的日子"
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
