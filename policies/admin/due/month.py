"""The month's end: what was published, what comes next month, what was not looked at for long; as lines of one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from policies.admin.editing.places_of_problems import MODELS, Located
from policies.admin.policies.freshness import DAYS, overdue
from policies.models import Policy, Release

from .days import OLD_DAYS, due_days, old_parameters, within


@dataclass(frozen=True, slots=True)
class MonthLine:
    """`address` is empty where there is no page."""

    day: date | None
    what: str
    name: str = ""
    region: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class MonthPart:
    title: str
    lines: list[MonthLine]


Regions = frozenset[int] | None


def parts(first: date, regions: Regions) -> list[MonthPart]:
    """Of the month that begins on this day."""
    following = next_month(first)
    last_of_following = next_month(following) - timedelta(1)
    today = timezone.localdate()
    policies = within(overdue(Policy.objects.select_related("region"), today), regions)
    unchecked = [
        MonthLine(
            one.checked_on, "核对过的日期" if one.checked_on else "从来没有核对过", one.name, str(one.region), url(one)
        )
        for one in policies.order_by("checked_on", "code")
    ]
    return [
        MonthPart(f"{first:%Y-%m} 发布的修改", list(_published(first, following, regions))),
        MonthPart(f"{following:%Y-%m} 到期和开始的", coming(following, last_of_following, regions)),
        MonthPart(f"超过 {DAYS} 天没有和文件核对的", unchecked),
        MonthPart(f"超过 {OLD_DAYS} 天没有新值的参数", list(_parameters(today, regions))),
    ]


def coming(first: date, last: date, regions: Regions) -> list[MonthLine]:
    return [MonthLine(due.day, due.what, due.name, due.region, due.address) for due in due_days(first, last, regions)]


def _published(first: date, following: date, regions: Regions) -> Iterator[MonthLine]:
    """As each release keeps what it changed; what is shared, or is there no longer, concerns everybody."""
    took_effect = Q(took_effect=True) | Q(effective_at__lte=timezone.now())
    found = Release.objects.filter(took_effect, cancelled_at=None, effective_at__range=_moments(first, following))
    places = _places()
    for release in found.defer("document").order_by("number"):
        page = reverse("admin:policies_release_change", args=[release.pk])
        day = timezone.localtime(release.effective_at).date()
        yield MonthLine(day, str(release), release.note or "打开", "", page)
        for change in release.changes or ():
            pk, place = places.get((change["name"], change["code"]), (None, ""))
            if pk is None or regions is None or pk in regions:
                for sentence in change["sentences"]:
                    yield MonthLine(day, sentence, change["owner"], place)


def _places() -> dict[tuple[str, str], tuple[int | None, str]]:
    """The region of what has one, by the key of the document's entry."""
    found: dict[tuple[str, str], tuple[int | None, str]] = {}
    for name, (model, column) in MODELS.items():
        if column in ("code", "key") and any(field.name == "region" for field in model._meta.fields):
            rows = model._default_manager.order_by().values_list(column, "region", "region__name")
            found |= {(name, code): (pk, place or "") for code, pk, place in rows}
    return found


def _moments(first: date, following: date) -> tuple[datetime, datetime]:
    start, end = (timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in (first, following))
    return start, end - timedelta(microseconds=1)


def _parameters(today: date, regions: Regions) -> Iterator[MonthLine]:
    for one in old_parameters(today, regions):
        yield MonthLine(one.since, "从这一天起没有新值", one.name, str(one.region), url(one))  # type: ignore[attr-defined]


def url(row: Any) -> str:
    return Located(row).url


def next_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=32)).replace(day=1)
