"""How much more or less each person has: a distribution, and what lies in its middle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .arranged import Chart, ChartBar, ReportSection, ReportTable, count
from .counting import CHANGE, MOST, SURE
from .simulated import Simulated

MEASURES = {SURE: "确定的钱", MOST: "至多的钱"}
LEGEND = (("less", "变少"), ("same", "不变"), ("more", "变多"))
# Where a class of gains begins: these times a power of ten.
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class GainClass:
    """From `least` to `most` yuan more than before, both included; less, where they are negative."""

    least: int
    most: int

    @property
    def words(self) -> str:
        if self.least == self.most == 0:
            return "不变"
        low, high = sorted((abs(self.least), abs(self.most)))
        sign = "少" if self.most < 0 else "多"
        return f"{sign} {low:,} 元" if low == high else f"{sign} {low:,}–{high:,} 元"

    @property
    def kind(self) -> str:
        return "less" if self.most < 0 else "more" if self.least > 0 else "same"


def section(found: Simulated) -> ReportSection:
    charts, tables, notes = [], [], ["每个人的钱（全部年份，最合算的一组）改以后减去改以前。不变的人不画，在表里。"]
    for measure, words in MEASURES.items():
        gains = _gains(found, measure)
        if set(gains) <= {0}:
            notes.append(f"{words}：没有人变。")
            continue
        notes.append(f"{words}：{_middle(gains)}")
        charts.append(_chart(found, measure, words, gains))
        tables.append(_table(found, measure, words, gains))
    return ReportSection("gains", "每个人多多少、少多少", tuple(notes), tuple(charts), tuple(tables))


def _gains(found: Simulated, measure: str) -> Counter[int]:
    gains: Counter[int] = Counter()
    for key, persons in found.counted.counts.items():
        if key[0] == CHANGE and key[1] == measure:
            gains[int(key[2])] += persons
    return gains


def _middle(gains: Counter[int]) -> str:
    """Of those for whom it is another: the mean and the median, in whole yuan, rounded towards nought."""
    changed = sorted((gain, persons) for gain, persons in gains.items() if gain)
    persons = sum(number for _, number in changed)
    mean = sum(gain * number for gain, number in changed) / persons
    passed, median = 0, 0
    for gain, number in changed:
        passed += number
        if 2 * passed >= persons:
            median = gain
            break
    return f"变了的有 {persons:,} 人，平均每人{_signed(int(mean))}，居中的一个{_signed(median)}。"


def _signed(yuan: int) -> str:
    return "不多不少" if yuan == 0 else f"{'多' if yuan > 0 else '少'} {abs(yuan):,} 元"


def classes(gains: Counter[int]) -> list[tuple[GainClass, int]]:
    """From the greatest loss to the greatest gain without a gap, each with how many persons there are in it."""
    low, high = min(gains), max(gains)
    starts = list(_starts(max(-low, high, 1)))
    pairs = list(pairwise(starts))
    every = [GainClass(1 - after, -least) for least, after in reversed(pairs)]
    every += [GainClass(0, 0), *(GainClass(least, after - 1) for least, after in pairs)]
    within = [one for one in every if one.most >= min(low, 0) and one.least <= max(high, 0)]
    return [(one, sum(n for gain, n in gains.items() if one.least <= gain <= one.most)) for one in within]


def _starts(most: int) -> Iterator[int]:
    """1, 100, 200, 500, 1000, … until one is more than that."""
    yield 1
    power = 100
    while True:
        for step in STEPS:
            yield step * power
            if step * power > most:
                return
        power *= 10


def _chart(found: Simulated, measure: str, words: str, gains: Counter[int]) -> Chart:
    several = classes(gains)
    hidden = found.hidden([persons for _, persons in several])
    bars = tuple(
        ChartBar(one.words, ((one.kind, 0 if said else persons),), said or f"{persons:,} 人")
        for (one, persons), said in zip(several, hidden, strict=True)
        if one.kind != "same"
    )
    legend = tuple(pair for pair in LEGEND if pair[0] != "same")
    return Chart(f"gains-{measure}", f"每个人的变化：{words}", "一条是多或少这么多钱的人数", bars, legend)


def _table(found: Simulated, measure: str, words: str, gains: Counter[int]) -> ReportTable:
    several = classes(gains)
    hidden = found.hidden([persons for _, persons in several])
    rows = tuple((one.words, (count(persons, said),)) for (one, persons), said in zip(several, hidden, strict=True))
    return ReportTable(f"gains-{measure}", f"每个人的变化：{words}", ("多或少", "人数"), rows)
