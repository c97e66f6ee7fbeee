"""The description of the interface as rows of text, for the documentation page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policies.api.openapi import Schema

KINDS = {
    "string": "文字",
    "integer": "整数",
    "number": "数，可以有小数",
    "boolean": "true 或 false",
    "array": "列表",
    "object": "对象",
    "null": "null",
}

EXAMPLES: dict[str, Any] = {"date": "2025-06-30", "integer": 0, "number": 200.5, "boolean": True}


@dataclass(frozen=True, slots=True)
class Endpoint:
    method: str
    path: str
    summary: str
    takes: str
    responses: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the named parts of what is sent or answered."""

    name: str
    meaning: str
    fields: list[Field]


def endpoints(schema: Schema) -> list[Endpoint]:
    return [
        Endpoint(
            method=method.upper(),
            path=path,
            summary=operation["summary"],
            takes=_name(operation["requestBody"]["content"]["application/json"]["schema"])
            if "requestBody" in operation
            else "",
            responses=[(code, response["description"]) for code, response in operation["responses"].items()],
        )
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    ]


def things(schema: Schema) -> list[Thing]:
    return [
        Thing(name, thing.get("description", ""), list(_fields(thing)))
        for name, thing in schema["components"]["schemas"].items()
    ]


def example(schema: Schema) -> str:
    """A body that can be sent as it stands: the first question of each type, answered."""
    questions = schema["components"]["schemas"]["Answers"]["properties"]
    first = {_type(question): (key, question) for key, question in reversed(questions.items())}
    answers = {
        key: question["enum"][0] if "enum" in question else EXAMPLES[kind] for kind, (key, question) in first.items()
    }
    return json.dumps({"answers": answers}, ensure_ascii=False, indent=2)


def _type(question: Schema) -> str:
    return "date" if question.get("format") == "date" else str(question["type"][0])


def _fields(thing: Schema) -> Iterator[Field]:
    for name, schema in thing.get("properties", {}).items():
        meaning = "：".join(part for part in (schema.get("title"), schema.get("description")) if part)
        yield Field(name, _kind(schema), meaning)


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return _name(schema)
    if "anyOf" in schema:
        return " 或 ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return "、".join("null" if value is None else str(value) for value in schema["enum"])
    if schema.get("format") == "date":
        return "日期 YYYY-MM-DD"
    if schema.get("type") == "array" and "items" in schema:
        return f"列表：{_kind(schema['items'])}"
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " 或 ".join(KINDS[kind] for kind in kinds)


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]
