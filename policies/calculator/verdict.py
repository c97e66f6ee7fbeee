"""Three-valued logic (strong Kleene): yes, no, unknown."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Verdict(Enum):
    """Whether something holds. Unknown is neither yes nor no, so a verdict has no truth value of its own."""

    NO = "no"
    UNKNOWN = "unknown"
    YES = "yes"

    # By identity, as each is there once: before Python 3.12 the hash of an enum's member is worked out in Python.
    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        raise TypeError("a verdict has three values: compare it with `is`")


YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """No as soon as one is no, else unknown as soon as one is unknown; yes for none at all."""
    result = YES
    for verdict in verdicts:
        if verdict is NO:
            return NO
        if verdict is UNKNOWN:
            result = UNKNOWN
    return result


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Yes as soon as one is yes, else unknown as soon as one is unknown; no for none at all."""
    result = NO
    for verdict in verdicts:
        if verdict is YES:
            return YES
        if verdict is UNKNOWN:
            result = UNKNOWN
    return result
