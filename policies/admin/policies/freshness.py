"""When each policy was last compared with its sources: what is overdue, and marking what has just been compared."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from policies.models import Policy
from policies.models.history import because

from .attention import running

DAYS = 180
"""After so many days a policy is to be compared with its sources again."""


def overdue(policies: QuerySet[Policy], on: date) -> QuerySet[Policy]:
    """Open or with its budget spent, and not compared for more than DAYS days, or never."""
    return running(policies).filter(Q(checked_on__isnull=True) | Q(checked_on__lt=on - timedelta(days=DAYS)))


class Overdue(admin.SimpleListFilter):
    title = "核对"
    parameter_name = "checked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("overdue", f"长期未核对（超过 {DAYS} 天）")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Policy]) -> QuerySet[Policy]:
        return overdue(queryset, timezone.localdate()) if self.value() == "overdue" else queryset


@admin.action(description="标记为今天已核对", permissions=["change"])
def mark_checked(model_admin: Any, request: HttpRequest, queryset: QuerySet[Policy]) -> None:
    """One save each, so that the history has it."""
    today = timezone.localdate()
    marked = 0
    with transaction.atomic():
        # Rows are saved whole: read before somebody else saved one, they would undo that.
        chosen = Policy.objects.filter(pk__in=list(queryset.values_list("pk", flat=True)))
        for policy in chosen.select_for_update(no_key=True).order_by("pk"):
            if policy.checked_on != today and model_admin.has_change_permission(request, policy):
                policy.checked_on = today
                with because("标记为今天已核对"):
                    policy.save()
                model_admin.log_change(request, policy, "标记为今天已核对")
                marked += 1
    left = queryset.count() - marked
    said = f"{marked} 条政策已标记为今天（{today}）核对过。"
    if left:
        said += f"另外 {left} 条没有变：今天已经标记过，或者你不能修改。"
    model_admin.message_user(request, said, messages.SUCCESS if marked else messages.WARNING)
