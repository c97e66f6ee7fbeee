"""Why a policy fits, may fit or does not for one visitor: the findings that tell it, with answer and gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from policies.calculator import PolicyResult, ways
from policies.calculator.days import Days
from policies.calculator.findings import WITHIN, Finding, PlacedThreshold
from policies.calculator.gaps import can_be_measured
from policies.calculator.lazy import lazy
from policies.calculator.ruleset import Value
from policies.calculator.verdict import NO, UNKNOWN, YES
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.words import sentences
from policies.catalogue.words.reckoned import Numbers
from policies.results.wordings import RuledOut


@dataclass
class Explainer:
    """Of all results of one visitor; `given` holds the answers in their own words."""

    catalogue: Catalogue
    days: Days
    given: Mapping[str, Value]

    @property
    def numbers(self) -> Numbers:
        """The parameters by name, without a number of any day."""
        return Numbers(self.catalogue.parameters)

    def met(self, result: PolicyResult) -> tuple[Finding, ...]:
        """What holds today of the policy and the tier granted: required conditions and one way of each any-of."""
        return self.catalogue.kept(
            ("met", result.today, result.tier), lambda: tuple(_met(result.findings, result.tier))
        )

    def ruled_out(self, result: PolicyResult) -> RuledOut:
        """What rules the policy out today.

        Of a doubtful policy only our readings that are in the way, on the first day when nothing else is.
        """
        findings, asked = ways.ruling_out(result), self._answered
        return RuledOut(findings, tuple([finding.question in asked for finding in findings]))

    def open(self, result: PolicyResult) -> tuple[Finding, ...]:
        """Conditions that no answer can settle: the source leaves them open."""
        plan, published = result.policy_plan, self.days.plan.published
        if not plan.window & result.today.moment.unknown and not plan.accepting and not published:
            return ()
        found = [one for one in result.findings if one.verdict is UNKNOWN]
        left_open = [one for one in found if one.operator == WITHIN and one.question not in result.missing]
        # A number that nobody published, or of which only a bound is: no answer to any question tells more.
        numbers = [one for one in found if one.placed and one.placed.bit in published and not self._asks(one, result)]
        return tuple(left_open + numbers)

    @staticmethod
    def _asks(finding: Finding, result: PolicyResult) -> bool:
        spoken_of = {finding.question, *(finding.placed.threshold.condition.factors if finding.placed else ())}
        return not spoken_of.isdisjoint(result.missing)

    def of_thresholds(self, result: PolicyResult, thresholds: tuple[PlacedThreshold, ...]) -> tuple[Finding, ...]:
        """Just these conditions, which fail."""
        return self.catalogue.kept(
            ("of", thresholds), lambda: tuple(one for one in result.findings if one.placed in thresholds)
        )

    def said(self, finding: Finding, result: PolicyResult) -> str:
        """What the visitor answered, and by how much that misses; empty where nothing was to be answered.

        Many policies need the same: each answer is put into words once.
        """
        question = finding.question
        if question is None:
            return ""
        reckoned = self._reckoned(finding) if self.days.plan.factors else ""
        said = self._said.get((question, finding.measured_at, reckoned))
        if said is None:
            said = self._said[question, finding.measured_at, reckoned] = self._say(finding) + reckoned
        if finding.verdict is NO and (can_be_measured(finding) or question in self.days.facts.begins):
            gap = self._gap(finding, result)
            return f"{said}，{gap}" if gap else said
        return said

    @lazy
    def _answered(self) -> frozenset[str | None]:
        """The questions that the visitor was asked, and answered."""
        asked = self.days.facts.asked
        return frozenset(key for key in self.given if key in asked and asked[key] is not NO)

    @lazy
    def shown(self) -> dict[str, str]:
        """The same as a page shows it, for whoever shows it to keep as long as this visitor's page is made."""
        return {}

    @lazy
    def _said(self) -> dict[tuple[str, str | None, str], str]:
        return {}

    def _reckoned(self, finding: Finding) -> str:
        """「，家庭人口：3 人，按此算是 3,300 元/月」: the answers that the number is reckoned by; empty without any."""
        keys = self.days.plan.factors.get(finding.placed.bit, ()) if finding.placed else ()
        if not keys:
            return ""
        questions, values = self.catalogue.questions, self.days.values
        said = "".join(
            f"，{questions[key]['name']}：{sentences.value(questions[key], values[key])}"
            for key in keys
            if key in values
        )
        numbers = [sentences.value(self._question(finding), one) for one in self.days.exact(finding)]
        return f"{said}，按此算是 {' 到 '.join(numbers)}" if numbers else said

    def _say(self, finding: Finding) -> str:
        question = self._question(finding)
        said = sentences.answered(question, self.days.answered(finding), given=finding.question in self._answered)
        measured = self.given.get(finding.measured_at) if finding.measured_at else None
        if measured is None:
            return said
        other = self.catalogue.questions[str(finding.measured_at)]
        return f"{said}{question['name']}，{sentences.value(other, measured)}{other['name']}"

    def _gap(self, finding: Finding, result: PolicyResult) -> str:
        """How far it is today; of what will fail on a later day nothing is missing today."""
        if result.doubt and result.doubt[0] > self.days.on:
            return ""
        by, counts_from = self.days.gap(finding) or None, self.days.counts_from(finding)
        return sentences.gap(self._question(finding), self.days.missed_comparison(finding), by, counts_from)

    def _question(self, finding: Finding) -> Mapping[str, Any]:
        return self.catalogue.questions[str(finding.question)]


def _met(findings: Iterable[Finding], tier: str | None) -> list[Finding]:
    findings = [finding for finding in findings if finding.tier in (None, tier)]
    required = [one for one in findings if one.alternative is None and one.verdict is YES]
    return [*required, *_ways_met(findings)]


def _ways_met(findings: Iterable[Finding]) -> list[Finding]:
    """Of each any-of the first way that holds."""
    branches: dict[tuple[str | None, str], dict[int | None, list[Finding]]] = {}
    for finding in findings:
        if finding.alternative is not None:
            owner = branches.setdefault((finding.tier, finding.alternative), {})
            owner.setdefault(finding.branch, []).append(finding)
    met = []
    for several in branches.values():
        met += next((way for way in several.values() if all(one.verdict is YES for one in way)), [])
    return met
