"""Policies that need looking at: whose time runs out, and whose amount nobody has published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpRequest
from django.utils import timezone

from policies.models import Citation, Factor, Policy, Tier
from policies.models.choices import Basis, Form, State

DAYS = 90
SPANS = (30, 60, DAYS)
PAYING = [Form.CASH, Form.REIMBURSEMENT, Form.DISCOUNT]
UNPUBLISHED = (
    Q(once_basis=Basis.UNSPECIFIED)
    | Q(recurring_basis=Basis.UNSPECIFIED)
    | Q(form__in=PAYING, once_basis="", recurring_basis="")
)


def running(policies: QuerySet[Policy]) -> QuerySet[Policy]:
    return policies.filter(state__in=[State.PLANNED, State.OPEN, State.BUDGET_SPENT])


def with_ends(policies: QuerySet[Policy]) -> QuerySet[Any]:
    """`runs_until` and `in_doubt_until`: of their own window, else of that of the first document they cite."""
    cited = Citation.objects.filter(policy=OuterRef("pk")).order_by("position", "pk")

    def column(name: str) -> Case:
        return Case(When(starts_on__isnull=False, then=F(name)), default=Subquery(cited.values(f"source__{name}")[:1]))

    return policies.annotate(
        runs_until=column("ends_on"),
        in_doubt_until=column("doubtful_until"),
        in_doubt_for_good=column("doubtful_no_limit"),
    )


def ending(policies: QuerySet[Policy], on: date, days: int = DAYS) -> QuerySet[Policy]:
    """Running, and ending within so many days."""
    return with_ends(running(policies)).filter(runs_until__range=(on, on + timedelta(days=days)))


def ended(policies: QuerySet[Policy], on: date) -> QuerySet[Policy]:
    """Closed, or over by their window, doubtful or not."""
    return with_ends(policies).filter(Q(state=State.CLOSED) | Q(runs_until__lt=on))


def without_end(policies: QuerySet[Policy]) -> QuerySet[Policy]:
    return with_ends(running(policies)).filter(runs_until__isnull=True)


def without_amount(policies: QuerySet[Policy]) -> QuerySet[Policy]:
    """Running, and of the policy or one of its tiers nobody can say what it comes to."""
    tiers = Tier.objects.filter(UNPUBLISHED, policy=OuterRef("pk"))
    factors = Factor.objects.filter(policy=OuterRef("pk"), parameter__isnull=False, parameter__values__isnull=True)
    return running(policies).filter(UNPUBLISHED | Exists(tiers) | Exists(factors))


class Ending(admin.SimpleListFilter):
    title = "期限"
    parameter_name = "ends"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        spans = [(str(days), f"{days} 天内到期") for days in SPANS]
        return [("over", "已结束"), *spans, ("none", "没有写结束日期")]

    def value(self) -> str | None:
        """Addresses that were kept say `soon`."""
        return str(DAYS) if super().value() == "soon" else super().value()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Policy]) -> QuerySet[Policy]:
        value, today = self.value(), timezone.localdate()
        spans = {str(days): days for days in SPANS}
        if value == "over":
            return ended(queryset, today)
        if value == "none":
            return without_end(queryset)
        return ending(queryset, today, spans[value]) if value in spans else queryset


class WithoutAmount(admin.SimpleListFilter):
    title = "金额"
    parameter_name = "amount"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", "缺金额")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Policy]) -> QuerySet[Policy]:
        return without_amount(queryset) if self.value() == "missing" else queryset


class EndsInList(admin.ModelAdmin):
    """When each policy ends, by its own window or by that of its notice, in the list."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_ends(super().get_queryset(request))

    @admin.display(description="结束", ordering="runs_until")
    def ends(self, policy: Any) -> str:
        if policy.runs_until is None:
            return "没有写"
        doubt = "以后存疑" if policy.in_doubt_for_good or policy.in_doubt_until else ""
        return f"{policy.runs_until} {doubt}".strip()
