"""What JSON schemas are put together from, written so that generators of clients understand it.

Whatever may be null is an `anyOf` with `null`: a list of types is read by few of them. What is answered may get further
keys later, so only what is sent is closed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
YES_NO: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer"}
# Whole, or yuan with cents.
AMOUNT: Schema = {"type": "number"}
YUAN: Schema = {"type": "integer", "minimum": 0}
DAY: Schema = {"type": "string", "format": "date", "pattern": "^(19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}$"}
# Of a date whose day is not known.
MONTH: Schema = {"type": "string", "pattern": "^(19[0-9]{2}|20[0-9]{2}|2100)-(0[1-9]|1[0-2])$"}
MOMENT: Schema = {"type": "string", "format": "date-time"}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def sent(properties: Schema, **more: Any) -> Schema:
    """Nothing but these properties, and none of them has to be there."""
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


def answered(properties: Schema, later: Container[str] = (), **more: Any) -> Schema:
    """All of these are there, except what came `later`: releases of before do not hold it."""
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in later],
        **more,
    }


def or_null(wanted: Schema, **more: Any) -> Schema:
    return {"anyOf": [wanted, {"type": "null"}], **more}


def any_of(*several: Schema, **more: Any) -> Schema:
    return {"anyOf": list(several), **more}


def list_of(entry: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": entry, **more}


def one_of(values: Iterable[Any], **more: Any) -> Schema:
    return {"type": "string", "enum": [getattr(value, "value", value) for value in values], **more}
