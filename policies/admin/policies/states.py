"""How policies stand today, in the list and its filters: by their dated changes and the day the money is spent."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from policies.catalogue.words import states as state_sentences
from policies.models import Policy, PolicyChange
from policies.models.choices import State


class StateToday(admin.SimpleListFilter):
    title = "状态"
    # As addresses that were kept call it.
    parameter_name = "state__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Policy]) -> QuerySet[Policy]:
        wanted, today = self.value(), timezone.localdate()
        if wanted not in State.values:
            return queryset
        past = PolicyChange.objects.filter(policy=OuterRef("pk"), starts_on__lte=today).exclude(state="")
        queryset = queryset.annotate(changed_to=Subquery(past.order_by("-starts_on").values("state")[:1]))
        with_money = Q(state=State.BUDGET_SPENT, budget_spent_on__gt=today)
        own = {State.OPEN: Q(state=State.OPEN) | with_money, State.BUDGET_SPENT: Q(state=wanted) & ~with_money}
        return queryset.filter(Q(changed_to=wanted) | Q(changed_to=None) & own.get(State(wanted), Q(state=wanted)))


class ChangesToCome(admin.SimpleListFilter):
    title = "有日期的变化"
    parameter_name = "changes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("to_come", "有将来的变化")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Policy]) -> QuerySet[Policy]:
        if self.value() != "to_come":
            return queryset
        to_come = PolicyChange.objects.filter(starts_on__gt=timezone.localdate())
        return queryset.filter(pk__in=to_come.values("policy"))


class StatesInList(admin.ModelAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Policy]:
        return super().get_queryset(request).prefetch_related("changes")

    @admin.display(description="状态", ordering="state")
    def stands(self, policy: Policy) -> str:
        today = timezone.localdate()
        changes = sorted(policy.changes.all(), key=lambda change: change.starts_on)
        to_come = [change.starts_on for change in changes if change.starts_on > today]
        said = _today(policy, [change for change in changes if change.starts_on <= today and change.state])
        if not to_come:
            return said
        # The day itself does not fit beside all other columns.
        return format_html('{} <small class="to-come" title="{} 起">有将来的变化</small>', said, to_come[0].isoformat())


def _today(policy: Policy, past: list[PolicyChange]) -> str:
    if past:
        return str(past[-1].get_state_display())
    left = state_sentences.money_left(
        {"state": policy.state, "budget_spent_on": policy.budget_spent_on}, timezone.localdate()
    )
    return f"{State.OPEN.label}，{left}" if left else str(policy.get_state_display())
