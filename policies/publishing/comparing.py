"""How one person fares under two documents: what is otherwise, said in a clerk's sentences, and whether it is better.

Less is less in any respect: a smaller sum, an end that comes earlier, a beginning that comes later, a lower tier, one
way fewer by which the person qualifies. Somebody may gain in one respect and lose in another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from policies.calculator import PolicyResult, Results, Status
from policies.calculator.ruleset import State
from policies.catalogue.words import states as state_sentences
from policies.catalogue.words.awards import end, whole
from policies.catalogue.words.sentences import day, yuan

from . import applying, lasting, ways
from .lasting import Respect, direction
from .personas import STATUSES, TriedDocument

Entry = dict[str, Any]
RANK = {Status.ELIGIBLE: 3, Status.UPCOMING: 2, Status.UNKNOWN: 1, Status.INELIGIBLE: 0}
ABSENT = "不在自查里"


@dataclass(frozen=True, slots=True)
class Shift:
    """One thing that is otherwise than before: better, worse, both in different respects, or neither."""

    sentence: str
    better: bool = False
    worse: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One person under one document."""

    assessment: Results
    tried: TriedDocument

    def result(self, code: str) -> PolicyResult | None:
        return self.assessment.by_code.get(code)

    def name(self, code: str) -> str:
        return self.tried.name(code)


def shifts(before: Side, after: Side, changed: Collection[str]) -> Iterator[Shift]:
    """Each policy that is otherwise than before, then what no policy says by itself: what goes together.

    `changed`: the policies that can be otherwise for anybody.
    """
    for code in dict.fromkeys([*after.assessment.by_code, *before.assessment.by_code]):
        if code not in changed:
            continue
        then, now = before.result(code), after.result(code)
        if then and now and then.status is now.status is Status.INELIGIBLE:
            continue  # Of a no there is nothing to be said.
        if _facts(then) != _facts(now) and (shift := _shift(then, now, before, after)):
            yield shift
    for code, other in _gives_way(before, after):
        yield Shift(f"{after.name(code)}：不能再和“{after.name(other)}”一起领", worse=True)
    for code, other in _gives_way(after, before):
        yield Shift(f"{after.name(code)}：现在可以和“{after.name(other)}”一起领", better=True)


def _facts(result: PolicyResult | None) -> Any:
    """Whatever is the same in all of this is the same for the person."""
    if result is None:
        return None
    had = result.status is not Status.INELIGIBLE
    open_ways = [several for _, several in ways.of(result).any_ofs] if had else None
    # The policy, because its sentence says the day on which its money is spent.
    days = result.policy.spent_on, lasting.possible(result) if had else None, result.eligible_from, result.may_last_to
    sums = result.award, result.tier, result.within, result.certain_within, result.maybe_more
    return result.status, result.state, days, sums, open_ways, result.application


def _shift(then: PolicyResult | None, now: PolicyResult | None, before: Side, after: Side) -> Shift | None:
    said = _said(then, before.tried), _said(now, after.tried)
    respects = list(_respects(then, now, before, after))
    parts = [f"{said[0]} → {said[1]}"] if said[0] != said[1] else []
    parts += [sentence for _, sentence in respects if sentence]
    if not parts:
        return None
    name = after.name(now.code) if now else before.name(then.code) if then else ""
    directions = {direction for direction, _ in respects}
    return Shift(f"{name}：{'；'.join(parts)}", better=1 in directions, worse=-1 in directions)


def _said(result: PolicyResult | None, tried: TriedDocument) -> str:
    if result is None:
        return ABSENT
    said = STATUSES[result.status]
    if result.award:
        said += f" {whole(result.award, tried.questions, result.within, end(result))}"
    remarks = [f"{day(result.eligible_from)}起"] if result.eligible_from else []
    if result.status is not Status.INELIGIBLE:
        remarks += _money(result, tried.policies[result.code])
    return f"{said}（{'，'.join(remarks)}）" if remarks else said


def _money(result: PolicyResult, policy: Entry) -> list[str]:
    """Up to when there is money, or since when there is none."""
    if result.state is State.BUDGET_SPENT:
        return [state_sentences.money_spent(policy, result.days.on)]
    ahead = state_sentences.ahead(policy, result.days.on)
    return [ahead] if ahead else []


def _respects(then: PolicyResult | None, now: PolicyResult | None, before: Side, after: Side) -> Iterator[Respect]:
    """In which of them it is better or worse; where it is had at all or not, the rest is of no account."""
    ranks = _rank(then), _rank(now)
    if ranks[0] != ranks[1] or then is None or now is None:
        yield direction(*ranks), ""
        return
    if now.status is Status.INELIGIBLE:
        return
    yield from _sums(then, now, before, after)
    yield from lasting.differences(then, now)
    yield from applying.differences(then, now)
    yield from _ways(then, now, before, after)


def _rank(result: PolicyResult | None) -> int:
    """Who fits what is spent or only planned has not much of it."""
    if result is None:
        return 0
    return RANK[result.status] if result.state is State.OPEN else min(RANK[result.status], RANK[Status.UNKNOWN])


def _sums(then: PolicyResult, now: PolicyResult, before: Side, after: Side) -> Iterator[Respect]:
    """What it comes to, else what of it is certain, else which tier it is, and whether it may still be a better one."""
    sums = [(result.within or (result.award.worth if result.award else 0) or 0) for result in (then, now)]
    certain = [result.certain_within for result in (then, now)]
    if sign := direction(*sums):
        yield sign, ""
    elif sign := direction(*certain):
        yield sign, f"其中确定能领到的：{yuan(certain[0])} → {yuan(certain[1])}"
    if then.tier != now.tier and then.tier and now.tier:
        in_turn = [tier.code for tier in now.policy.tiers]
        lower = then.tier in in_turn and in_turn.index(now.tier) > in_turn.index(then.tier)
        higher = then.tier in in_turn and not lower
        names = (_tier(side, result) for side, result in ((before, then), (after, now)))
        yield 0 if sign else higher - lower, f"档次：{' → '.join(names)}"
    if not sign and then.maybe_more != now.maybe_more:
        yield (1, "还有可能是更高的一档") if now.maybe_more else (-1, "不再可能是更高的一档")


def _tier(side: Side, result: PolicyResult) -> str:
    tiers = side.tried.policies[result.code]["tiers"]
    return next((str(tier["name"]) for tier in tiers if tier["code"] == result.tier), str(result.tier))


def _ways(then: PolicyResult, now: PolicyResult, before: Side, after: Side) -> Iterator[Respect]:
    were, are = ways.of(then), ways.of(now)
    for side, changes, sign in ((before, ways.lost(were, are), -1), (after, ways.lost(are, were), 1)):
        for gone, others in changes:
            named = "；".join(ways.said(one, side.tried.questions) for one in gone)
            said = f"少了（{named}），还有 {others} 种" if sign < 0 else f"多了（{named}），原来 {others} 种"
            yield sign, f"符合条件的情况{said}"


def _gives_way(before: Side, after: Side) -> Iterator[tuple[str, str]]:
    """What was in the best set with another policy and now gives way to it."""
    had = before.assessment.best.policies
    for one in after.assessment.best.left_out:
        if one.code in had and one.chosen in had:
            yield one.code, one.chosen
