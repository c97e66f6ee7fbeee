"""Rows: what staff edit, and what was published."""

from .parameters import Parameter, ParameterValue
from .places import Region, Section, Source
from .policies import Citation, ExclusionGroup, Policy, Step, Tier
from .questions import Choice, FollowUp, Question
from .releases import LoadedPack, Release
from .thresholds import Factor, Threshold

__all__ = [
    "Choice",
    "Citation",
    "ExclusionGroup",
    "Factor",
    "FollowUp",
    "LoadedPack",
    "Parameter",
    "ParameterValue",
    "Policy",
    "Question",
    "Region",
    "Release",
    "Section",
    "Source",
    "Step",
    "Threshold",
    "Tier",
]
