"""What is asked, with its choices, when it is asked, and how its answer ages."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    StrictBool,
    StrictInt,
    field_validator,
    model_serializer,
    model_validator,
)

from policies.calculator.date_operators import TODAY

from .conditions import Condition, check_flat
from .fields import Code, Coded, Entry, Key, OptionalText, Position, Text, Yuan, problem, without_floats

Readily = Literal["planned", "effort", "seldom"]
Whom = Literal["employer", "school", "office", "self"]
# Left out of the document where they say nothing.
SELDOM = ("many", "find_out", "whom")
# All of them stand on the page, and somebody may tick every one.
MOST_TICKED = 40
# What a choice says of whoever is there and nowhere else.
OF_ONE_CHOICE = ("final", "settled", "readily", "begins_on")


class Choice(Coded):
    """`final`: whoever is there can never be anywhere else again, such as who has bought.

    `settled`: whoever is there seldom goes elsewhere. `readily`: how readily one comes to it, where that is not as the
    question says.
    `begins_on`: a date question; this answer holds from that day on, as of who has signed and has not started.
    """

    value: Key
    label: Text
    help: OptionalText = ""
    final: StrictBool = False
    settled: StrictBool = False
    readily: Readily | None = None
    begins_on: Key | None = None


class Question(Coded):
    """What is asked; `region` is filled in from the folder of the pack, and empty for a question all regions share.

    `asked_if` and `implied`: when it is a follow-up, and what holds where it is not asked.
    `implied` is a value of the question's type, "none" for a date that never was, or null (stays unknown).
    `grows_if` (type months): while this holds, the number grows by one each full month after it was stated.
    `grows_yearly` (type int): years of life, one more in each year, on a day that nobody asks for. `yes_lasts_years`
    (type bool): a yes speaks of the year of the answer and so many years before it, so that it surely holds to the end
    of that year and may hold for so many more.
    `many` (type choice): several of the choices may be ticked, or none of them, which is an answer too; an answer is
    then a list of choices, and conditions on it are `in` (one of these is ticked) and `not_in` (none of these is).
    `negative`: the answer that says 「没有」, false, one of the choices, or with `many` the empty list; several such
    questions can be answered with it by one tick. Null where that is not offered.
    `usual_least`, `usual_most` (types with a number): whoever writes less or more is asked whether it is meant, with
    `usual_note` beside it; confirmed, it counts like any other.
    `readily`: of a changeable one, how readily a person comes to another answer: as planned anyway, with effort (null)
    or seldom. A date can be changed only as long as there is none.
    `about`: questions whose answers this one is about, as a graduation date is about one degree: with another degree it
    counts no longer until it is confirmed. `local`: it is about the region that is checked.
    `find_out`: how somebody who does not know the answer finds out, and from whom (`whom`): in words to be sent to an
    employer, a school or an office; or where to look, of what one finds out by oneself ("self").
    """

    key: Key
    region: Code | None = None
    section: Code
    position: Position
    type: Literal["choice", "bool", "int", "months", "money", "date"]
    label: Text
    name: Text
    help: OptionalText = ""
    unit: OptionalText = ""
    yes: OptionalText = ""
    no: OptionalText = ""
    ordered: StrictBool = False
    many: StrictBool = False
    choices: list[Choice] = []
    changeable: StrictBool = False
    readily: Readily | None = None
    past_only: StrictBool = False
    asked_if: list[Condition] = []
    implied: Annotated[StrictBool | StrictInt | str | list[str] | None, BeforeValidator(without_floats)] = None
    grows_if: list[Condition] = []
    grows_yearly: StrictBool = False
    yes_lasts_years: Annotated[StrictInt, Field(ge=0, le=50)] | None = None
    negative: StrictBool | str | list[str] | None = None
    usual_least: Yuan | None = None
    usual_most: Yuan | None = None
    usual_note: OptionalText = ""
    about: list[Key] = []
    local: StrictBool = False
    find_out: OptionalText = ""
    whom: Whom | None = None

    @model_validator(mode="after")
    def fits_its_type(self) -> Question:
        if (self.type == "choice") != bool(self.choices):
            raise problem("选择题（choice）要写 choices，其他题型不写", "choices")
        self._choices_by_its_type()
        if self.past_only and self.type != "date":
            raise problem("past_only 只用于日期题", "past_only")
        if self.type == "bool" and not (self.yes and self.no):
            raise problem("是非题要写 yes 和 no：答“是”和答“否”各怎么说")
        if self.grows_if and self.type != "months":
            raise problem("grows_if 只用于月数题（months）", "grows_if")
        self._ages_by_its_type()
        values = [choice.value for choice in self.choices]
        again = next((number for number, value in enumerate(values) if value in values[:number]), None)
        if again is not None:
            raise problem(f"choices 里有重复的 value：{values[again]}", "choices", again, "value")
        if bool(self.find_out) != bool(self.whom):
            raise problem("find_out 和 whom 要一起写：怎么问，问谁", "find_out" if self.whom is None else "whom")
        if len(self.about) != len(set(self.about)):
            raise problem("about 里有重复的问题", "about")
        check_flat(self.asked_if, "asked_if")
        check_flat(self.grows_if, "grows_if")
        return self

    @field_validator("key")
    @classmethod
    def means_nothing_else(cls, key: str) -> str:
        if key == TODAY:
            raise problem("问题的 key 不能写 today，它在条件里指自查那天，请换一个")
        return key

    def _choices_by_its_type(self) -> None:
        if self.ordered and self.type != "choice":
            raise problem("ordered 只用于选择题", "ordered")
        if self.many and self.type != "choice":
            raise problem("many 只用于选择题", "many")
        if self.many:
            self._several_choices()

    def _several_choices(self) -> None:
        if len(self.choices) > MOST_TICKED:
            raise problem(f"可以选几项的（many），选项最多 {MOST_TICKED} 个，请分成几题", "choices")
        if self.ordered:
            raise problem("可以选几项的（many）没有高低顺序，ordered 和 many 只写一个", "ordered")
        for number, choice in enumerate(self.choices):
            if name := next((one for one in OF_ONE_CHOICE if getattr(choice, one)), None):
                raise problem(f"可以选几项的（many），选项不写 {name}，请删掉", "choices", number, name)

    def _ages_by_its_type(self) -> None:
        if self.grows_yearly and self.type != "int":
            raise problem("grows_yearly 只用于整数题（int），例如年龄", "grows_yearly")
        if self.yes_lasts_years is not None and self.type != "bool":
            raise problem("yes_lasts_years 只用于是非题（bool）", "yes_lasts_years")

    @property
    def _usual(self) -> str:
        return "usual_most" if self.usual_least is None else "usual_least"

    @property
    def _readily(self) -> tuple[str | int, ...]:
        """Where it is written."""
        if self.readily:
            return ("readily",)
        return ("choices", next(n for n, choice in enumerate(self.choices) if choice.readily), "readily")

    @model_validator(mode="after")
    def usual_is_a_range_of_numbers(self) -> Question:
        if self.usual_least is None and self.usual_most is None:
            if self.usual_note:
                raise problem("写了 usual_note，就要写 usual_least 或 usual_most：什么时候提醒", "usual_note")
        elif self.type not in ("int", "months", "money"):
            raise problem("usual_least 和 usual_most 只用于数字题（int、months、money）", self._usual)
        elif None not in (self.usual_least, self.usual_most) and self.usual_most < self.usual_least:  # type: ignore[operator]
            raise problem("usual_most 少于 usual_least，请改其中一个", "usual_most")
        return self

    @model_validator(mode="after")
    def readily_of_what_changes(self) -> Question:
        if not self.changeable and (self.readily or any(choice.readily for choice in self.choices)):
            raise problem("readily 只用于本人可以改变的问题，请同时写 changeable: true", *self._readily)
        return self

    @model_validator(mode="after")
    def negative_is_an_answer(self) -> Question:
        if self.negative is None:
            return self
        if self.type not in ("bool", "choice"):
            raise problem("negative 只用于是非题和选择题", "negative")
        if self.type == "bool" and self.negative is not False:
            raise problem("是非题的 negative 只能写 false，或者不写", "negative")
        if self.many and self.negative != []:
            raise problem("可以选几项的（many），negative 只能写 []，或者不写", "negative")
        if not self.many and self.type == "choice" and self.negative not in [choice.value for choice in self.choices]:
            raise problem("选择题的 negative 要写 choices 里的一个 value", "negative")
        return self

    @model_serializer(mode="wrap")
    def without_what_never_was(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        entry = super().without_what_never_was(handler)
        return {name: value for name, value in entry.items() if value or name not in SELDOM}


class AlsoAskedIf(Entry):
    """A region's own reasons to ask a shared question: further alternatives of its `asked_if`."""

    question: Key
    any_of: list[Condition] = Field(min_length=1)
