"""A town with five subsidies whose sums one can reckon in the head, and the people who are counted under them."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from policies.catalogue.document import canonical
from policies.catalogue.document.normal import normal
from policies.catalogue.rulesets import build_ruleset
from policies.screening.simulation.changed_paths import changed
from policies.screening.simulation.counting import Comparison, Counted
from policies.screening.simulation.dimensions import Dimension, typed
from policies.screening.simulation.person import Person
from policies.screening.simulation.running import count
from policies.screening.simulation.simulated import Simulated

ON = date(2026, 11, 22)
REGION = "town"

EDUCATION = {
    "key": "degree",
    "section": "study",
    "position": 10,
    "type": "choice",
    "ordered": True,
    "label": "学历？",
    "name": "学历",
    "choices": [{"value": "school", "label": "高中"}, {"value": "bachelor", "label": "本科"}],
}
AGE = {"key": "age", "section": "study", "position": 20, "type": "int", "unit": "岁", "label": "多大？", "name": "年龄"}


def policy(code: str, name: str, conditions: list, award: dict, **more: object) -> dict:
    same = {"region": REGION, "summary": name, "category": "life", "citations": [{"source": "S", "clause": "一"}]}
    return {"code": code, "name": name, "conditions": conditions, "award": award} | same | more


FIRST_DAY = "2020-01-01"
SOURCE = {"code": "S", "region": REGION, "title": "办法", "issued_on": FIRST_DAY, "window": {"starts_on": FIRST_DAY}}
GRADUATE = [{"question": "degree", "at_least": "bachelor"}]
YOUNG = [{"question": "age", "at_most": 30}]
DOCUMENT = {
    "format": 1,
    "regions": [{"code": REGION, "name": "某镇"}],
    "sections": [{"code": "study", "name": "学历"}],
    "sources": [
        {
            "code": "S",
            "region": REGION,
            "title": "办法",
            "issued_on": "2020-01-01",
            "window": {"starts_on": "2020-01-01"},
        }
    ],
    "groups": [{"code": "one", "region": REGION, "name": "二选一"}],
    "questions": [EDUCATION, AGE],
    "policies": [
        # 12 payments from 2026-11-22: two of them in 2026, ten in 2027. 1,200 in all.
        policy(
            "monthly",
            "按月补",
            GRADUATE,
            {"form": "cash", "recurring": {"amount": 100, "period": "month", "count": 12}},
            group="one",
        ),
        policy("once", "一次补", GRADUATE, {"form": "cash", "once": {"amount": 1500}}, group="one"),
        policy("refund", "报销", YOUNG, {"form": "reimbursement", "once": {"amount": 500, "basis": "up_to"}}),
        policy("least", "至少补", YOUNG, {"form": "cash", "once": {"amount": 70, "basis": "at_least"}}),
        policy("secret", "没公布的", YOUNG, {"form": "cash", "once": {"basis": "unspecified"}}),
    ],
}
LISTS = ("also_asked_if", "parameters", "measures", "schools", "synonyms", "personas")

ANSWERS = {
    "young graduate": {"degree": "bachelor", "age": 25},
    "older graduate": {"degree": "bachelor", "age": 40},
    "pupil": {"degree": "school", "age": 20},
    "silent": {"age": 50},
}
EVERYBODY = [Person(answers) for answers in ANSWERS.values()]


@cache
def _document() -> dict:
    return canonical.released(normal(DOCUMENT | {name: [] for name in LISTS}))


def write(folder: Path, *changes: str) -> Path:
    """The same as a pack: what JSON says is YAML too."""
    found = document(*changes)
    parts = {
        "common/sections.yaml": ("sections",),
        "common/questions.yaml": ("questions",),
        "town/region.yaml": ("regions", "sources", "groups"),
        "town/policies.yaml": ("policies",),
    }
    for name, lists in parts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        without = {one: [_said(entry) for entry in found[one]] for one in lists}
        path.write_text(json.dumps(without, ensure_ascii=False), "utf-8")
    return folder


def _said(entry: Any) -> Any:
    """Without what says nothing, and the region, which is that of the folder."""
    if isinstance(entry, dict):
        kept = {name: _said(value) for name, value in entry.items() if value not in (None, [], "", False)}
        return {name: value for name, value in kept.items() if name != "region"}
    return [_said(one) for one in entry] if isinstance(entry, list) else entry


def document(*changes: str) -> dict:
    """As published, with these changes."""
    found = deepcopy(_document())
    return canonical.released(changed(found, list(changes))) if changes else found


def dimensions() -> list[Dimension]:
    return typed(["degree", "age=0,30,45"], _document())


def simulated(
    *changes: str, persons: list[Person] | None = None, real: bool = False, budgets: dict[str, int] | None = None
) -> Simulated:
    documents = document(), document(*changes)
    one, other = (build_ruleset(found, REGION) for found in documents)
    several, capped = tuple(dimensions()), budgets or {}
    comparison = Comparison(one, other, ON, several, capped)
    counted: Counted = count(comparison, EVERYBODY if persons is None else persons)
    return Simulated(counted, documents, (one, other), ON, several, real, capped)
