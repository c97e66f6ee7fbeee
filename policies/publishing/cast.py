"""Sample persons under one document: who of them cannot be run on it, and what the others come to."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from .personas import Misfits, Outcome, TriedDocument

Entry = dict[str, Any]


class Cast:
    """By their numbers."""

    def __init__(self, tried: TriedDocument, personas: list[Entry]) -> None:
        self.tried, self.personas = tried, personas

    @cached_property
    def misfits(self) -> Misfits:
        return self.tried.unfit(self.personas)

    def outcome(self, number: int) -> Outcome:
        return self.tried.outcome(self.personas[number])

    def asks_the_same_as(self, other: Cast) -> bool:
        """Then who fits one document fits the other."""
        one, another = self.tried.document, other.tried.document
        return all(one[name] == another[name] for name in ("regions", "questions"))
