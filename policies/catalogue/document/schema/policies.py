"""Policies with their tiers, citations, steps and dated changes, and the groups they exclude each other in."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, StrictBool, model_serializer, model_validator

from .applications import ApplicationWindow
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


# What a relation is: the key that names the other policy, or the further group.
RELATIONS = ("group", "excludes", "requires", "tops_up")


class Relation(Entry):
    """How a policy stands to another one, or a further group that it is in. It says one of RELATIONS.

    What holds between two policies is written with one of them, whichever.
    """

    group: Code | None = None
    excludes: Code | None = None
    requires: Code | None = None
    tops_up: Code | None = None
    source: SourceCode | None = None
    clause: OptionalText = ""
    note: OptionalText = ""
    inferred: StrictBool = False

    @property
    def kind(self) -> str:
        return next(name for name in RELATIONS if getattr(self, name))

    @property
    def other(self) -> str:
        """The code that it names."""
        return str(getattr(self, self.kind))

    @model_validator(mode="after")
    def says_one_thing(self) -> Relation:
        if sum(getattr(self, name) is not None for name in RELATIONS) != 1:
            raise problem(f"每条关系写 {'、'.join(RELATIONS)} 里的一个；有几个就分成几条")
        return self

    @model_serializer(mode="wrap")
    def what_it_says(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value not in (None, "", False)}


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


# What stands in the document only where it says something, and what only the check of a person looks at.
SELDOM = ("changes", "application_windows", "relations", "limited", "one_of_couple", "couple_question")
OF_A_CHECK = ("conditions", "tiers", "group", "relations")


class Policy(Coded):
    """One subsidy or service. The first citation is the one its conditions come from unless they name another.

    `changes`: what it says otherwise from a day on, known beforehand. `relations`: to other policies, and further
    groups beside `group`. `application_windows`: when applications are taken; with none, always.
    `limited`: how many can have it, in words; `one_of_couple`: that of a couple one has it at
    most, of which `couple_question`, among its conditions, asks; otherwise that stays open.
    """

    code: Code
    region: Code
    name: Text
    summary: Text
    audience: Literal["person", "organisation"] = "person"
    category: Code
    state: Literal["draft", "planned", "open", "budget_spent", "closed"] = "open"
    budget_spent_on: Day | None = None
    office: OptionalText = ""
    phone: OptionalText = ""
    citations: list[Citation] = Field(min_length=1)
    window: Window | None = None
    group: Code | None = None
    group_inferred: StrictBool = False
    relations: list[Relation] = []
    limited: OptionalText = ""
    one_of_couple: OptionalText = ""
    couple_question: Key | None = None
    unstated_conditions: StrictBool = False
    caveats: list[Text] = []
    conditions: list[Condition] = []
    award: Award | None = None
    tiers: list[Tier] = []
    changes: list[PolicyChange] = []
    application_windows: list[ApplicationWindow] = []
    steps: list[Step] = []
    checked_on: Day | None = None
    internal_note: OptionalText = ""

    @model_validator(mode="after")
    def award_or_tiers(self) -> Policy:
        if (self.award is None) != bool(self.tiers):
            raise problem("没有分档的政策写一个 award，分档的政策把 award 写在每一档（tiers）里")
        if self.audience == "organisation":
            surplus = next((name for name in OF_A_CHECK if getattr(self, name)), None)
            if surplus:
                raise problem(f"单位申领的政策不参加个人自查，不写 {'、'.join(OF_A_CHECK)}", surplus)
        if self.couple_question and not self.one_of_couple:
            raise problem("写了 couple_question，就要写 one_of_couple（夫妻只能一方，照文件写）", "couple_question")
        check_flat(self.conditions, "conditions", dated=True)
        return self

    @model_serializer(mode="wrap")
    def without_what_never_was(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        entry = super().without_what_never_was(handler)
        return {name: value for name, value in entry.items() if value or name not in SELDOM}
