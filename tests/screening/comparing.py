"""What `assess` says of each person, as the cells of a table, and how another table differs from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from policies.calculator import Facts, assess
from policies.calculator.calendar import Month
from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import Question, QuestionType, Ruleset, Value
from policies.calculator.verdict import NO, YES
from policies.screening.table import (
    BEST,
    FEN_IN_A_YUAN,
    KEY,
    MONTH,
    PAYMENTS,
    RECEIVED,
    ColumnType,
    answer_column,
    columns_of,
    named,
    outputs_of,
)

from .random_persons import RandomPerson

DTYPES = {
    ColumnType.TEXT: pl.String,
    ColumnType.BOOLEAN: pl.Boolean,
    ColumnType.INTEGER: pl.Int64,
    ColumnType.DATE: pl.Date,
}
SHOWN = 5
Cells = dict[str, list[Any]]


def table_of(ruleset: Ruleset, persons: Sequence[RandomPerson]) -> pl.DataFrame:
    """The persons as a table that may be screened, with all columns that there may be."""
    cells: Cells = {column.name: [None] * len(persons) for column in columns_of(ruleset)}
    for place, person in enumerate(persons):
        cells[KEY][place] = key_of(person)
        for key, value in person.answers.items():
            for name, cell in _answered(ruleset.questions[key], value):
                cells[name][place] = cell
        for code, payments in person.received.items():
            cells[named(RECEIVED, code)][place] = True
            cells[named(PAYMENTS, code)][place] = payments
    return pl.DataFrame(cells, schema={column.name: DTYPES[column.kind] for column in columns_of(ruleset)})


def key_of(person: RandomPerson) -> str:
    return f"p{person.number}"


def _answered(question: Question, value: Value) -> Iterator[tuple[str, Any]]:
    key = question.key
    if question.many:
        yield from ((named(key, choice), choice in value) for choice in question.choices)  # type: ignore[operator]
    elif question.type is QuestionType.MONEY:
        yield answer_column(question), int(value * FEN_IN_A_YUAN)  # type: ignore[operator]
    elif isinstance(value, Month):
        # Any day of the month will do.
        yield key, value.last if value.month % 2 else value.first
        yield named(key, MONTH), True
    else:
        yield key, value


def expected(
    ruleset: Ruleset, persons: Iterable[RandomPerson], on: date, as_of: date, wanted: frozenset[str], among: Any = None
) -> Cells:
    """By `assess`, person by person: the columns of `outputs_of`."""
    cells: Cells = {column.name: [] for column in outputs_of(ruleset, wanted, among)}
    keys, of_best = cells[KEY], list[tuple[Any, ...]]()
    of_policies: dict[str, list[tuple[Any, ...]]] = {}
    for person in persons:
        assessment = assess(ruleset, Facts.resolve(ruleset, person.answers, as_of), on, person.received)
        best = assessment.best
        keys.append(key_of(person))
        for result in assessment.results:
            of_policies.setdefault(result.code, []).append(_of_policy(result, result.code in best.policies))
        of_best.append(tuple(getattr(best, name) for name in OF_BEST))
    _turned(cells, BEST, OF_BEST, of_best)
    for code, rows in of_policies.items():
        _turned(cells, code, OF_POLICY, rows)
    assert {len(column) for column in cells.values()} == {len(keys)}, "assess says nothing of a column that is wanted"
    return cells


def _turned(cells: Cells, owner: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows of cells as columns; what is not wanted is dropped."""
    for name, column in zip(names, zip(*rows, strict=True), strict=False):
        if (known := named(owner, name)) in cells:
            cells[known] = list(column)


OF_BEST = ("total", "within", "certain", "low", "high", "discount", "upper", "limited", "couple")
OF_POLICY = (
    *("today", "tier_today", "total_today", "status", "first_day", "last_day", "state", "tier"),
    *("total", "low", "high", "within", "chosen"),
)


def _of_policy(result: PolicyResult, chosen: bool) -> tuple[Any, ...]:
    """In the order of OF_POLICY."""
    award, certain = result.award, result.certain
    verdict = result.today.verdict
    today = certain is not None and verdict is YES
    return (
        True if verdict is YES else False if verdict is NO else None,
        result.tier if today else None,
        award.total if today and award else None,
        result.status.value,
        result.day if certain else None,
        result.eligible_until,
        result.state.value,
        result.tier,
        award.total if award else None,
        award.low if award else None,
        award.high if award else None,
        result.within if award else None,
        chosen,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell of a person that is otherwise than `assess` says."""

    person: RandomPerson
    column: str
    expected: object
    found: object


def differences(persons: Sequence[RandomPerson], wanted: Cells, found: Mapping[str, Sequence[Any]]) -> list[Difference]:
    """Cell by cell, in whatever order the rows came out.

    Raises AssertionError where it is not the same persons or columns.
    """
    assert set(found) == set(wanted), f"columns: {sorted(set(found) ^ set(wanted))[:10]}"
    place = {key: row for row, key in enumerate(found[KEY])}
    assert place.keys() == set(wanted[KEY]), "persons were lost or came from nowhere"
    assert len(place) == len(found[KEY]) == len(persons), "persons came twice"
    rows = [place[key] for key in wanted[KEY]]
    differing = []
    for column, cells in found.items():
        pair = wanted[column], [cells[row] for row in rows]
        if not _all_same(*pair):
            differing += [
                Difference(persons[number], column, *cells)
                for number, cells in enumerate(zip(*pair, strict=True))
                if not _same(*cells)
            ]
    return differing


def _all_same(one: Sequence[object], other: Sequence[object]) -> bool:
    """Whether no cell differs: of ten million, one by one takes ten times as long. May be False where none does."""
    kinds = {*map(type, one), *map(type, other)} - {type(None)}
    return one == other and len(kinds) < 2


def _same(one: object, other: object) -> bool:
    """As a bool is no number."""
    return one == other and type(one) is type(other)


def told(found: Sequence[Difference], ruleset: Ruleset) -> str:
    """The first of them for somebody who looks for the reason: the answers that the policy speaks of first."""
    columns = sorted({one.column for one in found})
    lines = [f"{len(found)} cells differ, in {len(columns)} columns: {', '.join(columns[:12])}"]
    seen: set[str] = set()
    for one in found:
        name = one.column
        if name in seen:
            continue
        seen.add(name)
        lines.append(f"{key_of(one.person)}: {name} is {one.found!r}, assess says {one.expected!r}")
        lines += [f"    {key} = {_shown(value)}" for key, value in _first_spoken_of(one, ruleset)]
        if one.person.received:
            lines.append(f"    received {dict(one.person.received)}")
        if len(seen) == SHOWN:
            break
    return "\n".join(lines)


def _first_spoken_of(one: Difference, ruleset: Ruleset) -> list[tuple[str, Value]]:
    policy = next((policy for policy in ruleset.policies if one.column.startswith(f"{policy.code}|")), None)
    if policy is None:
        return sorted(one.person.answers.items())
    owners = (policy.requirements, *(tier.requirements for tier in policy.tiers))
    spoken_of = {key for owner in owners for key in owner.questions}
    return sorted(one.person.answers.items(), key=lambda pair: (pair[0] not in spoken_of, pair[0]))


def _shown(value: Value) -> str:
    if isinstance(value, date | Month):
        return value.isoformat()
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)


def assert_same(
    ruleset: Ruleset, persons: Sequence[RandomPerson], wanted: Cells, found: Mapping[str, Sequence[Any]]
) -> int:
    """How many cells were compared. Raises AssertionError with the first differences."""
    differing = differences(persons, wanted, found)
    assert not differing, told(differing, ruleset)
    return sum(map(len, wanted.values()))
