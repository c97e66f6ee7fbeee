"""The answers of one visitor as a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from policies.calculator import Assessment, Facts, Ruleset, assess
from policies.calculator.ruleset import Policy, Value


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer laid aside, see belonging.py.

    `value`: None is 「不清楚」. `about`: what it was about, where known. `on`: the day it was given.
    `no_day`: of a date in months, that this is all the visitor knows of it.
    """

    value: Value | None
    about: Mapping[str, Value]
    on: date
    no_day: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """`as_of`: the day the check was begun. `stated_on`: the day of each answer that was given, or given anew, later.

    `declined`: questions answered 「不清楚」. `received`: policy codes; `payments`: how many payments were made of each
    of them, where the visitor said so.

    `preferred`: policies that the visitor wants to see chosen in their exclusion group, whatever is worth most.
    `counted`: how far this check stands in the daily figures, see counted.py; `counted_elsewhere`: those of the other
    regions that were checked, by region. `school`: its name, as it stands on the list where it is on it.
    `kept`: answers laid aside, by question, the latest last; they do not count. `check`: its random name, empty for one
    begun before there were any; `exported`: digest and number of its last calendar file, see exported.py.
    `papers`: the short names of those that are ready, see catalogue/document/papers.py.
    `since`: the release by whose rules they were left and come back to, until the visitor has seen what is otherwise:
    its number and the first signs of its sha256; of what comes out of a resume code, the release it was made under.
    A question that is in `values` and in `declined` has a date of which the visitor knows the month alone.
    A question that is neither in `values` nor in `declined` has not been answered yet.
    """

    region: str
    as_of: date
    values: Mapping[str, Value] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()
    received: frozenset[str] = frozenset()
    preferred: frozenset[str] = frozenset()
    counted: str = ""
    stated_on: Mapping[str, date] = field(default_factory=dict)
    counted_elsewhere: Mapping[str, str] = field(default_factory=dict)
    school: str = ""
    kept: Mapping[str, tuple[Kept, ...]] = field(default_factory=dict)
    check: str = ""
    exported: tuple[str, int] = ("", 0)
    payments: Mapping[str, int] = field(default_factory=dict)
    papers: frozenset[str] = frozenset()
    since: tuple[int, str] | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.values or self.declined or self.received or self.school or self.kept)

    def received_of(self, policies: Iterable[Policy]) -> dict[str, int | None]:
        """What the visitor has already of these policies, with the number of its payments."""
        codes = {policy.code for policy in policies}
        return {code: self.payments.get(code) for code in self.received if code in codes}

    def facts(self, ruleset: Ruleset) -> Facts:
        """What follows from them by these rules."""
        return Facts.resolve(ruleset, self.values, self.as_of, self.stated_on)

    def assessed(self, ruleset: Ruleset, on: date) -> Assessment:
        """On that day, with what the visitor has already; of that, what is no part of these rules is left aside."""
        return assess(ruleset, self.facts(ruleset), on, self.received_of(ruleset.policies))

    def touched(self, key: str) -> bool:
        return key in self.values or key in self.declined

    def day_of(self, key: str) -> date:
        """The day on which this answer was given."""
        return self.stated_on.get(key, self.as_of)

    def dated(self, key: str, day: date) -> Answers:
        """The same with this answer given on that day."""
        days = {other: on for other, on in self.stated_on.items() if other != key}
        return replace(self, stated_on=days if day == self.as_of else {**days, key: day})

    def with_value(self, key: str, value: Value) -> Answers:
        return replace(self, values={**self.values, key: value}, declined=self.declined - {key})

    def without_day(self, key: str) -> Answers:
        """The same, whose date in months is all the visitor knows of it."""
        return replace(self, declined=self.declined | {key})

    def without(self, key: str, *, declined: bool = False) -> Answers:
        """The same with this question unanswered, or `declined`: answered 「不清楚」."""
        values = {other: value for other, value in self.values.items() if other != key}
        days = {other: day for other, day in self.stated_on.items() if other != key}
        others = self.declined | {key} if declined else self.declined - {key}
        return replace(self, values=values, declined=others, stated_on=days)
