"""What a policy gives: parts, formulas, caps, and the dated parameters they use."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    StrictBool,
    StrictInt,
    model_serializer,
    model_validator,
)

from policies.catalogue.document import shares

from .conditions import Condition
from .fields import Code, Coded, Day, Entry, Key, Number, OptionalText, Portion, Text, Yuan, problem
from .formulas import Formula

Period = Literal["month", "quarter", "half_year", "year"]
MOST_INSTALMENTS = 60


class Seldom(Entry):
    """Of the keys `seldom` those that say nothing are left out: few documents have them."""

    seldom: ClassVar[tuple[str, ...]] = ()

    @model_serializer(mode="wrap")
    def without_what_is_seldom(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value is not None or name not in self.seldom}


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


class PaidAmount(Seldom):
    """An amount in yuan for one of `per`; without amount and formula it is not published.

    `most`: no more than that each time, whatever the formula comes to.
    """

    seldom: ClassVar[tuple[str, ...]] = ("most",)

    amount: Yuan | None = None
    formula: Formula | None = None
    most: Annotated[StrictInt, Field(ge=1, le=10**12)] | None = None
    basis: Literal["fixed", "up_to", "at_least", "unspecified"] = "fixed"

    @model_validator(mode="after")
    def amount_fits_basis(self) -> PaidAmount:
        if self.amount is not None and self.formula is not None:
            raise problem("金额和算式只能写一个")
        if (self.amount is None and self.formula is None) != (self.basis == "unspecified"):
            raise problem("没有公布金额时写 basis: unspecified，公布了就写 amount 或 formula")
        if self.most is not None and self.formula is None:
            raise problem("most（每次最多）只用于按算式算的金额；定额直接写 amount", "most")
        return self


class Instalments(Entry):
    """The shares in which one amount is paid, one after the other, a `period` apart."""

    shares: list[Portion]
    period: Period = "year"

    @model_validator(mode="after")
    def add_up(self) -> Instalments:
        if not 2 <= len(self.shares) <= MOST_INSTALMENTS:
            raise problem(f"分期要写两期到 {MOST_INSTALMENTS} 期；一次发完就不写 instalments", "shares")
        together = sum(self.shares, Fraction())
        if together != 1:
            raise problem(f"分期的几份加起来要正好是全部（100%），现在加起来是 {shares.said(together)}", "shares")
        return self


class Part(PaidAmount):
    """What is given once, all of it or in instalments."""

    seldom: ClassVar[tuple[str, ...]] = ("most", "instalments")

    instalments: Instalments | None = None


class RecurringPart(PaidAmount):
    """Paid every `period`, `count` times at most; no count: the document states no limit."""

    period: Period
    count: Annotated[StrictInt, Field(ge=1, le=600)] | None = None


class Cap(Seldom):
    """The most the whole award can come to. `already`: a question for the money that counts towards it already."""

    seldom: ClassVar[tuple[str, ...]] = ("already",)

    amount: Yuan | None = None
    formula: Formula | None = None
    already: Key | None = None

    @model_validator(mode="after")
    def one_thing(self) -> Cap:
        if (self.amount is None) == (self.formula is None):
            raise problem("封顶要么写 amount，要么写 formula")
        return self


class Uplift(Seldom):
    """What an award is raised by where an answer meets a condition: a share of each part, or so many yuan.

    `part`: of that one alone.
    """

    seldom: ClassVar[tuple[str, ...]] = ("share", "amount", "part")

    when: Condition
    share: Portion | None = None
    amount: Annotated[StrictInt, Field(ge=1, le=10**12)] | None = None
    part: Literal["once", "recurring"] | None = None

    @model_validator(mode="after")
    def by_one_thing(self) -> Uplift:
        if (self.share is None) == (self.amount is None):
            raise problem("上浮要么写比例（share，例如 20%），要么写加多少元（amount）")
        when = self.when
        if when.question is None or when.since or when.until or when.widens:
            raise problem("上浮的条件只写一个问题和一种比较；要同时满足几个的，把它们写成档次", "when")
        return self


class Award(Seldom):
    """What a policy or one of its tiers gives; see the ledger, 'Amounts'. No part at all: not published, or a service.

    `worth`: the ceiling of a loan or the value of a service per year; `times`: the number question that multiplies.
    `first_on`, `last_on`: the first and the last day on which anything is paid. `uplifts`: of those whose condition
    holds the first counts.
    """

    seldom: ClassVar[tuple[str, ...]] = ("first_on", "last_on", "uplifts")

    form: Literal["cash", "reimbursement", "discount", "loan", "service"]
    per: Literal["person", "household", "family_member", "hire", "project"] = "person"
    payee: Literal["person", "housing_fund", "firm"] = "person"
    once: Part | None = None
    recurring: RecurringPart | None = None
    times: Key | None = None
    cap: Cap | None = None
    worth: Yuan | None = None
    counted_from: Key | None = None
    first_on: Day | None = None
    last_on: Day | None = None
    uplifts: Annotated[list[Uplift], Field(min_length=1, max_length=8)] | None = None
    note: OptionalText = ""

    @model_validator(mode="after")
    def parts_fit_form(self) -> Award:
        if self.form in ("loan", "service") and (self.once or self.recurring):
            raise problem("贷款和服务不写 once、recurring，额度或价值写在 worth", "once" if self.once else "recurring")
        if self.form not in ("loan", "service") and self.worth is not None:
            raise problem("worth 只用于贷款和服务", "worth")
        return self

    @model_validator(mode="after")
    def something_to_raise(self) -> Award:
        parts = {name: part for name in ("once", "recurring") if (part := getattr(self, name))}
        published = [name for name, part in parts.items() if part.basis != "unspecified"]
        for number, uplift in enumerate(self.uplifts or ()):
            if not published or (uplift.part and uplift.part not in published):
                raise problem("没有公布的金额不能上浮；有公布金额的那一部分才写上浮", "uplifts", number)
            if uplift.amount and not uplift.part and len(parts) > 1:
                message = "一次性和定期都有的，加多少元要写清楚加在哪一部分（part）：once 或者 recurring"
                raise problem(message, "uplifts", number, "amount")
        return self

    @model_validator(mode="after")
    def days_of_payment(self) -> Award:
        for name in ("first_on", "last_on"):
            if getattr(self, name) and not (self.once or self.recurring):
                raise problem("没有写金额（once 或 recurring），就不写首次和最后一次发放的日期", name)
        if self.first_on and self.last_on and self.last_on < self.first_on:
            raise problem(f"最后一次发放（last_on）不能早于首次发放（{self.first_on}）", "last_on")
        if self.once and self.once.instalments and self.form == "discount":
            raise problem("直接抵减的钱不分期，请删掉 instalments", "once", "instalments")
        if self.once and self.once.instalments and self.cap and self.cap.already:
            raise problem("封顶减去已经领过的（already），就说不清每一期还剩多少，请只留一个", "cap", "already")
        return self
