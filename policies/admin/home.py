"""What the home page says there is to do, each with the list it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from policies.models import LinkCheck, Policy

from .attention import ending, without_amount
from .freshness import overdue
from .publishing_forms import at


@dataclass(frozen=True, slots=True)
class Duty:
    """`address` is empty where this person has no page to go to."""

    name: str
    count: int
    unit: str
    address: str
    more: str = ""


def duties(user: Any) -> list[Duty]:
    """In the order of urgency; what is at 0 stands there too, so that its absence is seen."""
    found = [*_of_releases(user)]
    if user.has_perm("policies.view_policy"):
        found += _of_policies()
    if user.has_perm("policies.view_linkcheck"):
        broken = LinkCheck.objects.filter(failing_since__isnull=False).count()
        found.append(Duty("断开的链接", broken, "个", _list("linkcheck", "broken=yes")))
    return found


def _of_releases(user: Any) -> list[Duty]:
    from policies.publishing import releases, unpublished

    if not (user.has_perm("policies.view_policy") or user.has_perm("policies.add_release")):
        return []
    publish = reverse("admin:policies_release_add") if user.has_perm("policies.add_release") else ""
    found = [Duty("未发布的修改", unpublished.count(), "处", publish)]
    if waiting := releases.waiting():
        more = f"第 {waiting.number} 次，{at(waiting.effective_at)} 生效"
        found.append(Duty("等待生效的发布", 1, "次", _list("release"), more))
    return found


def _of_policies() -> list[Duty]:
    today, policies = timezone.localdate(), Policy.objects.all()
    return [
        Duty("即将到期的政策", ending(policies, today).count(), "条", _list("policy", "ends=soon")),
        Duty("长期未核对的政策", overdue(policies, today).count(), "条", _list("policy", "checked=overdue")),
        Duty("缺金额的政策", without_amount(policies).count(), "条", _list("policy", "amount=missing")),
    ]


def _list(model: str, query: str = "") -> str:
    return reverse(f"admin:policies_{model}_changelist") + (f"?{query}" if query else "")
