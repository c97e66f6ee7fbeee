"""Which questions can still change something: none is asked whose answer cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from policies.calculator.days import Days
from policies.calculator.facts import Facts
from policies.calculator.needs import Bits, each
from policies.calculator.ruleset import Window
from policies.calculator.standing import PolicyPlan, Standing
from policies.calculator.verdict import NO, UNKNOWN, YES


class Relevance:
    """What may still change, for one person.

    An answer to a follow-up of which it is unknown whether it is asked counts, but it may fall with its parent's
    answer: here it is looked at as unknown, so that the parent is asked.
    """

    def __init__(self, days: Days) -> None:
        self.plan, self.answered = days.plan, days.facts.values
        facts = _without_loose_answers(days.facts)
        self.days = days if facts is days.facts else Days(days.plan, facts, days.on)
        self.facts, self.never = facts, self.days.never
        self._open: dict[int, set[str]] = {}

    def questions(self, entries: Iterable[PolicyPlan]) -> tuple[str, ...]:
        """The questions that can still change the status, tier, award or dates of one of these, in editorial order."""
        never = self.never
        return self._in_order(set().union(*(self._open_questions(e) for e in entries if not e.needs.required & never)))

    def of_policy(self, entry: PolicyPlan) -> tuple[str, ...]:
        """The same for one policy."""
        if entry.needs.required & self.never:
            return ()
        return self._in_order(self._open_questions(entry))

    def _in_order(self, found: set[str]) -> tuple[str, ...]:
        return tuple(sorted(found, key=self.plan.questions.__getitem__)) if found else ()

    def _open_questions(self, entry: PolicyPlan) -> set[str]:
        known = self._open.get(entry.order)
        if known is None:
            known = self._open[entry.order] = self._find(entry)
        return known

    def _find(self, entry: PolicyPlan) -> set[str]:
        """By the unknown conditions and the missing amount factors that count for this policy."""
        unread: Bits = 0
        asked: set[str] = set()
        stretches = self.days.stretches(entry)
        if len(stretches) == 1 and stretches[0][1].verdict is NO:
            return asked
        for day, standing, shown in _walk(stretches):
            if standing.verdict is UNKNOWN:
                unread |= standing.open
            if shown:
                unread |= standing.open_tiers
            if shown and (entry.policy.group or not self._doubtful(standing)):
                for award in standing.possible_awards:
                    asked.update(self.days.amounts(award, day).missing)
        for bit in each(unread):
            asked |= self._unanswered(bit)
        return self._with_parents(asked) if asked else asked

    def _doubtful(self, standing: Standing) -> bool:
        """Whether the policy itself may have ended: no answer can make it certain, so its amount is never shown."""
        window = standing.entry.window
        return bool(window & standing.moment.unknown) and not self._unanswered(window)

    def _unanswered(self, bit: Bits) -> set[str]:
        """The questions because of which a condition is unknown."""
        condition, values = self.plan.conditions[bit], self.facts.values
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


def _walk(stretches: Iterable[tuple[date, Standing]]) -> list[tuple[date, Standing, bool]]:
    """The days whose verdict can still tell something, and whether tier and award of that day may be the ones shown.

    A no today is followed to the first certain day; from a certain day on nothing counts after the next no.
    """
    found, first_certain = [], False
    for day, standing in stretches:
        if first_certain and standing.verdict is NO:
            break
        if standing.verdict is not NO:
            found.append((day, standing, not first_certain))
        first_certain = first_certain or standing.verdict is YES
    return found
