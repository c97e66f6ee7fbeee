"""Rows: what staff edit, and what was published."""

from . import history  # noqa: F401 - what is imported below has a history
from .applications import ApplicationWindow
from .figures import DailyCount
from .life_events import LifeEvent, LifeEventQuestion
from .links import LinkCheck
from .measures import Measure, MeasurePolicy, School, Synonym
from .parameters import Parameter, ParameterValue
from .personas import Expectation, Persona
from .places import Category, Region, Section, Source
from .policies import Citation, ExclusionGroup, Policy, Step, Tier
from .policy_changes import PolicyChange, TierChange
from .questions import Choice, FollowUp, Question
from .relations import Relation
from .releases import LoadedPack, PublishedCode, Release
from .reviews import LookedAt, MismatchReason
from .simulations import SimulationJob
from .staff import StaffRegion
from .staff_events import StaffEvent
from .thresholds import Factor, Threshold
from .uplifts import Uplift

__all__ = [
    "ApplicationWindow",
    "Category",
    "Choice",
    "Citation",
    "DailyCount",
    "ExclusionGroup",
    "Expectation",
    "Factor",
    "FollowUp",
    "LifeEvent",
    "LifeEventQuestion",
    "LinkCheck",
    "LoadedPack",
    "LookedAt",
    "Measure",
    "MeasurePolicy",
    "MismatchReason",
    "Parameter",
    "ParameterValue",
    "Persona",
    "Policy",
    "PolicyChange",
    "PublishedCode",
    "Question",
    "Region",
    "Relation",
    "Release",
    "School",
    "Section",
    "SimulationJob",
    "Source",
    "StaffEvent",
    "StaffRegion",
    "Step",
    "Synonym",
    "Threshold",
    "Tier",
    "TierChange",
    "Uplift",
]
