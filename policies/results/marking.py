"""What visitors say about policies: that they have one already, or would rather take it than the best of its group.

Marks are posted and kept in the cookie with the answers, so no address that is sent and no log line tells of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from policies.answers import Answers, UnreadableAnswer, written
from policies.calculator.due import longest
from policies.calculator.relations import NONE, Rivals, relations_of
from policies.calculator.ruleset import Policy, Ruleset
from policies.catalogue.words.periods import UNITS


class Mark(NamedTuple):
    """`payments`: with `paid_of`, how many were made; None where the visitor does not say."""

    action: str
    code: str
    payments: int | None = None


@dataclass
class Misread(ValueError):
    """A number of payments that cannot be: `typed` of the policy `code`; its text is for the visitor."""

    code: str
    typed: str
    message: str


def read(posted: Mapping[str, str], ruleset: Ruleset) -> Mark | None:
    """The one mark that was sent: one of ACTIONS and a policy of the check. Raises Misread."""
    policies = {policy.code: policy for policy in ruleset.policies}
    action = next((action for action in ACTIONS if posted.get(action) in policies), None)
    if action is None:
        return None
    code = posted[action]
    return Mark(action, code, _payments(posted.get("payments", ""), policies[code]) if action == "paid_of" else None)


def _payments(typed: str, policy: Policy) -> int | None:
    if not typed.strip():
        return None
    most, period = longest(policy) or (0, "year")
    try:
        number = written.whole_number(typed, UNITS[period])
        if number > most:
            raise UnreadableAnswer(f"这一项最多发 {most} {UNITS[period]}，请检查有没有多写", typed)
    except UnreadableAnswer as error:
        raise Misread(policy.code, typed, str(error)) from None
    return number


def put(answers: Answers, mark: Mark, ruleset: Ruleset) -> Answers:
    """The same answers with this mark; sending it twice changes nothing."""
    return ACTIONS[mark.action](answers, mark, relations_of(ruleset).rivals)


def _have(answers: Answers, mark: Mark, rivals: Rivals) -> Answers:
    return replace(answers, received=answers.received | {mark.code})


def _have_not(answers: Answers, mark: Mark, rivals: Rivals) -> Answers:
    payments = {code: number for code, number in answers.payments.items() if code != mark.code}
    return replace(answers, received=answers.received - {mark.code}, payments=payments)


def _paid_of(answers: Answers, mark: Mark, rivals: Rivals) -> Answers:
    answers = _have(_have_not(answers, mark, rivals), mark, rivals)
    known = {} if mark.payments is None else {mark.code: mark.payments}
    return replace(answers, payments={**answers.payments, **known})


def _choose(answers: Answers, mark: Mark, rivals: Rivals) -> Answers:
    """Whatever else was chosen and excludes it is so no longer."""
    return replace(answers, preferred=answers.preferred - rivals.get(mark.code, NONE) | {mark.code})


ACTIONS = {"have": _have, "have_not": _have_not, "choose": _choose, "paid_of": _paid_of}
