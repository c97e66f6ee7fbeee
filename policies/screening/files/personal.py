"""What says who a person is: by the name of a column, and by the shape of what stands in it.

A file that is screened has none of it but in the column that becomes the opaque key.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import polars as pl

from .identifying import EMAIL, IDENTITY, MOBILE, within

WORDS = (
    "姓名", "名字", "身份证", "证件号", "公民身份", "护照号", "手机", "电话", "联系方式", "住址", "地址", "邮箱",
    "微信", "银行卡", "银行账号", "卡号", "社保卡", "车牌",
)  # fmt: skip
# As a whole or between underscores.
# fmt: off
LATIN = frozenset((
    "name", "realname", "fullname", "xm", "idcard", "id_card", "idno", "id_no", "sfz", "sfzh", "sfzhm", "passport",
    "phone", "mobile", "tel", "telephone", "sjh", "email", "mail", "address", "wechat", "bankcard",
))
# fmt: on
HAN_NAME = r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})?"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


def by_name(column: str) -> bool:
    """Whether a column is called so."""
    name = unicodedata.normalize("NFKC", column).lower().strip()
    parts = {name, *re.split(r"[\s_\-./|]+", name), re.sub(r"[\s_\-]+", "", name)}
    return any(word in name for word in WORDS) or not LATIN.isdisjoint(parts)


def in_values(values: pl.Series) -> str | None:
    """What some of these texts are, in words; None where nothing looks like it. One is enough: it must not get out."""
    texts = values.drop_nulls().str.strip_chars().str.replace_all(r"\s", "")
    if _any(texts, EMAIL):
        return "邮箱"
    if any(is_identity(text) for text in texts.filter(texts.str.contains(f"^{IDENTITY}$")).head(1000)):
        return "身份证号"
    return "手机号" if _any(texts, MOBILE) else None


def in_text(text: str) -> bool:
    """Whether a text has what looks like an identity number, a mobile number or an address of e-mail in it."""
    return bool(within(text))


def mostly_names(values: pl.Series) -> bool:
    """Whether more than half of the different texts are two to four Chinese characters."""
    texts = values.drop_nulls().str.strip_chars().unique()
    return len(texts) > 0 and 2 * int(texts.str.contains(f"^{HAN_NAME}$").sum()) > len(texts)


def _any(texts: pl.Series, pattern: str) -> bool:
    return bool(texts.str.contains(f"^{pattern}$").any())


def is_identity(text: str) -> bool:
    """Whether an identity number has a day that there is, and the check digit of GB 11643."""
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, text[:17], strict=True))
    return CHECK_DIGITS[total % 11] == text[17].upper()
