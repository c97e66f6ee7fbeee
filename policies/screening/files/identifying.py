"""What in a text says who a person is: identity numbers, mobile numbers, addresses of e-mail."""

from __future__ import annotations

import re

IDENTITY = r"[1-9][0-9]{16}[0-9Xx]"
MOBILE = r"(?:\+?86[- ]?)?1[3-9][0-9]{9}"
EMAIL = r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}"
# And a pass for Hong Kong, Macao or Taiwan. None of KINDS: files have numbers and names of columns of this shape.
PASSPORT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][- ]?(?:[0-9]{4}[- ]?[0-9]{4}|[A-Za-z][0-9]{7})(?![0-9])")
KINDS = {
    "身份证号": re.compile(rf"(?<![0-9]){IDENTITY}(?![0-9])"),
    "手机号": re.compile(rf"(?<![0-9]){MOBILE}(?![0-9])"),
    "邮箱": re.compile(EMAIL),
}


def within(text: str) -> str:
    """What of it looks like one of these, in words; empty where nothing does."""
    closed_up = re.sub(r"\s", "", text)
    return next((name for name, pattern in KINDS.items() if pattern.search(closed_up)), "")
