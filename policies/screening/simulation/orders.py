"""What is to be reckoned: which documents, where, on which day, by what it is told apart, under which budgets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from policies.calculator.ruleset import Question, QuestionType, Ruleset
from policies.catalogue.document.canonical import Document
from policies.catalogue.rulesets import build_ruleset
from policies.catalogue.validation.problems import similar

from . import budgets, dimensions, group_figures, reporting
from .arranged import SimulationReport
from .counting import SIDES, Comparison
from .dimensions import Dimension
from .people import People
from .refused import CannotSimulate
from .running import Progress, count_on
from .simulated import Simulated
from .two_sides import TwoSides

# What has more values than these is no group of persons, and may say who somebody is.
MOST_VALUES = 60


@dataclass(frozen=True)
class SimulationOrder:
    """`by`: questions or columns as dimensions.typed takes them, else those of the file `dimensions_file`, else the
    shipped ones; `budgets`: as budgets.read takes them."""

    sides: TwoSides
    region: str
    on: date
    budgets: Sequence[str] = ()
    by: Sequence[str] = ()
    dimensions_file: Path | None = None
    as_of: date | None = field(default=None)

    def check(self, columns: Collection[str] | None = ()) -> None:
        """Raises CannotSimulate for what can be known before anybody is looked at. `columns`: those beside the
        questions that a table has, None while nobody knows them."""
        for document, name in ((self.sides.before, self.sides.before_name), (self.sides.after, self.sides.after_name)):
            regions = [region["code"] for region in document["regions"]]
            if self.region not in regions:
                raise CannotSimulate(
                    f"{name}里没有地区“{self.region}”{similar(self.region, regions)}，有 {'、'.join(regions)}"
                )
        _ = self.read_budgets
        if columns is not None:
            self.dimensions(columns)

    @cached_property
    def rulesets(self) -> tuple[Ruleset, Ruleset]:
        return build_ruleset(self.sides.before, self.region), build_ruleset(self.sides.after, self.region)

    @cached_property
    def asked(self) -> Ruleset:
        """Everything that either side asks and offers, as the later one does where both do: what a table may say."""
        before, after = self.rulesets
        codes = {policy.code for policy in after.policies}
        policies = (*after.policies, *(policy for policy in before.policies if policy.code not in codes))
        questions = {**self._told_apart_by, **before.questions, **after.questions}
        return Ruleset(questions, policies, {**before.parameters, **after.parameters})

    @cached_property
    def _told_apart_by(self) -> dict[str, Question]:
        """The questions by whose answers figures are told apart, be they asked by a rule or not: as far as answers to
        them are read."""
        entries = {one["key"]: one for name in SIDES for one in getattr(self.sides, name)["questions"]}
        wanted = [text.partition("=")[0].strip() for text in self.by]
        if not self.by:
            wanted = [one["key"] for each in self._of_file(()) for one in each.questions]
        return {key: _bare(entries[key]) for key in wanted if key in entries}

    @cached_property
    def document(self) -> Document:
        """The later one, with the questions and policies that only the earlier one has."""
        after, before = self.sides.after, self.sides.before
        return after | {
            name: after[name] + _missing(before[name], after[name], key)
            for name, key in (("questions", "key"), ("policies", "code"))
        }

    @cached_property
    def read_budgets(self) -> dict[str, int]:
        return budgets.read(self.budgets, [policy.code for policy in self.rulesets[1].policies])

    @property
    def wanted_columns(self) -> list[str]:
        """The columns beside the questions by which figures are wanted, be they in the table or not."""
        if self.by:
            return [text.partition("=")[0].strip() for text in self.by]
        return dimensions.columns_in(self.dimensions_file or dimensions.SHIPPED)

    def dimensions(self, columns: Collection[str]) -> list[Dimension]:
        """`columns`: of the table. Raises CannotSimulate."""
        if self.by:
            return dimensions.typed(self.by, self.sides.after, columns)
        return self._of_file(columns)

    def _of_file(self, columns: Collection[str]) -> list[Dimension]:
        return dimensions.of_file(self.dimensions_file or dimensions.SHIPPED, self.sides.after, columns)


def _bare(entry: Mapping[str, Any]) -> Question:
    choices = tuple(choice["value"] for choice in entry.get("choices", ()))
    return Question(entry["key"], QuestionType(entry["type"]), choices, many=entry.get("many", False))


def _missing(before: list[Any], after: list[Any], key: str) -> list[Any]:
    there = {entry[key] for entry in after}
    return [entry for entry in before if entry[key] not in there]


def carry_out(
    order: SimulationOrder, people: People, progress: Progress | None = None, workers: int = 1
) -> SimulationReport:
    """Raises CannotSimulate."""
    several = order.dimensions(people.columns)
    comparison = Comparison(*order.rulesets, order.on, several, order.read_budgets, order.as_of)
    counted = count_on(workers, comparison, people.persons([one.key for one in several]), progress)
    found = Simulated(
        counted,
        (order.sides.before, order.sides.after),
        order.rulesets,
        order.on,
        tuple(several),
        people.real,
        order.read_budgets,
    )
    if not found.persons:
        raise CannotSimulate("名单里没有一个能算的人")
    for place, one in enumerate(several):
        if not one.questions and (many := len(group_figures.values(found, place, one))) > MOST_VALUES:
            raise CannotSimulate(f"“{one.name}”这一列有 {many} 个不同的值，不像是分组；最多 {MOST_VALUES} 个")
    name = next(one["name"] for one in order.sides.after["regions"] if one["code"] == order.region)
    compared = f"{order.sides.before_name} → {order.sides.after_name}"
    same = not comparison.change.policies
    return reporting.report(found, compared, name, people.whom(), same_rules=same)
