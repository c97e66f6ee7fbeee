"""What a finding asks for, in words."""

from __future__ import annotations

from typing import Any

from policies.calculator.findings import Finding
from policies.calculator.ruleset import Window
from policies.calculator.standing import Standing

from . import dated as dated_sentences
from . import sentences
from .reckoned import Numbers
from .sentences import Questions


def needed(questions: Questions, *several: Finding, numbers: Numbers = sentences.NO_NUMBERS) -> str:
    """Of one finding, or of several that want different choices of one question."""
    first = several[0]
    if isinstance(first.needed, Window):
        if first.needed.accepting:
            return sentences.accepting(first.needed.starts_on, first.needed.ends_on)
        event = questions[first.question] if first.question else None
        return sentences.window(first.needed.starts_on, first.needed.ends_on, event)
    question = str(first.question)
    if len(several) == 1:
        return sentences.briefly(questions, question, first.operator, first.needed, first.measured_at, numbers)
    wanted = {choice for finding in several for choice in _choices(finding.needed)}
    choices = [one["value"] for one in questions[question]["choices"] if one["value"] in wanted]
    return sentences.briefly(questions, question, "in", choices)


def dated(questions: Questions, finding: Finding, standing: Standing, numbers: Numbers = sentences.NO_NUMBERS) -> str:
    """The same; of a condition on its days of which nobody knows whether it applies, with whom it concerns."""
    said, placed = needed(questions, finding, numbers=numbers), finding.placed
    if placed is None or not placed.excused & standing.moment.unknown:
        return said
    return f"{dated_sentences.applies(questions, placed.since, placed.until)}：{said}"


def _choices(needed: Any) -> tuple[Any, ...]:
    return needed if isinstance(needed, tuple) else (needed,)
