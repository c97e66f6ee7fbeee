"""Rows as PostgreSQL's COPY writes them: what pg_restore gives of a dump's data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BEGINS = re.compile(rb"COPY (?P<table>\S.*?) \((?P<columns>.*)\) FROM stdin;\n")
_ENDS = b"\\.\n"
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class Block(NamedTuple):
    """One table: the statement that begins it, and its rows, which must be read before the next block is."""

    table: str
    columns: list[str]
    statement: bytes
    rows: Iterator[bytes]


def blocks(text: Iterable[bytes]) -> Iterator[Block | bytes]:
    """The tables, and the statements between them that are a line each; comments are passed over."""
    lines = iter(text)
    for line in lines:
        if begun := _BEGINS.fullmatch(line):
            columns = [_unquoted(column) for column in begun["columns"].decode().split(", ")]
            yield Block(_unquoted(begun["table"].decode().rpartition(".")[2]), columns, line.strip(), _rows(lines))
        elif line.strip() and not line.startswith(b"--"):
            yield line


def values(row: bytes) -> list[str | None]:
    """Those of a row, as text."""
    return [None if value == r"\N" else _ESCAPED.sub(_plain, value) for value in row.decode()[:-1].split("\t")]


def _rows(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line == _ENDS:
            return
        yield line


def _plain(escaped: re.Match[str]) -> str:
    return _MEANT.get(escaped[1], escaped[1])


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name
