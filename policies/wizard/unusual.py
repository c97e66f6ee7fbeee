"""A number far from what is usual is asked about once, as a total in the place of a price per square metre is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policies.calculator.ruleset import Number, Value
from policies.catalogue.words import sentences

Entry = Mapping[str, Any]
# Ticked: it is meant so. Its value is what was typed, so that it confirms nothing else.
SURE = "{}-sure"


@dataclass(frozen=True, slots=True)
class Unusual:
    """`meant`: what was read, in words."""

    message: str
    meant: str


def found(question: Entry, value: Value | None, typed: str, post: Mapping[str, str]) -> Unusual | None:
    """None for a usual number, and for one that is confirmed."""
    amount = _unusual(question, value)
    if not amount or post.get(SURE.format(question["key"])) == typed:
        return None
    meant = sentences.value(question, value)
    note = question.get("usual_note", "")
    return Unusual(f"{meant}比平常{amount}，是不是写错了？{note}没写错，就勾下面这一格。", meant)


def _unusual(question: Entry, value: Value | None) -> str:
    # Releases from before there was such a range say nothing of it.
    least, most = question.get("usual_least"), question.get("usual_most")
    if not isinstance(value, Number):
        return ""
    if least is not None and value < least:
        return "少"
    return "多" if most is not None and value > most else ""
