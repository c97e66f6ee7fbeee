"""The figures of a period, ready to show: everything in them is a Cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from policies.models import DailyCount, Policy, Region, Section
from policies.models.choices import Audience, State
from policies.models.figures import Event
from policies.statistics.cells import Cell, parts, total
from policies.statistics.periods import ReportPeriod, Span

Counted = Counter[tuple[date, str]]
"""Checks by day and region."""

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

    period: ReportPeriod
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
        return min(100, round(100 * self.finished.count / self.started.count)) if self.started.count else None


def report(period: ReportPeriod, region: str, today: date) -> Report:
    """`region`: a code; all together where there is no such region."""
    regions = list(Region.objects.all())
    alone = next((one for one in regions if one.code == region), None)
    spans = period.spans(today)
    rows = DailyCount.objects.filter(day__gte=spans[0].first, day__lte=spans[-1].last)
    if alone:
        rows = rows.filter(region=alone.code)
    days = _by_day(rows)
    started, finished = (_whole(days[event], spans) for event in (Event.STARTED, Event.FINISHED))
    coded = _by_code(rows)
    return Report(
        period,
        alone,
        regions,
        started,
        finished,
        [
            SpanFigures(span, *(_within(days[event], span) for event in (Event.STARTED, Event.FINISHED)))
            for span in spans
        ],
        _sections(coded, started, finished),
        _policies(coded, _lineage(alone, regions)),
    )


def _by_day(rows: QuerySet[DailyCount]) -> Mapping[str, Counted]:
    """Checks by event."""
    counts: dict[str, Counted] = defaultdict(Counter)
    grouped = rows.filter(code="").values_list("event", "day", "region").annotate(Sum("count")).order_by()
    for event, day, region, count in grouped:
        counts[event][day, region] = count
    return counts


def _within(counts: Counted, span: Span) -> Cell:
    """Readers can see the same checks day by day and region by region."""
    inside = {key: count for key, count in counts.items() if span.first <= key[0] <= span.last}
    return total(sum(inside.values()), _sums(inside, 0), _sums(inside, 1))


def _whole(counts: Counted, spans: Sequence[Span]) -> Cell:
    by_span = [sum(count for (day, _), count in counts.items() if one.first <= day <= one.last) for one in spans]
    return total(sum(by_span), by_span, _sums(counts, 0), _sums(counts, 1))


def _sums(counts: Mapping[tuple[Any, ...], int], place: int) -> list[int]:
    sums: Counter[Any] = Counter()
    for key, count in counts.items():
        sums[key[place]] += count
    return list(sums.values())


def _by_code(rows: QuerySet[DailyCount]) -> Mapping[tuple[str, str], list[int]]:
    """By event and code: how many in each region."""
    coded: dict[tuple[str, str], list[int]] = defaultdict(list)
    grouped = rows.exclude(code="").values_list("event", "code", "region").annotate(Sum("count")).order_by()
    for event, code, _, count in grouped:
        coded[event, code].append(count)
    return coded


def _sections(coded: Mapping[tuple[str, str], list[int]], started: Cell, finished: Cell) -> list[CodeFigures]:
    """Sections in their order, then what was a section once.

    With the checks that were finished they make those that were started, as readers can reckon.
    """
    names = dict(Section.objects.values_list("code", "name"))
    codes = [*names, *_others(coded, [Event.STOPPED], names)]
    by_region = [coded.get((Event.STOPPED, code), []) for code in codes]
    sums = [sum(counts) for counts in by_region]
    cells = parts(sums, started, [finished])
    shown = [
        total(whole, counts) if one.count else one for one, whole, counts in zip(cells, sums, by_region, strict=True)
    ]
    return [CodeFigures(code, names.get(code, code), (one,)) for code, one in zip(codes, shown, strict=True)]


def _policies(coded: Mapping[tuple[str, str], list[int]], regions: Sequence[Region]) -> list[CodeFigures]:
    """Those that a check of these regions looks at, in catalogue order, then what was counted and is not there now."""
    wanted = Policy.objects.filter(
        audience=Audience.PERSON,
        state__in=[State.PLANNED, State.OPEN, State.BUDGET_SPENT],
        region__in=regions,
    )
    counted = [code for (event, code), counts in coded.items() if event in OUTCOMES and any(counts)]
    rows = Policy.objects.filter(Q(pk__in=wanted.values("pk")) | Q(code__in=counted))
    ordered = rows.order_by("region__position", "region__code", "position", "code")
    names = dict(ordered.values_list("code", "name"))
    codes = [*names, *_others(coded, OUTCOMES, names)]
    return [
        CodeFigures(code, names.get(code, code), tuple(_outcome(coded.get((event, code), [])) for event in OUTCOMES))
        for code in codes
    ]


def _outcome(by_region: Sequence[int]) -> Cell:
    return total(sum(by_region), by_region)


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
