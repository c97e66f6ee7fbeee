"""A population to a table of persons, as `table.columns_of` says, in batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from policies.calculator.fact_needs import FactNeeds
from policies.calculator.plan import plan_of
from policies.calculator.ruleset import Question, QuestionType, Ruleset, Value
from policies.calculator.verdict import YES
from policies.screening.table import (
    FEN_IN_A_YUAN,
    KEY,
    MONTH,
    PAYMENTS,
    RECEIVED,
    answer_column,
    columns_of,
    named,
)

from . import chance
from .distributions import DrawnQuestion, DrawnReceived, Population
from .spreading import LOT, answers, by_group, quantile, says_yes

# Every person says of itself that it is nobody.
PREFIX = "synthetic-"


class PersonMaker:
    """`on`: the day of the table, by which ages and months are counted. `columns`: those of the table, in the order of
    the contract; of those that may be left out only what the settings speak of."""

    def __init__(self, population: Population, ruleset: Ruleset, on: date, seed: int) -> None:
        self.population, self.ruleset, self.on, self.seed = population, ruleset, on, seed
        self.needs = plan_of(ruleset).asked_if
        self.days = frozenset(one.key for one in population.drawn if one.type is QuestionType.DATE)
        spoken_of = {named(one.key, MONTH) for one in population.drawn if one.month_only}
        spoken_of |= {named(what, one.code) for one in population.received for what in (RECEIVED, PAYMENTS)}
        self.columns = [one.name for one in columns_of(ruleset) if not one.optional or one.name in spoken_of]

    def batches(self, count: int) -> Iterator[pl.DataFrame]:
        """So many persons; the first ones are the same however many are wanted."""
        for number in range(-(-count // chance.BATCH)):
            yield self._batch(number, min(count - number * chance.BATCH, chance.BATCH))

    def _batch(self, number: int, rows: int) -> pl.DataFrame:
        first = number * chance.BATCH
        keys = pl.concat_str(pl.lit(PREFIX), pl.int_range(first, first + rows).cast(pl.String).str.zfill(9))
        facts = pl.select(keys.alias(KEY))
        cells, verdicts = facts.get_columns(), dict[int, pl.Series]()
        for one in self.population.drawn:
            question = self.ruleset.questions.get(one.key)
            drawn = self._with_lot(facts, one.key, number).select(
                LOT, **answers(one, question, self.days, self.on), asked=self._asked(question, facts, verdicts)
            )
            if question is None:
                facts = facts.with_columns(drawn[one.key])
                continue
            facts = facts.with_columns(drawn.select(_facts(question)))
            cells += drawn.select(_written(one, question)).get_columns()
        cells += [cell for one in self.population.received for cell in self._received(one, facts, number)]
        return pl.DataFrame(cells).select(self.columns)

    def _with_lot(self, facts: pl.DataFrame, name: str, number: int) -> pl.DataFrame:
        return facts.with_columns(chance.column(self.seed, name, number, facts.height).alias(LOT.meta.output_name()))

    def _asked(
        self, question: Question | None, facts: pl.DataFrame, verdicts: dict[int, pl.Series]
    ) -> pl.Series | pl.Expr:
        """Whether each is asked it; once for all questions that are asked alike."""
        needs = self.needs.get(question.key) if question else None
        if needs is None:
            return pl.lit(True)
        if id(needs) not in verdicts:
            verdicts[id(needs)] = self._verdicts(needs, facts)
        return verdicts[id(needs)]

    def _verdicts(self, needs: FactNeeds, facts: pl.DataFrame) -> pl.Series:
        """Of each combination of the answers that it hangs on, as the calculator says."""
        spoken_of = [*needs.questions, *(key for several in needs.factors or () for key in several)]
        parents = [self.ruleset.questions[key] for key in dict.fromkeys(spoken_of)]
        columns = [name for parent in parents for name in _names(parent)]
        kinds = facts.select(columns).unique()
        asked = [needs.asks(dict(_values(parents, row)), self.on) is YES for row in kinds.iter_rows(named=True)]
        kinds = kinds.with_columns(pl.Series("asked", asked, dtype=pl.Boolean))
        return facts.select(columns).join(kinds, columns, "left", nulls_equal=True, maintain_order="left")["asked"]

    def _received(self, one: DrawnReceived, facts: pl.DataFrame, number: int) -> list[pl.Series]:
        has = by_group(one.spread, one.groups, says_yes)
        payments = pl.lit(None, pl.Int64)
        if one.payments:
            payments = quantile(one.payments, chance.again(LOT)).floor().cast(pl.Int64)
        return (
            self._with_lot(facts, named(RECEIVED, one.code), number)
            .select(
                pl.when(has).then(True).alias(named(RECEIVED, one.code)),
                pl.when(has).then(payments).alias(named(PAYMENTS, one.code)),
            )
            .get_columns()
        )


def _names(question: Question) -> list[str]:
    return [named(question.key, choice) for choice in question.choices] if question.many else [question.key]


def _facts(question: Question) -> Iterator[pl.Expr]:
    """With what is implied where it is not asked: others are drawn by it."""
    for name in _names(question):
        yield pl.when("asked").then(pl.col(name)).otherwise(pl.lit(_implied(question, name))).alias(name)


def _implied(question: Question, name: str) -> Value | None:
    """Of a date only that it never was can be implied."""
    if question.type is QuestionType.DATE or question.implied is None:
        return None
    if isinstance(question.implied, frozenset):
        return name in {named(question.key, choice) for choice in question.implied}
    return int(question.implied) if question.type is QuestionType.MONEY else question.implied  # type: ignore[arg-type]


def _written(one: DrawnQuestion, question: Question) -> Iterator[pl.Expr]:
    """Who is not asked answers nothing, nor who leaves it out."""
    says = pl.col("asked") & ~chance.within(chance.again(LOT, 9), one.unknown) if one.unknown else pl.col("asked")
    for name in _names(question):
        cell = pl.col(name) * FEN_IN_A_YUAN if question.type is QuestionType.MONEY else pl.col(name)
        yield pl.when(says).then(cell).alias(name if question.many else answer_column(question))
    if one.month_only:
        month = chance.within(chance.again(LOT, 8), one.month_only)
        yield pl.when(says & month & pl.col(one.key).is_not_null()).then(True).alias(named(one.key, MONTH))


def _values(questions: list[Question], row: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    for question in questions:
        cells = [row[name] for name in _names(question)]
        if question.many:
            if None not in cells:
                ticked = zip(question.choices, cells, strict=True)
                yield question.key, frozenset(choice for choice, is_so in ticked if is_so)
        elif cells[0] is not None:
            yield question.key, cells[0]
