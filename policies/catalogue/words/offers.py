"""What a policy offers, said to nobody in particular: its award in words, or that of each of its tiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from policies.calculator.awards import Parameters, amounts
from policies.calculator.calendar import Month
from policies.catalogue import rulesets

from . import awards as award_sentences
from . import formulas, plans
from .awards import AwardText
from .formulas import Named
from .reckoned import Numbers
from .sentences import Questions

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """`tier`: its name, empty where the policy has no tiers."""

    tier: str
    award: AwardText
    note: str

    @property
    def words(self) -> str:
        return f"{self.tier}：{self.award}" if self.tier else str(self.award)


def offers(entry: Entry, parameters: Parameters, named: Named, questions: Questions, on: date) -> list[Offer]:
    """One without tiers, else the tiers' in their order, the best first.

    `named`: the parameters as entries. `on`: the day whose values count.
    """

    def offer(tier: str, award: Entry) -> Offer:
        return Offer(tier, in_words(award, parameters, named, questions, on), award.get("note", ""))

    if entry.get("award"):
        return [offer("", entry["award"])]
    return [offer(tier["name"], tier["award"]) for tier in entry.get("tiers", ())]


def in_words(award: Entry, parameters: Parameters, named: Named, questions: Questions, on: date) -> AwardText:
    """What is given, without any answers; what takes them is said as a formula."""
    built = rulesets.build_award(award)
    if uplifts := award.get("uplifts"):
        # A cap is one of what is raised: it does not bound what is said before that.
        text = award_sentences.award(amounts(replace(built, cap=None, already=None), {}, parameters, on), questions)
        cap = award_sentences.ceiling(amounts(built, {}, parameters, on)) if built.cap is not None else ""
        raised = [plans.uplift(one, questions, Numbers(named, on)) for one in uplifts]
        text = replace(text, terms=(*text.terms, *raised, *filter(None, [cap])), cap=cap)
    else:
        text = award_sentences.award(amounts(built, {}, parameters, on), questions)
    return formulas.reckoned(text, award, questions, named)


def rests_on(award: Entry, parameters: Parameters, named: Named, on: date, facts: Entry) -> list[str]:
    """What an award is reckoned by, in sentences: each published number in force, with its note.

    `named`: the document's parameters by key. `facts`: where the award says so, an event among them decides which day's
    number counts.
    """
    found: dict[str, str] = {}
    for factor in _factors(award):
        key, event = factor.get("parameter"), facts.get(factor.get("at") or "")
        event = event.first if isinstance(event, Month) else event
        dated = parameters[key].on(event if isinstance(event, date) else on) if key else None
        if dated:
            entry = named[str(key)]
            note = next(v["note"] for v in entry["values"] if v["starts_on"] == dated.starts_on.isoformat())
            said = f"{entry['name']}按 {dated.value.normalize():,f} {entry['unit']}算"
            found[str(key)] = f"{said}，{note.rstrip('。')}。" if note else f"{said}。"
    return list(found.values())


def _factors(award: Entry) -> Iterator[Entry]:
    for part in ("once", "recurring", "cap"):
        formula = (award.get(part) or {}).get("formula") or {}
        yield from formula.get("factors", ())
