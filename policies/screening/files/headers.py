"""Which column of a file answers what, and what is wrong with the columns, told before any row is read."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from policies.calculator.ruleset import QuestionType, Ruleset
from policies.catalogue.catalogue import Catalogue
from policies.screening.files import cells
from policies.screening.files.cells import FEN_IN_A_YUAN, CellReader, Cells
from policies.screening.table import (
    FEN,
    KEY,
    MONTH,
    MOST_MONTHS,
    PAYMENTS,
    RECEIVED,
    ScreeningColumn,
    columns_of,
    named,
)

KEY_NAMES = frozenset((KEY, "编号", "序号", "人员编号"))


@dataclass(frozen=True)
class HeaderMatch:
    """What a column says. `target`: what no second column may say; `reader`: None of the key; `types`: names of polars
    types that can hold it besides text."""

    target: str
    reader: CellReader | None
    types: frozenset[str] = frozenset()
    question: str | None = None


INTEGERS = frozenset(f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64))
NUMBERS = INTEGERS | {"Float32", "Float64", "Decimal"}
DAYS = INTEGERS | {"Float64", "Date", "Datetime"}
TEXTS = frozenset(("String", "Categorical", "Enum", "Null"))
YES_NO = INTEGERS | {"Boolean"}


class Headers:
    """Every name by which a column can be known in this region."""

    def __init__(
        self,
        catalogue: Catalogue,
        ruleset: Ruleset,
        as_of: date,
        epoch: datetime,
        earlier: tuple[Catalogue, Ruleset] | None = None,
    ) -> None:
        """`earlier`: another release whose questions may be answered too, where it asks some that are asked no more."""
        self.catalogue = catalogue
        self.known: dict[str, HeaderMatch] = {name: HeaderMatch(KEY, None, TEXTS | INTEGERS) for name in KEY_NAMES}
        self.words: list[str] = [*KEY_NAMES]
        self.questions = {key: catalogue.questions[key] for key in ruleset.questions}
        self.columns = _columns_of_all(ruleset, *(earlier[1:] if earlier else ()))
        self._add(self.questions, ruleset, as_of, epoch)
        if earlier:
            before, rules = earlier
            gone = {key: before.questions[key] for key in rules.questions if key not in self.questions}
            self._add(gone, rules, as_of, epoch)
        policies = {policy.code: catalogue.policies[policy.code]["name"] for policy in ruleset.policies}
        for words, match in _received(policies):
            self.known.update(dict.fromkeys(map(folded, words), match))

    def _add(self, questions: Mapping[str, Mapping[str, Any]], rules: Ruleset, as_of: date, epoch: datetime) -> None:
        ambiguous = set[str]()
        for key, question in questions.items():
            read = self._in_codes_of_now(key, cells.of_question(question, as_of, epoch))
            for words, match in _matches(key, question, rules.questions[key].type, self.columns, read):
                for word in dict.fromkeys(map(folded, words)):
                    if word in self.known and self.known[word].target != match.target:
                        ambiguous.add(word)
                    self.known[word] = match
                self.words += words
        for word in ambiguous:  # two questions in the same words: only their keys tell them apart
            del self.known[word]

    def _in_codes_of_now(self, key: str, read: Callable[[str], Cells]) -> Callable[[str], Cells]:
        """What a choice was called before means what it is called now."""
        return lambda text: read(self.catalogue.now("choices", key, text))

    def match(self, column: str) -> HeaderMatch | None:
        found = self.known.get(folded(column))
        if found is None:
            key, mark, rest = column.strip().partition("|")
            now = self.catalogue.now("policies" if key in (RECEIVED, PAYMENTS) else "questions", rest or key)
            renamed = f"{key}|{now}" if key in (RECEIVED, PAYMENTS) else f"{now if not mark else key}{mark}{rest}"
            found = self.known.get(folded(renamed))
        return found

    def is_idle(self, column: str) -> bool:
        """Whether it answers a question, but none that is asked here."""
        name = folded(column)
        every = self.catalogue.questions.values()
        return any(name in map(folded, (one["key"], one["name"], one["label"])) for one in every)

    def likely(self, column: str) -> str:
        """「，是不是 education」; empty where nothing is like it. Of two characters one may be wrong."""
        close = difflib.get_close_matches(column, dict.fromkeys(self.words), n=2, cutoff=0.5)
        return f"，是不是 {' 或 '.join(close)}" if close else ""


def _columns_of_all(*rulesets: Ruleset) -> dict[str, ScreeningColumn]:
    """By name, as the first that has it says; no number in it may be more than any of them reckons with."""
    found: dict[str, ScreeningColumn] = {}
    for column in (column for ruleset in rulesets for column in columns_of(ruleset)):
        known = found.setdefault(column.name, column)
        if isinstance(known.most, int) and isinstance(column.most, int) and column.most < known.most:
            found[column.name] = replace(known, most=column.most)
    return found


def folded(column: str) -> str:
    """As people write the same column differently: width, capitals, spaces, a mark at the end."""
    text = unicodedata.normalize("NFKC", column).lower()
    return re.sub(r"[\s*]+|[?:。]+$", "", text)


def _matches(
    key: str,
    question: Mapping[str, Any],
    kind: QuestionType,
    columns: Mapping[str, ScreeningColumn],
    read: Callable[[str], Cells],
) -> Iterator[tuple[list[str], HeaderMatch]]:
    words, own = [key, question["name"], question["label"]], cells.own_words(question)

    def match(types: frozenset[str], *names: str) -> HeaderMatch:
        return HeaderMatch(names[0], CellReader(names, read, own), types, key)

    match kind:
        case QuestionType.CHOICE if question.get("many"):
            choices = question["choices"]
            names = [named(key, choice["value"]) for choice in choices]
            yield words, HeaderMatch(key, CellReader(tuple(names), read, own), frozenset(("List",)), key)
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
            fen = named(key, FEN)
            most = int(columns[fen].most)  # type: ignore[arg-type]
            in_yuan = cells.at_most(read, most, most // FEN_IN_A_YUAN)
            yield words, HeaderMatch(fen, CellReader((fen,), in_yuan), NUMBERS, key)
            in_fen = CellReader((fen,), lambda text: (cells.whole(text, 0, most),))
            yield [fen], HeaderMatch(fen, in_fen, INTEGERS, key)
        case _:
            most = int(columns[key].most)  # type: ignore[arg-type]
            yield words, HeaderMatch(key, CellReader((key,), cells.at_most(read, most, most)), NUMBERS, key)


def _received(policies: Mapping[str, str]) -> Iterator[tuple[list[str], HeaderMatch]]:
    for code, name in policies.items():
        had, paid = named(RECEIVED, code), named(PAYMENTS, code)
        yes_no = CellReader((had,), lambda text: (cells.yes_or_no(text),))
        yield [had, f"已享受|{name}"], HeaderMatch(had, yes_no, YES_NO)
        count = CellReader((paid,), lambda text: (cells.whole(text, 0, MOST_MONTHS),))
        yield [paid, f"已领期数|{name}"], HeaderMatch(paid, count, INTEGERS)
