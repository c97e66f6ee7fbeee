"""Who gains and loses a right: in all, and policy by policy."""

from __future__ import annotations

from collections.abc import Iterator

from .arranged import Chart, ChartBar, ReportSection, ReportTable, Shown, count, from_to
from .counting import (
    AFTER,
    BEFORE,
    BOTH,
    GAINED,
    GAINS,
    HAS_AFTER,
    HAS_BEFORE,
    LESS,
    LOSES,
    LOST,
    MORE,
    NOT_FITTING,
    SIDES,
    STANDING,
    WHOLE,
)
from .fares import IDLE, RIGHT, STANDINGS, UNKNOWN, UPCOMING
from .simulated import SIDE_WORDS, Simulated

GAIN_WORDS, LOSE_WORDS = "得到", "失去"
LEGEND = (("loss", LOSE_WORDS), ("gain", GAIN_WORDS))
MOST_BARS = 20


def overview(found: Simulated) -> ReportSection:
    def whole(name: str) -> int:
        return found.number(WHOLE, name)

    rows = (
        ("一共多少人", count(found.persons)),
        ("至少有一项可以领的人", from_to(whole(HAS_BEFORE), whole(HAS_AFTER))),
        ("只多了可以领的", count(whole(GAINS))),
        ("只少了可以领的", count(whole(LOSES))),
        ("有多有少的", count(whole(BOTH))),
        ("钱变多的人", count(whole(MORE))),
        ("钱变少的人", count(whole(LESS))),
    )
    notes = [
        "可以领：在评估的那一天符合条件、有资金、开放着。将来才符合的、还说不准的，在下面另外数。",
        "钱：按每个人最合算的一组算，不能同时领的只算一项。变多：确定的和至多的都没有变少，至少一样变多了；变少反过来。",
    ]
    for side, words in SIDE_WORDS.items():
        if not_fitting := found.number(NOT_FITTING, side):
            notes.append(f"有 {not_fitting:,} 个人的回答里，有{words}没有的问题或选项，在那一边按没有回答算。")
    table = ReportTable(
        "overview", "得到和失去的人，总的", ("项目", "人数"), tuple((one, (cell,)) for one, cell in rows)
    )
    return ReportSection("overview", "总的来看", tuple(notes), (), (table,))


def by_policy(found: Simulated) -> ReportSection:
    shown = [
        code for code in found.codes if any(_number(found, side, code, one) for side in SIDES for one in STANDINGS)
    ]
    # Of one policy the persons with and without it are a whole, those of several policies are none.
    rows = tuple((found.names[code], tuple(_cells(found, code))) for code in shown)
    heads = ("政策", "可以领的人", GAIN_WORDS, LOSE_WORDS, "将来才符合", "还说不准", "符合，但没有资金或没有开放")
    table = ReportTable("policies", "每项政策的人数，改以前 → 改以后", heads, rows)
    charts = tuple(_charts(found, shown))
    notes = () if charts else ("没有人得到或者失去哪一项。",)
    return ReportSection("policies", "每项政策有多少人得到、失去", notes, charts, (table,))


def _number(found: Simulated, side: str, code: str, standing: str) -> int:
    return found.number(STANDING, side, code, standing)


def _cells(found: Simulated, code: str) -> Iterator[Shown]:
    hidden = found.hidden([found.number(one, code) for one in (GAINED, LOST)], partition=False)
    # From what is had on both sides the difference would follow.
    said = next(filter(None, hidden), "") or _few(found, code, RIGHT)
    yield from_to(*(_number(found, side, code, RIGHT) for side in SIDES), said=said)
    yield count(found.number(GAINED, code), hidden[0])
    yield count(found.number(LOST, code), hidden[1])
    for standing in (UPCOMING, UNKNOWN, IDLE):
        yield from_to(*(_number(found, side, code, standing) for side in SIDES), said=_few(found, code, standing))


def _few(found: Simulated, code: str, standing: str) -> str:
    numbers = [_number(found, side, code, standing) for side in (BEFORE, AFTER)]
    return next(filter(None, found.hidden([*numbers, abs(numbers[1] - numbers[0])], partition=False)), "")


def _charts(found: Simulated, codes: list[str]) -> Iterator[Chart]:
    bars = []
    for code in codes:
        gained, lost = (found.number(one, code) for one in (GAINED, LOST))
        hidden = found.hidden([gained, lost], partition=False)
        parts = (("loss", 0 if hidden[1] else -lost), ("gain", 0 if hidden[0] else gained))
        if gained or lost:
            words = f"{GAIN_WORDS} {hidden[0] or f'{gained:,}'}，{LOSE_WORDS} {hidden[1] or f'{lost:,}'}"
            bars.append(ChartBar(found.names[code], parts, words))
    bars.sort(key=lambda bar: -sum(abs(number) for _, number in bar.parts))
    if bars:
        words = "往右是得到的人数，往左是失去的人数" + (f"；只画最多的 {MOST_BARS} 项" if len(bars) > MOST_BARS else "")
        yield Chart("policies", "每项政策得到、失去的人数", words, tuple(bars[:MOST_BARS]), LEGEND)
