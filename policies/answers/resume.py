"""A code that takes the answers to another day or another device: signed, compressed, good for thirty days.

One for an entry of a calendar is good until the entry's own day instead, which stands in it as "u"; the visitor's
browser encrypts it, see static/js/sealed.js. Nothing of it is kept on the server. It holds what the cookie holds;
whoever has the code has the answers.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

from django.core import signing

from policies.answers import packed
from policies.answers.answers import Answers
from policies.answers.today import today
from policies.catalogue.catalogue import Catalogue

SALT = "policies.answers.resume"
DAYS = 30
# Of a calendar's entry: how far away its day may be, and for how long after it the code is still read.
MONTHS = 13
GRACE = timedelta(days=7)
# No code is read that is older, whatever day it names.
OLDEST = timedelta(days=31 * MONTHS) + GRACE
# Whatever fits into the cookie; the rest of what may be pasted is the link, and the chat, around it.
LONGEST = 20_000

# What django.core.signing writes: the content, the time, and 32 bytes of signature. Characters after it are other text.
CODE = re.compile(r"(?<![A-Za-z0-9_-])\.?[A-Za-z0-9_-]++:[A-Za-z0-9]{5,8}:[A-Za-z0-9_-]{43}")
# Where a chat or a mail breaks a long link: ends of lines, marks of quotation, characters that show nothing.
# What the browser makes of one: how it is locked, the key or the salt, and what is locked.
LOCKED = re.compile(r"(?<![A-Za-z0-9_-])[kp]1\.[A-Za-z0-9_-]+")
BREAKS = re.compile(r"[\s>\u200b-\u200f\u2060\ufeff\u00ad]+")

DAMAGED = "这个接续码不完整，或者被改动过。请把整条链接重新复制一遍。"
EXPIRED = f"这个接续码超过 {DAYS} 天，已经失效。请重新回答。"
OVER = "日历里的这条链接只用到它那一天，最多再过 7 天，现在已经失效。请重新回答。"
SEALED = (
    "这是日历里的加密链接，要由浏览器自己解开：请换一个打开了 JavaScript 的浏览器，直接点开它。"
    "点开以后还看到这句话，就是链接不完整，或者被改动过，请回到日历里把整条链接重新复制一遍。"
)
NEWER = "这个接续码来自更新的版本，这里还读不了。请过几分钟再试。"
GONE = "这个接续码里的地方，现在没有可以自查的政策。"


class Unusable(ValueError):
    """A code that brings no answers; the text is for the visitor."""


def code_of(answers: Answers, release: tuple[int, str] | None = None, until: date | None = None) -> str:
    """`release`: the mark of the one whose rules are live, so that whoever comes back is told what is otherwise.
    `until`: the day of the calendar's entry that is to bear it."""
    content = packed.pack(replace(answers, since=release))
    if until:
        content["u"] = until.isoformat()
    return signing.dumps(content, salt=SALT, compress=True)


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
    problem = SEALED if LOCKED.search(pasted) else DAMAGED
    for code in _codes(pasted):
        try:
            return _opened(code)
        except signing.SignatureExpired:
            problem = EXPIRED
        except _OverError:
            problem = OVER
        except (signing.BadSignature, ValueError, zlib.error):
            continue
    raise Unusable(problem)


class _OverError(Exception):
    """The day until which it was good is over."""


def _opened(code: str) -> Any:
    """Raises SignatureExpired, _OverError, and what signing does for a code that is not ours."""
    content = signing.loads(code, salt=SALT, max_age=OLDEST)
    until = content.get("u") if isinstance(content, dict) else None
    if until is None:
        return signing.loads(code, salt=SALT, max_age=timedelta(days=DAYS))
    if not isinstance(until, str):
        raise ValueError(until)
    if today() > date.fromisoformat(until) + GRACE:
        raise _OverError
    return content


def _codes(pasted: str) -> Iterator[str]:
    """Whatever may be one, as it stands or across the ends of lines."""
    written = unquote(unicodedata.normalize("NFKC", pasted))
    for text in (written, BREAKS.sub("", written)):
        yield from reversed(CODE.findall(text))
