"""What it costs: year by year and in all, with what is certain apart from what is only a bound."""

from __future__ import annotations

from collections.abc import Iterator

from .arranged import Chart, ChartBar, ReportSection, ReportTable, Shown, from_to
from .counting import SIDES, UNRECKONED
from .fares import AT_LEAST, CERTAIN, KINDS, LATER, LIMITED, MISSING, SURE, UNPUBLISHED, UP_TO
from .simulated import SIDE_WORDS, YEARS, Simulated

KIND_WORDS = {
    CERTAIN: "确定的",
    AT_LEAST: "至少（可能更多）",
    UP_TO: "另外至多",
    LIMITED: "名额有限或夫妻一方，另外至多",
    LATER: "以后不一定还符合，可能再付",
}
LEGEND = (("sure", "确定的和至少的"), ("most", "另外至多"))
BEYOND = (UP_TO, LIMITED)
UNIT = "元"
DIFFERENCE = "改以后比改以前多（确定的和至少的）"


def section(found: Simulated) -> ReportSection:
    notes = (
        f"单位：{UNIT}。按评估那一天可以领、最合算的一组算，从那天起申领；每一笔记在它到期的那一年，规则和市民看到的结果页是同一套。",
        "确定的、至少的、至多的分开，不能相加成一个数：至多的是上限，不是会付的钱；名额有限的，给谁不知道。",
        "没有公布金额的不猜，不在钱里，只数有多少人（见最后一张表）。将来才符合的人，钱也不在里面。",
    )
    tables = [_by_year(found), _by_policy(found)]
    if rows := tuple(_unreckoned(found)):
        heads = ("政策", "没有公布金额", "缺答案，算不出")
        tables.append(ReportTable("unreckoned", "没有算进钱里的人数，改以前 → 改以后", heads, rows))
    return ReportSection("money", "每年要花多少钱", notes, (_chart(found),), tuple(tables))


def columns(found: Simulated) -> list[tuple[str, list[int] | None]]:
    """(heading, the years that it is about, None for all of them); what falls outside the five only where it does."""
    years, paying = found.years, found.paying_years
    spans: list[tuple[str, list[int] | None]] = [(f"{year} 年", [year]) for year in years]
    spans.append((f"{YEARS} 年合计", years))
    if earlier := [year for year in paying if year < years[0]]:
        spans.insert(0, (f"{years[0]} 年以前的", earlier))
    if later := [year for year in paying if year > years[-1]]:
        spans.append((f"{years[-1] + 1} 年以后", later))
    return [*spans, ("全部", None)]


def _by_year(found: Simulated) -> ReportTable:
    rows = []
    for kind in KINDS:
        if any(found.yuan(side, None, (kind,)) for side in SIDES):
            rows.append((KIND_WORDS[kind], tuple(_cells(found, None, kind))))
    if rows:
        rows.append((DIFFERENCE, tuple(_differences(found))))
    heads = ("口径", *(heading for heading, _ in columns(found)))
    return ReportTable("years", "所有政策每年的钱，改以前 → 改以后", heads, tuple(rows))


def _by_policy(found: Simulated) -> ReportTable:
    rows = [
        (f"{found.names[code]}：{KIND_WORDS[kind]}", tuple(_cells(found, code, kind)))
        for code in found.paying
        for kind in KINDS
        if any(found.yuan(side, code, (kind,)) for side in SIDES)
    ]
    heads = ("政策和口径", *(heading for heading, _ in columns(found)))
    return ReportTable("policy-years", "每项政策每年的钱，改以前 → 改以后", heads, tuple(rows))


def _cells(found: Simulated, code: str | None, kind: str) -> Iterator[Shown]:
    said = found.hidden_money[code] if code else ""
    for _, years in columns(found):
        yield from_to(*(found.yuan(side, code, (kind,), years) for side in SIDES), said=said)


def _differences(found: Simulated) -> Iterator[Shown]:
    for _, years in columns(found):
        before, after = (found.yuan(side, None, SURE, years) for side in SIDES)
        yield Shown(f"{after - before:+,}" if after != before else "0", str(after - before))


def _unreckoned(found: Simulated) -> Iterator[tuple[str, tuple[Shown, ...]]]:
    for code in found.codes:
        numbers = {why: [found.number(UNRECKONED, side, code, why) for side in SIDES] for why in (UNPUBLISHED, MISSING)}
        if any(map(any, numbers.values())):
            yield found.names[code], tuple(_few(found, *pair) for pair in numbers.values())


def _few(found: Simulated, before: int, after: int) -> Shown:
    return from_to(before, after, said=next(filter(None, found.hidden([before, after], partition=False)), ""))


def _chart(found: Simulated) -> Chart:
    bars = []
    for heading, years in columns(found)[:-1]:
        if years is found.years:
            continue
        for side in SIDES:
            sure, beyond = (found.yuan(side, None, kinds, years) for kinds in (SURE, BEYOND))
            words = f"{sure:,}" + (f"，另外至多 {beyond:,}" if beyond else "")
            bars.append(ChartBar(f"{heading}，{SIDE_WORDS[side]}", (("sure", sure), ("most", beyond)), words))
    words = f"每年两条，上面是改以前，下面是改以后；单位：{UNIT}"
    return Chart("years", "每年的钱", words, tuple(bars), LEGEND)
