"""The same told apart by the answers to some questions: whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator

from .arranged import Chart, ChartBar, ReportSection, ReportTable, Shown, count, from_to
from .counting import (
    BOTH,
    GAINS,
    GROUP,
    HAS_AFTER,
    HAS_BEFORE,
    LESS,
    LOSES,
    MORE,
    MOST_AFTER,
    MOST_BEFORE,
    PAID_AFTER,
    PAID_BEFORE,
    PERSONS,
    SURE_AFTER,
    SURE_BEFORE,
)
from .dimensions import Dimension
from .hiding import LEAST
from .simulated import Simulated

COUNTED = (HAS_BEFORE, HAS_AFTER, GAINS, LOSES, BOTH, MORE, LESS)
HEADS = ("人数", "改以前可以领", "改以后可以领", "只多了", "只少了", "有多有少", "钱变多", "钱变少")
# The sums that are shown, each before and after.
SUMS = {"确定的钱": (SURE_BEFORE, SURE_AFTER), "至多的钱": (MOST_BEFORE, MOST_AFTER)}
LEGEND = (("less", "钱变少的人"), ("more", "钱变多的人"))


def section(found: Simulated) -> ReportSection:
    dimensions = [(place, one) for place, one in enumerate(found.dimensions) if values(found, place, one)]
    notes = ["钱的单位：元，全部年份合计，改以前 → 改以后；至多的包括确定的。"]
    if found.real:
        notes.append(
            f"这是真实的名单，1 到 {LEAST - 1} 人的格子写“少于 {LEAST}”，能倒推出来的写“不显示”，它们的钱也不显示。"
        )
    charts = tuple(_chart(found, place, one) for place, one in dimensions)
    tables = tuple(_table(found, place, one) for place, one in dimensions)
    return ReportSection("groups", "哪些人受影响", tuple(notes), charts, tables)


def values(found: Simulated, place: int, dimension: Dimension) -> list[str]:
    there = {str(key[2]) for key in found.counted.counts if key[0] == GROUP and key[1] == place}
    # Of whom nobody said anything nothing can be told apart.
    return dimension.in_order(there) if len(there) > 1 or found.persons == 0 else []


def _numbers(found: Simulated, place: int, several: list[str], what: str) -> list[int]:
    return [found.number(GROUP, place, value, what) for value in several]


def _table(found: Simulated, place: int, dimension: Dimension) -> ReportTable:
    several = values(found, place, dimension)
    counted = {what: _numbers(found, place, several, what) for what in (PERSONS, *COUNTED)}
    hidden = {what: found.hidden(numbers) for what, numbers in counted.items()}
    few = money_hidden(found, place, several)
    rows = []
    for row, value in enumerate(several):
        cells = [count(counted[what][row], hidden[what][row]) for what in counted]
        for ends in SUMS.values():
            cells.append(from_to(*(found.number(GROUP, place, value, what) for what in ends), said=few[row]))
        rows.append((value, tuple(cells)))
    caption = f"按{dimension.name}分"
    return ReportTable(f"group-{place}", caption, (dimension.name, *HEADS, *SUMS), tuple(rows))


def money_hidden(found: Simulated, place: int, several: list[str]) -> list[str]:
    """Of the sums of a group in which only few are paid, before or after, or few have more or less than before."""
    few = []
    for value in several:
        paid, others = (
            [found.number(GROUP, place, value, what) for what in several]
            for several in ((PAID_BEFORE, PAID_AFTER), (PERSONS, MORE, LESS))
        )
        few.append(min([number for number in (found.least(*paid), *others) if number] or [0]))
    return found.hidden(few)


def _chart(found: Simulated, place: int, dimension: Dimension) -> Chart:
    several = values(found, place, dimension)
    bars = tuple(_bars(found, place, several))
    words = "往右是钱变多的人数，往左是钱变少的人数"
    return Chart(f"group-{place}", f"按{dimension.name}：钱变多、变少的人数", words, bars, LEGEND)


def _bars(found: Simulated, place: int, several: list[str]) -> Iterator[ChartBar]:
    more, less = (_numbers(found, place, several, what) for what in (MORE, LESS))
    hidden = found.hidden(more), found.hidden(less)
    for row, value in enumerate(several):
        parts = (("less", 0 if hidden[1][row] else -less[row]), ("more", 0 if hidden[0][row] else more[row]))
        words = f"变多 {_said(more[row], hidden[0][row])}，变少 {_said(less[row], hidden[1][row])}"
        yield ChartBar(value, parts, words)


def _said(number: int, hidden: str) -> str:
    shown: Shown = count(number, hidden)
    return shown.words
