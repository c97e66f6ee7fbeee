"""Terms in stages: what several of the later ones need is a column, made once, and kept as long as it is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from policies.screening.compiling.terms import TEXT, Op, Term

# The columns in between; no key of a question begins so.
PREFIX = "_"
# An expression is cut into columns where it would be longer; what is shorter is rather said again than kept.
LONGEST = 60
SHORTEST = 8
# What takes longer than to join two verdicts. What is moved by months is always a column: see polars_expressions.
COSTS = {
    Op.WHEN: 3, Op.DAYS_ON: 6, Op.LOOKED_UP: 9, Op.IS_IN: 3, Op.EQUAL: 2, Op.NO_LESS: 0,
    **dict.fromkeys((Op.MONTHS_ON, Op.BIRTHDAY, Op.MONTH_START), LONGEST + 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StageOfColumns:
    """`made`: the columns that are made, by name, of what is there before; `dropped`: what nothing needs any more."""

    made: Mapping[str, Term]
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Staged:
    """`names`: of every term that is a column in between. `read`: the columns of the table that are needed."""

    stages: tuple[StageOfColumns, ...]
    names: Mapping[Term, str]
    read: tuple[str, ...]


def staged(outputs: Mapping[str, Term], always: tuple[str, ...] = ()) -> Staged:
    """`outputs`: by name; all are there after the last stage. `always`: columns of the table that are there as well."""
    order = _in_order(outputs.values())
    used = _how_often(order, outputs.values())
    kept = _columns(order, used, set(outputs.values()))
    level = _levels(order, kept)
    names = {term: f"{PREFIX}{place}" for place, term in enumerate(kept)}
    needed = _needed_until(kept, level, outputs.values())
    last = max(level.values(), default=0) + 1
    read = tuple(dict.fromkeys(term.value for term in order if term.op is Op.COLUMN))
    stages = []
    for number in range(1, last):
        made = {names[term]: term for term in kept if level[term] == number}
        dropped = tuple(name_of(term, names) for term, until in needed.items() if until == number)
        stages.append(StageOfColumns(made, dropped))
    stages.append(StageOfColumns(dict(outputs), ()))
    return Staged(tuple(stages), names, (*always, *read))


def name_of(term: Term, names: Mapping[Term, str]) -> str:
    """Of a column, of the table or in between."""
    return str(term.value) if term.op is Op.COLUMN else names[term]


def _in_order(roots: Iterable[Term]) -> list[Term]:
    """Every term once, what it is made of before it."""
    found: dict[Term, None] = {}
    waiting = [(root, False) for root in reversed(list(roots))]
    while waiting:
        term, seen = waiting.pop()
        if term in found:
            continue
        if seen:
            found[term] = None
        else:
            waiting.append((term, True))
            waiting += [(one, False) for one in reversed(term.args) if one not in found]
    return list(found)


def _how_often(order: list[Term], roots: Iterable[Term]) -> dict[Term, int]:
    used = dict.fromkeys(order, 0)
    for term in order:
        for one in dict.fromkeys(term.args):
            used[one] += 1
    for root in roots:
        used[root] += 1
    return used


def _columns(order: list[Term], used: Mapping[Term, int], roots: set[Term]) -> dict[Term, None]:
    """Those that are kept as columns in between, in order."""
    size: dict[Term, int] = {}
    found: dict[Term, None] = {}
    for term in order:
        long = 0 if term.is_leaf else COSTS.get(term.op, 1) + sum(size[one] for one in term.args)
        again = (used[term] - 1) * long >= SHORTEST
        # A choice of texts is made at once: see polars_expressions.
        too_long = long > LONGEST and not (term.op is Op.WHEN and term.kind is TEXT)
        if (again or too_long) and not (term in roots and used[term] == 1):
            found[term] = None
            long = 0
        size[term] = long
    return found


def _levels(order: list[Term], kept: Mapping[Term, None]) -> dict[Term, int]:
    """In which stage each of the kept is made: after all that it is made of."""
    after: dict[Term, int] = {}
    for term in order:
        before = max((after[one] for one in term.args), default=0)
        after[term] = before + 1 if term in kept else before
    return {term: after[term] for term in kept}


def _needed_until(kept: Mapping[Term, None], level: Mapping[Term, int], outputs: Iterable[Term]) -> dict[Term, int]:
    """The last stage that reads each column, of the table or in between."""
    last = max(level.values(), default=0) + 1
    until: dict[Term, int] = {}
    for reading, stage in (*((one.args, level[one]) for one in kept), (outputs, last)):
        for one in columns_in(reading, kept):
            until[one] = max(until.get(one, 0), stage)
    return until


def columns_in(terms: Iterable[Term], kept: Collection[Term]) -> Iterable[Term]:
    """The columns that they are read from, themselves among them."""
    waiting = list(terms)
    while waiting:
        one = waiting.pop()
        if one in kept or one.op is Op.COLUMN:
            yield one
        else:
            waiting += one.args
