"""Of a list whose rows can be changed in it: the rows in which something was typed.

A browser posts every row of the list. Beside each field stands what its clerk saw, so the post itself tells which rows
are to be looked at, locked and saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT, BaseFormSet
from django.http import QueryDict

from .forms import posted

KEY = re.compile("[0-9]{1,18}")
PREFIX = BaseFormSet.get_default_prefix()
Rows = dict[int, dict[str, str]]
"""What was posted of each row, by its number on the page."""


def touched(data: QueryDict, columns: Iterable[str]) -> Rows | None:
    """None where the post is not what a browser makes of the list: then nothing can be told by it."""
    names, rows = list(columns), posted(data).get(PREFIX, {})
    if {str(len(rows))} != {data.get(f"{PREFIX}-{count}") for count in (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT)}:
        return None
    if not all(KEY.fullmatch(row.get("id", "")) for row in rows.values()):
        return None
    return {
        number: row
        for number, row in rows.items()
        if any(row.get(name) != data.get(f"initial-{PREFIX}-{number}-{name}") for name in names)
    }


def only(data: QueryDict, rows: Rows) -> QueryDict:
    """The same post as if the list had these rows and no others; they keep their order."""
    found = QueryDict(mutable=True)
    for name in data:
        if not name.startswith((f"{PREFIX}-", f"initial-{PREFIX}-")):
            found.setlist(name, data.getlist(name))
    for turn, number in enumerate(sorted(rows)):
        for name, value in rows[number].items():
            found[f"{PREFIX}-{turn}-{name}"] = value
            if (seen := data.get(f"initial-{PREFIX}-{number}-{name}")) is not None:
                found[f"initial-{PREFIX}-{turn}-{name}"] = seen
    for count in (TOTAL_FORM_COUNT, INITIAL_FORM_COUNT):
        found[f"{PREFIX}-{count}"] = str(len(rows))
    # As what a browser posted: it is looked through once for the rows of all forms.
    found._mutable = False
    return found
