"""What follow-ups and growth hang on: requirements on a person's facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from policies.calculator.essential import deciding
from policies.calculator.kin import Kin
from policies.calculator.needs import Bits, Moment, Needs
from policies.calculator.ruleset import Value
from policies.calculator.thresholds import Growth, Read
from policies.calculator.timeline import verdict_on
from policies.calculator.verdict import NO, UNKNOWN, Verdict, any_of

NOTHING_GROWS: Mapping[str, Growth] = {}


@dataclass(frozen=True, slots=True, eq=False)
class FactNeeds:
    """Requirements on facts alone, for follow-ups and growth. `questions`: those of its conditions, in their order.

    One object for all questions with the same requirements. `kin`: as of a policy. `by_answer`: the verdicts (None:
    unknown), where there is one condition only and its question has few answers, as it nearly always is.
    `factors`: where a number is reckoned, the questions that each condition is reckoned by; a day may change it then.
    """

    reads: tuple[Read, ...]
    questions: tuple[str, ...]
    needs: Needs
    kin: tuple[Kin, ...] | None
    by_answer: Mapping[Value | None, Verdict] | None
    factors: tuple[tuple[str, ...], ...] | None = None

    def asks(self, values: Mapping[str, Value], since: date) -> Verdict:
        """Whether something is asked: whether they hold on that day, or on a later one of which a number is known.

        So nobody who is not asked today is taken to be what not being asked implies on a day on which they would be.
        While nobody can say what a number is, whatever is answered, they are asked as well.
        """
        if self.by_answer:
            return self.by_answer[values.get(self.questions[0])]
        if self.factors is None:
            return self.needs.verdict(self._moment(values))
        return self._ever_asks(values, since)

    def _ever_asks(self, values: Mapping[str, Value], since: date) -> Verdict:
        settled = self._settled(values)
        return any_of(
            self.needs.verdict(Moment(moment.no, moment.unknown & ~settled)) for moment in self._moments(values, since)
        )

    def holds(self, values: Mapping[str, Value], since: date) -> Verdict:
        """Whether they hold on that day and on every later one; unknown where they hold on some."""
        if self.by_answer:
            return self.by_answer[values.get(self.questions[0])]
        if self.factors is None:
            return self.needs.verdict(self._moment(values))
        found = set(map(self.needs.verdict, self._moments(values, since)))
        return found.pop() if len(found) == 1 else UNKNOWN

    def open_questions(self, values: Mapping[str, Value], since: date) -> set[str]:
        """The questions without an answer that can still decide these requirements."""
        found: set[str] = set()
        for moment in self._moments(values, since) if self.factors else [self._moment(values)]:
            undecided = self.needs.open(moment) if self.kin is None else deciding(self.needs, (), self.kin, moment)
            for number, question in enumerate(self.questions):
                if undecided & 1 << number:
                    found |= {question, *(self.factors[number] if self.factors else ())} - values.keys()
        return found

    def _settled(self, values: Mapping[str, Value]) -> Bits:
        """The conditions of which every question is answered."""
        several = enumerate(zip(self.questions, self.factors or (), strict=True))
        return sum(1 << number for number, (key, others) in several if {key, *others} <= values.keys())

    def _moments(self, values: Mapping[str, Value], since: date) -> Iterator[Moment]:
        """From that day on, each time that a number becomes another."""
        timelines = [read(values, NOTHING_GROWS) for read in self.reads]
        turns = {day for _, ahead in timelines for day, _ in ahead if day > since}
        for day in [since, *sorted(turns)]:
            yield _moment([verdict_on(timeline, day) for timeline in timelines])

    def _moment(self, values: Mapping[str, Value]) -> Moment:
        return _moment([read(values, NOTHING_GROWS)[0] for read in self.reads])


def _moment(verdicts: Iterable[Verdict]) -> Moment:
    no, unknown, bit = 0, 0, 1
    for verdict in verdicts:
        if verdict is NO:
            no |= bit
        elif verdict is UNKNOWN:
            unknown |= bit
        bit <<= 1
    return Moment(no, unknown)
