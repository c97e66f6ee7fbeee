"""What a text or an address of the catalogue may hold: nothing that a reader cannot see, and no other link than to the
web."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# Joins the parts of one sign; every other sign without a picture could only mislead.
JOINER = "\u200d"
SIGNS = {"\n": "↵", "\r": "↵", "\t": "⇥"}
# How many signs before and after the first that nobody sees are repeated.
AROUND = 20
HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
BARE = re.compile(r"www\.[^\s/@\\]+\.[^\s@\\]+", re.IGNORECASE)


def unseen(text: str, *, one_line: bool = False) -> str:
    """The text with marks for the signs that nobody sees, such as those that turn the direction of writing; empty where
    there are none. Line ends are seen, except in one line of text. Of a long text what is around the first of them.
    """
    if text.isprintable():
        return ""
    allowed = "" if one_line else "\n\r\t"
    wrong = {sign for sign in text if _has_no_picture(sign) and sign not in allowed}
    if not wrong:
        return ""
    first = next(place for place, sign in enumerate(text) if sign in wrong)
    start = max(0, first - AROUND) if len(text) > 2 * AROUND else 0
    part = text[start : start + 2 * AROUND]
    marked = "".join(SIGNS.get(sign, f"〔{ord(sign):04X}〕") if sign in wrong else sign for sign in part)
    return f"{'…' if start else ''}{marked}{'…' if start + len(part) < len(text) else ''}"


def _has_no_picture(sign: str) -> bool:
    return sign != JOINER and unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs")


def completed(address: str) -> str:
    """www.example.cn with what is missing before it; empty where it is no such address."""
    return f"https://{address}" if BARE.fullmatch(address) else ""


def wrong_with_address(address: str) -> str:
    """What to do about an address to which no page may lead; empty where it is a page of the web."""
    if whole := completed(address):
        return f"网址要从 https:// 写起，是不是 {whole}"
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises where it is none
    except ValueError:
        return "网址的写法不对，请打开那一页，把地址栏里的整个复制过来"
    if parts.scheme not in ("http", "https"):
        return "网址要以 https:// 或 http:// 开头，请打开那一页，把地址栏里的整个复制过来"
    if "@" in parts.netloc or not HOST.fullmatch(parts.hostname or ""):
        return "网址里的网站名不对，不能带用户名和密码，例如 https://www.example.cn/page"
    if re.search(r"[\s\\<>\"]", address):
        return "网址里有空格、换行或不能用的符号，请打开那一页，把地址栏里的整个复制过来"
    return ""
