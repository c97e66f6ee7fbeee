"""The limit: one straight-line Python function, generated from a ruleset, that returns every condition's truth.

It knows True, False and None (unknown), fills in implied values and looks at one day; it decides no policy, explains
nothing and knows no time. Nothing that explains itself can be expected to be faster.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from policies.calculator.calendar import add_months, birthday, full_months
from policies.calculator.ruleset import NO_DATE, Between, Condition, QuestionType, Requirements, Ruleset
from policies.calculator.thresholds import COMPARISONS, accepted_answers

SYMBOLS = {
    "is": "==", "is_not": "!=", "in": "in", "not_in": "not in",
    "at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<",
    "between": "in",
}  # fmt: skip
ON_A_DATE = {
    "months_since_at_least": "{day} >= add_months({event}, {operand})",
    "months_since_at_most": "{day} <= add_months({event}, {operand})",
    "months_since_more_than": "{day} > add_months({event}, {operand})",
    "months_since_less_than": "{day} < add_months({event}, {operand})",
    "days_since_at_least": "({day} - {event}).days >= {operand}",
    "days_since_at_most": "({day} - {event}).days <= {operand}",
    "age_at_least": "{day} >= birthday({event}, {operand})",
    "age_at_most": "{day} < birthday({event}, {operand} + 1)",
    "age_more_than": "{day} >= birthday({event}, {operand} + 1)",
    "age_less_than": "{day} < birthday({event}, {operand})",
    "before": "{event} < {operand}",
    "on_or_after": "{event} >= {operand}",
    "same_year_as": "{event}.year == {day}.year",
}


def compiled(ruleset: Ruleset) -> Callable[..., list[bool | None]]:
    """(answers, the day they were given, the day evaluated) → the truth of each threshold in catalogue order."""
    known = (Between, add_months, birthday, full_months)
    names: dict[str, object] = {one.__name__: one for one in known} | {"NO_DATE": NO_DATE, "datetime": datetime}
    lines = ["def check(answers, as_of, on):", "    get = answers.get", "    passed = full_months(as_of, on)"]
    for key, question in ruleset.questions.items():
        if question.asked_if is None:
            lines.append(f"    {key} = get({key!r})")
        else:
            asked = _all(question.asked_if, ruleset, names)
            lines.append(f"    {key} = {question.implied!r} if ({asked}) is False else get({key!r})")
    for key, question in ruleset.questions.items():
        if question.grows_if:
            lines.append(f"    {key}_grows = {_all(question.grows_if, ruleset, names)}")
    owners = [owner for p in ruleset.policies for owner in (p.requirements, *(t.requirements for t in p.tiers))]
    truths = [_one(threshold.condition, ruleset, names) for owner in owners for threshold, *_ in owner]
    lines.append(f"    return [{', '.join(truths)}]")
    exec("\n".join(lines), names)
    return names["check"]  # type: ignore[return-value]


def _all(requirements: Requirements, ruleset: Ruleset, names: dict[str, object]) -> str:
    parts = [_one(threshold.condition, ruleset, names) for threshold in requirements.required]
    for branches in requirements.any_of:
        parts.append(_joined([_joined([_one(t.condition, ruleset, names) for t in b], False) for b in branches], True))
    return _joined(parts, False)


def _joined(parts: list[str], decisive: bool) -> str:
    """Kleene's all-of (a False decides) or any-of (a True decides) as one expression."""
    if len(parts) == 1:
        return parts[0]
    listed = ", ".join(parts)
    return f"(lambda *v: {decisive} if {decisive} in v else None if None in v else {not decisive})({listed})"


def _one(condition: Condition, ruleset: Ruleset, names: dict[str, object]) -> str:
    key, question = condition.question, ruleset.questions[condition.question]
    if question.type is QuestionType.DATE:
        day, at = "on", condition.measured_at
        if at:
            day = f"(on if {at} == NO_DATE else {at})"
        unknown = f"{key} is None" + (f" or {at} is None" if at else "")
        holds = ON_A_DATE[condition.operator].format(event=key, operand=repr(condition.operand), day=day)
        return f"(None if {unknown} else False if {key} == NO_DATE else {holds})"
    if question.many:
        apart = "not " if condition.operator == "in" else ""
        return f"(None if {key} is None else {apart}{key}.isdisjoint({condition.operand!r}))"
    if question.type is QuestionType.CHOICE:
        accepted = f"accepted_{len(names)}"
        names[accepted] = accepted_answers(condition, question)
        return f"(None if {key} is None else {key} in {accepted})"
    if question.type is QuestionType.MONTHS and condition.operator in COMPARISONS:
        grown = f"({key} + passed if {key}_grows else {key})"
        return f"(None if {key} is None else {grown} {SYMBOLS[condition.operator]} {condition.operand})"
    return f"(None if {key} is None else {key} {SYMBOLS[condition.operator]} {condition.operand!r})"
