"""What comes to a day soon: ends of policies and notices, of doubts, of money, and what begins; and what grew old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from policies.admin.policies.attention import running, with_ends
from policies.admin.wording.records import as_text
from policies.admin.wording.typed_formulas import conditions_naming, keys_in
from policies.calculator.month_days import read
from policies.calculator.openings import openings
from policies.calculator.ruleset import ApplicationWindow as Window
from policies.calculator.ruleset import Turn
from policies.models import ApplicationWindow, Factor, Parameter, ParameterValue, Policy, PolicyChange, Source
from policies.models.choices import State

OLD_DAYS = 365
"""A published number that has stood for longer is to be looked at."""


@dataclass(frozen=True, slots=True)
class DueDay:
    """`what` happens on that day to the row; `day`: the last on which something holds, or the first of something.

    `along`: a policy's that follows its notice.
    """

    day: date
    what: str
    row: Any
    name: str
    along: bool = False

    @property
    def region(self) -> str:
        return str(self.row.region or "")

    @property
    def address(self) -> str:
        """Of a notice the page from which all of it is worked on."""
        page = "policies" if isinstance(self.row, Source) else "change"
        return reverse(f"admin:policies_{self.row._meta.model_name}_{page}", args=[self.row.pk])


Range = tuple[date, date]


def within(rows: QuerySet[Any], regions: frozenset[int] | None, way: str = "region") -> QuerySet[Any]:
    return rows if regions is None else rows.filter(**{f"{way}__in": regions})


def due_days(first: date, last: date, regions: frozenset[int] | None = None) -> list[DueDay]:
    """By day. As many queries for many as for one."""
    span = (first, last)
    found = [
        *_of_policies(span, regions),
        *_of_notices(span, regions),
        *_begins(span, regions),
        *_applications(span, regions),
    ]
    return sorted(found, key=lambda due: (due.day, due.what, due.name))


def _of_policies(span: Range, regions: frozenset[int] | None) -> Iterator[DueDay]:
    rows = within(with_ends(running(Policy.objects.select_related("region"))), regions)
    soon = Q(runs_until__range=span) | Q(in_doubt_until__range=span)
    spent = Q(state=State.BUDGET_SPENT, budget_spent_on__range=span)
    for policy in rows.filter(soon | spent):
        along = policy.starts_on is None
        by_notice = "（按文件）" if along else ""
        if _in(span, policy.runs_until):
            yield DueDay(policy.runs_until, f"期限结束{by_notice}", policy, policy.name, along)
        if _in(span, policy.in_doubt_until):
            yield DueDay(policy.in_doubt_until, f"存疑到这一天{by_notice}", policy, policy.name, along)
        if policy.state == State.BUDGET_SPENT and _in(span, policy.budget_spent_on):
            yield DueDay(policy.budget_spent_on, "从这一天起资金用完", policy, policy.name)


def _of_notices(span: Range, regions: frozenset[int] | None) -> Iterator[DueDay]:
    rows = within(Source.objects.select_related("region"), regions)
    for source in rows.filter(Q(ends_on__range=span) | Q(doubtful_until__range=span)):
        if _in(span, source.ends_on):
            yield DueDay(source.ends_on, "文件的期限结束", source, str(source))
        if _in(span, source.doubtful_until):
            yield DueDay(source.doubtful_until, "文件存疑到这一天", source, str(source))


def _begins(span: Range, regions: frozenset[int] | None) -> Iterator[DueDay]:
    changes = PolicyChange.objects.select_related("policy__region", "measured_at").filter(starts_on__range=span)
    for change in within(changes, regions, "policy__region"):
        event = f"（按{change.measured_at.name}）" if change.measured_at else ""
        yield DueDay(change.starts_on, f"写好的变化开始{event}", change.policy, change.policy.name)
    values = ParameterValue.objects.select_related("parameter__region").filter(starts_on__range=span)
    for value in within(values, regions, "parameter__region"):
        said = f"参数的新值 {as_text(value.value)} 开始"
        yield DueDay(value.starts_on, said, value.parameter, value.parameter.name)


def _applications(span: Range, regions: frozenset[int] | None) -> Iterator[DueDay]:
    """What comes once or back each year; when it does after an event hangs on the person."""
    fixed = ApplicationWindow.objects.filter(measured_at__isnull=True)
    rows = fixed.select_related("policy__region", "since", "until")
    running_ones = rows.filter(policy__in=running(Policy.objects.all()))
    for row in within(running_ones, regions, "policy__region"):
        window = Window(
            read(row.opens),
            read(row.closes),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            since=Turn(row.since.starts_on) if row.since else None,
            until=Turn(row.until.starts_on) if row.until else None,
        )
        for opening in openings([window], {}, *span):
            if _in(span, opening.first):
                yield DueDay(opening.first, "申报期开始", row.policy, row.policy.name)
            if _in(span, opening.last) and opening.last:
                yield DueDay(opening.last, "申报期的最后一天", row.policy, row.policy.name)


def _in(span: Range, day: date | None) -> bool:
    return day is not None and span[0] <= day <= span[1]


def old_parameters(on: date, regions: frozenset[int] | None = None) -> QuerySet[Parameter]:
    """Used by a running policy, and the same for longer than OLD_DAYS; `since`: from when."""
    last = ParameterValue.objects.filter(parameter=OuterRef("pk")).order_by("-starts_on")
    used = Factor.objects.filter(parameter=OuterRef("pk"), policy__in=running(Policy.objects.all()))
    in_conditions = conditions_naming("parameter", policies=running(Policy.objects.all()))
    keys = {key for row in in_conditions for key in keys_in(row.value, "parameter")}
    rows = Parameter.objects.filter(Exists(used) | Q(key__in=keys)).annotate(
        since=Subquery(last.values("starts_on")[:1])
    )
    old = rows.filter(since__lt=on - timedelta(days=OLD_DAYS)).select_related("region")
    return within(old, regions).order_by(F("since"), "key")
