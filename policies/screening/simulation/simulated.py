"""A population that was counted, with all that is needed to say what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from policies.calculator.ruleset import Ruleset
from policies.catalogue.document.canonical import Document

from .counting import AFTER, BEFORE, MONEY, PAID, PERSONS, SIDES, Counted
from .dimensions import Dimension
from .hiding import hidden

YEARS = 5
SIDE_WORDS = {BEFORE: "改以前", AFTER: "改以后"}


@dataclass(frozen=True)
class Simulated:
    """`real`: persons of a file, and not made up. `budgets`: yuan by code."""

    counted: Counted
    documents: tuple[Document, Document]
    rulesets: tuple[Ruleset, Ruleset]
    on: date
    dimensions: tuple[Dimension, ...]
    real: bool
    budgets: dict[str, int]

    def number(self, *key: str | int) -> int:
        return self.counted.counts[key]

    @property
    def persons(self) -> int:
        return self.number(PERSONS)

    @cached_property
    def names(self) -> dict[str, str]:
        """Of every policy of either side, the later name where there are two."""
        return {policy["code"]: policy["name"] for document in self.documents for policy in document["policies"]}

    @cached_property
    def codes(self) -> list[str]:
        """In catalogue order, then those that are there no more."""
        return list(dict.fromkeys(policy.code for ruleset in reversed(self.rulesets) for policy in ruleset.policies))

    @cached_property
    def years(self) -> list[int]:
        """The five calendar years from that of the day on."""
        return [self.on.year + number for number in range(YEARS)]

    @cached_property
    def paying_years(self) -> list[int]:
        return sorted({int(key[3]) for key in self.counted.counts if key[0] == MONEY})

    @cached_property
    def paying(self) -> list[str]:
        """The policies that pay anybody anything, on either side."""
        return [code for code in self.codes if any(self.number(PAID, side, code) for side in SIDES)]

    def yuan(self, side: str, code: str | None, kinds: tuple[str, ...], years: list[int] | None = None) -> int:
        """Of one policy, or of all; in these years, or in all."""
        codes = self.paying if code is None else [code]
        among = self.paying_years if years is None else years
        return sum(self.number(MONEY, side, one, year, kind) for one in codes for year in among for kind in kinds)

    def hidden(self, counts: list[int], *, partition: bool = True) -> list[str]:
        """See hiding; nothing of a made-up population is hidden."""
        return hidden(counts, partition=partition) if self.real else [""] * len(counts)

    @cached_property
    def hidden_money(self) -> dict[str, str]:
        """By code: what is said instead of the sums of a policy that pays only few. The sums of all are shown."""
        few = [self.least(*(self.number(PAID, side, code) for side in SIDES)) for code in self.paying]
        return dict(zip(self.paying, self.hidden(few), strict=True))

    @staticmethod
    def least(before: int, after: int) -> int:
        """The smallest number of persons that sums of both sides tell of, those among it who are only on one side; 0
        where there are none."""
        return min([number for number in (before, after, abs(after - before)) if number] or [0])
