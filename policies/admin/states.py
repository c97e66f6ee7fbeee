"""How policies stand today, in the list and its filter: until the day on which the money is spent they are open."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from policies.catalogue import states
from policies.models import Policy
from policies.models.choices import State


class StateToday(admin.SimpleListFilter):
    title = "状态"
    # As addresses that were kept call it.
    parameter_name = "state__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Policy]) -> QuerySet[Policy]:
        wanted = self.value()
        with_money = Q(state=State.BUDGET_SPENT, budget_spent_on__gt=timezone.localdate())
        if wanted == State.OPEN:
            return queryset.filter(Q(state=State.OPEN) | with_money)
        if wanted == State.BUDGET_SPENT:
            return queryset.filter(state=State.BUDGET_SPENT).exclude(with_money)
        return queryset.filter(state=wanted) if wanted in State.values else queryset


class StatesInList(admin.ModelAdmin):
    @admin.display(description="状态", ordering="state")
    def stands(self, policy: Policy) -> str:
        entry = {"state": policy.state, "budget_spent_on": policy.budget_spent_on}
        left = states.money_left(entry, timezone.localdate())
        return f"{State.OPEN.label}，{left}" if left else str(policy.get_state_display())
