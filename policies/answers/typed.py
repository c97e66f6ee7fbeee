"""The answers as a code that can be typed: what a result rests on and nothing else, for whoever cannot scan.

It says only what the rules of its own release ask in its region, in the order in which they ask it, so these rules
alone read it; a digest of them stands in it. What was ticked, declined or laid aside is left out. It is good for as
long as a resume code, and nothing of it is kept on the server either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from policies.answers import letters, packed, radix
from policies.answers.answers import Answers
from policies.answers.radix import RadixReader, RadixWriter
from policies.answers.resume import DAYS, EXPIRED, Unusable
from policies.answers.today import today
from policies.calculator.calendar import Month
from policies.calculator.ruleset import Question, QuestionType, Value
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document.plain_values import plain

FORMATS, RULES = 4, 1 << 20
FIRST, DAY_RANGE = date(1900, 1, 1), 1 << 17

MISTYPED = "这个短码不完整，或者有字打错了。请对着单子再看一遍，字母不分大小写。"
FOR_THE_OFFICE = (
    "这是单子上的短码，只给窗口用，这里打不开。请用链接：扫单子上的二维码，或者从原来那台设备的“稍后继续”里复制。"
)
OTHER_RULES = "这个短码是按以前的规则印的，规则后来改过，打不开了。请扫二维码，或者粘贴链接。"


def code_of(answers: Answers, catalogue: Catalogue) -> str:
    """In groups; empty where it would be too long, or where something cannot be said in it."""
    writer = RadixWriter()
    try:
        _write(writer, answers, catalogue)
    except ValueError:
        return ""
    written = letters.checked(radix.letters(writer.whole))
    return letters.grouped(written) if len(written) <= letters.LONGEST else ""


def read(text: str, catalogue: Catalogue) -> Answers:
    """Of the code in this text, whatever signs stand in it and around it. Raises Unusable."""
    code = letters.right(text)
    if code is None:
        raise Unusable(MISTYPED)
    try:
        reader = RadixReader(radix.whole(code))
        if reader.take(FORMATS) or reader.take(RULES) != _rules(catalogue):
            raise Unusable(OTHER_RULES)
        answers = packed.unpack(_read(reader, catalogue), catalogue)
    except Unusable:
        raise
    except (ValueError, ArithmeticError, LookupError) as error:
        raise Unusable(OTHER_RULES) from error
    if answers is None or reader.rest:
        raise Unusable(OTHER_RULES)
    return answers


def _rules(catalogue: Catalogue) -> int:
    """Which document it is, by all that it says and not by its number: after a restored backup, or where nothing was
    published, other rules have the same number."""
    return int.from_bytes(hashlib.sha256(catalogue.sha256.encode()).digest()[:4]) % RULES


def _write(writer: RadixWriter, answers: Answers, catalogue: Catalogue) -> None:
    writer.put(0, FORMATS)
    writer.put(_rules(catalogue), RULES)
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
        writer.put(len(codes), len(policies) + 1)
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
    received, preferred = ([reader.index(policies) for _ in range(reader.take(len(policies) + 1))] for _ in range(2))
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
