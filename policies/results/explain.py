"""Why a policy fits, may fit or does not: findings into sentences with answer, gap and source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from policies.calculator import PolicyResult, Verdict
from policies.calculator.findings import WITHIN, Finding
from policies.calculator.ruleset import Value
from policies.catalogue import sentences
from policies.catalogue.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition as the page shows it."""

    needed: str
    answered: str
    gap: str
    source: str
    inferred: bool
    note: str
    question: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Conditions of which one way is enough; none holds."""

    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explainer:
    """Makes the reasons of one visitor's results; `given` holds the answers in their own words."""

    catalogue: Catalogue
    given: Mapping[str, Value]

    def met(self, result: PolicyResult) -> list[Reason]:
        """What holds today of the policy and the tier granted: required conditions and one way of each any-of."""
        findings = [finding for finding in result.findings if finding.tier in (None, result.tier)]
        required = [one for one in findings if one.alternative is None and one.verdict is Verdict.YES]
        return [self._reason(finding, result) for finding in self._in_order([*required, *_ways_met(findings)])]

    def failed(self, result: PolicyResult) -> list[Reason | Choice]:
        """What rules the policy out today; conditions of which one way would be enough stand together."""
        owners = {(row.tier, row.alternative) for row in result.failing}
        findings = [
            finding
            for finding in result.findings
            if finding.verdict is Verdict.NO
            and (finding.operator == WITHIN or (finding.tier, finding.alternative) in owners)
        ]
        if any(self._is_given(finding, result) for finding in findings):
            # What follows from another answer adds nothing where that answer stands here already.
            findings = [one for one in findings if one.operator == WITHIN or self._is_given(one, result)]
        required = [finding for finding in findings if finding.tier is None and finding.alternative is None]
        reasons: list[Reason | Choice] = [self._reason(finding, result) for finding in self._in_order(required)]
        others = [finding for finding in findings if finding.tier is not None or finding.alternative is not None]
        # Each any-of of the policy is one choice; of all its tiers one would be enough.
        for _, choice in groupby(others, key=lambda finding: finding.alternative if finding.tier is None else ""):
            several = tuple(self._reason(alike[0], result, alike) for alike in _alike(choice))
            reasons.append(several[0] if len(several) == 1 else Choice(several))
        return reasons

    def open(self, result: PolicyResult) -> list[Reason]:
        """Conditions that no answer can settle: the source leaves them open."""
        return [
            self._reason(finding, result)
            for finding in result.findings
            if finding.verdict is Verdict.UNKNOWN
            and finding.operator == WITHIN
            and finding.question not in result.missing
        ]

    def _is_given(self, finding: Finding, result: PolicyResult) -> bool:
        """Whether the visitor was asked this, and answered."""
        key = finding.question or ""
        return key in self.given and result.days.facts.asked[key] is not Verdict.NO

    def _in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        """As the questions are asked, a window first."""
        places = {key: place for place, key in enumerate(self.catalogue.questions, 1)}
        return sorted(findings, key=lambda finding: places.get(finding.question or "", 0))

    def _reason(self, finding: Finding, result: PolicyResult, alike: Sequence[Finding] = ()) -> Reason:
        """Of this finding, or of several that want different choices of one question."""
        policy = self.catalogue.policies[result.code]
        question = self.catalogue.questions[finding.question] if finding.question else None
        cited = policy["citations"][0]
        window = finding.operator == WITHIN
        return Reason(
            needed=self._wanted(alike) if len(alike) > 1 else self._needed(finding),
            answered=self._answered(question, finding, self._is_given(finding, result)) if question else "",
            gap=sentences.gap(question, finding.operator, finding.gap) if question and finding.gap else "",
            source=self._cited(finding.source or cited["source"], finding.clause or cited["clause"]),
            inferred=all(one.inferred for one in alike or [finding]),
            note=window_of(self.catalogue, policy).get("note", "") if window else finding.note,
            question=finding.question,
        )

    def _needed(self, finding: Finding) -> str:
        if finding.operator == WITHIN:
            event = self.catalogue.questions[finding.question] if finding.question else None
            window: Any = finding.needed
            return sentences.window(window.starts_on, window.ends_on, event)
        questions = self.catalogue.questions
        return sentences.needed(questions, str(finding.question), finding.operator, finding.needed, finding.measured_at)

    def _wanted(self, alike: Sequence[Finding]) -> str:
        wanted = {choice for finding in alike for choice in _several(finding.needed)}
        question = self.catalogue.questions[str(alike[0].question)]
        choices = [choice["value"] for choice in question["choices"] if choice["value"] in wanted]
        return sentences.needed(self.catalogue.questions, question["key"], "in", choices)

    def _answered(self, question: Mapping[str, Any], finding: Finding, given: bool) -> str:
        said = sentences.answered(question, finding.answered, given=given)
        measured = self.given.get(finding.measured_at) if finding.measured_at else None
        if measured is None:
            return said
        other = self.catalogue.questions[str(finding.measured_at)]
        return f"{said}{question['name']}，{sentences.value(other, measured)}{other['name']}"

    def _cited(self, source: str, clause: str) -> str:
        """A document without a number is named in full at the end of the list."""
        return f"{self.catalogue.sources[source].get('number', '')} {sentences.clause(clause)}".strip()


def window_of(catalogue: Catalogue, policy: Mapping[str, Any]) -> Mapping[str, Any]:
    """The policy's own window, else that of its first source."""
    return policy.get("window") or catalogue.sources[policy["citations"][0]["source"]]["window"]


def _ways_met(findings: Iterable[Finding]) -> list[Finding]:
    """Of each any-of the first branch that holds."""
    branches: dict[tuple[str | None, str], dict[int | None, list[Finding]]] = {}
    for finding in findings:
        if finding.alternative is not None:
            owner = branches.setdefault((finding.tier, finding.alternative), {})
            owner.setdefault(finding.branch, []).append(finding)
    met = []
    for several in branches.values():
        met += next((way for way in several.values() if all(one.verdict is Verdict.YES for one in way)), [])
    return met


def _alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The same condition once; together those that want one choice or another of the same question."""
    found: dict[tuple[str | None, str, Any], list[Finding]] = {}
    for finding in findings:
        wants_choice = finding.operator in ("is", "in") and not isinstance(finding.needed, bool)
        key = (finding.question, "in", "") if wants_choice else (finding.question, finding.operator, finding.needed)
        if wants_choice or key not in found:
            found.setdefault(key, []).append(finding)
    return list(found.values())


def _several(needed: Any) -> tuple[Any, ...]:
    return needed if isinstance(needed, tuple) else (needed,)
