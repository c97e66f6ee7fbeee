"""Rulesets in a few words, for the tables."""

from datetime import date

from policies.calculator import Facts, assess
from policies.calculator.ruleset import (
    Award,
    Condition,
    Part,
    Policy,
    Question,
    QuestionType,
    Reason,
    Requirements,
    Ruleset,
    Threshold,
    Window,
)

TODAY = date(2026, 11, 22)
OPEN = Window(date(2020, 1, 1))
THOUSAND = Award("cash", once=Part(1000))


def question(key, kind, **more):
    return Question(key, QuestionType(kind), **more)


def need(key, operator, operand, measured_at=None, inferred=False):
    return Threshold(Condition(key, operator, operand, measured_at), Reason(inferred=inferred))


def all_of(*thresholds, any_of=()):
    return Requirements(tuple(thresholds), tuple(any_of))


def any_of(*branches):
    return tuple(branch if isinstance(branch, tuple) else (branch,) for branch in branches)


def policy(code="p", requirements=None, award=THOUSAND, window=OPEN, **more):
    return Policy(code, window, requirements or Requirements(), award, **more)


def ruleset(questions, *policies, parameters=()):
    return Ruleset({q.key: q for q in questions}, policies, {p.key: p for p in parameters})


def check(rules, answers=None, on=TODAY, as_of=None, received=(), stated_on=None):
    return assess(rules, Facts.resolve(rules, answers or {}, as_of or on, stated_on), on, received)
