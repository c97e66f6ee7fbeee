"""By what figures are told apart: answers to questions, in bands where they are numbers, or columns beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from policies.calculator.calendar import Month, full_months
from policies.calculator.ruleset import NO_DATE, Value
from policies.catalogue.document.canonical import Document
from policies.catalogue.document.plain_values import plain
from policies.catalogue.validation.problems import listed, similar
from policies.catalogue.words import sentences

from .person import Person
from .refused import CannotSimulate

Entry = Mapping[str, Any]

SHIPPED = Path(__file__).with_name("dimensions.toml")
NOT_SAID, NEVER = "没有回答", "没有"
NUMBERS = ("int", "months", "money")
MONTHS_IN_A_YEAR = 12
OTHERS = "其他"
KEYS = {"question", "column", "name", "from"}


@dataclass(frozen=True, slots=True)
class Dimension:
    """`questions`: entries of the document, of which the first that somebody answered counts; none: a column.

    `starts`: the least number of each band.
    """

    key: str
    name: str
    questions: tuple[Entry, ...] = ()
    starts: tuple[int, ...] = ()

    def value(self, person: Person, facts: Mapping[str, Value], on: date) -> str:
        """In words; of whoever did not say, NOT_SAID. What no rule asks is what the person said."""
        if not self.questions:
            found = person.beside.get(self.key)
            return NOT_SAID if found is None or found == "" else str(found)
        for question in self.questions:
            key = question["key"]
            answer = facts.get(key, person.answers.get(key))
            if answer is not None:
                return self._said(question, answer, on)
        return NOT_SAID

    def _said(self, question: Entry, answer: Value, on: date) -> str:
        if answer == NO_DATE:
            return NEVER
        number = _number(answer, on)
        if number is not None and self.starts:
            return self._band(number)
        return sentences.value(question, plain(answer))

    def _band(self, number: int) -> str:
        place = sum(start <= number for start in self.starts)
        if place == 0:
            return f"不到 {self.starts[0]}"
        least = self.starts[place - 1]
        if place == len(self.starts):
            return f"{least} 以上"
        most = self.starts[place] - 1
        return f"{least}" if least == most else f"{least}–{most}"

    def in_order(self, found: Iterable[str]) -> list[str]:
        """Choices and bands in their own order, columns in that of the alphabet; who did not say comes last."""
        known = list(self._known())
        rest = sorted(set(found) - set(known) - {NOT_SAID, NEVER, OTHERS})
        return [value for value in [*known, *rest, NEVER, OTHERS, NOT_SAID] if value in set(found)]

    def _known(self) -> Iterator[str]:
        if self.starts:
            yield from (self._band(number) for number in (self.starts[0] - 1, *self.starts))
        for question in () if self.starts else self.questions:
            if question["type"] == "choice":
                yield from (choice["label"] for choice in question["choices"])
            elif question["type"] == "bool":
                yield from (question["yes"], question["no"])


def _number(answer: Value, on: date) -> int | None:
    """Of a date the full years since then."""
    if isinstance(answer, Month):
        answer = answer.last
    if isinstance(answer, date):
        return full_months(answer, on) // MONTHS_IN_A_YEAR
    if isinstance(answer, bool) or not isinstance(answer, int | Decimal):
        return None
    return int(answer)


def columns_in(path: Path) -> list[str]:
    """Those columns beside the questions that a file of dimensions names. Raises CannotSimulate."""
    return [str(entry["column"]) for entry in _entries(path) if "column" in entry]


def of_file(path: Path, document: Document, columns: Iterable[str] = ()) -> list[Dimension]:
    """What a file of dimensions says, as far as the document asks it, or the table has such a column.

    Raises CannotSimulate for a file that cannot be read.
    """
    read = [_of_entry(entry, document) for entry in _entries(path)]
    there = frozenset(columns)
    return [one for one in read if one is not None and (one.questions or one.key in there)]


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("dimension", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CannotSimulate(f"读不了分组的设置 {path.name}：{error}") from error
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise CannotSimulate(f"分组的设置 {path.name} 里，每一组的前面写 [[dimension]]")
    return found


def _of_entry(entry: Mapping[str, Any], document: Document) -> Dimension | None:
    """None of a question that the document does not ask."""
    starts, wrong = entry.get("from", []), sorted(set(entry) - KEYS)
    if wrong or ("question" in entry) == ("column" in entry):
        raise CannotSimulate(f"分组的设置里，每一组写 question 或 column 中的一个，还可以写 name、from：{dict(entry)}")
    if not all(isinstance(one, int) for one in starts) or sorted(set(starts)) != starts:
        raise CannotSimulate(f"分组的设置里，from 要写从小到大的整数：{starts}")
    if "column" in entry:
        return Dimension(entry["column"], entry.get("name", entry["column"]))
    keys = [entry["question"]] if isinstance(entry["question"], str) else entry["question"]
    by_key = {question["key"]: question for question in document["questions"]}
    questions = tuple(by_key[key] for key in keys if key in by_key)
    if not questions:
        return None
    return Dimension(questions[0]["key"], entry.get("name", questions[0]["name"]), questions, tuple(starts))


def typed(texts: Iterable[str], document: Document, columns: Iterable[str] = ()) -> list[Dimension]:
    """As an option says them: `education`, `age=0,25,30`, or a column of the table. Raises CannotSimulate."""
    return [_typed(text, document, list(columns)) for text in texts]


def _typed(text: str, document: Document, columns: list[str]) -> Dimension:
    key, equals, bands = (part.strip() for part in text.partition("="))
    question = next((one for one in document["questions"] if one["key"] == key), None)
    if question is None and key not in columns:
        known = [one["key"] for one in document["questions"]]
        raise CannotSimulate(
            f"分组“{key}”不是问题，也不是表里的列{similar(key, [*known, *columns])}；有 {listed(known)}"
        )
    if not equals:
        return Dimension(key, question["name"] if question else key, (question,) if question else ())
    parts = [part.strip() for part in bands.split(",")]
    if not all(part.isdecimal() for part in parts) or sorted({int(one) for one in parts}) != [
        int(one) for one in parts
    ]:
        raise CannotSimulate(f"分组“{text}”：等号后面写从小到大的整数，用逗号隔开，例如 {key}=0,25,30,35")
    if question is None or question["type"] not in (*NUMBERS, "date"):
        raise CannotSimulate(f"分组“{text}”：只有数和日期才能分段，这一题不是，请去掉等号和后面的数")
    return Dimension(key, question["name"], (question,), tuple(map(int, parts)))
