"""What follow-ups and growth hang on: requirements on a person's facts alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policies.calculator.essential import deciding
from policies.calculator.kin import Kin
from policies.calculator.needs import Moment, Needs
from policies.calculator.ruleset import Value
from policies.calculator.thresholds import Read
from policies.calculator.verdict import NO, UNKNOWN, Verdict


@dataclass(frozen=True, slots=True, eq=False)
class FactNeeds:
    """Requirements on facts alone, for follow-ups and growth: their conditions do not depend on the day.

    One object for all questions with the same requirements. `kin`: as of a policy. `by_answer`: the verdicts (None:
    unknown), where there is one condition only and its question has few answers, as it nearly always is.
    """

    reads: tuple[Read, ...]
    questions: tuple[str, ...]
    needs: Needs
    kin: tuple[Kin, ...] | None
    by_answer: Mapping[Value | None, Verdict] | None

    def verdict(self, values: Mapping[str, Value]) -> Verdict:
        if self.by_answer:
            return self.by_answer[values.get(self.questions[0])]
        return self.needs.verdict(self._moment(values))

    def open_questions(self, values: Mapping[str, Value]) -> set[str]:
        """The questions without an answer that can still decide these requirements."""
        moment = self._moment(values)
        undecided = self.needs.open(moment) if self.kin is None else deciding(self.needs, (), self.kin, moment)
        return {question for number, question in enumerate(self.questions) if undecided & 1 << number}

    def _moment(self, values: Mapping[str, Value]) -> Moment:
        no, unknown, bit = 0, 0, 1
        for read in self.reads:
            verdict, _ = read(values, {})
            if verdict is NO:
                no |= bit
            elif verdict is UNKNOWN:
                unknown |= bit
            bit <<= 1
        return Moment(no, unknown)
