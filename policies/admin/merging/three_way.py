"""What was typed on a page put onto what others saved since it was opened: field by field, and row by row.

What only they changed is as they have it, what only one oneself changed is as typed; what both changed, each
otherwise, is asked at its field. What was sent is rewritten so that the page's own forms take it like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from policies.catalogue.changes.merging import Conflict, merged

from . import sent_anew
from .sides import Key, Sides
from .spelled import NEW

CHOSEN, REST, ROW = "-chosen", "chosen_rest", "row"
MINE, THEIRS = "mine", "theirs"
# Of an order nobody is asked: what was typed here counts.
ORDER = "position"
# Fields that mean something together: half from one and half from the other would be what nobody wrote.
TOGETHER = (
    {"question", "parent", "operator", "value", "measured_at"},
    {"once_basis", "once_amount", "once_coefficient", "once_most", "instalments", "instalments_period"},
    {
        "recurring_basis",
        "recurring_amount",
        "recurring_coefficient",
        "recurring_most",
        "recurring_period",
        "recurring_count",
    },
    {"cap_amount", "cap_coefficient", "cap_already"},
    {"first_on", "last_on"},
    {"share", "amount"},
    {"find_out", "whom"},
    {"starts_on", "ends_on", "doubtful_until", "doubtful_no_limit"},
    {"state", "budget_spent_on"},
    {"alternative", "branch"},
    {"part", "question", "parameter", "limit", "at"},
    {"status", "tier", "total", "basis", "worth", "eligible_from", "eligible_until"}
    | {"can_apply", "apply_from", "apply_until"},
    {"opens", "closes", "starts_on", "ends_on"}
    | {"measured_at", "from_months", "to_months", "to_days", "every", "open_days", "since", "until"},
)


Asked = tuple[Key, str]
"""A row and one of its fields, or ROW."""


@dataclass(frozen=True, slots=True)
class Clash:
    """To be asked at a field, or at a row (`name` is ROW). `place`: the start of the names under which it is sent.

    None: the row is not there. `sides` knows the fields and the rows.
    """

    key: Key
    name: str
    place: str
    before: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """`beside`: fields of theirs that mean something only together with one that was typed."""

    data: QueryDict
    questions: list[Clash]
    beside: list[Clash]
    sides: Sides


def merge(sides: Sides, posted: QueryDict, asked: Collection[Asked] = ()) -> Merged:
    """`asked`: what the page that was sent asks about."""
    data = posted.copy()
    sides.read(data)
    unanswered, dropped = _answers(sides, data, asked)
    _no_question_of_order(sides)
    before, mine, now = sides.documents()
    result, conflicts = merged(before, mine, now)
    conflicts += _still_open(sides, unanswered, conflicts)
    for conflict in conflicts:
        _put_typed(result, conflict)
    places = sent_anew.put(sides, data, result, dropped)
    questions = list(_questions(sides, conflicts, places))
    return Merged(data, questions, list(_beside(sides, places, {(one.key, one.name) for one in questions})), sides)


def _answers(sides: Sides, data: QueryDict, asked: Collection[Asked]) -> tuple[set[Asked], set[Key]]:
    """Puts in what was chosen where it was asked; what was not answered, and the rows typed anew that are given up."""
    unanswered, dropped = set(), set()
    for key, name in asked:
        if key not in sides.places:
            continue
        chosen = data.get(f"{sides.places[key]}{name}{CHOSEN}") or data.get(REST)
        if chosen not in (MINE, THEIRS):
            unanswered.add((key, name))
        elif name != ROW and chosen == THEIRS:
            _take_back(sides, key, name)
        elif name == ROW and key in sides.before and chosen == MINE:
            sides.mine.pop(key, None)
        elif name == ROW and key not in sides.before and chosen == THEIRS:
            dropped |= _with_its_rows(sides, key)
    for key in dropped:
        sides.mine.pop(key, None)
    return unanswered, dropped


def _with_its_rows(sides: Sides, key: Key) -> set[Key]:
    """A tier typed anew, and given up, takes along what was typed anew for it."""
    code = sides.sent[key].get("code")
    own = {other for other, values in sides.sent.items() if code and values.get("tier") == f"{NEW}{code}"}
    return {key, *(other for other in own if other not in sides.before)}


def _take_back(sides: Sides, key: Key, name: str) -> None:
    line = sides.before.get(key) or sides.now.get(key)
    if line is not None and key in sides.mine and name in line.values:
        sides.mine[key][name] = line.values[name]


def _no_question_of_order(sides: Sides) -> None:
    for key, values in sides.mine.items():
        was, now = sides.before.get(key), sides.now.get(key)
        if was is not None and now is not None and ORDER in was.values and values.get(ORDER) != was.values[ORDER]:
            now.values = now.values | {ORDER: values[ORDER]}


def _still_open(sides: Sides, unanswered: set[Asked], known: list[Conflict]) -> Iterator[Conflict]:
    """What was asked and not answered is asked again, also where nobody saved anything since."""
    asked = {one.path[:3] for one in known}
    for key, name in unanswered:
        path = key if name == ROW else (*key, name)
        now, mine = sides.now.get(key), sides.mine.get(key)
        there: Any = now.values if now is not None else None
        # A row that they changed is asked about as one to be deleted, one that they deleted as typed anew.
        wanted: Any = None if now is not None else mine
        if name != ROW:
            there, wanted = (None if one is None else one.get(name) for one in (there, mine))
        if path not in asked and there != wanted:
            yield Conflict(path, None, there, wanted)


def _put_typed(result: dict[str, Any], conflict: Conflict) -> None:
    """Where it is asked, what was typed stays on the page; of a row to be deleted one sees what they made of it."""
    if len(conflict.path) < 3 and conflict.wanted is None:
        return
    inner: Any = result
    for name in conflict.path[:-1]:
        inner = inner.setdefault(name, {})
    inner[conflict.path[-1]] = conflict.wanted


def _questions(sides: Sides, conflicts: list[Conflict], places: dict[Key, str]) -> Iterator[Clash]:
    asked = set()
    for one in conflicts:
        key = (one.path[0], one.path[1])
        name = one.path[2] if len(one.path) > 2 else ROW
        if (key, name) in asked or key not in places:
            continue
        asked.add((key, name))
        sides_of_it = (one.before, one.there, one.wanted)
        if len(one.path) > 3:  # one line of several
            before, now = sides.before.get(key), sides.now.get(key)
            lines = (before and before.values, now and now.values, sides.mine.get(key))
            sides_of_it = tuple(line.get(name) if line else None for line in lines)  # type: ignore[assignment]
        yield Clash(key, name, places[key], *sides_of_it)


def _beside(sides: Sides, places: dict[Key, str], asked: set[Asked]) -> Iterator[Clash]:
    for key, now in sides.now.items():
        was, mine = sides.before.get(key), sides.mine.get(key)
        if was is None or mine is None or not was.values or key not in places:
            continue
        theirs = {name for name in was.values if now.values.get(name) != was.values[name]}
        own = {name for name in mine if mine[name] != was.values.get(name)}
        for fields in TOGETHER:
            touched = (own - theirs) & fields
            for name in sorted((theirs - own) & fields) if touched else ():
                if (key, name) not in asked:
                    asked.add((key, name))
                    yield Clash(key, name, places[key], was.values[name], now.values.get(name), mine.get(name))
