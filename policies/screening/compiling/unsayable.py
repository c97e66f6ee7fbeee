"""What a plan for a whole table cannot say, each by name."""

from __future__ import annotations


class Unsayable(ValueError):
    """The ruleset has constructs that no plan can say. `constructs`: each with the question or policy that has it."""

    def __init__(self, constructs: list[tuple[str, str]]) -> None:
        self.constructs = constructs
        told = "; ".join(f"{owner}: {what}" for owner, what in constructs)
        super().__init__(f"a plan cannot say: {told}")


class CannotBeSaid(Exception):
    """One of them, in words of the glossary, where it was met."""
