"""The whole report of a simulation."""

from __future__ import annotations

from policies.catalogue.words.sentences import day

from . import budget_figures, gain_figures, group_figures, long_table, money_figures, people_figures
from .arranged import ReportSection, SimulationReport
from .simulated import Simulated

TITLE = "改动测算：多少人得失，要花多少钱"
SYNTHETIC = "这是编出来的人，不是真实的名单：分布是设定的，数字只能用来看方向和大小，不能当作真实的人数和预算。"
REAL = "按名单里的回答测算。结果只有加起来的数，没有任何一个人的回答。"
TEXT_ONLY = "两边的规则算起来没有区别：改的只是文字、出处或说明，对谁都不影响。"
NOT_A_DECISION = "这是测算，不是审批，也不是预算批复。名单里没有的回答按“不清楚”算，不当作“否”。"


def report(found: Simulated, compared: str, region: str, whom: str, *, same_rules: bool = False) -> SimulationReport:
    """`compared`: what with what; `whom`: which persons, in words; `same_rules`: nothing differs for anybody."""
    lead = [
        f"比较：{compared}",
        f"地区：{region}；评估日：{day(found.on)}；{whom}，{found.persons:,} 人",
        REAL if found.real else SYNTHETIC,
    ]
    lead += [TEXT_ONLY] if same_rules else []
    sections: list[ReportSection] = [
        people_figures.overview(found),
        people_figures.by_policy(found),
        money_figures.section(found),
    ]
    if any(group_figures.values(found, place, one) for place, one in enumerate(found.dimensions)):
        sections.append(group_figures.section(found))
    sections.append(gain_figures.section(found))
    sections += budget_figures.sections(found)
    rows = tuple(long_table.rows(found))
    return SimulationReport(TITLE, (*lead, NOT_A_DECISION), tuple(sections), rows, not found.real)
