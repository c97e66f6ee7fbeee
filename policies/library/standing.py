"""How each policy stands with a visitor who has answers, in a word beside its name in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policies.answers import Answers
from policies.calculator import Status, Verdict
from policies.calculator.choosing import best_or_chosen
from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import State
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words import sentences

# As the parts of the result are called.
TAKEN, INSTEAD, UNKNOWN = "可申领", "不重复享受", "还不确定"
RECEIVED, SPENT, PLANNED, LATE = "已享受", "预算已用完", "计划中", "先问申请期"
DOUBTFUL, ENDED, OUT = "可以先咨询", "已经到期", "不符合"


@dataclass(frozen=True, slots=True)
class StandingInWords:
    """`kind` is for the eye only: eligible, upcoming, or empty."""

    words: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Standings:
    """`by_code`: of each policy of the check; there is nothing to say of those of other regions."""

    region: str
    by_code: Mapping[str, StandingInWords]


def stands(answers: Answers, catalogue: Catalogue, on: date) -> Standings:
    assessment = answers.assessed(catalogue.ruleset(answers.region), on)
    taken = set(best_or_chosen(assessment, answers.preferred).policies)
    found = {one.code: _standing(one, taken=one.code in taken) for one in assessment.results}
    return Standings(catalogue.regions[answers.region]["name"], found)


def _standing(one: PolicyResult, *, taken: bool) -> StandingInWords:
    if one.received:
        return StandingInWords(RECEIVED)
    if taken:
        return StandingInWords(TAKEN, "eligible")
    if one.status is Status.UNKNOWN:
        return StandingInWords(UNKNOWN)
    if one.status is Status.INELIGIBLE:
        return StandingInWords(DOUBTFUL if one.doubtful else ENDED if one.only_ended else OUT)
    return _fitting(one)


def _fitting(one: PolicyResult) -> StandingInWords:
    """Of what fits, now or later, and is not taken."""
    if one.state is not State.OPEN:
        return StandingInWords(PLANNED if one.state is State.PLANNED else SPENT)
    if one.can_apply is not Verdict.YES:
        return StandingInWords(LATE)
    if one.status is Status.UPCOMING:
        return StandingInWords(f"即将可领，{sentences.day(one.day)}起", "upcoming")
    return StandingInWords(INSTEAD)
