"""What amounts and conditions are reckoned by: a coefficient times answers and dated parameters."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Discriminator, Field, StrictInt, Tag, model_validator

from .fields import Entry, Key, Plain, Share, problem


class Factor(Entry):
    """A number in a formula: an answer (at most `limit` of it) or a parameter (on the day of `at`, else today)."""

    question: Key | None = None
    parameter: Key | None = None
    limit: Annotated[StrictInt, Field(ge=1)] | None = None
    at: Key | None = None

    @model_validator(mode="after")
    def one_thing(self) -> Factor:
        if (self.question is None) == (self.parameter is None):
            raise problem("算式的一项要么是问题（question），要么是参数（parameter）")
        if self.at and not self.parameter:
            raise problem("at 只用于参数", "at")
        return self


class Formula(Entry):
    """Of an award yuan, of a condition the number that is compared with."""

    coefficient: Share = Decimal(1)
    factors: list[Factor] = Field(min_length=1)


def _kind(value: Any) -> str:
    return "formula" if isinstance(value, dict | Formula) else "plain"


# What a number is compared with: an answer, or what is reckoned.
Compared = Annotated[Annotated[Formula, Tag("formula")] | Annotated[Plain, Tag("plain")], Discriminator(_kind)]
