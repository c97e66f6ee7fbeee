"""A code that takes the answers to another day or another device: signed, compressed, good for thirty days.

Nothing of it is kept on the server. It holds what the cookie holds; whoever has the code has the answers.
"""

from __future__ import annotations

import zlib
from datetime import timedelta
from typing import Any

from django.core import signing

from policies.answers import packed
from policies.answers.answers import Answers
from policies.catalogue.catalogue import Catalogue

SALT = "policies.answers.resume"
DAYS = 30
# Whatever fits into the cookie; the rest of what may be pasted is the link around it.
LONGEST = 5000

DAMAGED = "这个接续码不完整，或者被改动过。请把整条链接重新复制一遍。"
EXPIRED = f"这个接续码超过 {DAYS} 天，已经失效。请重新回答。"
NEWER = "这个接续码来自更新的版本，这里还读不了。请过几分钟再试。"
GONE = "这个接续码里的地方，现在没有可以自查的政策。"


class Unusable(ValueError):
    """A code that brings no answers; the text is for the visitor."""


def code_of(answers: Answers) -> str:
    return signing.dumps(packed.pack(answers), salt=SALT, compress=True)


def read(pasted: str, catalogue: Catalogue) -> Answers:
    """The answers of a code, or of a link that ends in one. Raises Unusable."""
    code = "".join(pasted[:LONGEST].split()).rpartition("#")[2]
    content = _content(code)
    if isinstance(content, dict) and isinstance(version := content.get("v"), int) and version > packed.FORMAT:
        raise Unusable(NEWER)
    answers = packed.unpack(content, catalogue)
    if answers is None:
        raise Unusable(GONE)
    return answers


def _content(code: str) -> Any:
    try:
        return signing.loads(code, salt=SALT, max_age=timedelta(days=DAYS))
    except signing.SignatureExpired:
        raise Unusable(EXPIRED) from None
    except (signing.BadSignature, ValueError, zlib.error):
        raise Unusable(DAMAGED) from None
