"""The document: the one form of the catalogue that packs, releases, exports and differences share.

A pack file holds some of the lists below; a document holds all of them. Everything is plain data: texts, whole yuan,
ISO dates, and decimals as strings, so that the canonical JSON of a document has one spelling. What one entry says is
checked here; what entries say about one another is checked in `validation`.
"""

from __future__ import annotations

from typing import Literal

from .applications import ApplicationWindow
from .awards import Award, Cap, Instalments, Parameter, ParameterValue, Part, RecurringPart, Uplift
from .conditions import MEASURED, OPERATORS, Between, Condition
from .fields import (
    CODE_PATTERN,
    FORMER_PATTERN,
    KEY_PATTERN,
    SOURCE_CODE_PATTERN,
    Code,
    Coded,
    Day,
    Entry,
    FormerCode,
    Key,
    Months,
    Number,
    OptionalText,
    Plain,
    Position,
    SourceCode,
    Text,
    WebAddress,
    Word,
    Yuan,
    problem,
)
from .formulas import Factor, Formula
from .personas import Expectation, Persona
from .places import Category, LifeEvent, Measure, Region, School, Section, Source, Synonym, Window
from .policies import RELATIONS, Citation, ExclusionGroup, Policy, PolicyChange, Relation, Step, Tier, TierChange
from .questions import AlsoAskedIf, Choice, Question, Readily

__all__ = [
    "CODE_PATTERN",
    "FORMER_PATTERN",
    "KEY_PATTERN",
    "MEASURED",
    "OPERATORS",
    "RELATIONS",
    "SOURCE_CODE_PATTERN",
    "AlsoAskedIf",
    "ApplicationWindow",
    "Award",
    "Between",
    "Cap",
    "Category",
    "Choice",
    "Citation",
    "Code",
    "Coded",
    "Condition",
    "Day",
    "Document",
    "Entry",
    "ExclusionGroup",
    "Expectation",
    "Factor",
    "FormerCode",
    "Formula",
    "Instalments",
    "Key",
    "LifeEvent",
    "Measure",
    "Months",
    "Number",
    "OptionalText",
    "Parameter",
    "ParameterValue",
    "Part",
    "Persona",
    "Plain",
    "Policy",
    "PolicyChange",
    "Position",
    "Question",
    "Readily",
    "RecurringPart",
    "Region",
    "Relation",
    "School",
    "Section",
    "Source",
    "SourceCode",
    "Step",
    "Synonym",
    "Text",
    "Tier",
    "TierChange",
    "Uplift",
    "WebAddress",
    "Window",
    "Word",
    "Yuan",
    "problem",
]


class Document(Entry):
    """A whole catalogue. Lists are in the order they are shown."""

    format: Literal[1] = 1
    regions: list[Region] = []
    sources: list[Source] = []
    sections: list[Section] = []
    categories: list[Category] = []
    questions: list[Question] = []
    also_asked_if: list[AlsoAskedIf] = []
    life_events: list[LifeEvent] = []
    parameters: list[Parameter] = []
    groups: list[ExclusionGroup] = []
    policies: list[Policy] = []
    measures: list[Measure] = []
    schools: list[School] = []
    synonyms: list[Synonym] = []
    personas: list[Persona] = []
