"""The rows of the picture of the years, of its legend and of its table. They are dozens of small values, and a template
for each would take a sixth of the time of a result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString

from policies.results.cards import Card
from policies.results.picture import Picture, Row

register = template.Library()


@register.simple_tag
def year_bars(picture: Picture) -> SafeString:
    """Of each row the years and the amounts as text, and below them a bar for each kind of payment."""
    return SafeString("".join(map(_bars, picture.rows)))  # digits and words of our own


def _bars(row: Row) -> str:
    remark = _faint(".5em", row.remark) if row.remark else ""
    low, up_to, later = row.low, row.up_to, row.later
    amounts = f'<tspan class="strong">{low}</tspan>' if low else ""
    amounts += _faint(".4em", f"{'+' if low else '至多 '}{up_to}") if up_to else ""
    amounts += _faint(".4em", f"可能 {later}") if later else ""
    bars = "".join(
        [
            f'<rect class="{bar.kind}" x="{bar.x}" y="{row.bar_y}" width="{bar.width}" height="1.125em" rx="4"/>'
            for bar in row.bars
        ]
    )
    return (
        f'<text y="{row.y}"><tspan class="strong">{row.years}</tspan>{remark}</text>\n'
        f'      <text class="end" x="100%" y="{row.y}">{amounts}</text>\n'
        f"      {bars}\n      "
    )


def _faint(apart: str, words: str) -> str:
    return f'<tspan class="faint" dx="{apart}">{words}</tspan>'


@register.simple_tag
def year_legend(legend: Iterable[tuple[str, str, Sequence[tuple[Card, str]]]]) -> SafeString:
    """Each kind of bar as an item of a list: its colour, its name, and the policies that it stands for."""
    return SafeString("".join([_kind(*one) for one in legend]))  # names are escaped


def _kind(kind: str, words: str, cards: Sequence[tuple[Card, str]]) -> str:
    paid = [f'{escape(card.policy["name"])} <span class="nb">{amount}' for card, amount in cards]
    colour = f'<svg aria-hidden="true"><rect class="{kind}" width="18" height="18" rx="4"/></svg>'
    return f"<li>{colour}<b>{words}</b>：{'，</span>'.join(paid)}</span></li>\n      "


@register.simple_tag
def year_table(picture: Picture) -> SafeString:
    """The same amounts as the rows of a table, with the columns that the picture has."""
    return SafeString("".join([_cells(row, picture) for row in picture.rows]))  # digits and words of our own


def _cells(row: Row, picture: Picture) -> str:
    remark = f" <small>{row.remark}</small>" if row.remark else ""
    up_to = f"<td>{row.up_to or '0'}</td>" if picture.up_to else ""
    later = f"<td>{row.later or '0'}</td>" if picture.later else ""
    return f'<tr><th scope="row">{row.years}{remark}</th><td>{row.low or "0"}</td>{up_to}{later}</tr>\n          '
