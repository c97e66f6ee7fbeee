"""What a budget would do, in tables: how many get it, by when it is spent, and who is left out."""

from __future__ import annotations

from collections.abc import Iterator

from policies.catalogue.words.sentences import day

from .arranged import ReportSection, ReportTable, Shown, count
from .budgets import IN_FULL, IN_PART, NOT_AT_ALL, BudgetOutcome, Spending, outcome
from .counting import AFTER, UNRECKONED
from .fares import UNPUBLISHED
from .simulated import Simulated

OUTCOMES = {IN_FULL: "全部领到", IN_PART: "只领到一部分", NOT_AT_ALL: "一分没领到"}
ASSUMPTION = (
    "假定：改以后最合算的一组里有它的人，都在评估那一天申请；每一笔到期就付，同一天的按名单里的先后；"
    "哪一笔不够付，从那天起就停，后面的都不付。"
)
BOTH_ENDS = (
    "按至多算：每个人都拿到公布的上限，而且一直符合；按确定算：只付确定的，到确定符合的最后一天为止。真实的在两者之间。"
)


def results(found: Simulated) -> Iterator[BudgetOutcome]:
    for code, yuan in found.budgets.items():
        unpublished = found.number(UNRECKONED, AFTER, code, UNPUBLISHED)
        yield outcome(code, yuan, found.counted.claimants.get(code, []), unpublished)


def ends(result: BudgetOutcome) -> tuple[tuple[str, Spending], ...]:
    """The two ends between which it lies, each with its name."""
    return ("按至多算", result.most), ("按确定算", result.sure)


def sections(found: Simulated) -> Iterator[ReportSection]:
    for result in results(found):
        yield _section(found, result)


def _section(found: Simulated, result: BudgetOutcome) -> ReportSection:
    name = found.names[result.code]
    notes = [ASSUMPTION, BOTH_ENDS]
    if result.unpublished:
        notes.append("有人的金额没有公布，不在里面；公布以后，钱会用得更快。")
    sides = ends(result)
    rows = [
        ("什么时候用完", tuple(_spent_on(one) for _, one in sides)),
        ("一共要多少元", tuple(Shown(f"{one.wanted:,}", str(one.wanted)) for _, one in sides)),
        ("最后还剩多少元", tuple(Shown(f"{one.left:,}", str(one.left)) for _, one in sides)),
    ]
    for how, words in OUTCOMES.items():
        rows.append((f"{words}的人", tuple(_outcome(found, one, how) for _, one in sides)))
    heads = ("项目", *(words for words, _ in sides))
    tables = [ReportTable(f"budget-{result.code}", f"{name}，预算 {result.yuan:,} 元", heads, tuple(rows))]
    tables += _left_out(found, name, result)
    return ReportSection(f"budget-{result.code}", f"预算：{name}，{result.yuan:,} 元", tuple(notes), (), tuple(tables))


def _spent_on(spending: Spending) -> Shown:
    if spending.spent_on is None:
        return Shown("够用，用不完", "")
    return Shown(day(spending.spent_on), spending.spent_on.isoformat())


def _outcome(found: Simulated, spending: Spending, how: str) -> Shown:
    persons = [spending.outcomes[one] for one in OUTCOMES]
    return count(spending.outcomes[how], found.hidden(persons)[list(OUTCOMES).index(how)])


def _left_out(found: Simulated, name: str, result: BudgetOutcome) -> Iterator[ReportTable]:
    """Of those for whom it is not enough, if all is paid that may be."""
    for place, (dimension, groups) in enumerate(zip(found.dimensions, result.most.by_group, strict=False)):
        several = dimension.in_order({value for value, _ in groups})
        if len(several) < 2 or result.most.spent_on is None:
            continue
        hidden = {how: found.hidden([groups[value, how] for value in several]) for how in OUTCOMES}
        rows = tuple(
            (value, tuple(count(groups[value, how], hidden[how][row]) for how in OUTCOMES))
            for row, value in enumerate(several)
        )
        caption = f"{name}：谁没有领到，按{dimension.name}分（按至多算）"
        yield ReportTable(f"budget-{result.code}-{place}", caption, (dimension.name, *OUTCOMES.values()), rows)
