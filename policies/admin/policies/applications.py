"""When applications for a policy are taken, as lines of its page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from policies.admin.editing.checked import StackedRows
from policies.admin.editing.forms import RowForm, those_that_hold
from policies.models import ApplicationWindow


class ApplicationWindowForm(RowForm):
    explained_above = frozenset({"opens", "measured_at", "from_months", "to_months", "to_days", "position"})

    @property
    def folded(self) -> str:
        row = self.instance
        said = {f"{row.source}": row.source_id, row.clause: row.clause, "有说明": row.note}
        return those_that_hold(said)


class ApplicationWindowInline(StackedRows):
    model = ApplicationWindow
    form = ApplicationWindowForm
    verbose_name_plural = "申报期（什么时候可以申请；随时能申请就不写）"
    intro = (
        "只管什么时候能申请，不管谁符合：不在申报期的人照样符合，页面告诉他下次哪天开始。"
        "每年固定的，写从几月几日到几月几日，跨年也可以（12-01 到 01-31）。"
        "从某件事算起的（毕业后 12 个月以内；在岗满 6 个月后按季），选按哪件事的日期算；满月那天算在内，"
        "当天就能申请的不写“满几个月起”，截止按月或者按天只写一个。"
        "几个申报期有一个开着就能申请；几条截止都要赶上。"
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("opens", "closes"),
                    ("measured_at", "from_months", "to_months", "to_days"),
                    ("every", "open_days"),
                )
            },
        ),
        ("出处、说明和顺序", {"classes": ("collapse",), "fields": (("source", "clause"), ("note", "position"))}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApplicationWindow]:
        return super().get_queryset(request).select_related("measured_at", "source")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "measured_at":
            kwargs["empty_label"] = "每年固定的日子"
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
