"""The parts of a result that are shown many times over: lists of conditions, and what is the same for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from policies.results.cards import Card
from policies.results.explain import AnyOfInWords, FindingInWords, Wording
from policies.templatetags.icons import icon
from policies.templatetags.texts import nb, phrases

register = template.Library()


@register.simple_tag
def findings(reasons: Iterable[FindingInWords | AnyOfInWords], mark: str) -> SafeString:
    """The conditions as a list. A result has a hundred of them: a template for each would take half its time."""
    return mark_safe("".join(_list(reasons, mark)))  # noqa: S308 - every part went through nb, which escapes


def _list(reasons: Iterable[FindingInWords | AnyOfInWords], mark: str) -> Iterable[str]:
    yield '<ul class="findings">'
    for reason in reasons:
        if isinstance(reason, AnyOfInWords):
            yield '<li class="choice-of"><p>下面几种情况符合一种就行，现在都不符合</p><ul class="findings">'
            for way in reason.ways:
                yield from _way(way, mark)
            yield "</ul></li>"
        else:
            yield _one(reason, mark)
    yield "</ul>"


def _way(way: Sequence[FindingInWords], mark: str) -> Iterable[str]:
    if len(way) == 1:
        yield _one(way[0], mark)
    else:
        yield '<li class="choice-of"><p>同时满足这几条</p><ul class="findings">'
        yield from (_one(reason, mark) for reason in way)
        yield "</ul></li>"


def _one(reason: FindingInWords, mark: str) -> str:
    before, after = _around(reason.wording, mark)
    return f"{before}{_said(reason)}{after}"


@lru_cache(maxsize=4096)
def _around(wording: Wording, mark: str) -> tuple[str, str]:
    """What stands before and after the visitor's own answer."""
    css = "" if mark == "tick" else ' class="no"'
    before = f"<li{css}>{icon(mark)}{nb(wording.needed)} <small>"
    after = f" <cite>{nb(wording.source)}</cite></small>"
    if wording.inferred or wording.note:
        tag = '<span class="tag">按理解推定</span> ' if wording.inferred else ""
        after += f" <small>{tag}<span>{nb(wording.note)}</span></small>"
    return before, f"{after}</li>"


def _said(reason: FindingInWords) -> str:
    if not reason.answered:
        return ""
    gap = f"，{reason.gap}" if reason.gap else ""
    return f"<span>{nb(reason.answered + gap)}</span>"


@register.simple_tag
def apart(cards: Iterable[Card], mark: str) -> SafeString:
    """Each policy with the conditions that rule it out."""
    parts = (_apart(card, _ended(card.ended) + "".join(_list(card.failed, mark))) for card in cards)
    return mark_safe("".join(parts))  # noqa: S308 - every part went through nb, which escapes


def _ended(words: str) -> str:
    return f"<p>{nb(words)}</p>" if words else ""


def _apart(card: Card, content: str) -> str:
    return f'<div class="apart" id="{card.code}"><h3>{phrases(card.policy["name"])}</h3>{content}</div>'


@register.simple_tag(takes_context=True)
def unchanging(context: template.Context, part: str, card: Card) -> SafeString:
    """An include that shows nothing of the visitor: rendered once per release and policy."""
    unfolded = context.get("unfolded", "")

    def render() -> SafeString:
        return render_to_string(f"policies/includes/{part}.html", {"card": card, "unfolded": unfolded})

    return card.explainer.catalogue.kept((part, card.result.code, unfolded), render)
