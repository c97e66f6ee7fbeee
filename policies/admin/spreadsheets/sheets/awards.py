"""Amounts: of each policy without tiers, and of each tier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from policies.calculator.echo import beginning
from policies.models import Policy, Tier

from .sheet import Column, Key, Of, Sheet, changeable, shown

AMOUNTS = (
    "once_basis",
    "once_amount",
    "once_coefficient",
    "recurring_basis",
    "recurring_amount",
    "recurring_coefficient",
    "recurring_period",
    "recurring_count",
    "cap_amount",
    "cap_coefficient",
    "worth",
    "once_most",
    "instalments",
    "instalments_period",
    "recurring_most",
    "first_on",
    "last_on",
)


def award(model: type[Model]) -> tuple[Column, ...]:
    """The columns of an amount; whatever has one has them all."""
    return (*(changeable(model, name) for name in AMOUNTS), shown("封顶：已经领过的也算", _already))


def _already(row: Any) -> str:
    return row.cap_already.name if row.cap_already else ""


def _policy(row: Policy | Tier) -> Policy:
    return row.policy if isinstance(row, Tier) else row


def _awards(of: Of = None) -> Iterable[Policy | Tier]:
    policies = Policy.objects.select_related("region", "cap_already")
    in_tiers = Tier.objects.select_related("cap_already").order_by("position", "pk")
    if of is not None:
        policies, in_tiers = policies.filter(code__in=of), in_tiers.filter(policy__code__in=of)
    tiers: dict[int, list[Tier]] = {}
    for tier in in_tiers:
        tiers.setdefault(tier.policy_id, []).append(tier)
    for policy in policies:
        for tier in tiers.get(policy.pk, ()):
            tier.policy = policy
            yield tier
        if policy.pk not in tiers:
            yield policy


def _no_award(key: Key) -> tuple[str, str]:
    policy, tier = key
    found = Policy.objects.filter(code=policy).first()
    if found is None:
        return "政策代码", f"没有代码是“{beginning(policy)}”的政策，请照导出的表格写"
    if tier:
        return "档次代码", f"“{found.name}”没有代码是“{beginning(tier)}”的档次，请照导出的表格写"
    return "档次代码", f"“{found.name}”分了档，金额写在每一档的那一行"


AWARDS = Sheet(
    "金额",
    Policy,
    ("政策代码", "档次代码"),
    (
        shown("政策代码", lambda row: _policy(row).code, width=30),
        shown("档次代码", lambda row: row.code if isinstance(row, Tier) else "", width=18),
        shown("政策名称", lambda row: _policy(row).name, width=26),
        shown("档次名称", lambda row: row.name if isinstance(row, Tier) else "", width=18),
        Column("形式", lambda row: row.get_form_display(), width=10),
        *award(Policy),
    ),
    _awards,
    _policy,
    _no_award,
)
