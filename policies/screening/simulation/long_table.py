"""Every number of a report in one long table for a spreadsheet: what it is, of what, and on which side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from . import budget_figures, group_figures
from .counting import (
    BOTH,
    CHANGE,
    GAINED,
    GAINS,
    GROUP,
    HAS_AFTER,
    HAS_BEFORE,
    LESS,
    LOSES,
    LOST,
    MORE,
    MOST,
    PERSONS,
    SIDES,
    STANDING,
    SURE,
    UNRECKONED,
    WHOLE,
)
from .fares import IDLE, KINDS, MISSING, RIGHT, STANDINGS, UNKNOWN, UNPUBLISHED, UPCOMING
from .money_figures import KIND_WORDS
from .simulated import SIDE_WORDS, Simulated

HEADS = ("部分", "政策代码", "政策", "分组", "组", "哪一边", "年份", "项目", "数", "单位")
PERSON, YUAN = "人", "元"
STANDING_WORDS = {RIGHT: "可以领", IDLE: "符合但没有资金或没有开放", UPCOMING: "将来才符合", UNKNOWN: "还说不准"}
WHOLE_WORDS = {
    HAS_BEFORE: "改以前至少有一项可以领",
    HAS_AFTER: "改以后至少有一项可以领",
    GAINS: "只多了可以领的",
    LOSES: "只少了可以领的",
    BOTH: "有多有少",
    MORE: "钱变多",
    LESS: "钱变少",
}
CHANGED = {GAINED: "得到", LOST: "失去"}
UNRECKONED_WORDS = {UNPUBLISHED: "没有公布金额", MISSING: "缺答案，算不出金额"}
CHANGE_WORDS = {SURE: "确定的钱变化", MOST: "至多的钱变化"}
Row = tuple[str, ...]


def rows(found: Simulated) -> Iterator[Row]:
    """Under HEADS. What is hidden in the tables is not here either: in its place stands what is said of it."""
    yield _row("总的", what="人数", number=found.persons)
    for what, words in WHOLE_WORDS.items():
        yield _row("总的", what=words, number=found.number(WHOLE, what))
    yield from _policies(found)
    yield from _money(found)
    yield from _unreckoned(found)
    yield from _groups(found)
    yield from _gains(found)
    yield from _budgets(found)


def _row(
    part: str,
    code: str = "",
    name: str = "",
    dimension: str = "",
    value: str = "",
    year: str = "",
    what: str = "",
    number: int | str = 0,
    unit: str = PERSON,
) -> Row:
    return part, code, name, dimension, value, "", year, what, str(number), unit


def _two_sides(like: Row, numbers: Sequence[int], said: str = "") -> Iterator[Row]:
    """One row per side, where there is anything on either. `said`: instead of the numbers."""
    if any(numbers):
        for side, number in zip(SIDES, numbers, strict=True):
            yield (*like[:5], SIDE_WORDS[side], *like[6:8], said or str(number), like[9])


def _few(found: Simulated, *numbers: int) -> str:
    return next(filter(None, found.hidden([*numbers], partition=False)), "")


def _policies(found: Simulated) -> Iterator[Row]:
    for code in found.codes:
        changed = {what: found.number(what, code) for what in CHANGED}
        for what, words in CHANGED.items():
            if changed[what]:
                said = _few(found, changed[what])
                yield _row("政策人数", code, found.names[code], what=words, number=said or changed[what])
        for standing in STANDINGS:
            numbers = [found.number(STANDING, side, code, standing) for side in SIDES]
            few = _few(found, *numbers, abs(numbers[1] - numbers[0]), *(changed.values() if standing == RIGHT else ()))
            yield from _two_sides(
                _row("政策人数", code, found.names[code], what=STANDING_WORDS[standing]), numbers, few
            )


def _money(found: Simulated) -> Iterator[Row]:
    for code in (None, *found.paying):
        name, said = (found.names[code], found.hidden_money[code]) if code else ("全部", "")
        for year, kind in product(found.paying_years, KINDS):
            sums = [found.yuan(side, code, (kind,), [year]) for side in SIDES]
            like = _row("每年的钱", code or "", name, year=str(year), what=KIND_WORDS[kind], unit=YUAN)
            yield from _two_sides(like, sums, said)


def _unreckoned(found: Simulated) -> Iterator[Row]:
    for code, (why, words) in product(found.codes, UNRECKONED_WORDS.items()):
        numbers = [found.number(UNRECKONED, side, code, why) for side in SIDES]
        yield from _two_sides(_row("没有算进钱里", code, found.names[code], what=words), numbers, _few(found, *numbers))


def _groups(found: Simulated) -> Iterator[Row]:
    for place, dimension in enumerate(found.dimensions):
        several = group_figures.values(found, place, dimension)
        for what in (PERSONS, *group_figures.COUNTED):
            numbers = [found.number(GROUP, place, value, what) for value in several]
            words = WHOLE_WORDS.get(what, "人数")
            for value, number, said in zip(several, numbers, found.hidden(numbers), strict=True):
                yield _row("分组", dimension=dimension.name, value=value, what=words, number=said or number)
        hidden = group_figures.money_hidden(found, place, several)
        for (words, ends), (value, said) in product(group_figures.SUMS.items(), zip(several, hidden, strict=True)):
            sums = [found.number(GROUP, place, value, what) for what in ends]
            yield from _two_sides(
                _row("分组", dimension=dimension.name, value=value, what=words, unit=YUAN), sums, said
            )


def _gains(found: Simulated) -> Iterator[Row]:
    """Of a made-up population each change of a person's sum; of a real one the classes of the table say enough."""
    if found.real:
        return
    for key, persons in sorted(found.counted.counts.items(), key=str):
        if key[0] == CHANGE:
            yield _row("每个人的变化", value=str(key[2]), what=CHANGE_WORDS[str(key[1])], number=persons)


def _budgets(found: Simulated) -> Iterator[Row]:
    for result in budget_figures.results(found):
        for end, spending in budget_figures.ends(result):
            like = _row(f"预算 {result.yuan} 元", result.code, found.names[result.code], value=end)
            hidden = found.hidden([spending.outcomes[how] for how in budget_figures.OUTCOMES])
            for (how, words), said in zip(budget_figures.OUTCOMES.items(), hidden, strict=True):
                yield (*like[:7], words, said or str(spending.outcomes[how]), PERSON)
            yield (*like[:7], "用完的日子", spending.spent_on.isoformat() if spending.spent_on else "用不完", "")
            yield (*like[:7], "一共要", str(spending.wanted), YUAN)
            yield (*like[:7], "还剩", str(spending.left), YUAN)
