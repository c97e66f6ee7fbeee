"""The ways by which a person qualifies: of each any-of those that hold, or of what is undecided those that may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from policies.calculator import PolicyResult, Verdict
from policies.calculator.findings import Finding
from policies.catalogue.words import sentences

Condition = tuple[str | None, str, Any, str | None]
Way = frozenset[Condition]
Questions = dict[str, dict[str, Any]]


@dataclass
class _AnyOf:
    """`asks`: the questions of all its ways, also of those that do not hold."""

    asks: set[str | None] = field(default_factory=set)
    branches: dict[int | None, list[Finding]] = field(default_factory=dict)

    def ways(self, verdicts: tuple[Verdict, ...]) -> list[Way]:
        open_ = (several for several in self.branches.values() if all(one.verdict in verdicts for one in several))
        return list(dict.fromkeys(frozenset(map(_condition, several)) for several in open_))


@dataclass(frozen=True, slots=True)
class Ways:
    """What of one result: its any-ofs, and the questions that are asked of everybody."""

    any_ofs: list[tuple[set[str | None], list[Way]]]
    required: frozenset[str | None]


def of(result: PolicyResult) -> Ways:
    """Of the policy itself and of the tier that is granted."""
    standing, verdicts = (
        (result.certain, (Verdict.YES,)) if result.certain else (result.today, (Verdict.YES, Verdict.UNKNOWN))
    )
    found: dict[tuple[str | None, str], _AnyOf] = {}
    required = set()
    for one in standing.findings:
        if one.placed is None or one.tier not in (None, result.tier):
            continue
        if one.alternative is None:
            required.add(one.question)
            continue
        any_of = found.setdefault((one.tier, one.alternative), _AnyOf())
        any_of.asks.add(one.question)
        any_of.branches.setdefault(one.branch, []).append(one)
    return Ways([(one.asks, one.ways(verdicts)) for one in found.values()], frozenset(required))


def lost(before: Ways, after: Ways) -> Iterator[tuple[list[Way], int]]:
    """(the ways that are gone, how many are left) of each any-of that has fewer of them than before.

    One that is gone altogether is no loss, unless something it was about is now asked of everybody.
    """
    left = list(after.any_ofs)
    for asks, ways in before.any_ofs:
        match = max(left, key=lambda one: len(one[0] & asks), default=None)
        if match is not None and match[0] & asks:
            left.remove(match)
            if len(match[1]) < len(ways):
                yield [way for way in ways if way not in match[1]], len(match[1])
        elif len(ways) > 1 and asks & after.required:
            gone = [way for way in ways if not {question for question, *_ in way} & after.required]
            yield gone or ways[1:], 1


def said(way: Way, questions: Questions) -> str:
    """「学历：硕士及以上，并且户籍在衢江」"""
    in_turn = sorted(way, key=lambda one: (list(questions).index(one[0]) if one[0] in questions else 0, one[1]))
    return "，并且".join(
        sentences.needed(questions, question, operator, operand, measured_at)
        for question, operator, operand, measured_at in in_turn
        if question
    )


def _condition(finding: Finding) -> Condition:
    return finding.question, finding.operator, finding.needed, finding.measured_at
