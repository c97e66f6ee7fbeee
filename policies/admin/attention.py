"""Policies that need looking at: whose time runs out, and whose amount nobody has published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone

from policies.models import Citation, Factor, Policy, Tier
from policies.models.choices import Basis, Form, State

DAYS = 90
PAYING = [Form.CASH, Form.REIMBURSEMENT, Form.DISCOUNT]
UNPUBLISHED = (
    Q(once_basis=Basis.UNSPECIFIED)
    | Q(recurring_basis=Basis.UNSPECIFIED)
    | Q(form__in=PAYING, once_basis="", recurring_basis="")
)


def running(policies: QuerySet[Policy]) -> QuerySet[Policy]:
    return policies.filter(state__in=[State.PLANNED, State.OPEN, State.BUDGET_SPENT])


def ending(policies: QuerySet[Policy], on: date) -> QuerySet[Policy]:
    """Running, and ending within DAYS days: by their own window, else by that of the first document they cite."""
    cited = Citation.objects.filter(policy=OuterRef("pk")).order_by("position", "pk")
    until = (on, on + timedelta(days=DAYS))
    return (
        running(policies)
        .annotate(source_ends=Subquery(cited.values("source__ends_on")[:1]))
        .filter(Q(starts_on__isnull=False, ends_on__range=until) | Q(starts_on__isnull=True, source_ends__range=until))
    )


def without_amount(policies: QuerySet[Policy]) -> QuerySet[Policy]:
    """Running, and of the policy or one of its tiers nobody can say what it comes to."""
    tiers = Tier.objects.filter(UNPUBLISHED, policy=OuterRef("pk"))
    factors = Factor.objects.filter(policy=OuterRef("pk"), parameter__isnull=False, parameter__values__isnull=True)
    return running(policies).filter(UNPUBLISHED | Exists(tiers) | Exists(factors))


class Ending(admin.SimpleListFilter):
    title = "期限"
    parameter_name = "ends"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("soon", f"即将到期（{DAYS} 天内）")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Policy]) -> QuerySet[Policy]:
        return ending(queryset, timezone.localdate()) if self.value() == "soon" else queryset


class WithoutAmount(admin.SimpleListFilter):
    title = "金额"
    parameter_name = "amount"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", "缺金额")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Policy]) -> QuerySet[Policy]:
        return without_amount(queryset) if self.value() == "missing" else queryset
