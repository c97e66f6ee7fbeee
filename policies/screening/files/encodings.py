"""How a text file is encoded, told by reading all of it once, with its fingerprint."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policies.screening.files.refusals import CannotScreen

AT_ONCE = 4 * 1024 * 1024
UNREADABLE = "认不出文字的编码。请在表格软件里打开，另存为“CSV UTF-8”再用"


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """`encoding`: None of a file that is no text. `sha256`: of all its bytes, in hexadecimal."""

    encoding: str | None
    sha256: str


def look_through(path: Path, *, text: bool) -> LookedThrough:
    """Raises CannotScreen where a `text` has none of the encodings that programs write here."""
    digest = hashlib.sha256()
    candidates = _candidates(path) if text else {}
    for block in _blocks(path):
        digest.update(block)
        for name, decoder in [*candidates.items()]:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                del candidates[name]
        if text and not candidates:
            raise CannotScreen(UNREADABLE)
    return LookedThrough(_first_whole(candidates), digest.hexdigest())


def _candidates(path: Path) -> dict[str, codecs.IncrementalDecoder]:
    """By the names that codecs know, the surest first: what is UTF-8 by chance is hardly ever anything else."""
    with path.open("rb") as file:
        begin = file.read(AT_ONCE)
    if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        names = ["utf-16"]
    elif b"\0" in begin:
        raise CannotScreen("这不是文本文件，请另存为 csv、xlsx 或 parquet")
    else:
        names = ["utf-8", "gb18030"]
    return {name: codecs.getincrementaldecoder(name)() for name in names}


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(AT_ONCE):
            yield block


def _first_whole(candidates: dict[str, codecs.IncrementalDecoder]) -> str | None:
    """A character that is cut off at the end is none."""
    for name, decoder in candidates.items():
        try:
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            continue
        return name
    if candidates:
        raise CannotScreen(UNREADABLE)
    return None
