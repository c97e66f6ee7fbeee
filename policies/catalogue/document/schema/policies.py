"""Policies with their tiers, citations, steps and dated changes, and the groups they exclude each other in."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, StrictBool, model_serializer, model_validator

from .awards import Award
from .conditions import Condition, check_flat
from .fields import Code, Coded, Day, Entry, Key, OptionalText, SourceCode, Text, WebAddress, problem
from .places import Window


class ExclusionGroup(Coded):
    """Policies of which a person takes one at most; `basis` says why, for the citizen."""

    code: Code
    region: Code | None = None
    name: Text
    note: OptionalText = ""
    source: SourceCode | None = None
    clause: OptionalText = ""
    inferred: StrictBool = False


class Tier(Coded):
    code: Code
    name: Text
    conditions: list[Condition] = Field(min_length=1)
    award: Award

    @model_validator(mode="after")
    def flat(self) -> Tier:
        check_flat(self.conditions, "conditions", dated=True)
        return self


class TierChange(Entry):
    """The award of one tier from a change on."""

    tier: Code
    award: Award


class PolicyChange(Entry):
    """What a policy says otherwise from a day on; what is not written stays as it is.

    `measured_at` names a date question: it then concerns those whose event is on that day or later. Otherwise it holds
    for everybody from that day on. Conditions name it themselves, by `since` and `until`.
    """

    code: Code
    starts_on: Day
    measured_at: Key | None = None
    source: SourceCode | None = None
    clause: OptionalText = ""
    note: OptionalText = ""
    award: Award | None = None
    tiers: list[TierChange] = []
    state: Literal["planned", "open", "budget_spent", "closed"] | None = None
    office: OptionalText = ""
    phone: OptionalText = ""

    @model_validator(mode="after")
    def of_everybody(self) -> PolicyChange:
        if self.measured_at and (self.state or self.office or self.phone):
            raise problem(
                "状态、负责单位和咨询电话只能从某一天起对所有人变，不能同时写 measured_at（按哪件事的日期算）",
                "measured_at",
            )
        return self

    @model_serializer(mode="wrap")
    def what_changes(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value not in (None, "", [])}


class Citation(Entry):
    source: SourceCode
    clause: Text


class Step(Entry):
    """One thing to do; `sourced`: a document says so, `general`: general guidance to be confirmed at the window."""

    text: Text
    basis: Literal["sourced", "general"]
    materials: list[Text] = []
    place: OptionalText = ""
    url: WebAddress = ""


class Policy(Coded):
    """One subsidy or service. The first citation is the one its conditions come from unless they name another.

    `changes`: what it says otherwise from a day on, known beforehand.
    """

    code: Code
    region: Code
    name: Text
    summary: Text
    audience: Literal["person", "organisation"] = "person"
    category: Literal["employment", "housing", "insurance", "startup", "talent", "health", "family", "life", "study"]
    state: Literal["draft", "planned", "open", "budget_spent", "closed"] = "open"
    budget_spent_on: Day | None = None
    office: OptionalText = ""
    phone: OptionalText = ""
    citations: list[Citation] = Field(min_length=1)
    window: Window | None = None
    group: Code | None = None
    group_inferred: StrictBool = False
    unstated_conditions: StrictBool = False
    caveats: list[Text] = []
    conditions: list[Condition] = []
    award: Award | None = None
    tiers: list[Tier] = []
    changes: list[PolicyChange] = []
    steps: list[Step] = []
    checked_on: Day | None = None
    internal_note: OptionalText = ""

    @model_validator(mode="after")
    def award_or_tiers(self) -> Policy:
        if (self.award is None) != bool(self.tiers):
            raise problem("没有分档的政策写一个 award，分档的政策把 award 写在每一档（tiers）里")
        if self.audience == "organisation" and (self.conditions or self.tiers or self.group):
            surplus = next(name for name in ("conditions", "tiers", "group") if getattr(self, name))
            raise problem("单位申领的政策不参加个人自查，不写 conditions、tiers、group", surplus)
        check_flat(self.conditions, "conditions", dated=True)
        return self

    @model_serializer(mode="wrap")
    def without_what_never_was(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        entry = super().without_what_never_was(handler)
        return entry if self.changes else {name: value for name, value in entry.items() if name != "changes"}
