"""What the shipped personas do not show yet, and where they do not hold.

`python -m tests.catalogue.persona_coverage [policy-code …]` prints both, for those who write personas. It reads the
packs leniently: a broken persona is named and left out.

For every policy for a person, the personas that expect something of it must between them show
- one that gets it, and one for whom it is unknown (where it can be);
- for each condition on a number, on what is counted since a date, or on the side of a day on which a date is: one that
  misses it by one unit, or by one day, and would get the policy (or the tier the condition belongs to) without that;
- for the first and the last day of the window, and the last day of doubt: one that is a day outside, and would be
  inside a day later or earlier with everything else fulfilled;
- for each change that `mutations` makes: one who would notice it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from policies.calculator import Assessment, PolicyResult, Status, Verdict
from policies.calculator.date_operators import BESIDE_A_DAY, COUNTED, WAITED_FOR
from policies.calculator.ruleset import Between, Condition, Policy, Requirements, Window
from policies.calculator.thresholds import COMPARISONS
from policies.catalogue.document.normal import normal
from policies.catalogue.packs import reading
from policies.catalogue.validation.validation import validate
from policies.publishing.personas import Outcome, TriedDocument, run
from tests.catalogue.mutations import unnoticed

Entry = dict[str, Any]
# Moving a date by one day may not move the day so many months later, at the end of a month.
DAYS_TRIED = (1, 2, 3)
# How an answer has to move so that the condition holds.
UP = {"at_least", "more_than", "on_or_after"} | (COUNTED.keys() - WAITED_FOR)
ON_A_DATE = {*COUNTED, *BESIDE_A_DAY}


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody who may just miss something of a policy."""

    tried: TriedDocument
    persona: Entry
    result: PolicyResult

    def after(self, **changes: Any) -> PolicyResult:
        """The result with some of the persona changed."""
        return self.tried.assessment(self.persona | changes).by_code[self.result.code]

    def answering(self, key: str, value: Any) -> PolicyResult:
        return self.after(answers=self.persona["answers"] | {key: value})

    def moved(self, key: str | None, days: int) -> PolicyResult:
        """With this date answered, or (None) the day of the check, some days later."""
        if key:
            return self.answering(key, _later(self.persona["answers"][key], days))
        as_of = self.persona["as_of"]
        return self.after(on=_later(self.persona["on"], days), as_of=as_of and _later(as_of, days))


def missing(document: Entry, outcomes: Iterable[Outcome], only: Iterable[str] = ()) -> list[str]:
    """What no persona shows, in Chinese; of the policies `only`, of all if there are none."""
    tried = TriedDocument(document)
    codes = set(only)
    by_policy: dict[str, list[Near]] = {}
    for outcome in outcomes:
        for near in _each(tried, outcome):
            by_policy.setdefault(near.result.code, []).append(near)
    policies = {
        policy.code: policy for region in document["regions"] for policy in tried.ruleset(region["code"]).policies
    }
    return [
        f"{code}：{what}"
        for code, policy in policies.items()
        if not codes or code in codes
        for what in _missing(policy, by_policy.get(code, []))
    ]


def _each(tried: TriedDocument, outcome: Outcome) -> Iterator[Near]:
    """The persona with every policy it expects something of, and rightly."""
    for expected in outcome.persona["expected"]:
        assessment: Assessment | None = outcome.assessment
        result = assessment.by_code.get(expected["policy"]) if assessment else None
        if result and result.status.value == expected["status"]:
            yield Near(tried, outcome.persona, result)


def _missing(policy: Policy, nears: list[Near]) -> Iterator[str]:
    shown = {near.result.status for near in nears}
    if Status.ELIGIBLE not in shown:
        yield "没有人可申领"
    if Status.UNKNOWN not in shown and _can_be_unknown(policy):
        yield "没有人还不确定"
    for tier, condition, end in _boundaries(policy):
        if not any(_just_misses(near, tier, condition, end) for near in nears):
            measured = f"（按 {condition.measured_at} 算）" if condition.measured_at else ""
            place = f"“{tier}”档的 " if tier else ""
            off = " 1 天" if condition.operator in ON_A_DATE else " 1"
            what = f"{condition.question} {end.operator} {end.operand}{measured}"
            yield f"没有人只因 {place}{what} 差{off}"
    for name, day, inside, expected in _ends(policy.window):
        if not any(_just_outside(near, policy.window, day, inside, expected) for near in nears):
            event = policy.window.event or "on"
            yield f"没有人只因 {event} 在期限的 {name} 外面 1 天（{event}: {day}，差一天就是 {expected}）"


def _can_be_unknown(policy: Policy) -> bool:
    asks = bool(list(policy.requirements)) or any(list(tier.requirements) for tier in policy.tiers)
    return asks or policy.window.event is not None or policy.window.doubtful_until is not None


def _boundaries(policy: Policy) -> list[tuple[str | None, Condition, Condition]]:
    """Each distinct condition with a number in it, with its tier; then each of its ends as a condition of its own."""
    owners: list[tuple[str | None, Requirements]] = [(None, policy.requirements)]
    owners += [(tier.code, tier.requirements) for tier in policy.tiers]
    found = {
        (tier, threshold.condition, end): None
        for tier, requirements in owners
        for threshold, *_ in requirements
        for end in _sides(threshold.condition)
        if end.operator in ON_A_DATE or (end.operator in COMPARISONS and isinstance(end.operand, int))
    }
    return list(found)


def _sides(condition: Condition) -> list[Condition]:
    if not isinstance(condition.operand, Between):
        return [condition]
    sides = (("at_least", condition.operand.least), ("at_most", condition.operand.most))
    return [replace(condition, operator=operator, operand=number) for operator, number in sides]


def _ends(window: Window) -> Iterator[tuple[str, date, int, Status]]:
    """The days just outside, how many days it is from there to the inside, and what it is like there."""
    one = timedelta(days=1)
    yield "starts_on", window.starts_on - one, 1, Status.ELIGIBLE
    if window.ends_on:
        yield "ends_on", window.ends_on + one, -1, Status.ELIGIBLE
    if window.doubtful_until and window.doubtful_until < date.max:
        yield "doubtful_until", window.doubtful_until + one, -1, Status.UNKNOWN


def _just_misses(near: Near, tier: str | None, condition: Condition, end: Condition) -> bool:
    key, days = condition.question, near.result.case.days
    bit = next(bit for bit, one in days.plan.conditions.items() if one == condition)
    fails = days.today.all_of(bit) is Verdict.NO
    if not fails or _gets(near.result, tier) or key not in near.persona["answers"]:
        return False
    towards = 1 if end.operator in UP else -1
    if condition.operator in ON_A_DATE:
        tried = DAYS_TRIED if _one_day_off(near, condition) else ()
        moved = [near.moved(key, towards * number) for number in tried]
    else:
        tried = (towards,) if _one_off(near, end, towards) else ()
        moved = [near.answering(key, near.persona["answers"][key] + step) for step in tried]
    return any(_gets(result, tier) for result in moved)


def _gets(result: PolicyResult, tier: str | None) -> bool:
    return result.status is Status.ELIGIBLE and tier in (None, result.tier)


def _one_off(near: Near, condition: Condition, towards: int) -> bool:
    """By as much as `towards` moves the answer; a number that must be exceeded is missed by reaching it."""
    days, needed = near.result.case.days, int(str(condition.operand))
    strict = condition.operator in ("more_than", "less_than")
    return days.values.get(condition.question) == (needed if strict else needed - towards)


def _one_day_off(near: Near, condition: Condition) -> bool:
    days = near.result.case.days
    event, measured = days.facts.values.get(condition.question), days.on
    if condition.measured_at:
        at = days.facts.values.get(condition.measured_at)
        measured = at if isinstance(at, date) else measured
    if not isinstance(event, date):
        return False
    if condition.operator in BESIDE_A_DAY:
        return event == condition.operand if condition.operator == "before" else _day_before(condition.operand) == event
    _, ((turn, _),) = COUNTED[condition.operator](event, int(str(condition.operand)))
    return measured == (_day_before(turn) if condition.operator in WAITED_FOR else turn)


def _just_outside(near: Near, window: Window, day: date, inside: int, expected: Status) -> bool:
    days = near.result.case.days
    event = days.facts.values.get(window.event) if window.event else None
    measured = event if isinstance(event, date) else days.on
    if measured != day or near.result.status is Status.ELIGIBLE:
        return False
    return near.moved(window.event if isinstance(event, date) else None, inside).status is expected


def _day_before(day: Any) -> date:
    return day - timedelta(days=1)


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def main(codes: list[str]) -> int:
    """Prints, with their places, the mistakes in the packs, where personas deviate, and what is missing."""
    pack = reading.read([reading.SHIPPED])
    problems = validate(pack.document)
    said = [str(mistake) for mistake in pack.mistakes]
    said += [f"{pack.place(problem.path)}: {problem.message}" for problem in problems]
    broken = {problem.path[:2] for problem in problems}
    if any(place[:1] != ("personas",) for place in broken):
        _write(*said, "别的内容有错，样例人物这次没有检查")
        return 1
    sound = {
        number: persona
        for number, persona in enumerate(pack.document["personas"])
        if ("personas", number) not in broken
    }
    document = normal(pack.document | {"personas": list(sound.values())})
    said += [f"没有政策 {code}" for code in sorted(set(codes) - {policy["code"] for policy in document["policies"]})]
    places = {persona["code"]: pack.place(("personas", number)) for number, persona in sound.items()}
    outcomes = run(document, document["personas"])
    said += [
        f"{places[outcome.persona['code']]}: {outcome.persona['code']}：{deviation}"
        for outcome in outcomes
        if not codes or {expected["policy"] for expected in outcome.persona["expected"]} & set(codes)
        for deviation in outcome.deviations
    ]
    gaps = missing(document, outcomes, codes)
    gaps += [f"{said}，没有人看得出来" for said in unnoticed(document, codes)]
    _write(*said, *gaps, f"共 {len(outcomes)} 人，还缺 {len(gaps)} 处")
    return 1 if said or gaps else 0


def _write(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
