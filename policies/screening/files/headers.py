"""Which column of a file answers what, and what is wrong with the columns, told before any row is read."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from policies.calculator.ruleset import QuestionType, Ruleset
from policies.catalogue.catalogue import Catalogue
from policies.screening.files import cells, personal
from policies.screening.files.cells import CellReader
from policies.screening.table import (
    FEN,
    FEN_IN_A_YUAN,
    GREATEST,
    KEY,
    MONTH,
    MOST_MONTHS,
    PAYMENTS,
    RECEIVED,
    named,
)  # fmt: skip

KEY_NAMES = frozenset((KEY, "编号", "序号", "人员编号"))
MOST_SHOWN = 60


@dataclass(frozen=True)
class HeaderMatch:
    """What a column says. `target`: what no second column may say; `reader`: None of the key; `types`: names of polars
    types that can hold it besides text."""

    target: str
    reader: CellReader | None
    types: frozenset[str] = frozenset()
    question: str | None = None


@dataclass(frozen=True, slots=True)
class HeaderProblem:
    column: str
    kind: str
    what_to_do: str


INTEGERS = frozenset(f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64))
NUMBERS = INTEGERS | {"Float32", "Float64", "Decimal"}
DAYS = INTEGERS | {"Float64", "Date", "Datetime"}
TEXTS = frozenset(("String", "Categorical", "Enum", "Null"))
YES_NO = INTEGERS | {"Boolean"}


class Headers:
    """Every name by which a column can be known in this region."""

    def __init__(self, catalogue: Catalogue, ruleset: Ruleset, as_of: date, epoch: datetime) -> None:
        self.catalogue = catalogue
        self.questions = {key: catalogue.questions[key] for key in ruleset.questions}
        self.known: dict[str, HeaderMatch] = {name: HeaderMatch(KEY, None, TEXTS | INTEGERS) for name in KEY_NAMES}
        self.words: list[str] = [*KEY_NAMES]
        ambiguous = set[str]()
        for key, question in self.questions.items():
            kind = ruleset.questions[key].type
            for words, match in _matches(key, question, kind, as_of, epoch):
                for word in dict.fromkeys(map(folded, words)):
                    if word in self.known and self.known[word].target != match.target:
                        ambiguous.add(word)
                    self.known[word] = match
                self.words += words
        for word in ambiguous:  # two questions in the same words: only their keys tell them apart
            del self.known[word]
        policies = {policy.code: catalogue.policies[policy.code]["name"] for policy in ruleset.policies}
        for words, match in _received(policies):
            self.known.update(dict.fromkeys(map(folded, words), match))

    def match(self, column: str) -> HeaderMatch | None:
        found = self.known.get(folded(column))
        if found is None:
            key, mark, rest = column.strip().partition("|")
            now = self.catalogue.now("policies" if key in (RECEIVED, PAYMENTS) else "questions", rest or key)
            renamed = f"{key}|{now}" if key in (RECEIVED, PAYMENTS) else f"{now if not mark else key}{mark}{rest}"
            found = self.known.get(folded(renamed))
        return found

    def likely(self, column: str) -> str:
        """「，是不是 education」; empty where nothing is like it. Of two characters one may be wrong."""
        close = difflib.get_close_matches(column, dict.fromkeys(self.words), n=2, cutoff=0.5)
        return f"，是不是 {' 或 '.join(close)}" if close else ""


def folded(column: str) -> str:
    """As people write the same column differently: width, capitals, spaces, a mark at the end."""
    text = unicodedata.normalize("NFKC", column).lower()
    return re.sub(r"[\s*]+|[?:。]+$", "", text)


def _matches(
    key: str, question: Mapping[str, Any], kind: QuestionType, as_of: date, epoch: datetime
) -> Iterator[tuple[list[str], HeaderMatch]]:
    read = cells.of_question(question, as_of, epoch)
    words = [key, question["name"], question["label"]]

    def match(types: frozenset[str], *names: str) -> HeaderMatch:
        return HeaderMatch(names[0], CellReader(names, read), types, key)

    match kind:
        case QuestionType.CHOICE if question.get("many"):
            choices = question["choices"]
            names = [named(key, choice["value"]) for choice in choices]
            yield words, HeaderMatch(key, CellReader(tuple(names), read), frozenset(("List",)), key)
            for name, choice in zip(names, choices, strict=True):
                one = HeaderMatch(name, CellReader((name,), lambda text: (cells.yes_or_no(text),)), YES_NO, key)
                yield [name, f"{question['name']}|{choice['label']}"], one
        case QuestionType.CHOICE:
            yield words, match(frozenset(), key)
        case QuestionType.BOOL:
            yield words, match(YES_NO, key)
        case QuestionType.DATE:
            yield words, match(DAYS, key, named(key, MONTH))
            month = named(key, MONTH)
            yield [month], HeaderMatch(month, CellReader((month,), lambda text: (cells.yes_or_no(text),)), YES_NO, key)
        case QuestionType.MONEY:
            fen, most = named(key, FEN), GREATEST * FEN_IN_A_YUAN
            yield words, match(NUMBERS, fen)
            in_fen = CellReader((fen,), lambda text: (cells.whole(text, 0, most),))
            yield [fen], HeaderMatch(fen, in_fen, INTEGERS, key)
        case _:
            yield words, match(NUMBERS, key)


def _received(policies: Mapping[str, str]) -> Iterator[tuple[list[str], HeaderMatch]]:
    for code, name in policies.items():
        had, paid = named(RECEIVED, code), named(PAYMENTS, code)
        yes_no = CellReader((had,), lambda text: (cells.yes_or_no(text),))
        yield [had, f"已享受|{name}"], HeaderMatch(had, yes_no, YES_NO)
        count = CellReader((paid,), lambda text: (cells.whole(text, 0, MOST_MONTHS),))
        yield [paid, f"已领期数|{name}"], HeaderMatch(paid, count, INTEGERS)


def used(
    headers: Headers, columns: Sequence[str], types: Mapping[str, Any], key: str | None, skip: Iterable[str]
) -> tuple[dict[str, HeaderMatch], list[HeaderProblem]]:
    """What each column is read as, and what is wrong. `key`: the column that becomes the opaque key."""
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
            HeaderProblem(KEY, "缺少", "每人要有一个不含个人信息的编号，列名写 key；也可以用 --key 列名 换成编号")
        )
    return found, problems


PERSONAL = "个人信息"


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
        return HeaderProblem(shown, PERSONAL, f"请删掉这一列；要用它认人，请写 --key {shown}，换成编号")
    if match is None and not skipped:
        return HeaderProblem(shown, "不认识", f"没有这个问题{headers.likely(column)}；不用的列请写 --skip {shown}")
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
