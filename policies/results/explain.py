"""Why a policy fits, may fit or does not: findings into sentences with answer, gap and source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from policies.calculator import PolicyResult, Verdict, ways
from policies.calculator.findings import WITHIN, Finding, PlacedThreshold
from policies.calculator.ruleset import Value, Window
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words import findings as finding_sentences
from policies.catalogue.words import sentences


class Wording(NamedTuple):
    """What there is to say of a condition, whoever asks."""

    needed: str
    source: str
    inferred: bool
    note: str


class FindingInWords(NamedTuple):
    """One condition as the page shows it, with what the visitor answered."""

    wording: Wording
    answered: str
    gap: str


@dataclass(frozen=True, slots=True)
class AnyOfInWords:
    """Ways of which one is enough; none holds. Of each way what is missing, all of which it takes."""

    ways: tuple[tuple[FindingInWords, ...], ...]


@dataclass(frozen=True)
class Explainer:
    """Makes the reasons of one visitor's results; `given` holds the answers in their own words."""

    catalogue: Catalogue
    given: Mapping[str, Value]

    def met(self, result: PolicyResult) -> list[FindingInWords]:
        """What holds today of the policy and the tier granted: required conditions and one way of each any-of."""
        findings = [finding for finding in result.findings if finding.tier in (None, result.tier)]
        required = [one for one in findings if one.alternative is None and one.verdict is Verdict.YES]
        return [self._reason(finding, result) for finding in self._in_order([*required, *_ways_met(findings)])]

    def failed(self, result: PolicyResult) -> list[FindingInWords | AnyOfInWords]:
        """What rules the policy out today; conditions of which one way would be enough stand together.

        Of a doubtful policy only our readings that are in the way, on the first day when nothing else is.
        """
        findings = ways.ruling_out(result)
        # What follows from another answer adds nothing where that answer stands here already.
        given = {finding for finding in findings if self._is_given(finding, result)} or set(findings)
        required = [one for one in findings if ways.is_required(one) and (one.operator == WITHIN or one in given)]
        reasons: list[FindingInWords | AnyOfInWords] = [
            self._reason(finding, result) for finding in self._in_order(required)
        ]
        for several in ways.choices(findings):
            alike, longer = ways.put_together(way for way in several if not given.isdisjoint(way))
            told: list[tuple[FindingInWords, ...]] = [(self._reason(one[0], result, one),) for one in alike]
            told += [tuple(self._reason(finding, result) for finding in self._in_order(way)) for way in longer]
            reasons += told[0] if len(told) == 1 else [AnyOfInWords(tuple(told))] if told else []
        return reasons

    def open(self, result: PolicyResult) -> list[FindingInWords]:
        """Conditions that no answer can settle: the source leaves them open."""
        return [
            self._reason(finding, result)
            for finding in result.findings
            if finding.verdict is Verdict.UNKNOWN
            and finding.operator == WITHIN
            and finding.question not in result.missing
        ]

    def of_thresholds(self, result: PolicyResult, thresholds: Sequence[PlacedThreshold]) -> list[FindingInWords]:
        """Just these conditions."""
        wanted = set(thresholds)
        findings = [one for one in result.findings if one.placed in wanted]
        return [self._reason(finding, result) for finding in self._in_order(findings)]

    def _is_given(self, finding: Finding, result: PolicyResult) -> bool:
        """Whether the visitor was asked this, and answered."""
        key = finding.question or ""
        return key in self.given and result.days.facts.asked[key] is not Verdict.NO

    @cached_property
    def _places(self) -> dict[str, int]:
        questions = self.catalogue.questions
        return self.catalogue.kept("places", lambda: {key: place for place, key in enumerate(questions, 1)})

    def _in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        """As the questions are asked, a window first."""
        places = self._places
        return sorted(findings, key=lambda finding: places.get(finding.question or "", 0))

    def _reason(self, finding: Finding, result: PolicyResult, alike: Sequence[Finding] = ()) -> FindingInWords:
        """Of this finding, or of several that want different choices of one question."""
        question = self.catalogue.questions[finding.question] if finding.question else None
        wording = self._wording(finding, result.code, alike)
        if finding.placed is not None and finding.placed.excused & result.today.moment.unknown:
            words = finding_sentences.dated(self.catalogue.questions, finding, result.today)
            wording = wording._replace(needed=words)
        return FindingInWords(
            wording,
            self._answered(question, finding, result) if question else "",
            _gap(question, finding, result) if question else "",
        )

    def _wording(self, finding: Finding, code: str, alike: Sequence[Finding]) -> Wording:
        several = tuple(alike) or (finding,)
        return self.catalogue.kept(several, lambda: self._of(several, code))

    def _of(self, several: Sequence[Finding], code: str) -> Wording:
        first, note = several[0], several[0].reason.note
        if first.operator == WITHIN and not (isinstance(first.needed, Window) and first.needed.accepting):
            note = self.catalogue.window_of(self.catalogue.policies[code]).get("note", "")
        inferred = all(one.reason.inferred for one in several)
        words = finding_sentences.needed(self.catalogue.questions, *several)
        return Wording(words, self._cited(first, code), inferred, note)

    def _answered(self, question: Mapping[str, Any], finding: Finding, result: PolicyResult) -> str:
        """Many policies need the same: each answer is put into words once."""
        key = (finding.question, finding.measured_at)
        if key not in self._said:
            self._said[key] = self._say(question, finding, result)
        return self._said[key]

    @cached_property
    def _said(self) -> dict[tuple[str | None, str | None], str]:
        return {}

    def _say(self, question: Mapping[str, Any], finding: Finding, result: PolicyResult) -> str:
        given = self._is_given(finding, result)
        said = sentences.answered(question, result.days.answered(finding), given=given)
        measured = self.given.get(finding.measured_at) if finding.measured_at else None
        if measured is None:
            return said
        other = self.catalogue.questions[str(finding.measured_at)]
        return f"{said}{question['name']}，{sentences.value(other, measured)}{other['name']}"

    def _cited(self, finding: Finding, code: str) -> str:
        """A document without a number is named in full at the end of the list."""
        cited = self.catalogue.policies[code]["citations"][0]
        source = self.catalogue.sources[finding.reason.source or cited["source"]]
        return f"{source.get('number', '')} {sentences.clause(finding.reason.clause or cited['clause'])}".strip()


def _gap(question: Mapping[str, Any], finding: Finding, result: PolicyResult) -> str:
    """How far it is today; of what will fail on a later day nothing is missing today."""
    days = result.days
    if result.doubt and result.doubt[0] > days.on:
        return ""
    return sentences.gap(question, finding.operator, days.gap(finding) or None, days.counts_from(finding))


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
