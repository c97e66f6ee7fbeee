"""A code that takes the answers to another day or another device: signed, compressed, good for thirty days.

Nothing of it is kept on the server. It holds what the cookie holds; whoever has the code has the answers.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from django.core import signing

from policies.answers import packed
from policies.answers.answers import Answers
from policies.catalogue.catalogue import Catalogue

SALT = "policies.answers.resume"
DAYS = 30
# Whatever fits into the cookie; the rest of what may be pasted is the link, and the chat, around it.
LONGEST = 20_000

# What django.core.signing writes: the content, the time, and 32 bytes of signature. Characters after it are other text.
CODE = re.compile(r"(?<![A-Za-z0-9_-])\.?[A-Za-z0-9_-]++:[A-Za-z0-9]{5,8}:[A-Za-z0-9_-]{43}")
# Where a chat or a mail breaks a long link: ends of lines, marks of quotation, characters that show nothing.
BREAKS = re.compile(r"[\s>\u200b-\u200f\u2060\ufeff\u00ad]+")

DAMAGED = "这个接续码不完整，或者被改动过。请把整条链接重新复制一遍。"
EXPIRED = f"这个接续码超过 {DAYS} 天，已经失效。请重新回答。"
NEWER = "这个接续码来自更新的版本，这里还读不了。请过几分钟再试。"
GONE = "这个接续码里的地方，现在没有可以自查的政策。"


class Unusable(ValueError):
    """A code that brings no answers; the text is for the visitor."""


def code_of(answers: Answers, release: tuple[int, str] | None = None) -> str:
    """`release`: the mark of the one whose rules are live, so that whoever comes back is told what is otherwise."""
    return signing.dumps(packed.pack(replace(answers, since=release)), salt=SALT, compress=True)


def read(pasted: str, catalogue: Catalogue) -> Answers:
    """The answers of a code, or of the link that holds it, whatever stands around it. Raises Unusable."""
    content = _content(pasted[:LONGEST])
    if isinstance(content, dict) and isinstance(version := content.get("v"), int) and version > packed.FORMAT:
        raise Unusable(NEWER)
    answers = packed.unpack(content, catalogue)
    if answers is None:
        raise Unusable(GONE)
    return answers


def _content(pasted: str) -> Any:
    """Of the last code that is whole: an answer in a chat stands after what it quotes."""
    problem = DAMAGED
    for code in _codes(pasted):
        try:
            return signing.loads(code, salt=SALT, max_age=timedelta(days=DAYS))
        except signing.SignatureExpired:
            problem = EXPIRED
        except (signing.BadSignature, ValueError, zlib.error):
            continue
    raise Unusable(problem)


def _codes(pasted: str) -> Iterator[str]:
    """Whatever may be one, as it stands or across the ends of lines."""
    written = unquote(unicodedata.normalize("NFKC", pasted))
    for text in (written, BREAKS.sub("", written)):
        yield from reversed(CODE.findall(text))
