"""What the home page says there is to do, each with the list it leads to, and what citizens see now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from policies.admin.access.scope import region_ids
from policies.admin.due.days import DueDay, due_days
from policies.admin.policies.attention import DAYS as ENDING_DAYS
from policies.admin.policies.attention import SPANS, ending, without_amount
from policies.admin.policies.freshness import DAYS as UNCHECKED_DAYS
from policies.admin.policies.freshness import overdue
from policies.admin.releases.forms import at
from policies.models import LinkCheck, Policy, Release, Source


@dataclass(frozen=True, slots=True)
class Duty:
    name: str
    count: int
    unit: str
    address: str
    more: str


def duties(user: Any) -> list[Duty]:
    """In the order of urgency; what is at 0 stands there too, so that its absence is seen."""
    found = [*_of_releases(user)]
    if user.has_perm("policies.view_policy"):
        found += _of_policies()
    if user.has_perm("policies.view_linkcheck"):
        broken = LinkCheck.objects.filter(failing_since__isnull=False).count()
        more = "政策文件和办事网址里打不开的"
        found.append(Duty("断开的链接", broken, "个", _list("linkcheck", "broken=yes"), more))
    return found


def _of_releases(user: Any) -> list[Duty]:
    from policies.publishing import releases, unpublished

    if not (user.has_perm("policies.view_policy") or user.has_perm("policies.add_release")):
        return []
    page = "add" if user.has_perm("policies.add_release") else "unpublished"
    more = "已经保存，市民还看不到；发布以后才看到"
    found = [Duty("未发布的修改", unpublished.count(), "处", reverse(f"admin:policies_release_{page}"), more)]
    if waiting := releases.waiting():
        more = f"第 {waiting.number} 次，{at(waiting.effective_at)} 生效，里面有 {len(unpublished.planned())} 处修改"
        found.append(Duty("等待生效的发布", 1, "次", _list("release"), more))
    return found


def _of_policies() -> list[Duty]:
    today, policies = timezone.localdate(), Policy.objects.all()
    return [
        Duty(
            "即将到期的政策",
            ending(policies, today).count(),
            "条",
            _list("policy", "ends=soon"),
            f"{ENDING_DAYS} 天内结束，问一问延续不延续",
        ),
        Duty(
            "长期未核对的政策",
            overdue(policies, today).count(),
            "条",
            _list("policy", "checked=overdue"),
            f"超过 {UNCHECKED_DAYS} 天没有拿文件对过",
        ),
        Duty(
            "缺金额的政策",
            without_amount(policies).count(),
            "条",
            _list("policy", "amount=missing"),
            "没有公布，或者算式少参数，市民看不到数",
        ),
    ]


FIRST = 5
"""So many of what comes next stand on the home page."""


@dataclass(frozen=True, slots=True)
class ComingDays:
    """`counts`: within how many days, how many; `first`: a notice stands there for the policies that follow it."""

    counts: list[tuple[int, int]]
    first: list[DueDay]


def coming(user: Any) -> ComingDays | None:
    """Of the regions that are this person's to look after; None for whoever may not see it."""
    if not user.has_perm("policies.view_policy"):
        return None
    today = timezone.localdate()
    found = due_days(today, today + timedelta(days=ENDING_DAYS), region_ids(user))
    counts = [(days, sum(1 for one in found if one.day <= today + timedelta(days=days))) for days in SPANS]
    of_notices = {one.day for one in found if isinstance(one.row, Source)}
    first = [one for one in found if not (one.along and one.day in of_notices)]
    return ComingDays(counts, first[:FIRST])


def live() -> Release | None:
    """What citizens see now; without its document, which is large."""
    from policies.publishing import releases

    return releases.effective().defer("document").select_related("published_by").first()


def _list(model: str, query: str = "") -> str:
    return reverse(f"admin:policies_{model}_changelist") + (f"?{query}" if query else "")
