"""One cell of a file → the cells of the screened table: by the parser that reads what citizens type.

Empty is unknown, and so is 不清楚. A cell that cannot be read is never taken for unknown: its row is bad.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from policies.answers import UnreadableAnswer, celldays, parse, parse_text
from policies.answers.written import LONGEST
from policies.calculator.calendar import Month
from policies.catalogue.document.plain_values import plain
from policies.screening.table import FEN_IN_A_YUAN

Cell = str | bool | int | date | None
Cells = tuple[Cell, ...]
UNKNOWN = frozenset(
    (
        "",
        "不清楚",
        "不知道",
        "不详",
        "未知",
        "unknown",
        "null",
        "none",
        "nan",
        "n/a",
        "na",
        "<na>",
        "-",
        "--",
        "—",
        "/",
        "?",
    )
)
YES = frozenset(("是", "有", "对", "yes", "y", "true", "t", "1", "√", "✓"))
NO = frozenset(("否", "不是", "没有", "无", "不对", "no", "n", "false", "f", "0", "×"))
NONE_TICKED = frozenset(("都没有", "以上都没有", "没有", "无", "[]", "0"))
BETWEEN = re.compile(r"[\s,，、;；|/]+")
# What a program reckoned: 6000 × 1.1 is 6600.000000000001.
COMPUTED = re.compile(r"-?[0-9]+\.[0-9]{7,}")
MICRO = Decimal("0.000001")
SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}")
WHOLE = re.compile(r"([0-9]+)\.0+")
SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
MOST_LISTED = 12


@dataclass(frozen=True)
class CellReader:
    """`read`: text → the cells of `names`, in their order. Raises UnreadableAnswer. `own`: words that are answers here,
    though elsewhere they say that nobody knows: the choice `none`."""

    names: tuple[str, ...]
    read: Callable[[str], Cells]
    own: frozenset[str] = frozenset()

    def __call__(self, text: str) -> Cells:
        """All None where nobody knows."""
        if len(text) > 5 * LONGEST:
            raise UnreadableAnswer("写得太长了", text)
        plain_text = unicodedata.normalize("NFKC", text).strip()
        unknown = plain_text.lower() in UNKNOWN and plain_text.lower() not in self.own
        return (None,) * len(self.names) if unknown else self.read(plain_text)

    def takes(self, least: Cell, most: Cell) -> bool:
        """Whether these are answers as they are, and so all between them."""
        if least is None or most is None:
            return True
        try:
            return self(str(least))[0] == least and self(str(most))[0] == most
        except UnreadableAnswer:
            return False


def of_question(question: Mapping[str, Any], as_of: date, epoch: datetime) -> Callable[[str], Cells]:
    """What reads an answer in the words of this question; of money into fen, of a date into the day and whether only
    its month is known, of several choices into a yes or no for each."""
    match question["type"]:
        case "choice" if question.get("many"):
            return _ticked(question)
        case "choice":
            return _chosen(question)
        case "bool":
            words = {_folded(question["yes"]): True, _folded(question["no"]): False}
            return lambda text: (yes_or_no(text, words),)
        case "date":
            return lambda text: _day(question, text, as_of, epoch)
        case "money":
            return lambda text: (int(_number(question, text, as_of) * FEN_IN_A_YUAN),)
    return lambda text: (int(_number(question, text, as_of)),)


def own_words(question: Mapping[str, Any]) -> frozenset[str]:
    """The words of its answers."""
    words = [word for choice in question.get("choices", ()) for word in (choice["value"], choice["label"])]
    words += [question[one] for one in ("yes", "no") if question["type"] == "bool"]
    return frozenset(map(_folded, words))


def yes_or_no(text: str, words: Mapping[str, bool] | None = None) -> bool:
    folded = _folded(text)
    if words and folded in words:
        return words[folded]
    if folded in YES or folded in NO:
        return folded in YES
    raise UnreadableAnswer("请写是或否，不清楚就留空", text)


def whole(text: str, least: int, most: int) -> int:
    """Of a number that is in the unit of its column already."""
    number = plain_number(text)
    if not re.fullmatch("[0-9]{1,18}", number) or not least <= int(number) <= most:
        raise UnreadableAnswer(f"请写 {least} 到 {most} 的整数", text)
    return int(number)


def at_most(read: Callable[[str], Cells], most: int, shown: int) -> Callable[[str], Cells]:
    """The same of a number, but for those that are more than a plan reckons with; `shown`: in the unit of the text."""

    def bounded(text: str) -> Cells:
        found = read(text)
        if isinstance(found[0], int) and found[0] > most:
            raise UnreadableAnswer(f"这个数太大了，最多写 {shown:,}", text)
        return found

    return bounded


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def plain_number(text: str) -> str:
    """Without what programs add to numbers: 8000.0, 1.2E+4, a millionth too much."""
    if SCIENTIFIC.fullmatch(text):
        text = f"{Decimal(text):f}"
    if COMPUTED.fullmatch(text):
        near = Decimal(text).quantize(Decimal("0.01"))
        text = f"{near:f}" if abs(near - Decimal(text)) <= MICRO else text
    return found[1] if (found := WHOLE.fullmatch(text)) else text


def _number(question: Mapping[str, Any], text: str, as_of: date) -> Decimal:
    return Decimal(parse_text(question, plain_number(text), as_of))  # type: ignore[arg-type]


def _day(question: Mapping[str, Any], text: str, as_of: date, epoch: datetime) -> Cells:
    serial = SERIAL.fullmatch(text)
    try:
        found = celldays.day_or_month(int(serial[1]) if serial else text, epoch)
    except ValueError:
        raise UnreadableAnswer("请写年、月、日，例如 2025-06-30，只知道月份就写 2025-06，没有就留空", text) from None
    # How early and how late it may be is known to the parser.
    parse(question, plain(found), as_of)
    return (found.first, True) if isinstance(found, Month) else (found, False)


def _choices(question: Mapping[str, Any]) -> dict[str, str]:
    """By value and by label."""
    named = {_folded(choice["label"]): choice["value"] for choice in question["choices"]}
    return named | {_folded(choice["value"]): choice["value"] for choice in question["choices"]}


def _listed(question: Mapping[str, Any]) -> str:
    labels = [choice["label"] for choice in question["choices"]]
    more = f"等 {len(labels)} 项" if len(labels) > MOST_LISTED else ""
    return f"{'、'.join(labels[:MOST_LISTED])}{more}"


def _chosen(question: Mapping[str, Any]) -> Callable[[str], Cells]:
    choices, listed = _choices(question), _listed(question)

    def read(text: str) -> Cells:
        if (value := choices.get(_folded(text))) is None:
            raise UnreadableAnswer(f"没有这个选项，请写{listed}之一", text)
        return (value,)

    return read


def _ticked(question: Mapping[str, Any]) -> Callable[[str], Cells]:
    choices, listed = _choices(question), _listed(question)
    values = [choice["value"] for choice in question["choices"]]

    def read(text: str) -> Cells:
        whole_cell = choices.get(_folded(text))
        if _folded(text) in NONE_TICKED and whole_cell is None:
            return (False,) * len(values)
        said = [_folded(part) for part in BETWEEN.split(text.strip("[]")) if part]
        ticked = {whole_cell} if whole_cell else {choices.get(part.strip("'\"")) for part in said}
        if None in ticked or not ticked:
            raise UnreadableAnswer(f"没有这个选项，几项之间用顿号分开，可以写{listed}；都没有就写“都没有”", text)
        return tuple(value in ticked for value in values)

    return read
