"""Fragments of pages that many visitors get alike, rendered once, with places for what is each visitor's own.

{% kept policy=policy on=on %} … {% own answer %} … {% own %} {% if … %} … {% endif %} {% endown %} … {% endkept %}

All that a kept fragment can see are the values named at its beginning, and it is rendered once for each of them: so
what is kept can depend on nothing else. An own place is rendered anew each time, with all that the page has. A
visitor's answer therefore stands in own places, and is never among the values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, Variable, VariableNode, token_kwargs
from django.template.context import BaseContext, Context
from django.template.engine import Engine
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString

from policies.catalogue.bounded import Bounded
from policies.catalogue.catalogue import Catalogue
from policies.library.policy import PolicyPage

register = template.Library()

# Stands in a rendered fragment where an own place is; no text of a policy holds this character.
MARK = re.compile("\0([0-9]+)\0")
# Characters of all fragments together; in memory a Chinese one takes two bytes.
MOST = 3_000_000
# Told apart by identity: each release has its own.
OF_A_RELEASE = {Catalogue, PolicyPage, dict}
# What every fragment sees.
ALWAYS = {"True", "False", "None"}


class Blank(Protocol):
    def filled(self, context: Context) -> str: ...


class OwnPlace(NamedTuple):
    """`within`: what stood around it in the fragment, such as a loop's variables, of which the place may speak."""

    node: OwnNode
    within: dict[str, Any]

    def filled(self, context: Context) -> str:
        if not self.within:
            return self.node.filled(context)
        # As context.update does it, which takes longer than what most places show.
        context.dicts.append(dict(self.within))
        try:
            return self.node.filled(context)
        finally:
            context.dicts.pop()


class Fragment(NamedTuple):
    """`rest`: each place with the text after it. `values`: as they were named, held so that no identity comes twice."""

    start: SafeString
    rest: tuple[tuple[Blank, str], ...]
    values: dict[str, Any]

    @classmethod
    def of(cls, nodelist: NodeList, values: dict[str, Any], context: Context) -> Fragment:
        """Rendered with these values and nothing else of the context."""
        alone = Alone(values, autoescape=context.autoescape)
        alone.places, alone.template = [], context.template
        alone.render_context.template = context.render_context.template
        texts = MARK.split(nodelist.render(alone))
        # In the text they stand in the order in which they were found, unless a filter turned it round.
        places = [alone.places[int(number)] for number in texts[1::2]]
        return cls(SafeString(texts[0]), tuple(zip(places, texts[2::2], strict=True)), values)

    @property
    def characters(self) -> int:
        return len(self.start) + sum(len(text) for _, text in self.rest)

    def filled(self, context: Context) -> SafeString:
        if not self.rest:
            return self.start
        pieces: list[str] = [self.start]
        for place, text in self.rest:
            pieces.append(place.filled(context))
            pieces.append(text)
        return SafeString("".join(pieces))


class Alone(Context):
    """What a fragment sees while it is rendered; finds its own places."""

    places: list[Blank]

    def mark(self, place: Blank) -> SafeString:
        """What stands in the text where this is to be filled in."""
        self.places.append(place)
        return SafeString(f"\0{len(self.places) - 1}\0")


def part(
    catalogue: Catalogue, name: str, key: Hashable, shown: Callable[[], dict[str, Any]], context: Context
) -> Fragment:
    """policies/includes/`name`.html rendered with what is `shown`, once for each key; that says all it hangs on."""

    def rendered() -> Fragment:
        page = Engine.get_default().get_template(f"policies/includes/{name}.html")
        return Fragment.of(page.nodelist, shown(), context)

    return catalogue.kept((name, key), rendered)


# Those of this process that were asked for lately.
fragments: Bounded[Hashable, Fragment] = Bounded(MOST, lambda fragment: fragment.characters)


class KeptNode(template.Node):
    def __init__(self, named: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.named, self.nodelist = named, nodelist
        self.found: dict[type[template.Node], list[template.Node]] = {}

    def get_nodes_by_type(self, nodetype: type[Any]) -> list[Any]:
        """A page looks for the blocks of its frame each time."""
        if nodetype not in self.found:
            self.found[nodetype] = super().get_nodes_by_type(nodetype)
        return self.found[nodetype]

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context, ignore_failures=True) for name, value in self.named.items()}
        if isinstance(context, Alone):
            return self.nodelist.render(context.new(values))
        key = (self, *[part for value in values.values() for part in _key(value)])
        fragment = fragments.get(key)
        if fragment is None:
            fragment = fragments.keep(key, Fragment.of(self.nodelist, values, context))
        return fragment.filled(context)


class OwnNode(template.Node):
    """`names`: of all that it speaks of; None where that is not known."""

    def __init__(self, nodelist: NodeList, names: frozenset[str] | None = None) -> None:
        self.nodelist, self.names = nodelist, names
        self.shown = nodelist[0] if len(nodelist) == 1 else nodelist

    def render(self, context: Context) -> str:
        return context.mark(OwnPlace(self, self._seen(context))) if isinstance(context, Alone) else self.filled(context)

    def filled(self, context: Context) -> str:
        text: str = self.shown.render(context)
        return text

    def _seen(self, context: Context) -> dict[str, Any]:
        seen = _seen(context)
        return seen if self.names is None else {name: value for name, value in seen.items() if name in self.names}


def _key(value: object) -> tuple[Any, ...]:
    """Equal for what is rendered alike: 1 is not True, and safe text is not escaped. Raises TypeError for what could be
    anybody's."""
    kind = type(value)
    if kind in OF_A_RELEASE:
        return (id(value),)
    if kind.__hash__ is object.__hash__ and value is not None:
        raise TypeError(f"{kind.__name__} is the same as no other: what is kept for it would serve nobody else")
    return kind, value


def _seen(context: BaseContext) -> dict[str, Any]:
    """A loop's counters go on, so they are copied."""
    seen: dict[str, Any] = {str(name): value for name, value in context.flatten().items() if name not in ALWAYS}
    if loop := seen.get("forloop"):
        seen["forloop"] = _still(loop)
    return seen


def _still(loop: Mapping[str, Any]) -> dict[str, Any]:
    still = dict(loop)
    if still.get("parentloop"):
        still["parentloop"] = _still(still["parentloop"])
    return still


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    tag, *bits = token.split_contents()
    named = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"{tag} takes name=value, not {bits[0]}")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    blocks = set(nodelist.get_nodes_by_type(BlockNode))
    for place in nodelist.get_nodes_by_type(OwnNode):
        blocks -= set(place.get_nodes_by_type(BlockNode))
    if blocks:
        raise template.TemplateSyntaxError(f"a block in {tag} is each page's own: put it in {{% own %}}")
    return KeptNode(named, nodelist)


@register.tag
def own(parser: Parser, token: Token) -> OwnNode:
    """{% own value %}, or {% own %} … {% endown %} around anything."""
    _, _, value = token.contents.partition(" ")
    if value:
        nodelist, shown = NodeList(), parser.compile_filter(value)
        parser.extend_nodelist(nodelist, VariableNode(shown), token)
        return OwnNode(nodelist, frozenset(_names(shown)))
    nodelist = parser.parse(("endown",))
    parser.delete_first_token()
    return OwnNode(nodelist)


def _names(shown: FilterExpression) -> Iterator[str]:
    """What it is looked up by, and its filters' own."""
    for one in (shown.var, *(arg for _, args in shown.filters for _, arg in args)):
        if isinstance(one, Variable) and one.lookups:
            yield one.lookups[0]
