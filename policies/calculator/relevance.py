"""Which questions can still change something: none is asked whose answer cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from policies.calculator.days import Days
from policies.calculator.facts import Facts
from policies.calculator.needs import Moment
from policies.calculator.plan import PolicyPlan
from policies.calculator.ruleset import Window
from policies.calculator.verdict import NO, UNKNOWN, YES, Verdict


class Relevance:
    """What may still change, for one person.

    An answer to a follow-up of which it is unknown whether it is asked counts, but it may fall with its parent's
    answer: here it is looked at as unknown, so that the parent is asked.
    """

    def __init__(self, days: Days) -> None:
        self.plan, self.answered = days.plan, days.facts.values
        facts = _without_loose_answers(days.facts)
        self.days = days if facts is days.facts else Days(days.plan, facts, days.on)
        self.facts = facts
        self._open: dict[int, set[str]] = {}

    def questions(self, entries: Iterable[PolicyPlan]) -> tuple[str, ...]:
        """The questions that can still change the status, tier, award or dates of one of these, in editorial order."""
        return self._in_order(set().union(*(self._open_questions(entry) for entry in entries)))

    def of_policy(self, entry: PolicyPlan) -> tuple[str, ...]:
        """The same for one policy."""
        return self._in_order(self._open_questions(entry))

    def _in_order(self, found: set[str]) -> tuple[str, ...]:
        return tuple(key for key, _, _ in self.plan.questions if key in found) if found else ()

    def _open_questions(self, entry: PolicyPlan) -> set[str]:
        known = self._open.get(entry.order)
        if known is None:
            known = self._open[entry.order] = self._find(entry)
        return known

    def _find(self, entry: PolicyPlan) -> set[str]:
        """By the unknown conditions and the missing amount factors that count for this policy."""
        if not entry.needs.required.isdisjoint(self.days.never):
            return set()
        unread: set[int] = set()
        asked: set[str] = set()
        for day, verdict, shown in _walk(self.days.stretches(entry)):
            moment = self.days.moment(day)
            if verdict is UNKNOWN:
                unread |= entry.open_indexes(moment)
            if shown:
                unread |= entry.open_tiers(moment)
            if shown and (entry.policy.group or not self._doubtful(entry, moment)):
                for award in entry.possible_awards(moment):
                    asked.update(self.days.amounts(award, day).missing)
        for index in unread:
            asked |= self._unanswered(index)
        return self._with_parents(asked) if asked else asked

    def _doubtful(self, entry: PolicyPlan, moment: Moment) -> bool:
        """Whether the policy itself may have ended: no answer can make it certain, so its amount is never shown."""
        return entry.window in moment.unknown and not self._unanswered(entry.window)

    def _unanswered(self, index: int) -> set[str]:
        """The questions because of which a condition is unknown."""
        condition, values = self.plan.conditions[index], self.facts.values
        if isinstance(condition, Window):
            return {condition.event} - values.keys() if condition.event else set()
        keys = {condition.question, condition.measured_at} - values.keys() - {None}
        if not keys and condition.question in self.plan.growing:
            return self.plan.growing[condition.question].open_questions(values)
        return {key for key in keys if key is not None}

    def _with_parents(self, keys: set[str]) -> set[str]:
        """Also the open parents of follow-ups; without questions that are not asked or are answered already."""
        found: set[str] = set()
        waiting = set(keys)
        while waiting:
            key = waiting.pop()
            verdict = self.facts.asked[key]
            if verdict is NO or key in found:
                continue
            found.add(key)
            if verdict is UNKNOWN:
                waiting |= self.plan.asked_if[key].open_questions(self.facts.values)
        return found - self.answered.keys()


def _without_loose_answers(facts: Facts) -> Facts:
    loose = {key for key in facts.values if facts.asked[key] is UNKNOWN}
    if not loose:
        return facts
    return replace(facts, values={key: value for key, value in facts.values.items() if key not in loose})


def _walk(stretches: Iterable[tuple[date, Verdict]]) -> list[tuple[date, Verdict, bool]]:
    """The days whose verdict can still tell something, and whether tier and award of that day may be the ones shown.

    A no today is followed to the first certain day; from a certain day on nothing counts after the next no.
    """
    found, first_certain = [], False
    for day, verdict in stretches:
        if first_certain and verdict is NO:
            break
        if verdict is not NO:
            found.append((day, verdict, not first_certain))
        first_certain = first_certain or verdict is YES
    return found
