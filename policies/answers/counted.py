"""What of a check stands in the daily figures already, so that each check is counted once.

The mark travels with the answers, in the visitor's own browser: the server knows numbers, not visitors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from policies import statistics
from policies.answers.answers import Answers
from policies.models.figures import Event

# In the place of a section; no code of a section looks like it.
FINISHED = "."


def answered(answers: Answers, section: str, sections: Sequence[str]) -> Answers:
    """Counts a check that begins, or that comes to a section further on than any before."""
    before = answers.counted
    if answers.is_empty or before == FINISHED:
        return answers
    if before in sections and sections.index(section) <= sections.index(before):
        return answers
    _move(answers, before)
    statistics.add(answers.as_of, answers.region, Event.STOPPED, section)
    return replace(answers, counted=section)


def seen(answers: Answers, outcomes: Iterable[tuple[Event, str]]) -> Answers:
    """Counts a check whose result is seen for the first time, with what it says of each policy (by code)."""
    if answers.counted == FINISHED:
        return answers
    _move(answers, answers.counted)
    statistics.add(answers.as_of, answers.region, Event.FINISHED)
    for event, code in outcomes:
        statistics.add(answers.as_of, answers.region, event, code)
    return replace(answers, counted=FINISHED)


def _move(answers: Answers, before: str) -> None:
    """Started checks are always those that finished and those that stopped somewhere together."""
    if before:
        statistics.add(answers.as_of, answers.region, Event.STOPPED, before, by=-1)
    else:
        statistics.add(answers.as_of, answers.region, Event.STARTED)
