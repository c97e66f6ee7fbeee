"""A valid document in its normal form, which the rows and a pack of the same content share."""

from __future__ import annotations

from typing import Any

from . import categories, owners, schema
from .canonical import Document
from .plain_values import respelled
from .schema import OPERATORS


def normal(document: dict[str, Any]) -> Document:
    """Every key of the schema is there (null where nothing is said); a condition holds only what it says.

    Raises pydantic.ValidationError for a document that `validation` would refuse.
    """
    full = schema.Document.model_validate(document).model_dump(mode="json", by_alias=True)
    full["categories"] = categories.of(full)
    for name in ("questions", "also_asked_if", "policies"):
        full[name] = _flat(full[name])
    for parameter in full["parameters"]:
        parameter["values"].sort(key=lambda value: value["starts_on"])
    for question in full["questions"]:
        question["implied"] = _in_order(respelled(question["implied"]))
    money = {question["key"] for question in full["questions"] if question["type"] == "money"}
    for persona in full["personas"]:
        persona["received"].sort()
        persona["answers"] |= {key: respelled(value) for key, value in persona["answers"].items() if key in money}
        persona["answers"] |= {key: _in_order(value) for key, value in persona["answers"].items()}
    return owners.together(owners.in_order(full))


def _in_order(answer: Any) -> Any:
    """One spelling for several choices."""
    return sorted(answer) if isinstance(answer, list) else answer


def _flat(value: Any) -> Any:
    """A branch of one condition is that condition."""
    if isinstance(value, list):
        return [_flat(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if len(value.get("all_of") or []) == 1:
        return value["all_of"][0]
    return {name: respelled(entry) if name in OPERATORS else _flat(entry) for name, entry in value.items()}
