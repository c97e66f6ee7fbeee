"""docs/packs/reference.md and its Chinese twin: every key, operator and value of a pack.

What there is comes from the schema, what it means from docs/packs/words.toml. `python -m tools.pack_reference` writes
both; a test holds that they are what this writes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pydantic
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from policies.catalogue.document import schema
from policies.catalogue.document.owners import OF_A_REGION
from policies.catalogue.document.schema import fields
from policies.catalogue.validation.conditions import FITTING, ORDER
from policies.catalogue.validation.parsed import MODELS

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "packs"
WORDS = FOLDER / "words.toml"
FILES = {"zh": FOLDER / "reference.zh-CN.md", "en": FOLDER / "reference.md"}
LANGUAGES = ("zh", "en")
# The kinds that have a name in the schema.
ALIASES = {
    name: kind for name, kind in vars(fields).items() if get_origin(kind) is Annotated and not hasattr(pydantic, name)
}
PLAIN = {bool: "bool", int: "int", str: "str", date: "date", Any: "Any"}
Model = type[schema.Entry]


def models() -> dict[str, Model]:
    """Every kind of entry by its name: those of lists first, then their parts, in the order in which they are met."""
    found = {model.__name__: model for model in MODELS.values()}
    waiting = list(found.values())
    while waiting:
        for kind in get_type_hints(waiting.pop(0), include_extras=True).values():
            for inner in _leaves(kind):
                if _is_model(inner) and inner.__name__ not in found:
                    found[inner.__name__] = inner
                    waiting.append(inner)
    return found


def keys(model: Model) -> dict[str, tuple[FieldInfo, Any]]:
    """As they are written, with their field and kind; the operators of conditions stand apart."""
    hints = get_type_hints(model, include_extras=True)
    written = {field.alias or name: (field, hints[name]) for name, field in model.model_fields.items()}
    return {key: one for key, one in written.items() if model is not schema.Condition or key not in schema.OPERATORS}


def literals(kind: Any) -> list[str]:
    return [value for one in _leaves(kind) if get_origin(one) is Literal for value in get_args(one)]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, schema.Entry)


def _leaves(kind: Any) -> Iterator[Any]:
    """What a kind is made of: the sides of a union, what is in a list, without None."""
    if get_origin(kind) is Annotated and not _alias(kind):
        yield from _leaves(kind.__origin__)
    elif get_origin(kind) in (Union, UnionType, list, dict):
        for inner in get_args(kind):
            yield from _leaves(inner)
    elif kind is not NoneType:
        yield kind


def _alias(kind: Any) -> str:
    """The schema's own name for it; what stands after its part of the annotation limits it further."""
    if get_origin(kind) is not Annotated:
        return ""
    fitting = [name for name, alias in ALIASES.items() if _begins(kind, alias)]
    return max(fitting, key=lambda name: len(ALIASES[name].__metadata__), default="")


def _begins(kind: Any, alias: Any) -> bool:
    metadata = alias.__metadata__
    return kind.__origin__ == alias.__origin__ and kind.__metadata__[: len(metadata)] == metadata


class MissingWords(Exception):
    """Something of the schema has no words in words.toml, or not in both languages."""


@dataclass
class Words:
    """`used`: what was asked for, so that a test finds what nobody asks for."""

    all: dict[str, Any]
    language: int
    used: set[tuple[str, ...]]

    def __call__(self, *path: str) -> str:
        found: Any = self.all
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        if not isinstance(found, list) or len(found) != len(LANGUAGES) or not all(found):
            raise MissingWords(f"docs/packs/words.toml lacks {' › '.join(path)} in Chinese and English")
        self.used.add(path)
        return str(found[self.language])

    def has(self, *path: str) -> bool:
        found: Any = self.all
        for part in path:
            found = found.get(part) if isinstance(found, dict) else None
        return found is not None

    def of_key(self, model: Model, key: str) -> str:
        owner = next((one for one in model.__mro__ if self.has("models", one.__name__, key)), model)
        return self("models", owner.__name__, key)

    def of_value(self, model: Model, key: str, value: str) -> str:
        own = f"{model.__name__}.{key}"
        return self("values", own if self.has("values", own) else key, value)


@dataclass
class Reference:
    words: Words

    def frame(self, name: str, *values: object) -> str:
        return self.words("frame", name).format(*values)

    def text(self) -> str:
        names, listed = {model: name for name, model in MODELS.items()}, set(MODELS.values())
        parts = [model for model in models().values() if model not in listed]
        lines = [f"# {self.frame('title')}", "", self.frame("made"), "", f"## {self.frame('lists')}", ""]
        for model in MODELS.values():
            lines += self.entry(model, f"`{names[model]}`", names[model])
        lines += [f"## {self.frame('parts')}", ""]
        for model in parts:
            lines += self.entry(model, "", "")
        lines += [*self.operators(), *self.kinds()]
        return "\n".join(lines).rstrip() + "\n"

    def entry(self, model: Model, title: str, name: str) -> list[str]:
        words = self.words
        heading = f"{title} {words('models', model.__name__, '*')}".strip()
        lines = [f'### <a id="{model.__name__.lower()}"></a>{heading}', "", words("models", model.__name__, ""), ""]
        rows, values = [], []
        for key, (field, kind) in keys(model).items():
            rows.append([f"`{key}`", self.kind(kind), self.needed(name, key, field), words.of_key(model, key)])
            if choices := literals(kind):
                values += [self.frame("values of", key), ""]
                values += [f"- `{value}`: {words.of_value(model, key, value)}" for value in choices] + [""]
        return lines + self.table(["key", "value", "needed", "meaning"], rows) + values

    def needed(self, name: str, key: str, field: FieldInfo) -> str:
        if key == "region" and name in OF_A_REGION:
            return self.frame("folder")
        if field.is_required():
            return self.frame("required")
        default = field.get_default(call_default_factory=True)
        if default is False or (default and default is not PydanticUndefined):
            return self.frame("default", "false" if default is False else default)
        return self.frame("optional")

    def kind(self, kind: Any) -> str:
        """In words, with links to the parts."""
        if alias := _alias(kind):
            limits = self.limits(kind.__metadata__[len(ALIASES[alias].__metadata__) :])
            return self.frame("comma").join([f"[{alias}](#kinds)", *limits])
        if get_origin(kind) is Annotated:
            return self.frame("comma").join([self.kind(kind.__origin__), *self.limits(kind.__metadata__)])
        if get_origin(kind) in (Union, UnionType):
            return self.frame("or").join(self.kind(one) for one in get_args(kind) if one is not NoneType)
        if get_origin(kind) is list:
            return self.frame("list of", self.kind(get_args(kind)[0]))
        if get_origin(kind) is dict:
            return self.frame("by", *map(self.kind, get_args(kind)))
        if get_origin(kind) is Literal:
            return self.frame("of these")
        if _is_model(kind):
            return f"[{self.words('models', kind.__name__, '*')}](#{kind.__name__.lower()})"
        return f"[{PLAIN[kind]}](#kinds)"

    def limits(self, metadata: Any) -> list[str]:
        flat = [one for item in metadata for one in getattr(item, "metadata", None) or [item]]
        names = {"ge": "at least", "le": "at most", "gt": "more than", "max_length": "characters"}
        return [
            self.frame(said, value)
            for one in flat
            for name, said in names.items()
            if (value := getattr(one, name, None)) is not None
        ]

    def operators(self) -> list[str]:
        rows = []
        for name in schema.OPERATORS:
            types = [type_ for type_, fitting in FITTING.items() if name in fitting]
            if name in ORDER and "choice" not in types:
                types = [self.frame("ordered"), *types]
            value = self.kind(get_type_hints(schema.Condition, include_extras=True)[field_of(name)])
            rows.append([f"`{name}`", self.frame("comma").join(types), value, self.words("operators", name)])
        lines = [f'## <a id="operators"></a>{self.frame("operators")}', ""]
        return lines + self.table(["operator", "types", "value", "meaning"], rows)

    def kinds(self) -> list[str]:
        rows = []
        limits = {**dict.fromkeys(PLAIN.values(), ()), **{name: kind.__metadata__ for name, kind in ALIASES.items()}}
        for name, metadata in limits.items():
            rows.append([name, self.frame("comma").join([self.words("kinds", name), *self.limits(metadata)])])
        return [f'## <a id="kinds"></a>{self.frame("kinds")}', "", *self.table(["kind", "meaning"], rows)]

    def table(self, heads: list[str], rows: list[list[str]]) -> list[str]:
        lines = [[self.frame(head) for head in heads], ["---"] * len(heads), *rows]
        return [f"| {' | '.join(cells)} |" for cells in lines] + [""]


def field_of(key: str) -> str:
    return next(name for name, field in schema.Condition.model_fields.items() if (field.alias or name) == key)


def written(words: dict[str, Any] | None = None) -> tuple[dict[str, str], set[tuple[str, ...]]]:
    """The page of each language, and the words that were used. Raises MissingWords."""
    words = words if words is not None else tomllib.loads(WORDS.read_text("utf-8"))
    used: set[tuple[str, ...]] = set()
    return {name: Reference(Words(words, n, used)).text() for n, name in enumerate(LANGUAGES)}, used


if __name__ == "__main__":
    for language, text in written()[0].items():
        FILES[language].write_text(text, "utf-8")
