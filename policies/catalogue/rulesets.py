"""Document → ruleset: the values that one region's check is calculated from.

Reads a document that has been validated (plain data as its canonical JSON holds it) and needs nothing but it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from policies.calculator import month_days
from policies.calculator.awards import MONTHS_IN
from policies.calculator.calendar import ONE_DAY
from policies.calculator.date_operators import DATE_OPERATORS, SAME_YEAR, TODAY
from policies.calculator.ruleset import (
    ApplicationWindow,
    Award,
    Basis,
    Condition,
    Dated,
    Formula,
    Instalments,
    Parameter,
    ParameterValue,
    Part,
    Policy,
    Question,
    QuestionType,
    Raise,
    Readily,
    Reason,
    Recurring,
    Requirements,
    Ruleset,
    State,
    Threshold,
    Tier,
    Turn,
    Window,
)
from policies.calculator.thresholds import OPERATORS
from policies.calculator.touching import questions_of
from policies.catalogue.document.plain_values import formula, operand

from .document import dated, states

Entry = Mapping[str, Any]


def lineage(document: Entry, region: str) -> list[str]:
    """The region and its ancestors, itself first. Raises KeyError for a region the document does not have."""
    parents = {entry["code"]: entry.get("parent") for entry in document["regions"]}
    found = [region]
    while (parent := parents[found[-1]]) is not None and parent not in found:
        found.append(parent)
    return found


def policies_of(document: Entry, region: str) -> list[Entry]:
    """The policies of a person's check in that region: its own first, then its ancestors', in document order."""
    regions = lineage(document, region)
    checked = [
        policy
        for policy in document["policies"]
        if policy["region"] in regions and policy.get("audience", "person") == "person" and _is_ever_there(policy)
    ]
    return sorted(checked, key=lambda policy: regions.index(policy["region"]))


def _is_ever_there(policy: Entry) -> bool:
    """Whether it is announced or can be had, now or from a day on."""
    states = {policy.get("state", "open"), *(change.get("state") for change in policy.get("changes", ()))}
    return "draft" not in states and not states.isdisjoint(("planned", "open", "budget_spent"))


def build_ruleset(document: Entry, region: str) -> Ruleset:
    """Everything that region's check needs. Raises KeyError for a region the document does not have."""
    sources = {source["code"]: source for source in document["sources"]}
    policies = _both_ways(tuple(build_policy(entry, sources) for entry in policies_of(document, region)))
    questions = {question["key"]: question for question in document["questions"]}
    needed = _needed_questions(policies, questions)
    in_order = sorted(needed, key=lambda key: questions[key]["position"])
    return Ruleset(
        questions={key: _question(questions[key], needed) for key in in_order},
        policies=policies,
        parameters=build_parameters(document),
    )


def _both_ways(policies: tuple[Policy, ...]) -> tuple[Policy, ...]:
    """What excludes another is excluded by it; what is no part of the check excludes nobody."""
    if not any(policy.excludes for policy in policies):
        return policies
    there = {policy.code for policy in policies}
    pairs = {(policy.code, other) for policy in policies for other in policy.excludes if other in there}
    others: dict[str, list[str]] = {}
    for one, other in sorted(pairs | {(other, one) for one, other in pairs}):
        others.setdefault(one, []).append(other)
    return tuple(replace(policy, excludes=tuple(others.get(policy.code, ()))) for policy in policies)


def build_parameters(document: Entry) -> dict[str, Parameter]:
    return {entry["key"]: _parameter(entry) for entry in document["parameters"]}


def _needed_questions(policies: Iterable[Policy], questions: Mapping[str, Entry]) -> set[str]:
    """What the policies use, of their follow-ups the parents without which they are not asked, and of answers that hold
    only from a day on the question for that day.

    A parent in an alternative that no policy uses belongs to another region: that alternative is left out.
    """
    waiting = {key for policy in policies for key in questions_of(policy)}
    needed: set[str] = set()
    while waiting:
        key = waiting.pop()
        needed.add(key)
        question = questions[key]
        hangs_on = [*question.get("grows_if", ()), *question.get("asked_if", ())]
        parents = _of_all(condition for condition in hangs_on if condition.get("question"))
        parents |= {choice["begins_on"] for choice in question.get("choices", []) if choice.get("begins_on")}
        for condition in hangs_on:
            branches = [_singles(branch) for branch in condition.get("any_of") or []]
            shared = [b for b in branches if all(questions[key].get("region") is None for key in _of_all(b))]
            parents |= set().union(*map(_of_all, shared or branches))
        waiting |= parents - needed
    return needed


def _spoken_of(condition: Entry) -> set[str]:
    """The question of one, and those by whose answers its number is reckoned."""
    return {condition["question"], *_condition(condition).condition.factors}


def _of_all(several: Iterable[Entry]) -> set[str]:
    return set().union(*map(_spoken_of, several))


def _singles(condition: Entry) -> list[Entry]:
    return condition.get("all_of") or [condition]


def _question(entry: Entry, needed: set[str]) -> Question:
    kind = QuestionType(entry["type"])
    return Question(
        key=entry["key"],
        type=kind,
        choices=tuple(choice["value"] for choice in entry.get("choices", [])),
        ordered=entry.get("ordered", False),
        many=entry.get("many", False),
        changeable=entry.get("changeable", False),
        final=tuple(choice["value"] for choice in entry.get("choices", []) if choice.get("final")),
        settled=tuple(choice["value"] for choice in entry.get("choices", []) if choice.get("settled")),
        readily=Readily(entry.get("readily") or Readily.EFFORT),
        choices_readily={
            choice["value"]: Readily(choice["readily"]) for choice in entry.get("choices", []) if choice.get("readily")
        },
        begins=tuple((c["value"], c["begins_on"]) for c in entry.get("choices", []) if c.get("begins_on")),
        asked_if=_requirements(entry["asked_if"], _condition, needed) if entry.get("asked_if") else None,
        implied=_implied(entry.get("implied")),
        grows_if=_requirements(entry["grows_if"], _condition, needed) if entry.get("grows_if") else None,
        grows_yearly=entry.get("grows_yearly", False),
        yes_lasts_years=entry.get("yes_lasts_years"),
    )


def _implied(plain: Any) -> Any:
    return frozenset(plain) if isinstance(plain, list) else operand(plain)


def build_policy(entry: Entry, sources: Mapping[str, Entry]) -> Policy:
    """One policy alone, of whatever audience and state; `sources` by code."""
    primary = entry["citations"][0]

    def threshold(condition: Entry) -> Threshold:
        cited = replace(_cited(condition, primary), inferred=condition.get("inferred", False))
        return Threshold(_condition(condition).condition, replace(cited, widens=condition.get("widens", False)))

    window = entry.get("window") or sources[primary["source"]]["window"]
    turns = dated.turns(entry)
    return Policy(
        code=entry["code"],
        window=_window(window),
        requirements=_requirements(entry.get("conditions", []), threshold, turns=turns),
        award=_dated_award(entry, entry["award"]) if entry.get("award") else None,
        tiers=tuple(
            Tier(
                tier["code"],
                _requirements(tier["conditions"], threshold, turns=turns),
                _dated_award(entry, tier["award"], tier["code"]),
            )
            for tier in entry.get("tiers", [])
        ),
        group=entry.get("group"),
        also_in=tuple(_related(entry, "group")),
        excludes=tuple(_related(entry, "excludes")),
        requires=tuple(_related(entry, "requires")),
        tops_up=tuple(_related(entry, "tops_up")),
        limited=bool(entry.get("limited")),
        one_of_couple=bool(entry.get("one_of_couple")) and not entry.get("couple_question"),
        **_states(entry, primary),
        window_reason=Reason(
            window.get("inferred", False), primary["source"], primary["clause"], window.get("note", "")
        ),
        application_windows=tuple(_application_window(one, turns) for one in entry.get("application_windows", ())),
    )


def _application_window(entry: Entry, turns: Mapping[str, Turn]) -> ApplicationWindow:
    opens, closes = entry.get("opens"), entry.get("closes")
    return ApplicationWindow(
        opens=month_days.read(opens) if opens else None,
        closes=month_days.read(closes) if closes else None,
        event=entry.get("measured_at"),
        from_months=entry.get("from_months") or 0,
        to_months=entry.get("to_months"),
        to_days=entry.get("to_days"),
        every=MONTHS_IN[entry["every"]] if entry.get("every") else None,
        open_days=entry.get("open_days"),
        starts_on=_day(entry["starts_on"]) if entry.get("starts_on") else None,
        ends_on=_day(entry["ends_on"]) if entry.get("ends_on") else None,
        since=turns[entry["since"]] if entry.get("since") else None,
        until=turns[entry["until"]] if entry.get("until") else None,
    )


def _related(entry: Entry, kind: str) -> list[str]:
    return [relation[kind] for relation in entry.get("relations", ()) if kind in relation]


def _cited(said: Entry, primary: Entry) -> Reason:
    """What says so: the policy's first citation, unless another is named."""
    source, clause = said.get("source") or primary["source"], said.get("clause") or primary["clause"]
    return Reason(source=source, clause=clause, note=said.get("note", ""))


def _states(entry: Entry, primary: Entry) -> dict[str, Any]:
    """How it stands. Where that changes on days known beforehand it can be had only while it is open; only where its
    money is spent after it was open for the last time, that is told apart from who fits."""
    turns = states.turns(entry)
    changes = [change for change in dated.changes(entry) if change.get("state")]
    if not changes:
        return {"state": State(entry.get("state", "open")), "spent_on": states.spent_on(entry)}
    there = _there([state for _, state in turns])
    stretches: list[Window] = []
    for number, (day, _) in enumerate(turns):
        if number in there:
            ends_on = turns[number + 1][0] - ONE_DAY if number + 1 < len(turns) else None
            joins = number - 1 in there
            stretches[-1:] = (
                [Window(stretches[-1].starts_on, ends_on, accepting=True)]
                if joins
                else [
                    *stretches[-1:],
                    Window(day, ends_on, accepting=True),
                ]
            )
    shown = {turns[number][1] for number in there}
    is_open, spent = State.OPEN in shown, State.BUDGET_SPENT in shown
    return {
        "state": State.BUDGET_SPENT if spent else State.OPEN if is_open else State.PLANNED,
        "spent_on": next(turns[n][0] for n in there if turns[n][1] is State.BUDGET_SPENT)
        if spent and is_open
        else None,
        "states": tuple(turns),
        "accepting": () if stretches == [Window(date.min, accepting=True)] else tuple(stretches),
        "accepting_reason": _cited(changes[-1], primary),
    }


def _there(several: list[State]) -> list[int]:
    """Of states in their order those in which it is part of what somebody may have: open, and spent after that. One
    that is never open is whatever it is but closed."""
    found = [number for number, state in enumerate(several) if state is State.OPEN]
    if not found:
        return [number for number, state in enumerate(several) if state is not State.CLOSED]
    while found[-1] + 1 < len(several) and several[found[-1] + 1] is State.BUDGET_SPENT:
        found.append(found[-1] + 1)
    return found


def _dated_award(entry: Entry, award: Entry, tier: str | None = None) -> Award:
    later = [(change, build_award(one)) for change, one in dated.awards(entry, tier)]
    found = build_award(award)
    if not later:
        return found
    event = later[0][0].get("measured_at")
    days = [dated.first_day(change) for change, _ in later]
    # Who is raised goes on to be so, by as much as then.
    raised = tuple(
        replace(one, later=tuple(zip(days, [then.uplifts[place] for _, then in later], strict=True)), event=event)
        for place, one in enumerate(found.uplifts)
    )
    plain = tuple(replace(then, uplifts=()) for _, then in later)
    return replace(found, later=tuple(zip(days, plain, strict=True)), event=event, uplifts=raised)


def _requirements(
    conditions: Iterable[Entry],
    threshold: Callable[[Entry], Threshold],
    known: set[str] | None = None,
    turns: Mapping[str, Turn] | None = None,
) -> Requirements:
    """`known`: the questions there are; a branch that asks for another one is left out. `turns`: by changes' codes."""
    required, any_of, on_days = [], [], []
    for condition in conditions:
        if condition.get("since") or condition.get("until"):
            ways = (_singles(branch) for branch in condition.get("any_of") or [condition])
            dated_ways = tuple(tuple(threshold(single) for single in way) for way in ways)
            since, until = (
                turns[code] if turns and (code := condition.get(name)) else None for name in ("since", "until")
            )
            on_days.append(Dated(dated_ways, since, until))
            continue
        if not condition.get("any_of"):
            required.append(threshold(condition))
            continue
        branches = [_singles(branch) for branch in condition["any_of"]]
        kept = [b for b in branches if known is None or _of_all(b) <= known]
        any_of.append(tuple(tuple(threshold(single) for single in branch) for branch in kept))
    return Requirements(tuple(required), tuple(any_of), tuple(on_days))


def _condition(entry: Entry) -> Threshold:
    operator = next(name for name in (*OPERATORS, *DATE_OPERATORS) if entry.get(name) is not None)
    measured_at = entry.get("measured_at")
    if operator in SAME_YEAR and entry[operator] != TODAY:
        measured_at = entry[operator]
    return Threshold(Condition(entry["question"], operator, operand(entry[operator]), measured_at))


def _window(entry: Entry) -> Window:
    doubtful = entry.get("doubtful_until")
    return Window(
        starts_on=_day(entry["starts_on"]),
        ends_on=_day(entry["ends_on"]) if entry.get("ends_on") else None,
        doubtful_until=date.max if doubtful == "no_limit" else _day(doubtful) if doubtful else None,
        event=entry.get("measured_at"),
    )


def _day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _parameter(entry: Entry) -> Parameter:
    values = (
        ParameterValue(_day(value["starts_on"]), Decimal(value["value"]), Basis(value.get("basis", "fixed")))
        for value in entry.get("values", [])
    )
    return Parameter(entry["key"], tuple(sorted(values, key=lambda value: value.starts_on)))


def build_award(entry: Entry) -> Award:
    plain = _award(entry)
    uplifts = entry.get("uplifts")
    return replace(plain, uplifts=tuple(_raised(plain, one) for one in uplifts)) if uplifts else plain


def _raised(award: Award, uplift: Entry) -> Award:
    share, amount, part = Fraction(uplift.get("share") or 0), uplift.get("amount") or 0, uplift.get("part")
    once, every = award.once, award.recurring
    if once and part != "recurring":
        once = replace(once, amount=_more(once.amount, share, amount))
    if every and part != "once":
        every = replace(every, part=replace(every.part, amount=_more(every.part.amount, share, amount)))
    why = Raise(_condition(uplift["when"]).condition, share or None, amount or None)
    return replace(award, once=once, recurring=every, raised=why)


def _more(amount: int | Formula | None, share: Fraction, plus: int) -> int | Formula | None:
    """Exactly, then rounded down to the yuan; what nobody published stays so."""
    if amount is None:
        return None
    if not isinstance(amount, Formula):
        return floor(amount * (1 + share)) + plus
    return replace(amount, coefficient=Fraction(amount.coefficient) * (1 + share), plus=amount.plus + plus)


def _award(entry: Entry) -> Award:
    recurring, cap = entry.get("recurring"), entry.get("cap")
    return Award(
        form=entry["form"],
        once=_part(entry["once"]) if entry.get("once") else None,
        recurring=Recurring(_part(recurring), recurring["period"], recurring.get("count")) if recurring else None,
        per=entry.get("per", "person"),
        payee=entry.get("payee", "person"),
        times=entry.get("times"),
        cap=_amount(cap) if cap else None,
        worth=entry.get("worth"),
        counted_from=entry.get("counted_from"),
        already=cap.get("already") if cap else None,
        first_on=_day(entry["first_on"]) if entry.get("first_on") else None,
        last_on=_day(entry["last_on"]) if entry.get("last_on") else None,
    )


def _part(entry: Entry) -> Part:
    plan = entry.get("instalments")
    return Part(
        _amount(entry),
        Basis(entry.get("basis", "fixed")),
        entry.get("most"),
        Instalments(tuple(Fraction(share) for share in plan["shares"]), plan["period"]) if plan else None,
    )


def _amount(entry: Entry) -> int | Formula | None:
    if entry.get("formula"):
        return formula(entry["formula"])
    amount: int | None = entry.get("amount")
    return amount
