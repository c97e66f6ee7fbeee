"""Names as they are compared with what somebody typed: however they are written."""

from __future__ import annotations

import unicodedata

_BRACKETS = str.maketrans("", "", "()[]【】〔〕")


def bare(name: str) -> str:
    """Without width, case, brackets and spaces: 中国地质大学（武汉） is 中国地质大学(武汉) is 中国地质大学武汉."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().translate(_BRACKETS).split())
