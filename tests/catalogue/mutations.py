"""Documents with one thing in one policy changed, to see whether any persona would notice."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from policies.calculator.date_operators import COUNTED, WAITED_FOR
from policies.publishing.personas import TriedDocument

Entry = dict[str, Any]
Place = tuple[str | int, ...]
# What was changed, and the policy with it changed.
Changed = Iterator[tuple[str, Entry]]

# By how much a number has to change so that the condition asks for less.
LOOSER = {
    "at_least": -1,
    "more_than": -1,
    "at_most": 1,
    "less_than": 1,
    **{name: -1 if name in WAITED_FOR else 1 for name in COUNTED},
}
# By how many days a day has to change for the same.
LATER = {"before": 1, "on_or_after": -1}
# What may change without changing anything for anybody, and why the packs say it all the same.
REDUNDANT = {
    "qz-rent-balance：去掉 第 1 条第 2 种里的 work_status in employed、founder": (
        "第 3 条要求所有人在单位上班或者自己创业。台账里“本地毕业生”是一个整体，两处都照写。"
    ),
    "jz-startup-support：education at_least associate 改成 below_associate": (
        "大专以下不问毕业时间，按没有毕业算，下一条就不符合。大专以上是“高校毕业生”的一部分，照写。"
    ),
    "ld-graduate-help：education at_least associate 改成 below_associate": "同 jz-startup-support。",
}


@dataclass(frozen=True, slots=True)
class Mutation:
    """A document with one thing in one policy changed. `personas`: those who expect something of that policy."""

    said: str
    document: Entry
    policy: Entry
    personas: list[Entry]

    @property
    def noticed(self) -> bool:
        """By the policy alone, which is quick, else by whatever else a persona expects."""
        alone = self.document | {"policies": [self.policy]}
        return not holds(alone, map(self.asked_for_it_alone, self.personas)) or not holds(self.document, self.personas)

    def asked_for_it_alone(self, persona: Entry) -> Entry:
        code = self.policy["code"]
        expected = [one for one in persona["expected"] if one["policy"] == code]
        received = [one for one in persona["received"] if one == code]
        return persona | {"expected": expected, "received": received, "best_total": None, "best_low": None}


def holds(document: Entry, personas: Iterable[Entry]) -> bool:
    tried = TriedDocument(document)
    return all(tried.outcome(persona).holds for persona in personas)


def mutations(document: Entry, kind: Callable[[Entry, Entry], Changed], only: Iterable[str] = ()) -> Iterator[Mutation]:
    """Of the policies for persons, or of these alone."""
    codes = set(only)
    for number, policy in enumerate(document["policies"]):
        if policy["audience"] != "person" or (codes and policy["code"] not in codes):
            continue
        personas = [one for one in document["personas"] if policy["code"] in {e["policy"] for e in one["expected"]}]
        for said, changed in kind(policy, document):
            policies = [*document["policies"][:number], changed, *document["policies"][number + 1 :]]
            yield Mutation(f"{policy['code']}：{said}", document | {"policies": policies}, changed, personas)


def unnoticed(document: Entry, only: Iterable[str] = ()) -> list[str]:
    """What can be changed while everybody still gets what is expected, the redundant apart."""
    tried = [one for kind in KINDS for one in mutations(document, kind, only)]
    return [one.said for one in tried if one.said not in REDUNDANT and not one.noticed]


def without_one(policy: Entry, _: Entry) -> Changed:
    """Without one condition, one way of an any-of, one condition of a way, or one value of an `in` or a `not_in`.

    Less that is required, or ruled out, lets in more people, a way or a value less fewer. The last of a list goes with
    its list.
    """
    for place in _conditions(policy):
        condition = _at(policy, place)
        yield f"去掉 {_where(policy, place)}{_said(condition)}", _without(policy, place)
        for operator in ("in", "not_in"):
            values = condition.get(operator) or []
            for number, value in enumerate(values if len(values) > 1 else ()):
                said = f"去掉 {_where(policy, place)}{_said(condition)} 里的 {value}"
                yield said, _without(policy, (*place, operator, number))


def looser_by_one(policy: Entry, _: Entry) -> Changed:
    """With one number less strict by one."""
    for place in _conditions(policy):
        condition = _at(policy, place)
        for operator, step in LOOSER.items():
            number = condition.get(operator)
            # Nothing is looser than 0 months since: a month before it happened is not a thing a condition can say.
            if isinstance(number, int) and (operator not in COUNTED or number + step >= 0):
                said = f"{_where(policy, place)}{_said(condition)} 改成 {number + step}"
                yield said, _with(policy, (*place, operator), number + step)
        for end, step in (("from", -1), ("to", 1)):
            number = (condition.get("between") or {}).get(end)
            if isinstance(number, int):
                said = f"{_where(policy, place)}{_said(condition)} 改成 {end} {number + step}"
                yield said, _with(policy, (*place, "between", end), number + step)


def a_day_looser(policy: Entry, _: Entry) -> Changed:
    """With a day that something has to be before, or not before, one day off."""
    for place in _conditions(policy):
        condition = _at(policy, place)
        for operator, step in LATER.items():
            if day := condition.get(operator):
                other = (date.fromisoformat(day) + timedelta(step)).isoformat()
                said = f"{_where(policy, place)}{_said(condition)} 改成 {other}"
                yield said, _with(policy, (*place, operator), other)


def one_choice_off(policy: Entry, document: Entry) -> Changed:
    """With a bound on an ordered choice one choice up or down."""
    choices = {one["key"]: [choice["value"] for choice in one["choices"]] for one in document["questions"]}
    for place in _conditions(policy):
        condition = _at(policy, place)
        for operator in ("at_least", "at_most"):
            if not isinstance(condition.get(operator), str):
                continue
            ordered = choices[condition["question"]]
            turn = ordered.index(condition[operator])
            for other in ordered[max(turn - 1, 0) : turn] + ordered[turn + 1 : turn + 2]:
                said = f"{_where(policy, place)}{_said(condition)} 改成 {other}"
                yield said, _with(policy, (*place, operator), other)


def another_worth(policy: Entry, _: Entry) -> Changed:
    """With the worth of a service or a loan one yuan more."""
    for owner in [(), *(("tiers", number) for number in range(len(policy["tiers"])))]:
        award = _at(policy, owner)["award"]
        if award and award["worth"]:
            said = f"{_where(policy, owner)}worth {award['worth']} 改成 {award['worth'] + 1}"
            yield said, _with(policy, (*owner, "award", "worth"), award["worth"] + 1)


KINDS = (without_one, looser_by_one, a_day_looser, one_choice_off, another_worth)


def _conditions(policy: Entry) -> Iterator[Place]:
    yield from _listed(policy["conditions"], ("conditions",))
    for number, tier in enumerate(policy["tiers"]):
        yield from _listed(tier["conditions"], ("tiers", number, "conditions"))


def _listed(conditions: list[Entry], place: Place) -> Iterator[Place]:
    """Each condition, each any-of, each of its ways and each condition of a way."""
    for number, condition in enumerate(conditions):
        yield (*place, number)
        for inner in ("any_of", "all_of"):
            if len(condition.get(inner) or []) > 1:
                yield from _listed(condition[inner], (*place, number, inner))


def _at(value: Any, place: Place) -> Any:
    for step in place:
        value = value[step]
    return value


def _without(policy: Entry, place: Place) -> Entry:
    changed = copy.deepcopy(policy)
    del _at(changed, place[:-1])[place[-1]]
    return changed


def _with(policy: Entry, place: Place, value: Any) -> Entry:
    changed = copy.deepcopy(policy)
    _at(changed, place[:-1])[place[-1]] = value
    return changed


def _where(policy: Entry, place: Place) -> str:
    """The tier, and inside an any-of its number and the way's, both from 1."""
    tier = ""
    if place[:1] == ("tiers",):
        tier, place = f"“{policy['tiers'][place[1]]['code']}”档 ", place[2:]
    numbers = [step + 1 for step in place if isinstance(step, int)]
    if len(numbers) < 2:
        return tier
    way = "里的" if len(numbers) == 3 else ""
    return f"{tier}第 {numbers[0]} 条第 {numbers[1]} 种{way} "


def _said(condition: Entry) -> str:
    for inner, joint in (("any_of", " / "), ("all_of", " + ")):
        if condition.get(inner):
            return f"（{joint.join(map(_said, condition[inner]))}）"
    others = ("is", "is_not", "in", "not_in", "between", *LATER, "same_year_as")
    operator = next(name for name in (*others, *LOOSER) if condition.get(name) is not None)
    value = "、".join(map(str, condition[operator])) if operator in ("in", "not_in") else condition[operator]
    measured = f"（按 {condition['measured_at']} 算）" if condition.get("measured_at") else ""
    return f"{condition['question']} {operator} {value}{measured}"
