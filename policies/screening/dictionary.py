"""What may stand in a table of persons, column by column, made from the questions: the data dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from policies.calculator.ruleset import Ruleset
from policies.catalogue.catalogue import Catalogue
from policies.screening.table import ColumnType, Role, ScreeningColumn, columns_of, outputs_of

# Longer lists of choices are on the question's own page.
MOST_LISTED = 40


class Described(NamedTuple):
    """A column: its name, by what else it can be called, what it says, what may stand in it."""

    name: str
    also: str
    says: str
    cells: str


TITLES = Described("列名", "也可以叫", "说的是什么", "怎么填（空着就是不清楚）")
OUT_TITLES = ("列名", "说的是什么", "有哪些值")
TYPES = {
    ColumnType.TEXT: "文字",
    ColumnType.BOOLEAN: "是或否",
    ColumnType.INTEGER: "整数",
    ColumnType.DATE: "日期",
}
KEY_SAYS = "每人一个编号，不能重复，不能是身份证号、手机号或姓名"


def described(catalogue: Catalogue, ruleset: Ruleset) -> Iterator[Described]:
    """The columns of the table that goes in. A question of money is described once, in yuan."""
    for column in columns_of(ruleset):
        question = catalogue.questions.get(column.question or "")
        policy = catalogue.policies.get(column.policy or "")
        if question:
            yield from _of_question(column, question)
        elif policy and column.role is Role.RECEIVED:
            yield Described(column.name, f"已享受|{policy['name']}", f"已经在享受“{policy['name']}”", "是、否")
        elif policy:
            cells = f"{column.least} 到 {column.most} 的整数"
            yield Described(column.name, f"已领期数|{policy['name']}", f"“{policy['name']}”已经领了几期", cells)
        else:
            yield Described(column.name, "编号", KEY_SAYS, "文字")


def _of_question(column: ScreeningColumn, question: dict[str, Any]) -> Iterator[Described]:
    unit = f"，单位{question['unit']}" if question.get("unit") else ""
    match column.role, question["type"]:
        case Role.MONTH_ONLY, _:
            yield Described(
                column.name, "", f"{question['name']}只知道月份", "是、否；日期直接写成 2025-06 就不用这一列"
            )
        case Role.TICKED, _:
            value = column.name.rpartition("|")[2]
            label = next(choice["label"] for choice in question["choices"] if choice["value"] == value)
            also = f"{question['name']}|{label}；几项也可以写在一列“{question['name']}”里，用顿号分开"
            yield Described(column.name, also, f"{question['label']}（{label}）", "是、否")
        case _, "choice":
            choices = [f"{choice['label']}（{choice['value']}）" for choice in question["choices"]]
            more = f"……共 {len(choices)} 项" if len(choices) > MOST_LISTED else ""
            yield _plain(column.name, question, "、".join(choices[:MOST_LISTED]) + more)
        case _, "bool":
            yield _plain(column.name, question, f"是（{question['yes']}）、否（{question['no']}）")
        case _, "date":
            yield _plain(column.name, question, "日期，如 2025-06-30、2025年6月30日；只知道月份写 2025-06")
        case _, "money":
            yield _plain(
                question["key"], question, f"数字{unit or '，单位元'}，如 8000、1.2万；用分记的列名写 {column.name}"
            )
        case _, "months":
            yield _plain(column.name, question, f"几个月，{column.least} 到 {column.most} 的整数，或 1年2个月")
        case _:
            yield _plain(column.name, question, f"整数{unit}，{column.least} 到 {column.most}")


def _plain(name: str, question: dict[str, Any], cells: str) -> Described:
    return Described(name, f"{question['name']}；{question['label']}", question["label"], cells)


def outcomes(ruleset: Ruleset) -> Iterator[tuple[str, str, str]]:
    """The columns of the table that comes out, once for all policies."""
    seen: set[str] = set()
    for column in outputs_of(ruleset):
        heading = column.name.rpartition("|")[2]
        name = f"政策代码|{heading}" if column.role is Role.RESULT else column.name
        if name not in seen:
            seen.add(name)
            values = "、".join(column.values) if not heading.startswith("tier") else "档次的代码"
            yield name, column.means or KEY_SAYS, values or TYPES[column.kind]


def markdown(catalogue: Catalogue, region: str) -> str:
    """Both tables, for a page or a printer."""
    ruleset = catalogue.ruleset(region)
    name = catalogue.regions[region]["name"]
    lines = [f"# {name}：一人一行的表", "", "## 填什么", "", *_rows(TITLES, described(catalogue, ruleset))]
    policies = ((policy.code, catalogue.policies[policy.code]["name"]) for policy in ruleset.policies)
    lines += ["", "## 出来什么", "", *_rows(OUT_TITLES, outcomes(ruleset))]
    return "\n".join([*lines, "", "## 政策代码", "", *_rows(("代码", "政策"), policies), ""])


def _rows(titles: tuple[str, ...], rows: Iterator[Any]) -> Iterator[str]:
    yield f"| {' | '.join(titles)} |"
    yield f"|{'---|' * len(titles)}"
    for row in rows:
        # A bar inside a cell would begin another one.
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
