"""Regions, the documents policies come from, sections of the wizard, categories of policies, life events, measures,
schools, and words for the search."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictInt, model_validator

from policies.catalogue.document import folding

from .fields import (
    Code,
    Coded,
    Day,
    Entry,
    Key,
    OptionalText,
    Position,
    SourceCode,
    Text,
    WebAddress,
    Word,
    plausible,
    problem,
)


class Region(Coded):
    """`picker_name`: what it is called where one chooses a region, if that is not its name."""

    code: Code
    name: Text
    picker_name: OptionalText = ""
    parent: Code | None = None
    position: Position = 0


class Window(Entry):
    """From when to when a policy runs. `doubtful_until`: the verdict is unknown after `ends_on` until that day.

    `measured_at` names a date question: the window is then measured on that event instead of the day evaluated.
    """

    starts_on: Day
    ends_on: Day | None = None
    doubtful_until: date | Literal["no_limit"] | None = None
    measured_at: Key | None = None
    inferred: StrictBool = False
    note: OptionalText = ""

    @model_validator(mode="after")
    def in_order(self) -> Window:
        if self.ends_on and self.ends_on < self.starts_on:
            raise problem("结束日期早于开始日期，请改其中一个", "ends_on")
        if self.doubtful_until and not self.ends_on:
            raise problem("写了存疑到哪天，就要先写结束日期", "doubtful_until")
        if isinstance(self.doubtful_until, date) and self.ends_on and plausible(self.doubtful_until) <= self.ends_on:
            raise problem("存疑到的日期要晚于结束日期", "doubtful_until")
        return self


class Source(Coded):
    """A document that grants policies; `window` and `caveat` hold for each of its policies."""

    code: SourceCode
    region: Code
    title: Text
    number: OptionalText = ""
    issuer: OptionalText = ""
    issued_on: Day
    issued_inferred: StrictBool = False
    url: WebAddress = ""
    window: Window
    caveat: OptionalText = ""


class Section(Coded):
    """A page of the wizard."""

    code: Code
    name: Text
    help: OptionalText = ""


# The drawings of the site that show a thing rather than what a button does.
Icon = Literal[
    "work",
    "home",
    "bed",
    "shield",
    "rocket",
    "medal",
    "heart",
    "family",
    "train",
    "book",
    "coins",
    "cal",
    "list",
    "river",
]


class Category(Coded):
    """A kind of policies; those that are named are all there are."""

    code: Code
    name: Text
    icon: Icon


class LifeEvent(Coded):
    """What somebody is about to do, or has just been through: a start page of its own. `asks`: the questions that
    matter for just that, in the order in which they are asked."""

    code: Code
    region: Code
    name: Text
    summary: Text
    icon: Icon
    asks: list[Key] = Field(min_length=1)


class Measure(Entry):
    """One of the measures a source announces by name, in its order, with the policies that carry it out."""

    number: Annotated[StrictInt, Field(ge=1, le=999)]
    region: Code
    source: SourceCode
    part: Text
    action: OptionalText = ""
    name: Text
    policies: list[Code] = []


class School(Entry):
    """A school the visitor can pick by name, and the answers that follow from it; the visitor may overrule them.

    `also`: what people call it for short, each of one school only.
    """

    name: Text
    also: list[Text] = []
    region: Code | None = None
    answers: dict[Key, Any] = Field(min_length=1)


class Synonym(Entry):
    """A word of the policies, and others by which the search finds what it finds by this one, and the other way."""

    name: Word
    words: list[Word] = Field(min_length=1)

    @model_validator(mode="after")
    def each_once(self) -> Synonym:
        folded = [folding.folded(word) for word in (self.name, *self.words)]
        if again := [word for word in folded if folded.count(word) > 1]:
            raise problem(f"“{again[0]}”写了不止一次，请只留一个")
        return self
