"""Rows whose key another row has too: which of them is right, nobody can tell from the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import polars as pl

from policies.screening.files.batches import FileRows, PersonsFile
from policies.screening.files.refusals import CannotScreen

Keys = Callable[[FileRows], pl.Series]
# The numbers of more rows than these are not kept in memory; so many are no oversight.
MOST = 1_000_000
SHOWN = 3


def count_and_repeated(
    file: PersonsFile, key: str, columns: Sequence[str], keys: Keys, after: Callable[[int], None] = lambda rows: None
) -> tuple[int, dict[int, str]]:
    """How many rows there are, and the numbers of those that are not to be used, with why.

    Of rows that say the same in all these columns the first is used; of those that differ, none. `keys`: the key of
    each row, as it will be written; `after`: told how many rows were looked at.
    """
    hashes = []
    for rows in file.read([key]):
        hashes.append(keys(rows).hash())
        after(len(rows.numbers))
    every = pl.concat(hashes) if hashes else pl.Series([], dtype=pl.UInt64)
    twice = every.filter(every.is_duplicated()).unique()
    # That of a key which is missing; its rows are bad for another reason.
    twice = twice.filter(twice != pl.Series([None], dtype=pl.String).hash()[0])
    if not len(twice):
        return len(every), {}
    many = int(every.is_in(twice.implode()).sum())
    if many > MOST:
        raise CannotScreen(f"编号列“{key}”里有 {many:,} 行和别的行重复，是不是选错了列")
    return len(every), _left_out(file.read(columns), keys, twice)


def _left_out(pieces: Iterable[FileRows], keys: Keys, twice: pl.Series) -> dict[int, str]:
    several: dict[str, list[tuple[int, int]]] = {}
    for rows in pieces:
        found = keys(rows)
        again = found.hash().is_in(twice.implode())
        contents = rows.frame.filter(again).hash_rows()
        for one, number, content in zip(found.filter(again), rows.numbers.filter(again), contents, strict=True):
            several.setdefault(one, []).append((number, content))
    # Two keys can have one hash.
    return {
        number: why
        for places in several.values()
        if len(places) > 1
        for number, why in _of_one_key([number for number, _ in places], len({content for _, content in places}) == 1)
    }


def _of_one_key(numbers: list[int], alike: bool) -> Iterable[tuple[int, str]]:
    first, *others = numbers
    if alike:
        return ((number, f"和第 {first} 行一模一样，只用了第 {first} 行") for number in others)
    shown = "、".join(map(str, numbers[:SHOWN])) + ("等" if len(numbers) > SHOWN else "")
    return ((number, f"第 {shown} 行是同一个编号，内容却不一样，不知道该用哪一行") for number in numbers)
