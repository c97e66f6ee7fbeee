"""YAML 1.2 files as plain data with the line of every part, and plain data as YAML that is pleasant to read."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml import events

Places: TypeAlias = dict[tuple[str | int, ...], "Place"]

# Without its C library the same package reads the same, slowly.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A pack is six or seven levels deep; an entry that stands in for others (an alias) counts each time.
DEEPEST, MOST_PARTS = 60, 2_000_000
# YAML 1.2: yes and no are words, and a date is read by the schema, which can say where an impossible one stands.
NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
TRUTH = {word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}
DIGITS = "[0-9]+(?:_[0-9]+)*"
WHOLE = re.compile(f"[-+]?{DIGITS}|0x[0-9a-fA-F]+|0o[0-7]+")
FRACTION = re.compile(
    rf"[-+]?(?:\.{DIGITS}|{DIGITS}(?:\.(?:{DIGITS})?)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
MERGE = "<<"


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


class UnreadablePack(Exception):
    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


class Node(NamedTuple):
    """`line` counts from 1; `value`: a scalar, a list of nodes, or a list of (key node, node)."""

    line: int
    value: Any


class Wrong(Exception):
    """What is wrong with the text, and on which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read(path: Path) -> tuple[dict[str, Any], Places]:
    """Raises UnreadablePack for what is not YAML, is empty, or is not a mapping at its top."""
    try:
        node = tree(path.read_text(encoding="utf-8-sig"))
        if node is None or node.value is None:
            message = "文件是空的。如果本来就没有内容，请写成空的列表，例如 policies: []；用不着的文件请删掉"
            raise Wrong(1, message)
        if not _is_mapping(node):
            raise Wrong(1, "最外层要写成“键: 列表”，例如 policies:")
        return _Reading(path).read(node)
    except UnicodeDecodeError as error:
        raise UnreadablePack(Place(path, 1), "文件不是 UTF-8 编码，请另存为 UTF-8") from error
    except OSError as error:
        raise UnreadablePack(Place(path, 1), f"文件读不出来：{error.strerror}") from error
    except Wrong as error:
        raise UnreadablePack(Place(path, error.line), str(error)) from error


def tree(text: str) -> Node | None:
    """The first document of the text; None if there is none. Raises Wrong."""
    try:
        return _Building(yaml.parse(text, Loader=Loader)).whole()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        message = "不是正确的 YAML，请检查这一行和它前面的缩进、冒号、引号和括号"
        raise Wrong(mark.line + 1 if mark else 1, message) from error


class _Building:
    """Nodes from the parser's events."""

    def __init__(self, parsed: Iterator[events.Event]) -> None:
        self.events = parsed
        self.named: dict[str, Node] = {}

    def whole(self) -> Node | None:
        found = None
        for event in self.events:
            if isinstance(event, events.DocumentStartEvent):
                if found is not None:
                    raise Wrong(_line(event), "一个文件只写一份内容，请删掉 --- 和它后面的另一份")
                found = self.node(next(self.events), 0)
        return found

    def node(self, event: Any, depth: int) -> Node:
        line = _line(event)
        if depth > DEEPEST:
            raise Wrong(line, "一层套一层，套得太深，请检查括号和缩进")
        if isinstance(event, events.AliasEvent):
            # A name is known only once all of what it names has been read, so nothing can hold itself.
            if event.anchor not in self.named:
                raise Wrong(line, f"前面没有叫“&{event.anchor}”的内容，这里的“*{event.anchor}”不知道指什么")
            return Node(line, self.named[event.anchor].value)
        if isinstance(event, events.ScalarEvent):
            found = Node(line, _scalar(event))
        elif isinstance(event, events.SequenceStartEvent):
            found = Node(line, [self.node(one, depth + 1) for one in self.until(events.SequenceEndEvent)])
        else:
            inside = self.until(events.MappingEndEvent)
            found = Node(line, tuple((self.node(key, depth + 1), self.node(next(inside), depth + 1)) for key in inside))
        if event.anchor:
            self.named[event.anchor] = found
        return found

    def until(self, end: type[events.Event]) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _scalar(event: events.ScalarEvent) -> Any:
    text = event.value
    if event.style or (event.tag and event.tag != "!"):
        return text
    if text in NOTHING:
        return None
    if text in TRUTH:
        return TRUTH[text]
    if WHOLE.fullmatch(text):
        return int(text, 0) if text[:2] in ("0x", "0o") else int(text)
    if FRACTION.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def _is_mapping(node: Node) -> bool:
    return isinstance(node.value, tuple)


class _Reading:
    """Nodes as plain data; notes where each part stands on the way."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.places: Places = {}

    def read(self, node: Node) -> tuple[dict[str, Any], Places]:
        return self.plain(node, ()), self.places

    def plain(self, node: Node, at: tuple[str | int, ...]) -> Any:
        if len(self.places) > MOST_PARTS:
            raise Wrong(node.line, "内容太多：用“*”引用的内容又引用了别的，展开以后读不下")
        if _is_mapping(node):
            return {key: self.inside(inner, (*at, key), line) for key, inner, line in _entries(node)}
        if isinstance(node.value, list):
            return [self.inside(inner, (*at, number), inner.line) for number, inner in enumerate(node.value)]
        return node.value

    def inside(self, node: Node, at: tuple[str | int, ...], line: int) -> Any:
        self.places[at] = Place(self.file, line)
        return self.plain(node, at)


def _entries(node: Node) -> Iterator[tuple[str | int, Node, int]]:
    """(key, value, the key's line); what is merged in (`<<`) last, without what stands here itself."""
    own: set[str | int] = set()
    for key_node, value in node.value:
        if key_node.value != MERGE:
            key = _key(key_node)
            if key in own:
                raise Wrong(key_node.line, "同一处写了两个相同的键，请只留一个")
            own.add(key)
            yield key, value, key_node.line
    for key, value, line in _merged(node):
        if key not in own:
            own.add(key)
            yield key, value, line


def _merged(node: Node) -> Iterator[tuple[str | int, Node, int]]:
    for key_node, value in node.value:
        if key_node.value == MERGE:
            for source in value.value if isinstance(value.value, list) else [value]:
                if not _is_mapping(source):
                    raise Wrong(key_node.line, "“<<”后面要写一组“键: 值”的名字，例如 <<: *common")
                yield from ((key, inner, key_node.line) for key, inner, _ in _entries(source))


def _key(node: Node) -> str | int:
    if isinstance(node.value, tuple | list):
        raise Wrong(node.line, "键要写成一个词，不能是一组内容")
    # true: and 1: stay what they are, so that a choice called "1" can be told from a number.
    return node.value if isinstance(node.value, int) else str(node.value)


class Dumper(yaml.SafeDumper):
    """Lists stand further in than their key; whatever this module would not read as text is quoted."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_float(dumper: yaml.SafeDumper, value: float) -> yaml.ScalarNode:
    if math.isfinite(value):
        return dumper.represent_scalar("tag:yaml.org,2002:float", repr(value))
    return yaml.SafeDumper.represent_float(dumper, value)


Dumper.add_representer(float, _represent_float)
# The package's own are those of YAML 1.1, which would quote yes, no and on.
Dumper.yaml_implicit_resolvers = {}
for kind, pattern, beginnings in (
    ("null", "|".join(map(re.escape, NOTHING)), ["", *"~nN"]),
    ("bool", "|".join(TRUTH), [*"tTfF"]),
    ("int", WHOLE.pattern, [*"-+0123456789"]),
    ("float", FRACTION.pattern, [*"-+.0123456789"]),
    ("timestamp", r"\d{4}-\d\d?-\d\d?", [*"0123456789"]),
    ("merge", MERGE, ["<"]),
):
    Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{pattern})$"), beginnings)


def write(content: dict[str, Any]) -> str:
    """Block style, a blank line between top-level lists and between their entries."""
    options: dict[str, Any] = {"allow_unicode": True, "default_flow_style": False, "sort_keys": False, "width": 4096}
    return "\n".join(yaml.dump({name: entries}, Dumper=Dumper, **options) for name, entries in content.items())
