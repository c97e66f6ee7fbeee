"""Keys that tell nobody who it is: HMAC-SHA256 of what a column says, with a secret that stays in the department.

A plain hash of an identity number is undone by trying all of them; without the secret this one is not. The same number
and the same secret give the same key, so whoever has both finds the person again.
"""

from __future__ import annotations

import hmac
import unicodedata
from pathlib import Path

import polars as pl

from policies.screening.files.refusals import CannotScreen, in_words

# 128 bits, in hexadecimal.
LENGTH = 32
SHORTEST = 32


def read_secret(path: Path) -> bytes:
    """Raises CannotScreen where it can be guessed."""
    try:
        secret = path.read_bytes().strip()
    except OSError as error:
        raise CannotScreen(f"读不了密钥文件 {path}：{in_words(error)}") from error
    if len(secret) < SHORTEST:
        raise CannotScreen(f"密钥太短，会被试出来：{path} 至少要有 {SHORTEST} 个字符。{HOW.format(path=path)}")
    return secret


HOW = "可以用 python -c 'import secrets; print(secrets.token_hex(32))' > {path} 生成，只留在本部门"


def normal(text: str) -> str:
    """One spelling for one number: without spaces, half-width, letters as capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def opaque_key(text: str, secret: bytes) -> str:
    return hmac.digest(secret, normal(text).encode(), "sha256").hex()[:LENGTH]


def mapped(values: pl.Series, secret: bytes) -> pl.Series:
    """Of a column of texts; nothing stays nothing."""
    found = [opaque_key(one, secret) if one and one.strip() else None for one in values]
    return pl.Series(values.name, found, dtype=pl.String)
