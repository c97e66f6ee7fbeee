"""What a policy offers, said to nobody in particular: its award in words, or that of each of its tiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.calculator.awards import Parameters, amounts

from . import award_sentences, rulesets
from .award_sentences import AwardText
from .sentences import Questions


@dataclass(frozen=True, slots=True)
class Offer:
    """`tier`: its name, empty where the policy has no tiers."""

    tier: str
    award: AwardText
    note: str

    @property
    def words(self) -> str:
        return f"{self.tier}：{self.award}" if self.tier else str(self.award)


def offers(entry: Mapping[str, Any], parameters: Parameters, questions: Questions, on: date) -> list[Offer]:
    """One without tiers, else the tiers' in their order, the best first. `on`: the day whose parameters count."""

    def offer(tier: str, award: Mapping[str, Any]) -> Offer:
        reckoned = amounts(rulesets.build_award(award), {}, parameters, on)
        return Offer(tier, award_sentences.award(reckoned, questions), award.get("note", ""))

    if entry.get("award"):
        return [offer("", entry["award"])]
    return [offer(tier["name"], tier["award"]) for tier in entry.get("tiers", ())]
