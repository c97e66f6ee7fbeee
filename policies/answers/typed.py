"""The answers as a code that can be typed: what a result rests on and nothing else, for whoever cannot scan.

It says only what the rules of its own release ask in its region, in the order in which they ask it, so the same
release alone reads it. What was ticked, declined or laid aside is left out. It is good for as long as a resume code,
and nothing of it is kept on the server either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from policies.answers import packed
from policies.answers.answers import Answers
from policies.answers.radix import LETTERS, RadixReader, RadixWriter, letters, whole
from policies.answers.resume import DAYS, EXPIRED, Unusable
from policies.answers.today import today
from policies.calculator.calendar import Month
from policies.calculator.ruleset import Question, QuestionType, Value
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document.plain_values import plain

SALT = "policies.answers.typed"
FORMATS, RELEASES = 4, 4096
CHECKED, GROUP = 5, 5
# Nobody types more without a mistake.
LONGEST = 80
FIRST, DAY_RANGE = date(1900, 1, 1), 1 << 17
# What is read for another letter.
ALIKE = str.maketrans("OILU", "011V")
LIKE_ONE = re.compile(r"[0-9A-Za-z\s-]{1,200}")

MISTYPED = "这个短码不完整，或者有字打错了。请对着单子再看一遍，字母不分大小写。"
OTHER_RULES = "这个短码是按以前的规则印的，规则后来改过，打不开了。请扫二维码，或者粘贴链接。"


def code_of(answers: Answers, catalogue: Catalogue) -> str:
    """In groups; empty where it would be too long, or where something cannot be said in it."""
    writer = RadixWriter()
    try:
        _write(writer, answers, catalogue)
    except ValueError:
        return ""
    written = letters(writer.whole)
    code = written + _check(written, settings.SECRET_KEY)
    return "-".join(re.findall(f".{{1,{GROUP}}}", code)) if len(code) <= LONGEST else ""


def may_be_one(text: str) -> bool:
    """Whether it has none of the signs of a link or a resume code."""
    return LIKE_ONE.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def read(text: str, catalogue: Catalogue) -> Answers:
    """Raises Unusable."""
    written = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper().translate(ALIKE)
    code, check = written[:-CHECKED], written[-CHECKED:]
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not code or not any(constant_time_compare(check, _check(code, key)) for key in keys):
        raise Unusable(MISTYPED)
    reader = RadixReader(whole(code))
    if reader.take(FORMATS) or reader.take(RELEASES) != _release(catalogue):
        raise Unusable(OTHER_RULES)
    answers = packed.unpack(_read(reader, catalogue), catalogue)
    if answers is None:
        raise Unusable(OTHER_RULES)
    return answers


def _check(written: str, key: str) -> str:
    digest = salted_hmac(SALT, written, secret=key, algorithm="sha256").digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:CHECKED])


def _release(catalogue: Catalogue) -> int:
    return (catalogue.number or 0) % RELEASES


def _write(writer: RadixWriter, answers: Answers, catalogue: Catalogue) -> None:
    writer.put(0, FORMATS)
    writer.put(_release(catalogue), RELEASES)
    writer.index(answers.region, list(catalogue.regions))
    _put_day(writer, answers.as_of)
    writer.number((today() - answers.as_of).days)
    questions = catalogue.ruleset(answers.region).questions
    for key, question in questions.items():
        _put(writer, question, answers.values.get(key))
    later = [(answers.day_of(key) - answers.as_of).days for key in questions if key in answers.values]
    writer.put(any(later), 2)
    for days in later if any(later) else ():
        writer.number(days)
    policies = list(catalogue.policies)
    for codes in (answers.received, answers.preferred):
        writer.number(len(codes))
        for code in sorted(codes):
            writer.index(code, policies)
    for code in sorted(answers.received):
        made = answers.payments.get(code)
        writer.number(0 if made is None else made + 1)


def _read(reader: RadixReader, catalogue: Catalogue) -> Mapping[str, Any]:
    """As a resume code holds it. Raises Unusable."""
    region, as_of = reader.index(list(catalogue.regions)), _day(reader)
    if today() > as_of + timedelta(reader.number() + DAYS):
        raise Unusable(EXPIRED)
    found = {key: _value(reader, question) for key, question in catalogue.ruleset(region).questions.items()}
    values = {key: plain(value) for key, value in found.items() if value is not None}
    later = [reader.number() for _ in values] if reader.take(2) else []
    policies = list(catalogue.policies)
    received, preferred = ([reader.index(policies) for _ in range(reader.number())] for _ in range(2))
    payments = {code: made - 1 for code in received if (made := reader.number())}
    return {
        "v": packed.FORMAT,
        "r": region,
        "d": as_of.isoformat(),
        "a": values,
        "n": [],
        "g": received,
        "p": preferred,
        "t": later,
        "q": payments,
    }


def _put(writer: RadixWriter, question: Question, value: Value | None) -> None:
    if question.type is QuestionType.CHOICE and not question.many:
        writer.put(0 if value is None else question.choices.index(str(value)) + 1, len(question.choices) + 1)
        return
    if question.type is QuestionType.BOOL:
        writer.put(0 if value is None else int(value is True) + 1, 3)
        return
    writer.put(value is not None, 2)
    match value:
        case frozenset():
            for choice in question.choices:
                writer.put(choice in value, 2)
        case Month():
            writer.put(1, 2)
            writer.number(value.year * 12 + value.month - 1)
        case date():
            writer.put(0, 2)
            _put_day(writer, value)
        case int() | Decimal():
            cents = question.type is QuestionType.MONEY and value != int(value)
            writer.put(cents, 2)
            writer.number(int(value * 100) if cents else int(value))


def _value(reader: RadixReader, question: Question) -> Value | None:
    if question.type is QuestionType.CHOICE and not question.many:
        place = reader.take(len(question.choices) + 1)
        return question.choices[place - 1] if place else None
    if question.type is QuestionType.BOOL:
        return (None, False, True)[reader.take(3)]
    if not reader.take(2):
        return None
    if question.many:
        return frozenset([choice for choice in question.choices if reader.take(2)])
    second = reader.take(2)
    if question.type is QuestionType.DATE:
        if not second:
            return _day(reader)
        year, month = divmod(reader.number(), 12)
        return Month(year, month + 1)
    return Decimal(reader.number()) / 100 if second else reader.number()


def _put_day(writer: RadixWriter, day: date) -> None:
    writer.put((day - FIRST).days, DAY_RANGE)


def _day(reader: RadixReader) -> date:
    return FIRST + timedelta(reader.take(DAY_RANGE))
