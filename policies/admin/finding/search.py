"""Searching the lists of the staff screens: every word stands somewhere on a row's page, whatever row of it that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import Exists, JSONField, Model, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from policies.admin.access.scope import region_ids

# 6000, 6,000, ¥6000, 6000元, 0.6万
_AMOUNT = re.compile(r"[¥￥]?(\d[\d,，]{0,18})(\.\d{1,4})?(万)?元?")
_LETTERS = re.compile(r"[a-z]{2,40}")
MOST_WORDS, LONGEST = 10, 500
DIGITS_OF_PHONE = 5


@dataclass(frozen=True, slots=True)
class SearchedColumns:
    """Where a word is looked for in rows of one kind: in texts, in lists of former codes, as an amount.

    `owner`: the column that leads from a row of a page to the row whose page it is; empty for that row itself.
    """

    model: type[Model]
    owner: str = ""
    texts: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    codes: tuple[str, ...] = field(default=("formerly",))


@dataclass(frozen=True, slots=True)
class Word:
    text: str

    @property
    def amount(self) -> Decimal | None:
        if not (found := _AMOUNT.fullmatch(self.text)):
            return None
        whole, rest, myriads = found.groups()
        return Decimal(re.sub("[,，]", "", whole) + (rest or "")) * (10_000 if myriads else 1)

    def within(self, column: str) -> Q:
        """A number is not found within a longer one, but for a telephone's."""
        if self.amount is None or (column == "phone" and len(self.text) >= DIGITS_OF_PHONE):
            return Q(**{f"{column}__icontains": self.text})
        written = "|".join(sorted({re.escape(one) for one in self._numbers(self.amount)}))
        return Q(**{f"{column}__regex": rf"(^|[^0-9.,])({written})([^0-9]|$)"})

    def _numbers(self, amount: Decimal) -> Iterator[str]:
        """As texts may write it."""
        yield self.text
        yield f"{amount:f}"
        if amount == int(amount):
            yield from (f"{int(amount)}", f"{int(amount):,}")

    def at(self, place: SearchedColumns) -> Q:
        found = Q()
        for column in place.texts:
            found |= self.within(column)
        if self.text.isascii():
            for column in _listed(place):
                found |= Q(**{f"{_as_text(column)}__icontains": self.text})
        if (amount := self.amount) is not None:
            for column in place.amounts:
                found |= _is(place.model, column, amount)
        return found


def words(text: str) -> list[Word]:
    """「"某某 办法" 6000」: what stands in quotes is one word."""
    return [Word(_unquoted(bit)) for bit in list(smart_split(text[:LONGEST]))[:MOST_WORDS]]


def _unquoted(bit: str) -> str:
    return unescape_string_literal(bit) if len(bit) > 1 and bit[0] == bit[-1] and bit[0] in "\"'" else bit


def _is(model: type[Model], column: str, amount: Decimal) -> Q:
    """Columns of whole yuan hold no fractions, and no database counts that far."""
    *way, last = column.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    whole = model._meta.get_field(last).get_internal_type() != "DecimalField"
    if amount >= 10**12 or (whole and amount != int(amount)):
        return Q(pk__in=())
    return Q(**{column: int(amount) if whole else amount})


def _listed(place: SearchedColumns) -> Iterator[str]:
    return (column for column in place.codes if _is_list(place.model, column))


def _is_list(model: type[Model], column: str) -> bool:
    return any(one.name == column and isinstance(one, JSONField) for one in model._meta.fields)


def _as_text(column: str) -> str:
    return f"{column}_as_text"


def _readable(rows: QuerySet[Any], place: SearchedColumns) -> QuerySet[Any]:
    """A list of codes is searched as the text it is kept as."""
    return rows.annotate(**{_as_text(column): Cast(column, TextField()) for column in _listed(place)})


def found(rows: QuerySet[Any], places: Iterable[SearchedColumns], text: str, besides: Any = None) -> QuerySet[Any]:
    """One query whatever the number of words and places. `besides`: where else a word may be, see Finding."""
    own, *related = places
    rows = _readable(rows, own)
    for word in words(text):
        anywhere = word.at(own)
        for place in related:
            parts = _readable(place.model._default_manager.all(), place)
            anywhere |= Q(Exists(parts.filter(word.at(place), **{place.owner: OuterRef("pk")})))
        rows = rows.filter(anywhere | besides(word) if besides else anywhere)
    return rows


def spelled_by(rows: QuerySet[Any], word: Word) -> list[int]:
    """The rows whose names the letters spell: zufang, zfbt. Reads the names, in one more query."""
    from policies.library import pinyin

    if not _LETTERS.fullmatch(letters := word.text.lower()):
        return []
    names = dict(rows.order_by().values_list("pk", "name"))
    known = pinyin.sounds(names.values())
    return [pk for pk, name in names.items() if pinyin.is_in(letters, name, known)]


class Searched(admin.ModelAdmin):
    """`places`: where the search of this list looks, the rows themselves first."""

    places: tuple[SearchedColumns, ...] = ()
    spelled = False
    """Whether names are found by their sounds."""
    within_own: tuple[str, ...] = ()
    """Columns in which only those find anything who may change the row: notes that are nobody else's business."""

    def get_search_fields(self, request: HttpRequest) -> Any:
        """That there are any shows the box; where the search looks is said by `places`."""
        return self.places[0].texts

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return found(queryset, self.places, search_term, lambda word: self._besides(request, word)), False

    def _besides(self, request: HttpRequest, word: Word) -> Q:
        anywhere = Q()
        if self.spelled and (spelled := spelled_by(self.model._default_manager.all(), word)):
            anywhere |= Q(pk__in=spelled)
        own = region_ids(request.user)
        for column in self.within_own:
            anywhere |= word.within(column) & (Q() if own is None else Q(region__in=own))
        return anywhere
