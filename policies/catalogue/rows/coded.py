"""The rows that have a code of the document, by the lists they stand in there."""

from __future__ import annotations

from django.db.models import Model

from policies import models
from policies.catalogue.document.renaming import Key

# The model of each list, the column of its code, and the column of the row it belongs to.
CODED: dict[str, tuple[type[Model], str, str | None]] = {
    "regions": (models.Region, "code", None),
    "sources": (models.Source, "code", None),
    "sections": (models.Section, "code", None),
    "categories": (models.Category, "code", None),
    "questions": (models.Question, "key", None),
    "life_events": (models.LifeEvent, "code", None),
    "parameters": (models.Parameter, "key", None),
    "groups": (models.ExclusionGroup, "code", None),
    "policies": (models.Policy, "code", None),
    "choices": (models.Choice, "value", "question"),
    "tiers": (models.Tier, "code", "policy"),
}
OWNERS = {"choices": "questions", "tiers": "policies"}


def names_of_rows() -> dict[Key, str]:
    """From the codes that rows had before to those that they have; see catalogue.renaming."""
    found: dict[Key, str] = {}
    for kind, (model, column, owner) in CODED.items():
        whose = [f"{owner}__{CODED[OWNERS[kind]][1]}"] if owner else []
        for *parts, code, formerly in model._default_manager.values_list(*whose, column, "formerly"):
            found |= {(kind, *parts, old): code for old in formerly}
    return found
