"""YAML files as plain data with the line of every part, and plain data as YAML that is pleasant to read."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError, RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarfloat import ScalarFloat

Places: TypeAlias = dict[tuple[str | int, ...], "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    file: Path
    line: int

    def __str__(self) -> str:
        path = self.file.absolute()
        here = Path.cwd()
        return f"{path.relative_to(here) if path.is_relative_to(here) else path}:{self.line}"

    @property
    def order(self) -> tuple[str, int]:
        return str(self.file), self.line


class Constructor(RoundTripConstructor):
    """Leaves dates as they are written: the schema reads them, and can say where an impossible one stands."""


Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


class UnreadablePack(Exception):
    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


def read(path: Path) -> tuple[dict[str, Any], Places]:
    """Raises UnreadablePack for what is not YAML, or not a mapping at its top."""
    try:
        content = _reader().load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadablePack(Place(path, 1), "文件不是 UTF-8 编码，请另存为 UTF-8") from error
    except OSError as error:
        raise UnreadablePack(Place(path, 1), f"文件读不出来：{error.strerror}") from error
    except DuplicateKeyError as error:
        raise UnreadablePack(_place(path, error), "同一处写了两个相同的键，请只留一个") from error
    except YAMLError as error:
        message = f"不是正确的 YAML，请检查缩进、冒号和引号（{getattr(error, 'problem', None) or error}）"
        raise UnreadablePack(_place(path, error), message) from error
    if content is None:
        return {}, {}
    if not isinstance(content, CommentedMap):
        raise UnreadablePack(Place(path, 1), "最外层要写成“键: 列表”，例如 policies:")
    places: Places = {}
    return _plain(content, (), path, places), places


def _reader() -> YAML:
    yaml = YAML()
    yaml.Constructor = Constructor
    return yaml


def _place(path: Path, error: YAMLError) -> Place:
    mark = (error.problem_mark or error.context_mark) if isinstance(error, MarkedYAMLError) else None
    return Place(path, mark.line + 1 if mark else 1)


def _plain(value: Any, at: tuple[str | int, ...], file: Path, places: Places) -> Any:
    """Without ruamel's own types; notes where each part stands on the way."""
    if isinstance(value, CommentedMap):
        plain = {}
        for key, inner in value.items():
            path = (*at, key)
            places[path] = Place(file, _line(value, key, at, places))
            plain[key if isinstance(key, int | bool) else str(key)] = _plain(inner, path, file, places)
        return plain
    if isinstance(value, CommentedSeq):
        for number in range(len(value)):
            places[*at, number] = Place(file, _line(value, number, at, places))
        return [_plain(inner, (*at, number), file, places) for number, inner in enumerate(value)]
    if isinstance(value, bool) or value is None:
        return value
    for kind in (ScalarFloat, int, str):
        if isinstance(value, kind):
            return {ScalarFloat: float, int: int, str: str}[kind](value)
    return value


def _line(value: CommentedMap | CommentedSeq, key: Any, at: tuple[str | int, ...], places: Places) -> int:
    try:
        line: int = value.lc.data[key][0]
    except (KeyError, TypeError):  # a key that came in through a YAML merge
        return places[at].line if at in places else 1
    return line + 1


def write(content: dict[str, Any]) -> str:
    """Block style, a blank line between top-level lists and between their entries."""
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 4096
    texts = []
    for name, entries in content.items():
        stream = io.StringIO()
        yaml.dump({name: entries}, stream)
        texts.append(stream.getvalue())
    return "\n".join(texts)
