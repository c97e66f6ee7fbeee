"""The canonical text of a document: one spelling for one content, and its sha256."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from . import categories

Document = dict[str, Any]


def text(document: Document) -> str:
    return json.dumps(categories.as_written(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(canonical_text: str) -> str:
    return hashlib.sha256(canonical_text.encode()).hexdigest()


def spelled(number: Decimal) -> str:
    """1840.00 → 1840, 0.30 → 0.3"""
    return format(number.normalize(), "f")


def written(value: Any) -> str:
    """A value as whoever wrote a pack, or sent JSON, would write it: true, not True."""
    if isinstance(value, (str, Decimal)):
        return str(value)
    return json.dumps(value, ensure_ascii=False, default=_within)


def _within(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def released(document: Document) -> Document:
    """What citizens may see of a document: no drafts, nor links and relations to them, no internal notes, no
    personas."""
    policies = [policy | {"internal_note": ""} for policy in document["policies"] if policy["state"] != "draft"]
    shown = {policy["code"] for policy in policies}
    policies = [_without_drafts(policy, shown) if "relations" in policy else policy for policy in policies]
    measures = [
        measure | {"policies": [code for code in measure["policies"] if code in shown]}
        for measure in document["measures"]
    ]
    return document | {"policies": policies, "measures": measures, "personas": []}


def _without_drafts(policy: dict[str, Any], shown: set[str]) -> dict[str, Any]:
    named = [one for one in policy["relations"] if one.get("excludes", one.get("tops_up", policy["code"])) in shown]
    rest = {name: value for name, value in policy.items() if name != "relations"}
    return rest | ({"relations": named} if named else {})
