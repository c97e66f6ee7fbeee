"""Sample persons and what is expected of them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from .fields import Code, Day, Entry, Key, Plain, Text, Yuan

APPLYING = ("can_apply", "apply_from", "apply_until")


class Expectation(Entry):
    """What a persona gets from one policy; what is not said is not compared. `worth`: as in an award.

    `can_apply`: whether while the right lasts; `apply_from` and `apply_until`: certainly from when and to when.
    """

    policy: Code
    status: Literal["eligible", "upcoming", "unknown", "ineligible"]
    tier: Code | None = None
    total: Yuan | None = None
    basis: Literal["fixed", "up_to", "at_least", "unspecified"] | None = None
    worth: Yuan | None = None
    eligible_from: Day | None = None
    eligible_until: Day | None = None
    can_apply: Literal["yes", "no", "unknown"] | None = None
    apply_from: Day | None = None
    apply_until: Day | None = None

    @model_serializer(mode="wrap")
    def without_what_is_rare(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value is not None or name not in APPLYING}


class Persona(Entry):
    """A sample person; `as_of`: the day the answers were given (else `on`), `best_*`: the best set's sums in yuan."""

    code: Code
    region: Code
    name: Text
    story: Text
    on: Day
    as_of: Day | None = None
    answers: dict[Key, Plain]
    received: list[Code] = []
    expected: list[Expectation] = Field(min_length=1)
    best_total: Yuan | None = None
    best_low: Yuan | None = None
