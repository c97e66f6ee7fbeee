"""What is asked where two people changed the same: both values at the field, and which of them is to stay."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from policies.admin.wording.records import NOTHING
from policies.models.history import TRACKED

from . import as_it_was, spelled
from .sides import ITSELF, Sides
from .three_way import CHOSEN, MINE, ROW, THEIRS, Clash, Merged

LONGEST = 120
Problems = dict[str, list[tuple[str | None, str]]]


def problems(found: Merged) -> Problems:
    """By form; a question about a whole row stands above it."""
    said: Problems = {}
    for one in found.questions:
        said.setdefault(one.place.rstrip("-"), []).append(
            (None, _of_row(found.sides, one)) if one.name == ROW else (one.name, _of_field(found.sides, one))
        )
    for one in found.beside:
        said.setdefault(one.place.rstrip("-"), []).append((one.name, _of_neighbour(found.sides, one)))
    return said


def links(found: Merged) -> list[tuple[str, str]]:
    """Where something is asked: the id of the place and what it is called."""
    return [(_id(found.sides, one), _called(found.sides, one)) for one in [*found.questions, *found.beside]]


def _id(sides: Sides, asked: Clash) -> str:
    if asked.name == ROW:
        return f"id_{asked.place}{ROW}-said"
    return f"id_{asked.place}{asked.name}"


def _called(sides: Sides, asked: Clash) -> str:
    prefix = asked.key[0]
    label = "" if asked.name == ROW else str(_field(sides, asked).label)
    if not prefix:
        return label
    kind, line = str(sides.model(prefix)._meta.verbose_name), sides.now.get(asked.key) or sides.before.get(asked.key)
    row = f"{kind}：{line.form.instance}" if line is not None else kind
    return f"{row} › {label}" if label else row


def _field(sides: Sides, asked: Clash) -> Any:
    """A field is asked about only in a row that is there."""
    return sides.now[asked.key].form.fields[asked.name]


def _of_field(sides: Sides, asked: Clash) -> SafeString:
    field = _field(sides, asked)
    before, theirs, mine = (
        "" if value is None else _short(spelled.in_words(field, value, NOTHING))
        for value in (asked.before, asked.theirs, asked.mine)
    )
    opened = f"（你打开时是“{before}”）" if before and before not in (theirs, mine) else ""
    said = f"{_who(sides, asked, asked.name)}改成了“{theirs}”{opened}，你写的是“{mine}”。用哪一个？"
    return _choice(asked, said, f"用“{theirs}”", "用我写的（下面的格子里）")


def _of_row(sides: Sides, asked: Clash) -> SafeString:
    who = _who(sides, asked, None)
    if asked.theirs is None:
        return _choice(asked, f"{who}删掉了这一行，你改过它。还要不要？", "不要了", "要，作为新的一行保存")
    said = f"你删掉了这一行，{who}改过它，下面是改过的。还删不删？"
    return _choice(asked, said, "留着", "删掉")


def _of_neighbour(sides: Sides, asked: Clash) -> str:
    field = _field(sides, asked)
    before, theirs = (_short(spelled.in_words(field, value, NOTHING)) for value in (asked.before, asked.theirs))
    who = _who(sides, asked, asked.name)
    return f"{who}把这里从“{before}”改成了“{theirs}”，你改了和它连在一起的一格。请看看合起来对不对，再保存一次"


def _choice(asked: Clash, said: str, theirs: str, mine: str) -> SafeString:
    name = f"{asked.place}{asked.name}"
    return format_html(
        '<span class="asked" role="radiogroup" aria-labelledby="id_{0}-said">'
        '<span id="id_{0}-said">{1}</span>'
        '<label><input type="radio" name="{0}{2}" value="{3}"> {4}</label>'
        '<label><input type="radio" name="{0}{2}" value="{5}"> {6}</label></span>',
        name,
        said,
        CHOSEN,
        THEIRS,
        theirs,
        MINE,
        mine,
    )


def _who(sides: Sides, asked: Clash, name: str | None) -> str:
    prefix, pk = asked.key
    model, column = sides.model(prefix), None
    if type(sides.row) not in TRACKED:
        return "别人"
    if name is not None:
        column = next((one.attname for one in model._meta.concrete_fields if one.name == name), None)
    key = sides.row.pk if prefix == ITSELF else int(pk) if pk.isascii() and pk.isdecimal() and len(pk) < 19 else None
    number = (sides.seen or {}).get(model, 0)
    # Asked a second time, it was changed before the page was sent.
    numbers = (number, 0) if number else (0,)
    found = next((one for at in numbers if (one := as_it_was.by_whom(model, sides.row, key, column, at))), None)
    if found is None:
        return "别人"
    who, when = found
    return f"{who} {timezone.localtime(when):%H:%M} "


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
