"""The days to remember: when an upcoming policy starts, and the last day of each that fits or will fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from policies.answers.resume import MONTHS
from policies.calculator import Verdict
from policies.calculator.calendar import add_months
from policies.calculator.payments import PaymentDay, certain_days
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words import sentences
from policies.results.cards import Card

# Of one policy; who is paid each month knows by then.
MOST_PAYMENTS = 24
# Days before, in which a reminder makes sense.
BEFORE_START = (0, 7)
BEFORE_END = (7, 30)
OPENS, OPENS_BY, OPENS_AGAIN = "这天起可以申请", "最迟这天起可以申请", "这天起可以申请下一期"
CLOSES, CLOSES_AFTER = "申请的最后一天", "确定还能申请的最后一天，以后可能来不及"
# What tells the days of one policy apart; a day that becomes exact stays the same day of the calendar.
APPLYING = {
    "": "",
    OPENS: "apply-",
    OPENS_BY: "apply-",
    CLOSES: "apply-",
    CLOSES_AFTER: "apply-",
    OPENS_AGAIN: "again-",
}
NOT_A_DECISION = "这是自查结果，不是审批结论，以主管部门审核为准。"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """`last`: the last day, else the first. `applying`: what one can do on it, in words, where it is no day on which
    the right begins or ends."""

    card: Card
    day: date
    last: bool
    applying: str = ""

    @property
    def key(self) -> str:
        kind = "until" if self.last else "from"
        return f"{self.card.code}/{APPLYING[self.applying]}{kind}"

    @property
    def title(self) -> str:
        return f"{self.card.policy['name']}：{self.what}"

    @property
    def what(self) -> str:
        """What begins or ends on that day, without the policy's name."""
        if self.applying:
            return self.applying
        if not self.last:
            return "从这天起符合条件"
        if self.card.result.ends_with_money:
            return "还有资金的最后一天"
        if self.card.result.ends_as:
            return "受理的最后一天"
        exact = self.card.result.may_last_to == self.day
        return "符合条件的最后一天" if exact else "确定符合条件的最后一天，以后可能不符合"

    def reminder(self, days: int) -> str:
        return f"还有 {days} 天：{self.title}" if days else self.title

    @property
    def text(self) -> str:
        """What to know on that day, without any of the visitor's answers: a calendar may be shared."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        result, explainer = self.card.result, self.card.explainer
        # Read on another day than today.
        start = f"从 {sentences.day(result.eligible_from or result.day)}开始领"
        if award := award_sentences.granted(result, explainer.catalogue.questions, start, explainer.numbers):
            yield str(award)
        if self.card.money_left:
            yield self.card.money_left
        if self.applying:
            yield "只是申请的日子，不是符合不符合的日子。去申请之前，再自查一次。"
        elif not self.last:
            yield "前提是其他情况不变。去申领之前，再自查一次。"
        if office := self.card.policy.get("office"):
            yield f"负责部门：{office}"
        yield from self._how()
        yield f"{sentences.day(self.card.result.days.on)}自查。{NOT_A_DECISION}"

    def _how(self) -> Iterator[str]:
        """What to bring and what to do, as whoever applies is told."""
        if papers := self.card.entry.papers:
            yield f"要带：{'、'.join(papers)}"
        for number, step in enumerate(self.card.policy.get("steps", ()), 1):
            place = f"（{step['place']}）" if step.get("place") else ""
            yield f"第 {number} 步：{step['text']}{place}"

    @property
    def may_bring_back(self) -> bool:
        """Whether a link to the answers is good until then."""
        today = self.card.result.days.on
        return today <= self.day <= add_months(today, MONTHS)

    @property
    def content(self) -> str:
        """All that a calendar gets to know of it."""
        return repr((self.key, self.day.isoformat(), self.title, self.text, self.reminders))

    @property
    def reminders(self) -> list[int]:
        """How many days before; none that is over already."""
        today = self.card.result.days.on
        wanted = BEFORE_END if self.last else BEFORE_START
        return [days for days in wanted if self.day - timedelta(days) >= today]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidOn(CalendarEvent):
    """The day of a payment. `more`: how many later ones are not listed."""

    payment: PaymentDay
    more: int = 0

    @property
    def key(self) -> str:
        return f"{self.card.code}/paid-{self.payment.number}"

    @property
    def what(self) -> str:
        bound = "至少 " if self.payment.at_least else ""
        return f"第 {self.payment.number} 次发放，{bound}{sentences.yuan(self.payment.amount)}"

    def _lines(self) -> Iterator[str]:
        yield "前提是已经申领并通过审核，其他情况不变。实际哪天到账以主管部门为准。"
        if self.more:
            yield f"后面还有 {self.more} 次，没有列进来。"
        if office := self.card.policy.get("office"):
            yield f"负责部门：{office}"
        yield f"{sentences.day(self.card.result.days.on)}自查。{NOT_A_DECISION}"

    @property
    def reminders(self) -> list[int]:
        """None: there is nothing to do."""
        return []


def paid_on(card: Card) -> Iterator[CalendarEvent]:
    """Its payments of which day and amount are certain, the first so many; none while something else may be chosen."""
    is_certain = not (card.for_firm or card.doubts or card.overlaps)
    several = certain_days(card.result) if is_certain else []
    for place, one in enumerate(several[:MOST_PAYMENTS], 1):
        more = len(several) - place if place == MOST_PAYMENTS else 0
        yield PaidOn(card, one.day, last=False, payment=one, more=more)


def events(cards: Iterable[Card], had: Iterable[Card] = ()) -> list[CalendarEvent]:
    """In order of their day. `had`: what is received already, and of which payments are still to come."""
    found = [one for card in had for one in paid_on(card)]
    for card in cards:
        if card.result.eligible_from:
            found.append(CalendarEvent(card, card.result.eligible_from, last=False))
        if card.result.eligible_until:
            found.append(CalendarEvent(card, card.result.eligible_until, last=True))
        found += [*_applying(card), *paid_on(card)]
    return sorted(found, key=lambda event: event.day)


def _applying(card: Card) -> Iterator[CalendarEvent]:
    """When applications begin and end, of what can be applied for; a day known only within some as the safe one."""
    result, found = card.result, card.result.application
    if found is None or result.can_apply is not Verdict.YES or result.received:
        return
    if found.open is not Verdict.YES and found.opens:
        words = OPENS if found.opens.exact else OPENS_BY
        yield CalendarEvent(card, found.opens.latest, last=False, applying=words)
    if found.again:
        yield CalendarEvent(card, found.again.latest, last=False, applying=OPENS_AGAIN)
    if found.closes and (result.eligible_until is None or found.closes.earliest <= result.eligible_until):
        words = CLOSES if found.closes.exact else CLOSES_AFTER
        yield CalendarEvent(card, found.closes.earliest, last=True, applying=words)


def as_text(events: Iterable[CalendarEvent]) -> str:
    """To be copied by hand where there is no calendar."""
    return "\n\n".join(f"{sentences.day(event.day)}\n{event.title}\n{event.text}" for event in events)
