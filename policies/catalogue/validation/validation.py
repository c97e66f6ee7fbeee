"""The one validator of documents, for packs, the admin, imports and publishing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from policies.calculator.ruleset import State
from policies.catalogue.document import schema
from policies.catalogue.document.owners import LISTS
from policies.catalogue.document.states import IDLE_DAY

from . import application_checks, dated_checks, former_codes, formulas, relations, repeated, tangles, tiers
from .conditions import singles
from .follow_ups import FollowUpRules, spoken_of
from .parsed import Parsed, parse
from .personas import Personas
from .problems import Path, Problem
from .references import References

__all__ = ["Path", "Problem", "readable", "validate"]


def validate(document: dict[str, Any], *, part: bool = False) -> list[Problem]:
    """Everything that is wrong, in the order of the document; an empty list means it can be published.

    `part`: the document is some entries of one, of which whatever they name is unknown.
    """
    parsed = parse(document, part=part)
    references = References(parsed)
    problems = [
        *parsed.problems,
        *references.everywhere(),
        *formulas.everywhere(references),
        *FollowUpRules(references).everywhere(),
        *Personas(references).everywhere(),
        *_values(parsed),
        *_days(parsed),
        *_names(parsed),
        *_lines(parsed),
        *_numbers(parsed),
        *former_codes.check(parsed),
        *dated_checks.check(parsed),
        *relations.check(parsed, references),
        *tangles.check(references),
        *application_checks.check(parsed),
        *repeated.check(parsed),
    ]
    problems += _impossible(parsed, references, problems)
    return sorted(problems, key=lambda problem: _turn(problem.path))


def readable(part: dict[str, Any]) -> bool:
    """Whether each entry of it is one by itself: no rule looks at an entry that is not."""
    return not parse(part, part=True).problems


def _turn(path: Path) -> tuple[int, list[int]]:
    list_number = LISTS.index(str(path[0])) if path and path[0] in LISTS else -1
    return list_number, [part for part in path if isinstance(part, int)]


def _values(parsed: Parsed) -> Iterator[Problem]:
    for path, parameter in parsed.each("parameters"):
        days = Counter(value.starts_on for value in parameter.values)
        for number, value in enumerate(parameter.values):
            if days[value.starts_on] > 1:
                yield Problem(
                    (*path, "values", number, "starts_on"),
                    "overlap",
                    f"“{parameter.name}”从 {value.starts_on} 起有不止一个值，请只留一个",
                )
    for path, policy in parsed.each("policies"):
        codes = Counter(tier.code for tier in policy.tiers)
        for number, tier in enumerate(policy.tiers):
            if codes[tier.code] > 1:
                message = f"“{policy.name}”里不止一档叫“{tier.code}”，请改代码"
                yield Problem((*path, "tiers", number, "code"), "duplicate", message)


def _days(parsed: Parsed) -> Iterator[Problem]:
    for path, policy in parsed.each("policies"):
        if policy.budget_spent_on and policy.state != State.BUDGET_SPENT:
            yield Problem((*path, "budget_spent_on"), "idle", IDLE_DAY)


def _names(parsed: Parsed) -> Iterator[Problem]:
    """Citizens choose a category by its name."""
    times = Counter(category.name for _, category in parsed.each("categories"))
    for path, category in parsed.each("categories"):
        if times[category.name] > 1:
            yield Problem((*path, "name"), "duplicate", f"不止一个类别叫“{category.name}”，市民分不清，请改名")


def _lines(parsed: Parsed) -> Iterator[Problem]:
    """What is kept as one line each must be one line."""
    for path, policy in parsed.each("policies"):
        lists: list[tuple[Path, list[str]]] = [((*path, "caveats"), policy.caveats)]
        lists += [((*path, "steps", number, "materials"), step.materials) for number, step in enumerate(policy.steps)]
        for place, lines in lists:
            for number, line in enumerate(lines):
                if len(line.splitlines()) > 1:
                    yield Problem((*place, number), "line", "这里只写一行，请分成几条")


def _numbers(parsed: Parsed) -> Iterator[Problem]:
    """A region's measures are numbered from 1 without a gap."""
    by_region: dict[str, list[tuple[Path, int]]] = {}
    for path, measure in parsed.each("measures"):
        by_region.setdefault(measure.region, []).append((path, measure.number))
    for measures in by_region.values():
        times = Counter(number for _, number in measures)
        for path, number in measures:
            if times[number] > 1:
                yield Problem((*path, "number"), "duplicate", f"这个地区不止一条第 {number} 条措施，请改号")
            elif number > 1 and number - 1 not in times:
                yield Problem((*path, "number"), "gap", f"措施缺第 {number - 1} 条，号码要从 1 起连着写，请改号或补上")


def _impossible(parsed: Parsed, references: References, problems: list[Problem]) -> Iterator[Problem]:
    """Looks only at policies whose conditions are all sound, and only where the follow-ups they use are."""
    broken = {problem.path[:2] for problem in problems}
    sound = {question.key: question for path, question in parsed.each("questions") if path not in broken}
    for path, also in parsed.each("also_asked_if"):
        if path not in broken and also.question in sound:
            sound[also.question] = _asked_also(sound[also.question], also)
    closed = {key: _closed(question, sound) for key, question in sound.items()}
    for path, policy in parsed.each("policies"):
        if path not in broken and _used(policy) <= closed.keys():
            yield from tiers.check(path, policy, closed)


def _used(policy: schema.Policy) -> set[str]:
    lists = [policy.conditions, *(tier.conditions for tier in policy.tiers)]
    return {condition.question or "" for one in lists for _, condition in singles(one, ())}


def _asked_also(question: schema.Question, also: schema.AlsoAskedIf) -> schema.Question:
    asked_if = question.asked_if
    branches = asked_if[0].any_of or asked_if if len(asked_if) == 1 else [schema.Condition(all_of=asked_if)]
    return question.model_copy(update={"asked_if": [schema.Condition(any_of=[*branches, *also.any_of])]})


def _closed(question: schema.Question, sound: dict[str, schema.Question]) -> schema.Question:
    """A question one of whose parents is broken counts as always asked."""
    parents = {key for _, condition in singles(question.asked_if, ()) for key in spoken_of(condition)}
    return question if parents <= sound.keys() else question.model_copy(update={"asked_if": []})
