"""An earlier release in the codes of today: what was renamed since is still the same entry.

Usually the entries say what they were called before. Codes that were changed without that are found in the history of
the rows, which keep their number: whatever had the code last, and is there under another one, was renamed.
"""

from __future__ import annotations

from typing import Any

from policies.catalogue.document import owners, renaming
from policies.catalogue.document.canonical import Document
from policies.catalogue.rows.coded import CODED, OWNERS, names_of_rows


def as_live(document: Document, live: Document) -> Document:
    """The codes that are live stay: pages and answers of today name them."""
    known = {key for key, _ in renaming.each(live)}
    document = renaming.renamed(document, renaming.names(live))
    renamed = _renamed_without_a_word(document)
    usable = {key: new for key, new in renamed.items() if key not in known and (*key[:-1], new) in known}
    return owners.in_order(renaming.renamed(document, usable))


def as_rows(document: Document) -> Document:
    """The codes that the rows have stay, so that none of them is made a second time."""
    document = renaming.renamed(document, names_of_rows())
    return owners.in_order(renaming.renamed(document, _renamed_without_a_word(document)))


def _renamed_without_a_word(document: Document) -> dict[renaming.Key, str]:
    """What the rows' history knows of the codes that no row has now."""
    wanted = {key for key, _ in renaming.each(document)}
    found: dict[renaming.Key, str] = {}
    for kind, (model, column, owner) in CODED.items():
        keys = {key for key in wanted if key[0] == kind}
        whose = [f"{owner}_id"] if owner else []
        rows = {pk: (tuple(parts), code) for pk, *parts, code in _values(model, "pk", *whose, column)}
        there = set(rows.values())
        ids = _ids(OWNERS[kind], found) if owner else {}
        for key in keys:
            parts = tuple(ids.get(code) for code in key[1:-1])
            if None in parts or (parts, key[-1]) in there:
                continue
            history = model.history.filter(**{column: key[-1]}, **dict(zip(whose, parts, strict=True)))  # type: ignore[attr-defined]
            pk = history.order_by("-history_date", "-history_id").values_list("id", flat=True).first()
            if pk in rows:
                now = rows[pk][1]
                owner_now = tuple(found.get((OWNERS[kind], code), code) for code in key[1:-1])
                if (*key[:-1], now) not in wanted:
                    found[(kind, *owner_now, key[-1])] = now
    return found


def _ids(kind: str, renamed: dict[renaming.Key, str]) -> dict[str, int]:
    """The numbers of the rows by their codes, and by those that they had before."""
    model, column, _ = CODED[kind]
    ids = {code: pk for pk, code in _values(model, "pk", column)}
    return ids | {key[1]: ids[new] for key, new in renamed.items() if key[0] == kind}


def _values(model: Any, *columns: str) -> Any:
    return model._default_manager.values_list(*columns)
