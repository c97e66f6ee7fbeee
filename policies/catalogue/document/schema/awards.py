"""What a policy gives: parts, formulas, caps, and the dated parameters they use."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, model_validator

from .fields import Code, Coded, Day, Entry, Key, Number, OptionalText, Share, Text, Yuan, problem


class ParameterValue(Entry):
    starts_on: Day
    value: Annotated[Number, Field(ge=0)]
    basis: Literal["fixed", "up_to", "at_least"] = "fixed"
    inferred: StrictBool = False
    note: OptionalText = ""


class Parameter(Coded):
    key: Key
    region: Code
    name: Text
    unit: Text
    help: OptionalText = ""
    values: list[ParameterValue] = []


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
    coefficient: Share
    factors: list[Factor] = Field(min_length=1)


class Part(Entry):
    """An amount in yuan for one of `per`; without amount and formula it is not published."""

    amount: Yuan | None = None
    formula: Formula | None = None
    basis: Literal["fixed", "up_to", "at_least", "unspecified"] = "fixed"

    @model_validator(mode="after")
    def amount_fits_basis(self) -> Part:
        if self.amount is not None and self.formula is not None:
            raise problem("金额和算式只能写一个")
        if (self.amount is None and self.formula is None) != (self.basis == "unspecified"):
            raise problem("没有公布金额时写 basis: unspecified，公布了就写 amount 或 formula")
        return self


class RecurringPart(Part):
    """Paid every `period`, `count` times at most; no count: the document states no limit."""

    period: Literal["month", "quarter", "half_year", "year"]
    count: Annotated[StrictInt, Field(ge=1, le=600)] | None = None


class Cap(Entry):
    """The most the whole award can come to."""

    amount: Yuan | None = None
    formula: Formula | None = None

    @model_validator(mode="after")
    def one_thing(self) -> Cap:
        if (self.amount is None) == (self.formula is None):
            raise problem("封顶要么写 amount，要么写 formula")
        return self


class Award(Entry):
    """What a policy or one of its tiers gives; see the ledger, 'Amounts'. No part at all: not published, or a service.

    `worth`: the ceiling of a loan or the value of a service per year; `times`: the number question that multiplies.
    """

    form: Literal["cash", "reimbursement", "discount", "loan", "service"]
    per: Literal["person", "household", "family_member", "hire", "project"] = "person"
    payee: Literal["person", "housing_fund", "firm"] = "person"
    once: Part | None = None
    recurring: RecurringPart | None = None
    times: Key | None = None
    cap: Cap | None = None
    worth: Yuan | None = None
    counted_from: Key | None = None
    note: OptionalText = ""

    @model_validator(mode="after")
    def parts_fit_form(self) -> Award:
        if self.form in ("loan", "service") and (self.once or self.recurring):
            raise problem("贷款和服务不写 once、recurring，额度或价值写在 worth", "once" if self.once else "recurring")
        if self.form not in ("loan", "service") and self.worth is not None:
            raise problem("worth 只用于贷款和服务", "worth")
        return self
