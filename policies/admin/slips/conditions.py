"""The rows behind the conditions of a slip: it is reckoned by what is published, a clerk notes on what staff keep."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from policies.calculator.findings import Finding
from policies.catalogue.document.plain_values import operand
from policies.models import Threshold


@dataclass
class OwnReadings:
    """The conditions of these policies that the document does not say in so many words, as staff keep them now."""

    codes: Collection[str]

    @cached_property
    def _rows(self) -> dict[tuple[Any, ...], list[Threshold]]:
        rows = Threshold.objects.filter(policy__code__in=self.codes, inferred=True)
        found: dict[tuple[Any, ...], list[Threshold]] = {}
        for row in rows.select_related("policy", "tier", "question"):
            tier = row.tier.code if row.tier else None
            found.setdefault((row.policy.code, tier, row.question.key, row.operator), []).append(row)
        return found

    def of(self, code: str, finding: Finding) -> Threshold | None:
        """None for what is no such condition, and for one that was changed or deleted since it was published."""
        placed = finding.placed
        if placed is None or not finding.reason.inferred:
            return None
        condition = placed.threshold.condition
        alike = self._rows.get((code, placed.tier, condition.question, condition.operator), [])
        return next((row for row in alike if operand(row.value) == condition.operand), None)
