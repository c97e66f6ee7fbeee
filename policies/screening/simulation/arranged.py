"""What a report is made of, whichever way it is written: sections with tables and charts."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Shown:
    """One number of a table. `words`: as it is read; `exact`: as a program reads it, empty where it is hidden."""

    words: str
    exact: str = ""


@dataclass(frozen=True, slots=True)
class ChartBar:
    """`parts`: (what it stands for, its number), drawn one after the other; below nought to the left."""

    label: str
    parts: tuple[tuple[str, int], ...]
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Lying bars, all in proportion. `legend`: what the parts stand for, each with its name in words."""

    key: str
    title: str
    words: str
    bars: tuple[ChartBar, ...]
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """`heads`: of the columns, the first that of the rows' names."""

    key: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Shown, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReportSection:
    key: str
    title: str
    notes: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[ReportTable, ...] = ()


@dataclass(frozen=True, slots=True)
class SimulationReport:
    """`lead`: what is compared, on which day, whom; `figures`: every number in one long table, see written.HEADS."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[ReportSection, ...]
    figures: tuple[tuple[str, ...], ...] = field(repr=False)
    synthetic: bool


def count(number: int, said: str = "") -> Shown:
    """`said`: instead of the number."""
    return Shown(said) if said else Shown(f"{number:,}", str(number))


def from_to(before: int, after: int, *, said: str = "") -> Shown:
    """「1,200 → 1,300」, where they differ."""
    if said:
        return Shown(said)
    return count(after) if before == after else Shown(f"{before:,} → {after:,}", f"{before}→{after}")


_ADAPTER = TypeAdapter(SimulationReport)


def read(text: bytes | str) -> SimulationReport:
    """What `written` gave. Raises ValueError for anything else."""
    return _ADAPTER.validate_json(text)


def written(report: SimulationReport) -> str:
    """As JSON."""
    return _ADAPTER.dump_json(report).decode()
