"""A typed code as people write it: where it stands in what was typed, and whether its letters are right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from policies.answers.radix import LETTERS

SALT = "policies.answers.typed"
CHECKED, GROUP = 5, 5
# Nobody types more without a mistake; and nothing is said in less.
LONGEST, SHORTEST = 80, 12
# Around a code there may be a sentence, and no more is looked through.
MOST = 200
NAME = "短码"
# What is read for another letter.
ALIKE = str.maketrans("OILU", "011V")
PIECE = re.compile(r"[0-9A-Z]+")
# Of a link, of a resume code, and of what the browser locked.
OTHER_SIGNS = re.compile(r"[/#%]|:[0-9A-Za-z]{5,8}(?::|$)|(?<![0-9A-Za-z])[kp]1\.")
# In groups as it is printed, or all in one, as long as most are; in one way of writing, as base64 is not.
IN_GROUPS = re.compile(rf"(?<![0-9A-Za-z])[0-9A-Za-z]{{{GROUP}}}(?:[\W_]{{1,3}}[0-9A-Za-z]{{{GROUP}}}){{3}}")
IN_ONE = re.compile(r"(?<![0-9A-Za-z/=_-])(?:[0-9A-Z]{20,}|[0-9a-z]{20,})(?![0-9A-Za-z])")


def checked(code: str) -> str:
    """With the letters behind it that tell a right code from a mistyped one."""
    return code + _check(code, settings.SECRET_KEY)


def grouped(written: str) -> str:
    return "-".join(re.findall(f".{{1,{GROUP}}}", written))


def may_be_one(text: str) -> bool:
    """Whether it has none of the signs of a link or a resume code, and little else in it than a code."""
    shown = _shown(text).strip()
    if len(shown) > MOST or OTHER_SIGNS.search(shown) or not PIECE.search(shown.upper()):
        return False
    return NAME in shown or looks_like_one(shown) or not re.search(r"[^\W0-9A-Za-z_]", shown)


def looks_like_one(text: str) -> bool:
    """Whether something in it is written as such a code is, right or mistyped."""
    shown = _shown(text)
    found = (one[0] for pattern in (IN_GROUPS, IN_ONE) for one in pattern.finditer(shown))
    return any(re.search("[0-9]", one) and re.search("[A-Za-z]", one) for one in found)


def right(text: str) -> str | None:
    """The code in this text, without its checking letters; None where none in it is right."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    for written in _candidates(_shown(text)):
        code, check = written[:-CHECKED], written[-CHECKED:]
        if any(constant_time_compare(check, _check(code, key)) for key in keys):
            return code
    return None


def _shown(text: str) -> str:
    """Without the signs that show nothing, which chats put between letters."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in normal if unicodedata.category(letter) != "Cf")


def _candidates(shown: str) -> Iterator[str]:
    """All of it first; then any pieces of it that follow each other, whatever sign is between them."""
    pieces = PIECE.findall(shown.upper().translate(ALIKE))
    if SHORTEST <= len(whole := "".join(pieces)) <= LONGEST:
        yield whole
    for first in range(len(pieces)):
        written = ""
        for piece in pieces[first:]:
            written += piece
            if len(written) > LONGEST:
                break
            if len(written) >= SHORTEST:
                yield written


def _check(code: str, key: str) -> str:
    digest = salted_hmac(SALT, code, secret=key, algorithm="sha256").digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:CHECKED])
