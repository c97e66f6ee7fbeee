"""What is wrong with a document, where, and what to do about it, in a clerk's words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from policies.calculator.echo import beginning
from policies.catalogue.document import schema

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` leads to the place within the document: ("policies", 3, "conditions", 1)."""

    path: Path
    code: str
    message: str


def similar(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: what may have been meant; nothing where the word is one of these,
    and only stands where it must not."""
    options = list(known)
    if word in options:
        return ""
    # What a word is compared by is prepared even where there is nothing to compare it with.
    close = difflib.get_close_matches(word, options, n=1) if options else []
    return f"，是不是 {close[0]}" if close else ""


def quoted(value: Any) -> str:
    """A value as its writer knows it: what stands in a pack, in quotes, or what kind of thing it is."""
    if value is None:
        return "空的"
    if isinstance(value, dict):
        return "一组“键: 值”"
    if isinstance(value, list):
        return "一个列表"
    return f"“{str(value).lower() if isinstance(value, bool) else beginning(value)}”"


def listed(known: Iterable[str]) -> str:
    """What is allowed, as far as anybody reads it."""
    options = list(known)
    return "、".join(options[:MOST_LISTED]) + (f" 等 {len(options)} 个" if len(options) > MOST_LISTED else "")


MOST_LISTED = 20
# What pydantic calls the kinds that one key may have.
MEMBERS = frozenset({"formula", "plain"})
KEYS = sorted(
    {
        field.alias or name
        for model in vars(schema).values()
        if isinstance(model, type) and issubclass(model, schema.Entry)
        for name, field in model.model_fields.items()
    }
)
PATTERNS = {
    schema.SOURCE_CODE_PATTERN: "只能用字母、数字和短横，以字母开头，例如 RS2026",
    schema.CODE_PATTERN: "只能用小写字母、数字和短横，以字母开头，例如 rent-subsidy",
    schema.KEY_PATTERN: "只能用小写字母、数字和下划线，以字母开头，例如 job_start_date",
}


def from_schema(error: ValidationError, entry: Any, path: Path) -> list[Problem]:
    """Pydantic's findings about one entry, one for each place."""
    found: dict[Path, Problem] = {}
    for detail in error.errors(include_url=False):
        place = _place((*detail["loc"], *detail.get("ctx", {}).get("at", ())), entry, detail["type"])
        found.setdefault(place, Problem(path + place, detail["type"], _sentence(detail, place)))
    return list(found.values())


def _place(location: Path, inside: Any, kind: str) -> Path:
    """The part of pydantic's location that stands in the document: without names of a union's members."""
    entry: Any = inside
    place: Path = ()
    for part in location:
        if part in MEMBERS and not (isinstance(entry, dict) and part in entry):
            continue
        if isinstance(entry, dict | list) and _holds(entry, part):
            entry = entry[part]  # type: ignore[index]
        elif not (kind == "missing" and isinstance(entry, dict)):
            break
        place += (part,)
    return place


def _holds(entry: dict[str, Any] | list[Any], part: str | int) -> bool:
    return part in entry if isinstance(entry, dict) else isinstance(part, int)


def _sentence(detail: Any, place: Path) -> str:
    kind, limits = detail["type"], detail.get("ctx", {})
    name = place[-1] if place and isinstance(place[-1], str) else "这一项"
    if kind == "extra_forbidden":
        if "conditions" in place or "asked_if" in place or "grows_if" in place:
            known = sorted({field.alias or name for name, field in schema.Condition.model_fields.items()})
            return f"多余的键“{name}”{similar(str(name), known)}，条件里的比较只有 {'、'.join(schema.OPERATORS)}"
        return f"多余的键“{name}”{similar(str(name), KEYS)}，请改正或删掉"
    if kind == "literal_error":
        known = [word.strip(" '") for word in limits["expected"].replace(" or ", ",").split(",")]
        said = quoted(detail["input"])
        return f"{name} 不能写{said}{similar(said.strip('“”'), known)}，只能写 {'、'.join(known)} 之一"
    if kind == "string_pattern_mismatch":
        return f"{name}“{beginning(detail['input'])}”的写法不对：{PATTERNS.get(limits['pattern'], '请照别的例子写')}"
    if kind in SENTENCES:
        return SENTENCES[kind].format(name=name, **limits)
    family = next((family for family in FAMILIES if kind.startswith(family)), None)
    return FAMILIES[family].format(name=name) if family else f"{name} 的写法不对，请照别的例子写"


SENTENCES = {
    "document": "{message}",
    "missing": "缺少 {name}，请补上",
    "string_type": "{name} 要写文字；数字请加引号",
    "string_too_short": "{name} 不能是空的",
    "string_too_long": "{name} 太长，最多 {max_length} 个字",
    "too_short": "{name} 至少要写一条",
    "greater_than_equal": "{name} 不能小于 {ge}",
    "greater_than": "{name} 要大于 {gt}",
    "less_than_equal": "{name} 不能大于 {le}",
    "decimal_max_places": "{name} 最多写 {decimal_places} 位小数",
    "decimal_max_digits": "{name} 的位数太多",
    "decimal_whole_digits": "{name} 的位数太多",
}
FAMILIES = {
    "int": "{name} 要写整数，不加引号和单位",
    "bool": "{name} 要写 true 或 false",
    "date": "{name} 要写日期，例如 2023-11-30",
    "decimal": "{name} 要写数，例如 0.3",
    "finite": "{name} 要写数，例如 0.3",
    "list": "{name} 要写成列表，每条前面一个短横",
    "model": "{name} 要写成一组“键: 值”",
    "dict": "{name} 要写成一组“键: 值”",
}
