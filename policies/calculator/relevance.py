"""Which questions can still change something: none is asked whose answer cannot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from policies.calculator.application import right
from policies.calculator.calendar import Month
from policies.calculator.days import Days
from policies.calculator.facts import Facts, begins_of
from policies.calculator.lazy import lazy
from policies.calculator.needs import Bits, each, union
from policies.calculator.plan import Plan
from policies.calculator.ruleset import Award, Basis, Condition, Window
from policies.calculator.standing import PolicyPlan, Standing
from policies.calculator.stretches import Telling, walk, while_there_is_money
from policies.calculator.timeline import of_window, verdicts_within
from policies.calculator.verdict import NO, UNKNOWN, YES


class Relevance:
    """What may still change, for one person.

    An answer to a follow-up of which it is unknown whether it is asked counts, but it may fall with its parent's
    answer: here it is looked at as unknown, so that the parent is asked.
    """

    def __init__(self, days: Days) -> None:
        self.plan, self.answered = days.plan, days.facts.values
        facts = _without_loose_answers(days.plan, days.facts)
        self.days = days if facts is days.facts else Days(days.plan, facts, days.on)
        self.facts = facts
        self._beginning = Beginning(days.plan, facts, days.on)
        self.never = self.days.never & ~self._beginning.bits
        self.to_the_month = {key for key in days.plan.dates if isinstance(facts.values.get(key), Month)}
        self.again = self.to_the_month | (self._outgrown() if facts.ages else set())
        self._open: dict[int, set[str]] = {}
        self._because: dict[Bits, set[str]] = {}
        self._families: dict[str, set[str]] = {}

    @lazy
    def _settled(self) -> set[str]:
        """The questions that are answered for good."""
        return self.answered.keys() - self.again

    def _outgrown(self) -> set[str]:
        """The questions whose answers were certain once and are so no longer."""
        conditions = (self.plan.conditions[bit] for bit in each(self.days.today.unknown))
        spoken_of = {one.question for one in conditions if not isinstance(one, Window)}
        return {key for key, given in self.facts.ages.items() if key in spoken_of and given.since < self.days.on}

    def questions(self, policy_plans: Iterable[PolicyPlan]) -> tuple[str, ...]:
        """The questions that can still change the status, tier, award or dates of one of these, in editorial order."""
        never, found = self.never, set[str]()
        for policy_plan in policy_plans:
            if not policy_plan.needs.required & never:
                found |= self._open_questions(policy_plan)
        return self._in_order(found)

    def asks(self, key: str, policy_plans: Iterable[PolicyPlan]) -> bool:
        """Whether this one is among the questions of these; looks at no more of them than it takes."""
        never = self.never
        return any(key in self._open_questions(one) for one in policy_plans if not one.needs.required & never)

    def of_policy(self, policy_plan: PolicyPlan) -> tuple[str, ...]:
        """The same for one policy."""
        if policy_plan.needs.required & self.never:
            return ()
        return self._in_order(self._open_questions(policy_plan))

    def _in_order(self, found: set[str]) -> tuple[str, ...]:
        return tuple(sorted(found, key=self.plan.questions.__getitem__)) if found else ()

    def _open_questions(self, policy_plan: PolicyPlan) -> set[str]:
        known = self._open.get(policy_plan.order)
        if known is None:
            stays_unknown = self.plan.published and self._stays_unknown(policy_plan)
            known = self._of_a_rival(policy_plan) if stays_unknown else self._find(policy_plan)
            self._open[policy_plan.order] = known
        return known

    def _find(self, policy_plan: PolicyPlan) -> set[str]:
        """By the unknown conditions and the missing amount factors that count for this policy."""
        telling, asked = self._telling(policy_plan), set[str]()
        if not telling and not policy_plan.all & self._beginning.bits:
            return asked
        unread, at_the_end = self._undecided(telling)
        if policy_plan.policy.application_windows:
            asked |= self._when_to_apply(policy_plan, telling)
        if policy_plan.asks_for_amounts:
            for day, standing, shown, _ in telling:
                asked |= self._factors(standing, day) if shown else set()
        if at_the_end:
            # Which day of a month it ends on is not worth a question.
            asked |= set().union(*map(self._unanswered, each(at_the_end & ~unread))) - self.to_the_month
        if policy_plan.all & self._beginning.bits:
            asked |= self._beginning.days_open(policy_plan)
        found = self._with_parents(asked) if asked else asked
        while unread:
            bit = unread & -unread
            unread ^= bit
            because = self._because.get(bit)
            found |= self._to_ask(bit) if because is None else because
        return found

    def _undecided(self, telling: Telling) -> tuple[Bits, Bits]:
        """(the unknown conditions that count on some of these days, those that only decide when it ends)"""
        unread: Bits = 0
        at_the_end: Bits = 0
        for day, standing, shown, last in telling:
            unpublished = self._unpublished(day) if self.plan.published else 0
            if last:
                at_the_end |= standing.open & ~unpublished
            elif standing.verdict is UNKNOWN:
                unread |= standing.open & ~unpublished
            if shown:
                unread |= standing.open_tiers & ~unpublished
        return unread, at_the_end

    def _stays_unknown(self, policy_plan: PolicyPlan) -> bool:
        """Whatever is answered, until somebody publishes the number that is compared with."""
        if not self._unpublished(self.days.on) & policy_plan.all:
            return False
        today = policy_plan.standing(self.days.today)
        return today.verdict is UNKNOWN and not today.open & ~self._unpublished(self.days.on)

    def _of_a_rival(self, policy_plan: PolicyPlan) -> set[str]:
        """Its amount counts only beside that of another policy."""
        today = policy_plan.standing(self.days.today)
        return self._with_parents(self._factors(today, self.days.on)) if policy_plan.policy.group else set()

    def _unpublished(self, day: date) -> Bits:
        """The conditions that no answer can decide on that day, as nobody has published the number."""
        return union(bit for bit, first in self.plan.published.items() if day < first)

    def _to_ask(self, bit: Bits) -> set[str]:
        """Because of an unknown condition: the questions that decide it, with their parents."""
        question = self.plan.only_question.get(bit)
        if question is not None and question not in self.facts.values:
            found = self._family(question) - self._settled
        else:
            found = self._with_parents(self._unanswered(bit))
        self._because[bit] = found
        return found

    def _telling(self, policy_plan: PolicyPlan) -> Telling:
        """See walk; what never changes is known by how it stands today."""
        days = self.days
        if not days.ahead(policy_plan):
            today = policy_plan.standing(days.today)
            return [(days.on, today, True, False)] if today.verdict is not NO else []
        stretches = self.days.stretches(policy_plan)
        while_there, until = while_there_is_money(stretches, policy_plan.policy.spent_on)
        return walk(while_there, until, ends=bool(self.to_the_month))

    def _when_to_apply(self, policy_plan: PolicyPlan, telling: Telling) -> set[str]:
        """The events by which one can apply for what is certain; a day of a month where it decides whether one can."""
        windows = policy_plan.policy.application_windows
        certain = (day for day, standing, shown, _ in telling if shown and standing.verdict is YES)
        since = next(certain, None)
        if since is None:
            return set()
        verdicts = [(day, standing.verdict) for day, standing in self.days.stretches(policy_plan)]
        found = self.days.application(windows, right(verdicts, since, self.days.horizon))
        if found.possible is NO or (not found.missing and UNKNOWN not in (found.open, found.possible)):
            return set()
        return {*found.missing, *({window.event for window in windows if window.event} & self.to_the_month)}

    def _factors(self, standing: Standing, day: date) -> set[str]:
        """The questions without which the amount is not known that is shown, or may rival one that is."""
        found: set[str] = set()
        if standing.policy_plan.policy.competes or not self._doubtful(standing):
            for award in standing.possible_awards:
                if id(award) in self.plan.hanging:
                    found |= self._asked_for(award, day)
        return found

    def _asked_for(self, award: Award, day: date) -> set[str]:
        """What is missing for its amount and, once there is one, for the days on which it is paid."""
        amounts = self.days.over_time(award, day)
        values = self.facts.values
        dated = {key for one in amounts.candidates if (key := one.counted_from) is not None and key not in values}
        # Where a part of it is not published, what is missing alone leads to no amount.
        may_pay = amounts.total or amounts.low or (amounts.missing and amounts.basis is not Basis.UNSPECIFIED)
        return {*amounts.missing, *(dated if may_pay else ())}

    def _doubtful(self, standing: Standing) -> bool:
        """Whether the policy itself may have ended: no answer can make it certain, so its amount is never shown."""
        window = standing.policy_plan.window
        return bool(window & standing.moment.unknown) and not self._unanswered(window)

    def _unanswered(self, bit: Bits) -> set[str]:
        """The questions because of which a condition is unknown; a date known to the month if nothing else is."""
        condition, values = self.plan.conditions[bit], self.facts.values
        if isinstance(condition, Window):
            return self._unanswered_event(condition)
        spoken_of = {condition.question, condition.measured_at, *self.plan.factors.get(bit, ())}
        keys = spoken_of - values.keys() - {None} or spoken_of & self.again
        if not keys and condition.question in self.plan.growing:
            growing = self.plan.growing[condition.question]
            asked = growing.open_questions(values, self.facts.as_of)
            return asked | self._months_begun(growing.questions)
        return {key for key in keys if key is not None} or self._months_begun([condition.question])

    def _months_begun(self, keys: Iterable[str]) -> set[str]:
        """The questions for the day from which answers to these hold, where only the month is known."""
        begins, values = self.facts.begins, self.facts.values
        return {str(self.plan.begins[key][values[key]]) for key in keys if isinstance(begins.get(key), Month)}

    def _unanswered_event(self, window: Window) -> set[str]:
        if window.event is None:
            return set()
        month = self.facts.values.get(window.event)
        if isinstance(month, Month):
            return {window.event} if len(verdicts_within(of_window(window), month)) > 1 else set()
        return {window.event} - self.facts.values.keys()

    def _with_parents(self, keys: set[str]) -> set[str]:
        """Also the open parents of follow-ups; without questions that are not asked or are answered already."""
        return set().union(*map(self._family, keys)) - self._settled

    def _family(self, key: str) -> set[str]:
        """A question that may be asked, its open parents and theirs."""
        known = self._families.get(key)
        if known is None:
            verdict = self.facts.asked[key]
            known = self._families[key] = set() if verdict is NO else {key}
            if verdict is UNKNOWN:
                parents = self.plan.asked_if[key].open_questions(self.facts.values, self.facts.as_of)
                known |= set().union(*map(self._family, parents))
        return known


class Beginning:
    """The answers that count as holding already and may turn out to hold only from a day to come.

    That day is worth asking for where it would change something: the conditions that such an answer meets, and the
    months that grow because of it, are looked at as unknown.
    """

    def __init__(self, plan: Plan, facts: Facts, on: date) -> None:
        values = facts.values
        dated = ((key, events.get(values.get(key, ""))) for key, events in plan.begins.items())
        self.events = {
            key: event for key, event in dated if event and event not in values and facts.asked[event] is not NO
        }
        self.of_bit: dict[Bits, set[str]] = {}
        self.bits: Bits = 0
        if not self.events:
            return
        doubted: Bits = 0
        for table in plan.tables:
            if table.key in self.events:
                met = table.all & ~table.failed_by[values[table.key]]
                self.of_bit |= {bit: {self.events[table.key]} for bit in each(met)}
                doubted |= met
        grows = dict(facts.grows)
        for key, growing in plan.growing.items():
            events = {self.events[one] for one in growing.questions if one in self.events}
            if events and grows[key].verdict is YES:
                grows[key] = facts.stated_growth(key, UNKNOWN)
                self.of_bit |= {bit: events for bit, condition in plan.conditions.items() if _is_on(condition, key)}
        self.bits = union(self.of_bit)
        self.days = Days(plan, replace(facts, grows=grows), on, doubted)

    def days_open(self, policy_plan: PolicyPlan) -> set[str]:
        """The questions for days that may put this policy off."""
        if not policy_plan.all & self.bits:
            return set()
        unread: Bits = 0
        for _, standing, shown, _ in walk(self.days.stretches(policy_plan)):
            # A doubted answer may meet nothing yet, which no answer by itself does.
            unread |= standing.seems_open | (standing.seem_open_tiers if shown else 0)
        return set().union(*(self.of_bit[bit] for bit in each(unread & self.bits)))


def _is_on(condition: Condition | Window, key: str) -> bool:
    return isinstance(condition, Condition) and condition.question == key


def _without_loose_answers(plan: Plan, facts: Facts) -> Facts:
    asked = facts.asked
    loose = {key for key in facts.values if asked[key] is UNKNOWN} if UNKNOWN in asked.values() else None
    if not loose:
        return facts
    values = {key: value for key, value in facts.values.items() if key not in loose}
    return replace(facts, values=values, begins=dict(begins_of(plan, values)))
