"""Findings in words, the same for everybody: what is needed, where that is written, and in which order it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from policies.calculator import ways
from policies.calculator.findings import WITHIN, Finding
from policies.calculator.reckoned import formulas
from policies.calculator.ruleset import Window
from policies.calculator.standing import Standing
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words import findings as finding_sentences
from policies.catalogue.words import sentences
from policies.catalogue.words.reckoned import Numbers, notes


class Wording(NamedTuple):
    """What there is to say of a condition, whoever asks."""

    needed: str
    source: str
    inferred: bool
    note: str


class FindingInWords(NamedTuple):
    """One condition as the page shows it; what a visitor answered to it says explain.Explainer."""

    wording: Wording
    finding: Finding


@dataclass(frozen=True, slots=True)
class AnyOfInWords:
    """Ways of which one is enough; none holds. Of each way what is missing, all of which it takes."""

    ways: tuple[tuple[FindingInWords, ...], ...]


class RuledOut(NamedTuple):
    """The findings that rule a policy out, and of each whether the visitor was asked this, and answered."""

    findings: tuple[Finding, ...]
    given: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Wordings:
    """Of one policy. `on`: the day whose numbers count. `today`: how it stands, where some of its conditions hold on
    their days only."""

    catalogue: Catalogue
    code: str
    on: date
    today: Standing | None

    @property
    def _numbers(self) -> Numbers:
        return Numbers(self.catalogue.parameters, self.on)

    def of(self, findings: Iterable[Finding]) -> list[FindingInWords]:
        """As the questions are asked, a window first."""
        return [self.one(finding) for finding in self._in_order(findings)]

    def ruling_out(self, ruled_out: RuledOut) -> list[FindingInWords | AnyOfInWords]:
        """Conditions of which one way would be enough stand together."""
        findings = ruled_out.findings
        # What follows from another answer adds nothing where that answer stands here already.
        given = {one for one, is_given in zip(findings, ruled_out.given, strict=True) if is_given} or set(findings)
        required = [one for one in findings if ways.is_required(one) and (one.operator == WITHIN or one in given)]
        told: list[FindingInWords | AnyOfInWords] = [*self.of(required)]
        for several in ways.choices(findings):
            alike, longer = ways.put_together(way for way in several if not given.isdisjoint(way))
            choices: list[tuple[FindingInWords, ...]] = [(self.one(*one),) for one in alike]
            choices += [tuple(self.of(way)) for way in longer]
            told += choices[0] if len(choices) == 1 else [AnyOfInWords(tuple(choices))] if choices else []
        return told

    def _in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        questions = self.catalogue.questions
        places = self.catalogue.kept("places", lambda: {key: place for place, key in enumerate(questions, 1)})
        return sorted(findings, key=lambda finding: places.get(finding.question or "", 0))

    def one(self, *several: Finding) -> FindingInWords:
        """Of one finding, or of several that want different choices of one question."""
        first = several[0]
        key = (*several, self.on) if formulas(first.needed) else several
        wording = self.catalogue.kept(key, lambda: self._wording(several))
        if self.today and first.placed is not None and first.placed.excused & self.today.moment.unknown:
            wording = wording._replace(
                needed=finding_sentences.dated(self.catalogue.questions, first, self.today, self._numbers)
            )
        return FindingInWords(wording, first)

    def _wording(self, several: Sequence[Finding]) -> Wording:
        first, note = several[0], several[0].reason.note
        if first.operator == WITHIN and not (isinstance(first.needed, Window) and first.needed.accepting):
            note = self.catalogue.window_of(self.catalogue.policies[self.code]).get("note", "")
        inferred = all(one.reason.inferred for one in several)
        words = finding_sentences.needed(self.catalogue.questions, *several, numbers=self._numbers)
        noted = " ".join(filter(None, [note, *notes(first.needed, self._numbers)]))
        return Wording(words, self._cited(first), inferred, noted)

    def _cited(self, finding: Finding) -> str:
        """A document without a number is named in full at the end of the list."""
        cited = self.catalogue.policies[self.code]["citations"][0]
        source = self.catalogue.sources[finding.reason.source or cited["source"]]
        return f"{source.get('number', '')} {sentences.clause(finding.reason.clause or cited['clause'])}".strip()
