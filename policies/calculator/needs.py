"""Requirements as indexes of conditions, against the verdicts of one day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from policies.calculator.ruleset import Value, letter_of
from policies.calculator.thresholds import Read
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict, any_of

Indexes = frozenset[int]


class Moment:
    """The conditions, by index, that fail on one day and those that are unknown; all others hold."""

    __slots__ = ("no", "unknown")

    def __init__(self, no: set[int], unknown: set[int]) -> None:
        self.no, self.unknown = no, unknown

    def verdict(self, index: int) -> Verdict:
        return NO if index in self.no else UNKNOWN if index in self.unknown else YES

    def all_of(self, indexes: Indexes) -> Verdict:
        if not indexes.isdisjoint(self.no):
            return NO
        return YES if indexes.isdisjoint(self.unknown) else UNKNOWN

    def put(self, index: int, verdict: Verdict) -> None:
        """Sets the verdict of a condition that held until now."""
        if verdict is NO:
            self.no.add(index)
        elif verdict is UNKNOWN:
            self.unknown.add(index)


@dataclass(frozen=True, slots=True)
class Needs:
    """Every one of `required`, and of each any-of all of at least one branch; `indexes`: all that occur."""

    required: Indexes
    any_of: tuple[tuple[Indexes, ...], ...]
    indexes: Indexes

    def verdict(self, moment: Moment) -> Verdict:
        result = moment.all_of(self.required)
        for branches in self.any_of:
            if result is NO:
                break
            verdict = any_of([moment.all_of(branch) for branch in branches])
            if verdict is not YES:
                result = verdict
        return result

    def broken(self, moment: Moment) -> Iterator[str | None]:
        """The letters of the any-ofs that certainly fail; None for the required conditions."""
        yield None
        for place, branches in enumerate(self.any_of):
            if all(moment.all_of(branch) is NO for branch in branches):
                yield letter_of(place)

    def open_indexes(self, moment: Moment) -> set[int]:
        """The unknown conditions that can still decide these requirements; none where they are decided."""
        if self.verdict(moment) is not UNKNOWN:
            return set()
        found = set(self.required & moment.unknown)
        for branches in self.any_of:
            states = {branch: moment.all_of(branch) for branch in branches}
            if YES not in states.values():
                found.update(*(branch & moment.unknown for branch, state in states.items() if state is UNKNOWN))
        return found


@dataclass(frozen=True, slots=True, eq=False)
class FactNeeds:
    """Requirements on facts alone, for follow-ups and growth: their conditions do not depend on the day.

    One object for all questions with the same requirements.
    """

    reads: tuple[Read, ...]
    questions: tuple[str, ...]
    needs: Needs

    def verdict(self, values: Mapping[str, Value]) -> Verdict:
        if len(self.reads) == 1:
            return self.reads[0](values, {}, date.min).first
        return self.needs.verdict(self._moment(values))

    def open_questions(self, values: Mapping[str, Value]) -> set[str]:
        """The questions without an answer that can still decide these requirements."""
        return {self.questions[index] for index in self.needs.open_indexes(self._moment(values))}

    def _moment(self, values: Mapping[str, Value]) -> Moment:
        moment = Moment(set(), set())
        for index, read in enumerate(self.reads):
            moment.put(index, read(values, {}, date.min).first)
        return moment
