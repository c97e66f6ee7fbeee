"""What is wrong with the columns of a file, told before any row is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policies.screening.files import personal
from policies.screening.files.headers import DAYS, INTEGERS, TEXTS, YES_NO, HeaderMatch, Headers
from policies.screening.files.refusals import CannotScreen
from policies.screening.table import KEY, MONTH

MOST_SHOWN = 60
# So many problems fit on a screen.
MOST_TOLD = 40
PERSONAL = "个人信息"
TITLES = ("列", "问题", "怎么办")


@dataclass(frozen=True, slots=True)
class HeaderProblem:
    column: str
    kind: str
    what_to_do: str


def used(
    headers: Headers, columns: Sequence[str], types: Mapping[str, Any], key: str | None, skip: Iterable[str]
) -> tuple[dict[str, HeaderMatch], list[HeaderProblem]]:
    """What each column is read as, and what is wrong. `key`: the column that becomes the opaque key.

    Raises CannotScreen where the first row is no row of names; nothing of it is repeated then.
    """
    _refuse_a_person(columns)
    found: dict[str, HeaderMatch] = {}
    problems: list[HeaderProblem] = []
    skipped = set(skip)
    for place, column in enumerate(columns):
        match = HeaderMatch(KEY, None, TEXTS | INTEGERS) if column == key else headers.match(column)
        problem = _problem(headers, place, columns, match, column == key, column in skipped)
        if problem is None and match and column not in skipped:
            problem = _taken(column, match, found) or _mistyped(column, match, types[column])
            found[column] = match
        if problem:
            problems.append(problem)
    problems += [HeaderProblem(name, "没有这一列", "--skip 里写的列，文件里没有") for name in skipped - {*columns}]
    if key is not None and key not in columns:
        problems.append(HeaderProblem(key, "没有这一列", "--key 里写的列，文件里没有"))
    elif not any(match.target == KEY for match in found.values()) and not any(p.kind == PERSONAL for p in problems):
        problems.append(
            HeaderProblem(KEY, "缺少", "每人要有一个不含个人信息的编号，列名写 key；命令里也可以用 --key 列名 换成编号")
        )
    return found, problems


def refused(problems: Sequence[HeaderProblem]) -> CannotScreen:
    """The first of them as a table, and how many more there are."""
    rows = [TITLES, *((one.column, one.kind, one.what_to_do) for one in problems[:MOST_TOLD])]
    if len(problems) > MOST_TOLD:
        rows.append(("……", f"还有 {len(problems) - MOST_TOLD} 处", "先改上面这些；有很多用不着的列，就先从表里删掉"))
    return CannotScreen(f"列名有 {len(problems)} 处要改，一行都还没有读", rows)


def _refuse_a_person(columns: Sequence[str]) -> None:
    if any(map(personal.in_text, columns)):
        raise CannotScreen(
            "第一行像是一个人的数据，不是列名：里面有身份证号、手机号或邮箱。"
            "请在最上面加一行列名，列名用问题的代码或原话"
        )


def _problem(
    headers: Headers, place: int, columns: Sequence[str], match: HeaderMatch | None, is_key: bool, skipped: bool
) -> HeaderProblem | None:
    column = columns[place]
    shown = column[:MOST_SHOWN] or f"第 {place + 1} 列"
    if not column:
        return HeaderProblem(shown, "没有列名", "请写上列名，或删掉这一列")
    if column in columns[:place]:
        return HeaderProblem(shown, "重复", "有不止一列叫这个名字，请只留一列")
    if match is None and not is_key and personal.by_name(column):
        how = f"请删掉这一列；要用它认人，就在命令里写 --key {shown} --key-secret 密钥文件，换成编号"
        return HeaderProblem(shown, PERSONAL, how)
    if match is None and not skipped and not headers.is_idle(column):
        # The staff page says the same and has no options: what to do must be possible there too.
        how = f"没有这个问题{headers.likely(column)}；不用的列请删掉，或在命令里写 --skip {shown}"
        return HeaderProblem(shown, "不认识", how)
    return None


def _taken(column: str, match: HeaderMatch, found: Mapping[str, HeaderMatch]) -> HeaderProblem | None:
    names = set(match.reader.names) if match.reader else {match.target}
    for other, before in found.items():
        again = names & (set(before.reader.names) if before.reader else {before.target})
        # A day and that only its month is known may stand apart.
        if {name for name in again if not name.endswith(f"|{MONTH}")}:
            return HeaderProblem(column[:MOST_SHOWN], "重复", f"和“{other[:MOST_SHOWN]}”说的是同一件事，请只留一列")
    return None


def _mistyped(column: str, match: HeaderMatch, type_: Any) -> HeaderProblem | None:
    kind = str(type_.base_type() if hasattr(type_, "base_type") else type_)
    if kind in TEXTS or kind in match.types:
        return None
    return HeaderProblem(column[:MOST_SHOWN], "类型不对", f"文件里是 {type_}，这里要的是{_wanted(match)}")


def _wanted(match: HeaderMatch) -> str:
    if match.types == DAYS:
        return "日期"
    if match.types == YES_NO:
        return "是否"
    return "数字" if match.types & {"Float64"} or (match.types == INTEGERS and match.reader) else "文字"
