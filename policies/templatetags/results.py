"""The parts of a result that are shown many times over, rendered once for all with whom a policy stands alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from django import template
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from policies.calculator.findings import Finding
from policies.catalogue.catalogue import Catalogue
from policies.results.alike import PARTS, Alike
from policies.results.cards import Card
from policies.results.wordings import AnyOfInWords, FindingInWords, Wording
from policies.templatetags.icons import icon
from policies.templatetags.kept import Alone, part
from policies.templatetags.texts import nb

register = template.Library()


class ShowNode(template.Node):
    def __init__(self, part: str, name: str, several: FilterExpression, said: dict[str, FilterExpression]) -> None:
        self.part, self.name, self.several, self.said = part, name, several, said

    def render(self, context: Context) -> SafeString:
        seen = {name: value.resolve(context) for name, value in self.said.items()}
        seen |= {"unfolded": context.get("unfolded", ""), "in_app": getattr(context.get("request"), "in_app", "")}
        alike_of, frame, pieces = PARTS[self.part].of, tuple(seen.values()), []
        with context.push() as around:
            for one in self.several.resolve(context):
                card = around["card"] = one if isinstance(one, Card) else one.card
                around[self.name] = one
                catalogue, alike = card.explainer.catalogue, alike_of(one)
                shown = partial(_shown, alike, catalogue, seen)
                fragment = part(catalogue, self.part, (frame, alike), shown, context)
                pieces.append(fragment.filled(context))
        return mark_safe("".join(pieces))  # noqa: S308 - rendered by a template


def _shown(alike: Alike, catalogue: Catalogue, seen: dict[str, Any]) -> dict[str, Any]:
    return seen | alike.shown(catalogue)


@register.tag
def show(parser: Parser, token: Token) -> ShowNode:
    """{% show "card" for card in page.paid kind="eligible" %}: that template in includes/ for each of them.

    The template sees what it is told here, `unfolded` and `in_app` of the page, and what results/alike.py shows of its
    part; its own places see all of the page, and each one under its name.
    """
    tag, part, for_, name, in_, several, *bits = token.split_contents()
    said = token_kwargs(bits, parser)
    if (for_, in_) != ("for", "in") or bits:
        raise template.TemplateSyntaxError(f'{tag} "part" for one in several name=value')
    return ShowNode(part.strip('"'), name, parser.compile_filter(several), said)


@register.simple_tag
def jumps(counts: Iterable[tuple[str, str, int]]) -> SafeString:
    """The parts of a result as items of a list, each with how many it has."""
    items = [f'<li><a href="#{anchor}"><b>{many}</b> {words}</a></li>' for anchor, words, many in counts]
    return mark_safe("".join(items))  # noqa: S308 - names of our own


@register.simple_tag(takes_context=True)
def findings(context: Context, several: Iterable[FindingInWords | AnyOfInWords], mark: str) -> SafeString:
    """The conditions as a list. A result has a hundred of them: a template for each would take half its time."""
    place = context.mark if isinstance(context, Alone) else lambda said: said.filled(context)
    return mark_safe("".join(_list(several, mark, place)))  # noqa: S308 - every part went through nb, which escapes


Placing = Callable[["Said"], str]


class Said(NamedTuple):
    """The place of what a visitor answered; `card` is in the context."""

    finding: Finding

    def filled(self, context: Context) -> str:
        card: Card = context["card"]
        said, shown = card.explainer.said(self.finding, card.result), card.explainer.shown
        found = shown.get(said)
        if found is None:
            found = shown[said] = f"<span>{nb(said)}</span>"
        return found


def _list(several: Iterable[FindingInWords | AnyOfInWords], mark: str, place: Placing) -> Iterable[str]:
    yield '<ul class="findings">'
    for one in several:
        if isinstance(one, AnyOfInWords):
            yield '<li class="choice-of"><p>下面几种情况符合一种就行，现在都不符合</p><ul class="findings">'
            for way in one.ways:
                yield from _way(way, mark, place)
            yield "</ul></li>"
        else:
            yield _one(one, mark, place)
    yield "</ul>"


def _way(way: Sequence[FindingInWords], mark: str, place: Placing) -> Iterable[str]:
    if len(way) == 1:
        yield _one(way[0], mark, place)
    else:
        yield '<li class="choice-of"><p>同时满足这几条</p><ul class="findings">'
        yield from (_one(one, mark, place) for one in way)
        yield "</ul></li>"


def _one(one: FindingInWords, mark: str, place: Placing) -> str:
    before, after = _around(one.wording, mark)
    said = place(Said(one.finding)) if one.finding.question else ""
    return f"{before}{said}{after}"


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
