"""The description of the interface as rows of text, for the documentation page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policies.api.shapes import MONTH, Schema

KINDS = {
    "string": "文字",
    "integer": "整数",
    "number": "数，可以有小数",
    "boolean": "true 或 false",
    "object": "对象",
    "null": "null",
}

FORMATS = {"date": "日期 YYYY-MM-DD", "date-time": "时刻，例如 2026-11-22T08:00:00+08:00"}
EXAMPLES: dict[str, Any] = {"date": "2025-06-30", "integer": 0, "number": 200.5, "boolean": True}


@dataclass(frozen=True, slots=True)
class Endpoint:
    method: str
    path: str
    summary: str
    takes: str
    responses: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DescribedField:
    name: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the named parts of what is sent or answered."""

    name: str
    meaning: str
    fields: list[DescribedField]


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
    answered = {key: question["anyOf"][0] for key, question in questions.items()}
    first = {_type(answer): (key, answer) for key, answer in reversed(answered.items())}
    answers = {key: _example(kind, answer) for kind, (key, answer) in first.items()}
    return json.dumps({"answers": answers}, ensure_ascii=False, indent=2)


def _example(kind: str, answer: Schema) -> Any:
    if kind == "array":
        return answer["items"]["enum"][:1]
    return answer["enum"][0] if "enum" in answer else EXAMPLES[kind]


def _type(answer: Schema) -> str:
    return "date" if answer.get("format") == "date" else str(answer["type"])


def _fields(thing: Schema) -> Iterator[DescribedField]:
    for name, schema in thing.get("properties", {}).items():
        meaning = "：".join(part for part in (schema.get("title"), schema.get("description")) if part)
        yield DescribedField(name, _kind(schema), meaning)


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return _name(schema)
    if "anyOf" in schema:
        return " 或 ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return "、".join(schema["enum"])
    if schema.get("pattern") == MONTH["pattern"]:
        return "月份 YYYY-MM"
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    if schema["type"] == "array":
        return f"列表：{_kind(schema['items'])}"
    return KINDS[schema["type"]]


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]
