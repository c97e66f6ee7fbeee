"""Chinese typography: numbers stay with their unit, and short phrases in one piece."""

import re
from datetime import date, datetime
from functools import lru_cache
from html import escape

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from policies.catalogue.words import asides, sentences
from policies.catalogue.words import awards as award_sentences

register = template.Library()

NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])|(?<=第) (?=\d)")
AMOUNT = re.compile(r"(?:另有|合计)?(?:至少|至多|最高)?(?:少领|多领)?\s?\d[\d,.–]*\s万?元")

# With its area code, if it has one; 7 or 8 digits without one have that of the number before them.
PHONE = re.compile(r"\+?\d[\d() （）\u2010-\u2015-]*\d")
AREA = re.compile(r"0(?:10|2\d|[3-9]\d{2})")

BETWEEN_PHRASES = re.compile(r"(?<=[，、；])(?=.)|(?<=.)(?=[（“])|(?<=”)(?=[\u4e00-\u9fff])")
# Characters of a phrase that has room in one line of large text on a narrow phone.
SHORT = 12


@register.filter
def nb(text: object) -> SafeString:
    """A number and the unit after it are not parted at the end of a line, nor an amount from the words before it."""
    joined = NUMBER_AND_UNIT.sub("\u00a0", text if isinstance(text, SafeString) else escape(str(text)))
    if "元" in joined:
        joined = AMOUNT.sub(r'<span class="nb">\g<0></span>', joined)
    return SafeString(joined)  # escaped above


@register.filter
@lru_cache(maxsize=2048)  # names and labels of a few releases; nothing that a visitor wrote
def phrases(text: str) -> SafeString:
    """A heading that breaks between its phrases, if they are short: site.css lets it break at a <wbr> alone."""
    parts = BETWEEN_PHRASES.split(text)
    return mark_safe(("<wbr>" if max(map(len, parts)) <= SHORT else "").join(map(nb, parts)))  # noqa: S308 - from nb


@register.filter
def together(text: object) -> SafeString:
    """A short phrase that is not broken at all."""
    return SafeString(f'<span class="nb">{nb(text)}</span>')  # escaped there


@register.filter
def aside(name: str, said: str) -> str:
    """What stands behind this name, in brackets or after a comma."""
    return asides.aside(name, said)


@register.filter
def day(value: date | datetime) -> SafeString:
    """A day in words; of a moment, the day it is here."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return SafeString(f'<time datetime="{value.isoformat()}" class="nb">{nb(sentences.day(value))}</time>')


@register.filter
def iso_day(value: str) -> SafeString:
    """The same of a date as documents write it."""
    return day(date.fromisoformat(value))


@register.filter
def yuan(amount: int) -> SafeString:
    return together(sentences.yuan(amount))


@register.filter
def in_words(award: award_sentences.AwardText) -> SafeString:
    """The amount alone, in one line of text, with its cap."""
    amount = " ".join(part for part in (award.bound, award.digits, award.unit) if part)
    return nb(f"{amount}，{award.cap}" if award.cap else amount)


@register.filter
def phones(text: str) -> SafeString:
    """One link for each number; what stands between them stays."""
    area, parts, last = "", [], 0
    for found in PHONE.finditer(text):
        digits = re.sub(r"[^\d+]", "", found[0])
        if len(digits) < 3 or len(digits) > 14:
            continue
        if code := AREA.match(digits) if len(digits) >= 10 else None:
            area = code[0]
        elif len(digits) in (7, 8):
            digits = area + digits
        link = format_html('<a class="nb" href="tel:{}">{}</a>', digits, found[0])
        parts += [escape(text[last : found.start()]), link]
        last = found.end()
    return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308 - escaped above
