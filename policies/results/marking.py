"""What visitors say about policies: that they have one already, or would rather take it than the best of its group.

Marks are posted and kept in the cookie with the answers, so no address that is sent and no log line tells of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from policies.answers import Answers
from policies.calculator.ruleset import Ruleset


class Mark(NamedTuple):
    action: str
    code: str


def read(posted: Mapping[str, str], ruleset: Ruleset) -> Mark | None:
    """The one mark that was sent: `have`, `have_not` or `choose` and a policy of the check."""
    codes = {policy.code for policy in ruleset.policies}
    return next((Mark(action, posted[action]) for action in ACTIONS if posted.get(action) in codes), None)


def put(answers: Answers, mark: Mark, ruleset: Ruleset) -> Answers:
    """The same answers with this mark; sending it twice changes nothing."""
    return ACTIONS[mark.action](answers, mark.code, {policy.code: policy.group for policy in ruleset.policies})


Groups = Mapping[str, str | None]


def _have(answers: Answers, code: str, groups: Groups) -> Answers:
    return replace(answers, received=answers.received | {code})


def _have_not(answers: Answers, code: str, groups: Groups) -> Answers:
    return replace(answers, received=answers.received - {code})


def _choose(answers: Answers, code: str, groups: Groups) -> Answers:
    """One choice per group."""
    rivals = {other for other, group in groups.items() if group and group == groups[code]}
    return replace(answers, preferred=answers.preferred - rivals | {code})


ACTIONS = {"have": _have, "have_not": _have_not, "choose": _choose}
