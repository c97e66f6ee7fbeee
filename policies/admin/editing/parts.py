"""Rows of one page so many that a part of them stands on it: page by page, or those that hold what is searched.

The address says which part, so that a link leads to a row and a save comes back to where it was made.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest

ROWS = 50
"""On a page. Django reads a thousand fields of a form, and a row has a dozen."""
PAGE, SEARCHED = "{}-page", "{}-search"


@dataclass(frozen=True, slots=True)
class RowsHere:
    """`prefix`: of the inline; `number`: of this page, 0 where the rows are those that were sent; `count`: of the rows
    found; `of`: of all rows; `keys`: of the rows here."""

    prefix: str
    searched: str
    number: int
    pages: int
    count: int
    of: int
    keys: tuple[int, ...]

    @property
    def field(self) -> str:
        """The name of the search field."""
        return SEARCHED.format(self.prefix)

    @property
    def links(self) -> list[tuple[int, str]]:
        """Each page with its address."""
        return [(number, query(self.prefix, number, self.searched)) for number in range(1, self.pages + 1)]


def query(prefix: str, number: int, searched: str = "") -> str:
    asked = {PAGE.format(prefix): number} | ({SEARCHED.format(prefix): searched} if searched else {})
    return f"?{urlencode(asked)}#{prefix}-part"


def shown(request: HttpRequest, prefix: str, rows: QuerySet[Any], of: int, within: Collection[str]) -> RowsHere:
    """The part that the address asks for. `within`: the columns that are searched."""
    searched = request.GET.get(SEARCHED.format(prefix), "").strip()
    for word in searched.split():
        rows = rows.filter(Q(*((f"{column}__icontains", word) for column in within), _connector=Q.OR))
    page = Paginator(rows.values_list("pk", flat=True), ROWS).get_page(request.GET.get(PAGE.format(prefix)))
    paginator = page.paginator
    return RowsHere(prefix, searched, page.number, paginator.num_pages, paginator.count, of, tuple(page))


def sent(prefix: str, keys: Collection[str], of: int) -> RowsHere:
    """Of a form that was sent, the rows that it holds."""
    numbers = tuple(int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19)
    return RowsHere(prefix, "", 0, -(-of // ROWS), len(numbers), of, numbers)


def place(number: int, of: int) -> tuple[int | None, int]:
    """On which page the row of this number stands, counted from one, and where there; None: all rows stand on it."""
    return (number // ROWS + 1, number % ROWS) if of > ROWS else (None, number)
