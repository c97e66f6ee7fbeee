"""Why nothing can be reckoned, in a clerk's sentences."""

from __future__ import annotations

from collections.abc import Iterable


class CannotSimulate(Exception):
    """`sentences`: each says one thing that is wrong, and where."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences: tuple[str, ...] = sentences

    @classmethod
    def of(cls, sentences: Iterable[str]) -> CannotSimulate:
        return cls(*sentences)
