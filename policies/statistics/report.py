"""The figures of a period, ready to show: everything in them is a Cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from policies.models import DailyCount, Policy, Region, Section
from policies.models.choices import Audience, State
from policies.models.figures import Event
from policies.statistics.cells import Cell, cell, parts
from policies.statistics.periods import Period, Span

OUTCOMES = (Event.ELIGIBLE, Event.UPCOMING, Event.NEAR, Event.UNKNOWN)


@dataclass(frozen=True, slots=True)
class SpanFigures:
    span: Span
    started: Cell
    finished: Cell


@dataclass(frozen=True, slots=True)
class CodeFigures:
    """A section or a policy; its cells stand in the order of what is counted of it."""

    code: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """`region`: the one that is looked at alone, if any; `regions`: all there are."""

    period: Period
    region: Region | None
    regions: list[Region]
    started: Cell
    finished: Cell
    spans: list[SpanFigures]
    sections: list[CodeFigures]
    policies: list[CodeFigures]

    @property
    def finished_per_cent(self) -> int | None:
        if self.started.count is None or self.finished.count is None:
            return None
        return round(100 * self.finished.count / self.started.count)


def report(period: Period, region: str, today: date) -> Report:
    """`region`: a code; all together where there is no such region."""
    regions = list(Region.objects.all())
    alone = next((one for one in regions if one.code == region), None)
    spans = period.spans(today)
    rows = DailyCount.objects.filter(day__gte=spans[0].first, day__lte=spans[-1].last)
    if alone:
        rows = rows.filter(region=alone.code)
    started, finished = _by_span(rows, spans)
    coded = _by_code(rows)
    return Report(
        period,
        alone,
        regions,
        cell(sum(started)),
        cell(sum(finished)),
        [SpanFigures(*of_span) for of_span in zip(spans, parts(started), parts(finished), strict=True)],
        _sections(coded),
        _policies(coded, _lineage(alone, regions)),
    )


def _by_span(rows: QuerySet[DailyCount], spans: Sequence[Span]) -> tuple[list[int], list[int]]:
    """Started and finished."""
    daily = rows.filter(code="").values_list("event", "day").annotate(Sum("count")).order_by()
    counts = {(event, day): count for event, day, count in daily}

    def per_span(event: Event) -> list[int]:
        return [
            sum(count for (of, day), count in counts.items() if of == event and span.first <= day <= span.last)
            for span in spans
        ]

    return per_span(Event.STARTED), per_span(Event.FINISHED)


def _by_code(rows: QuerySet[DailyCount]) -> Counter[tuple[str, str]]:
    coded = rows.exclude(code="").values_list("event", "code").annotate(Sum("count")).order_by()
    return Counter({(event, code): count for event, code, count in coded})


def _sections(coded: Mapping[tuple[str, str], int]) -> list[CodeFigures]:
    """Sections in their order, then what was a section once."""
    names = dict(Section.objects.values_list("code", "name"))
    codes = [*names, *_others(coded, [Event.STOPPED], names)]
    cells = parts([coded[Event.STOPPED, code] for code in codes])
    return [CodeFigures(code, names.get(code, code), (cell,)) for code, cell in zip(codes, cells, strict=True)]


def _policies(coded: Mapping[tuple[str, str], int], regions: Sequence[Region]) -> list[CodeFigures]:
    """Those that a check of these regions looks at, in catalogue order, then what was counted and is not there now."""
    wanted = Policy.objects.filter(
        audience=Audience.PERSON, state__in=[State.OPEN, State.BUDGET_SPENT], region__in=regions
    )
    counted = [code for (event, code), count in coded.items() if event in OUTCOMES and count]
    rows = Policy.objects.filter(Q(pk__in=wanted.values("pk")) | Q(code__in=counted))
    ordered = rows.order_by("region__position", "region__code", "position", "code")
    names = dict(ordered.values_list("code", "name"))
    codes = [*names, *_others(coded, OUTCOMES, names)]
    return [
        CodeFigures(code, names.get(code, code), tuple(cell(coded[event, code]) for event in OUTCOMES))
        for code in codes
    ]


def _others(coded: Iterable[tuple[str, str]], events: Sequence[Event], known: Mapping[str, str]) -> list[str]:
    return sorted({code for event, code in coded if event in events and code not in known})


def _lineage(alone: Region | None, regions: Sequence[Region]) -> list[Region]:
    """The region with its ancestors; all where none is looked at alone."""
    if alone is None:
        return list(regions)
    by_id: dict[int | None, Region] = {region.pk: region for region in regions}
    found = [alone]
    while (parent := by_id.get(found[-1].parent_id)) and parent not in found:
        found.append(parent)
    return found
