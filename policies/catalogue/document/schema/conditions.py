"""One condition: a question, an operator and its value, or several of them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from pydantic import Field, SerializerFunctionWrapHandler, StrictBool, model_serializer, model_validator

from .fields import Code, Day, Days, Entry, Key, Months, OptionalText, Plain, SourceCode, Years, problem
from .formulas import Compared, Formula

OPERATORS = (
    "is",
    "is_not",
    "in",
    "not_in",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "between",
    "months_since_at_least",
    "months_since_at_most",
    "months_since_more_than",
    "months_since_less_than",
    "days_since_at_least",
    "days_since_at_most",
    "age_at_least",
    "age_at_most",
    "age_more_than",
    "age_less_than",
    "before",
    "on_or_after",
    "same_year_as",
)
# Words of Python's own.
KEPT_AS = {"is": "is_", "in": "in_"}
# Those that are measured on a day, and on which may be said.
MEASURED = tuple(name for name in OPERATORS if name.startswith(("months_since", "days_since", "age_")))


class Between(Entry):
    """From one number to another, both included."""

    from_: Compared = Field(alias="from")
    to: Compared


class Condition(Entry):
    """A question, one operator and its value; or `any_of` several conditions, each of them one or `all_of` several.

    `inferred`: our reading, the source does not say it. `widens`: the reading adds a way to those that the source
    states; whoever fails it is not kept out by us. `since`, `until`: changes of the policy; it holds only from the one
    on and until the other comes. `same_year_as`: another date question, or "today".
    """

    question: Key | None = None
    is_: Plain = Field(default=None, alias="is")
    is_not: Plain = None
    in_: list[Plain] | None = Field(default=None, alias="in")
    not_in: list[Plain] | None = None
    at_least: Compared = None
    at_most: Compared = None
    more_than: Compared = None
    less_than: Compared = None
    between: Between | None = None
    months_since_at_least: Months | None = None
    months_since_at_most: Months | None = None
    months_since_more_than: Months | None = None
    months_since_less_than: Months | None = None
    days_since_at_least: Days | None = None
    days_since_at_most: Days | None = None
    age_at_least: Years | None = None
    age_at_most: Years | None = None
    age_more_than: Years | None = None
    age_less_than: Years | None = None
    before: Day | None = None
    on_or_after: Day | None = None
    same_year_as: Key | None = None
    measured_at: Key | None = None
    inferred: StrictBool = False
    widens: StrictBool = False
    note: OptionalText = ""
    source: SourceCode | None = None
    clause: OptionalText = ""
    since: Code | None = None
    until: Code | None = None
    any_of: list[Condition] | None = None
    all_of: list[Condition] | None = None

    @cached_property
    def operator(self) -> str:
        return next(name for name in OPERATORS if self._operand(name) is not None)

    @cached_property
    def value(self) -> Any:
        return self._operand(self.operator)

    @property
    def formulas(self) -> list[tuple[tuple[str, ...], Formula]]:
        """What its number is reckoned by, each with its place in the condition."""
        found: list[tuple[tuple[str, ...], Any]] = [((self.operator,), self.value)]
        if isinstance(self.value, Between):
            found = [(("between", "from"), self.value.from_), (("between", "to"), self.value.to)]
        return [(place, one) for place, one in found if isinstance(one, Formula)]

    def _operand(self, name: str) -> Any:
        return getattr(self, KEPT_AS.get(name, name))

    @model_validator(mode="after")
    def one_thing(self) -> Condition:
        parts = [name for name in ("question", "any_of", "all_of") if getattr(self, name) is not None]
        if len(parts) != 1:
            raise problem("一个条件要么写一个问题（question），要么写“满足其一”（any_of）")
        operands = [name for name in OPERATORS if self._operand(name) is not None]
        if parts == ["question"]:
            if len(operands) != 1:
                raise problem(f"一个条件要写一种比较，例如 is、at_least，现在写了 {len(operands)} 种")
            if self.measured_at and operands[0] not in MEASURED:
                raise problem("measured_at 只用于“满几个月、几天、几周岁”这种条件", "measured_at")
        elif operands or self.measured_at or self.inferred or self.widens or self.note or self.source or self.clause:
            raise problem("比较、出处和说明要写在 any_of 里面的每个条件上")
        if self.widens and not self.inferred:
            raise problem("“推断放宽的”（widens）只用于推断的条件，请同时写 inferred: true", "widens")
        if parts != ["question"] and not (self.any_of or self.all_of):
            raise problem("any_of 或 all_of 里面至少写一个条件")
        return self

    @model_serializer(mode="wrap")
    def what_is_said(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Only the operator that is there, and of an any-of its branches and changes; `widens` where it does."""
        entry = handler(self)
        for branches in ("any_of", "all_of"):
            if entry.get(branches):
                dated = {name: entry[name] for name in ("since", "until") if entry.get(name)}
                return {branches: entry[branches], **dated}
        if not entry.get("widens"):
            entry.pop("widens", None)
        return {name: value for name, value in entry.items() if value is not None}


def check_flat(conditions: list[Condition], name: str, *, dated: bool = False) -> None:
    """Any-of holds single conditions and all-ofs of single conditions; nothing nests deeper.

    `name`: what the list is called in its entry. `dated`: whether they are a policy's, which may hold since or until
    one of its changes.
    """
    for number, condition in enumerate(conditions):
        if not dated and (condition.since or condition.until):
            raise problem("since 和 until 只用于政策和档次的条件", name, number)
        if condition.all_of:
            raise problem("all_of 只能写在 any_of 里面；并列的条件直接一条条写", name, number, "all_of")
        if condition.widens:
            message = "“推断放宽的”（widens）只用于 any_of 里面的情况：文件没有这一种情况，是我们加的"
            raise problem(message, name, number, "widens")
        for place, branch in enumerate(condition.any_of or []):
            at = (name, number, "any_of", place)
            if branch.any_of or any(inner.question is None for inner in branch.all_of or []):
                raise problem("any_of 里面不能再套 any_of，请把它展开成几种情况", *at)
            if any(one.since or one.until for one in (branch, *(branch.all_of or []))):
                raise problem("since 和 until 写在整个 any_of 上，不写在里面的某一种情况上", *at)
