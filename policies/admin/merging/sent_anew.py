"""What was sent, rewritten to what came of putting it together, so that the page's own forms take it like any other."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from . import spelled
from .sides import ITSELF, Key, Sides, Values
from .spelled import NEW

# The inlines whose rows others name: the mark of the fields that do, and what a new one is named by.
OWNERS = {"tiers": ("data-tiers", ("code",)), "changes": ("data-changes", ("starts_on", "measured_at"))}


def _with_their_owner(sides: Sides, result: dict[str, Any]) -> None:
    """Where a tier that was deleted may come back, so may the rows that went with it."""
    anew = {
        (prefix, pk)
        for prefix in OWNERS
        for pk, values in result.get(prefix, {}).items()
        if values is not None and (prefix, pk) not in sides.now
    }
    for key, values in sides.mine.items() if anew else ():
        if key not in sides.now and any(
            (prefix, values.get(name)) in anew for name, prefix in _owned(sides, key).items()
        ):
            result[key[0]][key[1]] = values


def _owned(sides: Sides, key: Key) -> dict[str, str]:
    """The fields of a row that name another row of the page, by its inline."""
    line = sides.now.get(key) or sides.before.get(key)
    fields = {} if line is None else spelled.fields_of(line.form)
    return {
        name: prefix for name, one in fields.items() for prefix, (mark, _) in OWNERS.items() if mark in one.widget.attrs
    }


def put(sides: Sides, data: QueryDict, result: dict[str, Any], dropped: set[Key]) -> dict[Key, str]:
    """Writes the result into what was sent; where each row is sent now."""
    _with_their_owner(sides, result)
    places = {(ITSELF, ITSELF): ""}
    _row_put(sides, data, (ITSELF, ITSELF), "", result[ITSELF][ITSELF])
    for prefix in sides.inlines:
        places |= _rows_rewritten(sides, data, prefix, result.get(prefix, {}), dropped)
    _follow_owners(sides, data, places)
    return places


def _rows_rewritten(
    sides: Sides, data: QueryDict, prefix: str, rows: dict[str, Any], dropped: set[Key]
) -> dict[Key, str]:
    sent = {key: _taken(data, place) for key, place in sides.places.items() if key[0] == prefix}
    there, anew = [], []
    for key in [*sent, *(key for key in sides.now if key[0] == prefix and key not in sent)]:
        if key in dropped:
            continue
        if key in sides.now:
            there.append(key)
        elif rows.get(key[1]) is not None:
            anew.append(key)
    places = {}
    for number, key in enumerate([*there, *anew]):
        place = places[key] = f"{prefix}-{number}-"
        for name, values in sent.get(key, {}).items():
            data.setlist(place + name, values)
        data[f"{place}id"] = key[1] if key in sides.now else ""
        data[place + sides.inlines[prefix].formset.fk.name] = str(sides.row.pk)
        deleted = key in sides.now and rows.get(key[1]) is None
        data.setlist(f"{place}DELETE", ["on"] if deleted else [])
        _row_put(sides, data, key, place, sides.now[key].values if deleted else rows[key[1]])
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(places)), str(len(there))
    return places


def _taken(data: QueryDict, place: str) -> dict[str, list[str]]:
    return {
        name.removeprefix(place): values for name in list(data) if name.startswith(place) for values in [data.pop(name)]
    }


def _row_put(sides: Sides, data: QueryDict, key: Key, place: str, values: Values) -> None:
    """What was typed and stays is left as it was typed, so that a mistake is shown as it was made."""
    line = sides.now.get(key) or sides.before.get(key)
    if line is None:
        return
    sent = sides.sent.get(key, {})
    for name, one in spelled.fields_of(line.form).items():
        value = values.get(name)
        if isinstance(value, dict):
            value = {part: said for part, said in value.items() if said is not None}
        was_sent = name in sent and not one.widget.value_omitted_from_data(data, {}, place + name)
        if name in values and not (was_sent and value == sent[name]):
            spelled.put(data, place + name, one, value)


def _follow_owners(sides: Sides, data: QueryDict, places: dict[Key, str]) -> None:
    """Rows of a tier that was deleted meanwhile, and is typed anew, go with it."""
    anew = {
        key: NEW + ":".join(data.get(place + name, "") for name in OWNERS[key[0]][1])
        for key, place in places.items()
        if key[0] in OWNERS and key not in sides.now and not key[1].startswith("new-")
    }
    for key, place in places.items() if anew else ():
        for name, prefix in _owned(sides, key).items():
            if typed := anew.get((prefix, data.get(place + name, ""))):
                data[place + name] = typed
