"""What is reckoned for every row of a table: terms of one graph, in which whatever is the same is one term.

A term is a column, a literal, or an operation on other terms, and names no engine. Booleans are verdicts: true, false,
and null for unknown, joined as `calculator.verdict` joins them. What is known beforehand is worked out here, by the
calculator's own functions where there is one.

Each term knows within which ends its values lie and whether it may be null. Integers stay below 2**53: one of the
engines divides by way of doubles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from weakref import WeakValueDictionary

from policies.calculator import calendar
from policies.calculator.calendar import ONE_DAY
from policies.screening.limits import MOST
from policies.screening.table import ColumnType

BOOLEAN, INTEGER, DATE, TEXT = ColumnType.BOOLEAN, ColumnType.INTEGER, ColumnType.DATE, ColumnType.TEXT
Literal = bool | int | date | str | None


class NumberTooLarge(ValueError):
    """A number may come to more than engines reckon with."""


class Op(StrEnum):
    COLUMN = "column"
    LITERAL = "literal"
    ALL = "all"
    ANY = "any"
    NOT = "not"
    SURE = "sure"
    IS_NULL = "is_null"
    IS_IN = "is_in"
    EQUAL = "equal"
    LESS = "less"
    AT_MOST = "at_most"
    WHEN = "when"
    OR_ELSE = "or_else"
    LEAST = "least"
    GREATEST = "greatest"
    PLUS = "plus"
    MINUS = "minus"
    TIMES = "times"
    DIVIDED = "divided"
    MONTHS_ON = "months_on"
    DAYS_ON = "days_on"
    BIRTHDAY = "birthday"
    MONTH_START = "month_start"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    LOOKED_UP = "looked_up"
    NO_LESS = "no_less"


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Term:
    """`value`: of a column its name, of a literal itself, of an operation what is no term. `least`, `most`: the ends of
    integers and dates, both included."""

    op: Op
    kind: ColumnType
    args: tuple[Term, ...] = ()
    value: Any = None
    nullable: bool = True
    least: Any = None
    most: Any = None

    @property
    def is_literal(self) -> bool:
        return self.op is Op.LITERAL

    @property
    def is_leaf(self) -> bool:
        return not self.args


_made: WeakValueDictionary[tuple[Any, ...], Term] = WeakValueDictionary()


def made(
    op: Op,
    kind: ColumnType,
    *args: Term,
    value: Any = None,
    nullable: bool | None = None,
    ends: tuple[Any, Any] = (None, None),
) -> Term:
    """The one term that is this. `nullable`: None where it is as soon as one of its arguments is."""
    # A column of the same name may have other ends in the plan of other rules.
    key = op, kind, args, value, type(value), (nullable, ends) if op is Op.COLUMN else None
    known = _made.get(key)
    if known is not None:
        return known
    least, most = ends
    if kind is INTEGER and least is not None and not -MOST <= least <= most <= MOST:
        raise NumberTooLarge("a number that may come to more than engines reckon with")
    null = any(one.nullable for one in args) if nullable is None else nullable
    return _made.setdefault(key, Term(op, kind, args, value, null, least, most))


def column(name: str, kind: ColumnType, ends: tuple[Any, Any] = (None, None), *, nullable: bool = True) -> Term:
    return made(Op.COLUMN, kind, value=name, nullable=nullable, ends=ends)


def literal(value: Literal, kind: ColumnType) -> Term:
    ends = (value, value) if kind in (INTEGER, DATE) else (None, None)
    return made(Op.LITERAL, kind, value=value, nullable=value is None, ends=ends)


YES, NO, UNKNOWN = literal(True, BOOLEAN), literal(False, BOOLEAN), literal(None, BOOLEAN)
NO_NUMBER, NO_DAY = literal(None, INTEGER), literal(None, DATE)


def number(value: int | None) -> Term:
    return literal(value, INTEGER)


def day(value: date | None) -> Term:
    return literal(value, DATE)


def text(value: str | None) -> Term:
    return literal(value, TEXT)


NOUGHT = number(0)


# Verdicts


def negated(one: Term) -> Term:
    if one.is_literal:
        return literal(None if one.value is None else not one.value, BOOLEAN)
    return one.args[0] if one.op is Op.NOT else made(Op.NOT, BOOLEAN, one)


def all_of(several: Iterable[Term]) -> Term:
    return _joined(Op.ALL, several, YES, NO)


def any_of(several: Iterable[Term]) -> Term:
    return _joined(Op.ANY, several, NO, YES)


def _joined(op: Op, several: Iterable[Term], neutral: Term, deciding: Term) -> Term:
    found = dict.fromkeys(one for one in several if one is not neutral)
    if deciding in found or any(negated(one) in found for one in found if not one.nullable):
        return deciding
    if len(found) < 2:
        return next(iter(found), neutral)
    return made(op, BOOLEAN, *found)


def both(*several: Term) -> Term:
    return all_of(several)


def either(*several: Term) -> Term:
    return any_of(several)


def sure(one: Term) -> Term:
    """Whether it is certain; never null."""
    if one.is_literal:
        return YES if one.value else NO
    if one.op is Op.ALL and UNKNOWN in one.args:
        return NO
    return made(Op.SURE, BOOLEAN, one, nullable=False) if one.nullable else one


# Null as soon as one of their arguments is, and else never.
STRICT = frozenset({
    Op.NOT, Op.IS_IN, Op.EQUAL, Op.LESS, Op.AT_MOST, Op.PLUS, Op.MINUS, Op.TIMES, Op.DIVIDED, Op.MONTHS_ON, Op.DAYS_ON,
    Op.BIRTHDAY, Op.MONTH_START, Op.YEAR, Op.MONTH, Op.DAY, Op.NO_LESS,
})  # fmt: skip


def is_null(one: Term) -> Term:
    if one.is_literal:
        return YES if one.value is None else NO
    if not one.nullable:
        return NO
    if one.op in STRICT:
        return any_of(map(is_null, one.args))
    if one.op is Op.WHEN:
        condition, *both = one.args
        first, second = map(is_null, both)
        if first is second or first.is_literal or second.is_literal:
            return when(condition, first, second)
    return made(Op.IS_NULL, BOOLEAN, one, nullable=False)


def is_known(one: Term) -> Term:
    return negated(is_null(one))


def ruled_out(one: Term) -> Term:
    """Whether it is certainly not so; never null."""
    return sure(negated(one))


def not_ruled_out(one: Term) -> Term:
    return negated(ruled_out(one))


# Comparisons


def is_in(one: Term, values: Iterable[Literal]) -> Term:
    """Null where the one is."""
    several = tuple(sorted(values, key=lambda value: (value is not None, value)))
    if one.is_literal:
        return UNKNOWN if one.value is None else literal(one.value in several, BOOLEAN)
    if not several:
        return always(NO, one)
    if one.kind is TEXT or len(several) == 1:
        # One engine takes longer to look for a text among several than to compare it with each.
        return any_of(equal(one, literal(value, one.kind)) for value in several)
    return made(Op.IS_IN, BOOLEAN, one, value=several)


def always(verdict: Term, known: Term) -> Term:
    """The verdict, whatever is known; unknown where that is null."""
    missing = is_null(known)
    if all(_is_null_where(one, verdict) for one in (missing.args if missing.op is Op.ANY else (missing,))):
        return verdict
    return when(missing, UNKNOWN, verdict)


def _is_null_where(condition: Term, one: Term) -> bool:
    """Whether it is plain that it is null wherever the condition holds."""
    if one.is_literal:
        return one.value is None
    if condition.op is Op.IS_NULL and condition.args[0] is one:
        return True
    if one.op is Op.WHEN:
        chosen, first, second = one.args
        by_it = condition in (chosen, sure(chosen))
        return _is_null_where(condition, first) and (by_it or _is_null_where(condition, second))
    if one.op in (Op.ALL, Op.ANY):
        return all(_is_null_where(condition, each) for each in one.args)
    return one.op in STRICT and any(_is_null_where(condition, each) for each in one.args)


def equal(one: Term, other: Term) -> Term:
    if one.is_literal and other.is_literal:
        return UNKNOWN if None in (one.value, other.value) else literal(one.value == other.value, BOOLEAN)
    if one is other and not one.nullable:
        return YES
    if one.is_literal:
        one, other = other, one
    if other.is_literal and (apart := _each_compared(equal, one, other)):
        return apart
    return made(Op.EQUAL, BOOLEAN, one, other)


# How many choices there may be in a row for each of their values to be compared by itself.
CHOICES = 2


def _each_compared(compare: Callable[[Term, Term], Term], one: Term, other: Term) -> Term | None:
    """Of a choice between few values: what is chosen need not be put together then, and one that is known beforehand is
    compared beforehand."""
    chosen, fixed = (one, other) if other.is_literal else (other, one)
    if chosen.op is not Op.WHEN or not _is_plain(chosen, CHOICES):
        return None
    condition, *both = chosen.args
    return when(condition, *(compare(each, fixed) if chosen is one else compare(fixed, each) for each in both))


def _is_plain(one: Term, choices: int) -> bool:
    if one.op is Op.WHEN:
        return choices > 0 and all(_is_plain(each, choices - 1) for each in one.args[1:])
    return one.is_leaf or (one.op in MOVED and _is_plain(one.args[0], 0))


def at_most(one: Term, other: Term) -> Term:
    """one ≤ other"""
    return _compared(Op.AT_MOST, one, other)


def less(one: Term, other: Term) -> Term:
    """one < other"""
    return _compared(Op.LESS, one, other)


def _compared(op: Op, one: Term, other: Term) -> Term:
    if (one.is_literal and one.value is None) or (other.is_literal and other.value is None):
        return UNKNOWN
    known = _by_their_ends(op, one, other)
    if known is not None:
        return always(always(literal(known, BOOLEAN), one), other)
    if one.is_literal is not other.is_literal:
        compare = at_most if op is Op.AT_MOST else less
        if apart := _each_compared(compare, one, other):
            return apart
    if one.op in MOVED and other.is_literal:
        return _moved_up_to(one, other.value if op is Op.AT_MOST else other.value - ONE_DAY)
    if other.op in MOVED and one.is_literal:
        return negated(_moved_up_to(other, one.value if op is Op.LESS else one.value - ONE_DAY))
    return made(op, BOOLEAN, one, other)


# How days are moved, by the value of the term; a later day never becomes the earlier one.
MOVED: dict[Op, Callable[[date, int], date]] = {
    Op.MONTHS_ON: calendar.add_months,
    Op.DAYS_ON: lambda one, days: one + ONE_DAY * days,
    Op.BIRTHDAY: calendar.birthday,
    Op.MONTH_START: lambda one, _: one.replace(day=1),
}


def _moved_up_to(one: Term, last: date) -> Term:
    """Whether the moved day is not after the last: of all days the latest for which that is so is looked for."""
    (before,), move = one.args, MOVED[one.op]
    low, high = before.least, before.most
    while low < high:
        middle = low + ONE_DAY * ((high - low).days + 1 >> 1)
        low, high = (middle, high) if move(middle, one.value) <= last else (low, middle - ONE_DAY)
    return at_most(before, literal(low, DATE))


def _by_their_ends(op: Op, one: Term, other: Term) -> bool | None:
    """What their ends alone say."""
    if None in (one.least, other.least):
        return None
    if op is Op.AT_MOST:
        return True if one.most <= other.least else False if one.least > other.most else None
    return True if one.most < other.least else False if one.least >= other.most else None


def has_come(turn: Term, on: Term) -> Term:
    """Whether there is such a day, and it is not after the other; never null, where the other is not."""
    return sure(at_most(turn, on))


# Choosing


def when(condition: Term, one: Term, other: Term) -> Term:
    """The one where the condition certainly holds, else the other."""
    if condition.is_literal:
        return one if condition.value else other
    if one is other:
        return one
    if condition.op is Op.NOT and not condition.nullable:
        return when(condition.args[0], other, one)
    if condition.op is Op.SURE:
        return when(condition.args[0], one, other)
    one, other = _chosen(one, condition, 1), _chosen(other, condition, 2)
    if one is other:
        return one
    if one.kind is BOOLEAN and (found := _as_verdict(condition, one, other)):
        return found
    ends = _around(one, other) if one.kind in (INTEGER, DATE) else (None, None)
    return made(Op.WHEN, one.kind, condition, one, other, nullable=one.nullable or other.nullable, ends=ends)


def _chosen(one: Term, condition: Term, place: int) -> Term:
    """Of a choice by the same condition what is chosen there."""
    return one.args[place] if one.op is Op.WHEN and one.args[0] is condition else one


def unless(condition: Term, one: Term) -> Term:
    """What it comes down to where the condition does not certainly hold; of a verdict what it is joined from, too."""
    place = 2
    while condition.op is Op.SURE or (condition.op is Op.NOT and not condition.nullable):
        place = place if condition.op is Op.SURE else 3 - place
        (condition,) = condition.args
    return _unless(condition, place, one, {})


def _unless(condition: Term, place: int, one: Term, known: dict[Term, Term]) -> Term:
    """`place`: of what is chosen in a choice by the condition; 1 where it certainly holds."""
    if one not in known:
        known[one] = _come_down_to(condition, place, one, lambda each: _unless(condition, place, each, known))
    return known[one]


def _come_down_to(condition: Term, place: int, one: Term, again: Callable[[Term], Term]) -> Term:
    if one.op is Op.WHEN:
        return again(one.args[place]) if one.args[0] is condition else when(*map(again, one.args))
    if one.op is Op.SURE and one.args[0] is condition:
        return YES if place == 1 else NO
    return JOINING[one.op]([*map(again, one.args)]) if one.op in JOINING else one


JOINING: dict[Op, Callable[[list[Term]], Term]] = {
    Op.ALL: all_of,
    Op.ANY: any_of,
    Op.NOT: lambda args: negated(*args),
    Op.SURE: lambda args: sure(*args),
}


def _as_verdict(condition: Term, one: Term, other: Term) -> Term | None:
    """Joined verdicts are quicker than a choice between them."""
    if one is YES:
        return any_of((sure(condition), other))
    if other is NO:
        return all_of((sure(condition), one))
    if one is NO:
        return all_of((negated(sure(condition)), other))
    return any_of((negated(sure(condition)), one)) if other is YES else None


def _around(*several: Term) -> tuple[Any, Any]:
    """The ends of all that there are."""
    known = [one for one in several if not (one.is_literal and one.value is None)]
    if any(one.least is None for one in known) or not known:
        return None, None
    return min(one.least for one in known), max(one.most for one in known)


def no_less(one: Term, least: Any) -> Term:
    """The same number or day, of which is known that it is no less than that wherever somebody reads it."""
    if one.is_literal or one.least is None or least <= one.least:
        return one
    return made(Op.NO_LESS, one.kind, one, value=least, ends=(least, max(least, one.most)))


def case(pairs: Iterable[tuple[Term, Term]], otherwise: Term) -> Term:
    """The value of the first pair whose condition certainly holds."""
    found = otherwise
    for condition, value in reversed(list(pairs)):
        found = when(condition, value, found)
    return found


def or_else(one: Term, other: Term) -> Term:
    """The other where the one is null."""
    if not one.nullable:
        return one
    if one.is_literal:
        return other
    if one.kind is BOOLEAN and other.is_literal:
        return sure(one) if other is NO else not_ruled_out(one) if other is YES else one
    ends = _around(one, other) if one.kind in (INTEGER, DATE) else (None, None)
    return made(Op.OR_ELSE, one.kind, one, other, nullable=other.nullable, ends=ends)


def only_if(condition: Term, one: Term) -> Term:
    """It where the condition certainly holds, else null."""
    return when(condition, one, literal(None, one.kind))


def least_of(several: Iterable[Term], kind: ColumnType) -> Term:
    """The least of those that are there; null where none is."""
    return _extreme(Op.LEAST, several, kind, min)


def greatest_of(several: Iterable[Term], kind: ColumnType) -> Term:
    """The greatest of those that are there; null where none is."""
    return _extreme(Op.GREATEST, several, kind, max)


def _extreme(op: Op, several: Iterable[Term], kind: ColumnType, choose: Any) -> Term:
    found = list(dict.fromkeys(one for one in several if not (one.is_literal and one.value is None)))
    if literals := [one for one in found if one.is_literal]:
        found = [one for one in found if not one.is_literal]
        found.append(choose(literals, key=lambda one: one.value))
    if len(found) < 2:
        return found[0] if found else literal(None, kind)
    low, high = _around(*found)
    there = [one for one in found if not one.nullable and low is not None]
    if there and op is Op.GREATEST:
        low = max(one.least for one in there)
    elif there:
        high = min(one.most for one in there)
    return made(op, kind, *found, nullable=all(one.nullable for one in found), ends=(low, high))


def lower(one: Term, other: Term) -> Term:
    """The lower of two numbers; null where one of them is."""
    return _of_both(Op.LEAST, one, other, min)


def higher(one: Term, other: Term) -> Term:
    """The higher of two numbers or days; null where one of them is."""
    return _of_both(Op.GREATEST, one, other, max)


def _of_both(op: Op, one: Term, other: Term, choose: Any) -> Term:
    found, missing = _extreme(op, (one, other), one.kind, choose), any_of((is_null(one), is_null(other)))
    if missing.is_literal or found.is_leaf or None in (one.least, other.least):
        return when(missing, literal(None, found.kind), found)
    ends = choose(one.least, other.least), choose(one.most, other.most)
    return made(Op.WHEN, found.kind, missing, literal(None, found.kind), found, nullable=True, ends=ends)


# Numbers


def plus(one: Term, other: Term) -> Term:
    if one.is_literal and one.value == 0:
        return other
    if other.is_literal and other.value == 0:
        return one
    return _reckoned(Op.PLUS, one, other, lambda a, b: a + b)


def minus(one: Term, other: Term) -> Term:
    if other.is_literal and other.value == 0:
        return one
    return _reckoned(Op.MINUS, one, other, lambda a, b: a - b)


def times(one: Term, other: Term) -> Term:
    for factor, rest in ((one, other), (other, one)):
        if factor.is_literal and factor.value == 1:
            return rest
        if factor.is_literal and factor.value == 0 and not rest.nullable:
            return NOUGHT
    return _reckoned(Op.TIMES, one, other, lambda a, b: a * b)


def divided(one: Term, by: int) -> Term:
    """Rounded down; of a number that is not negative."""
    if by == 1:
        return one
    if one.is_literal:
        return number(None if one.value is None else one.value // by)
    if one.least is None or one.least < 0:
        raise NumberTooLarge("engines round negative numbers otherwise from one another")
    return made(Op.DIVIDED, INTEGER, one, value=by, ends=(one.least // by, one.most // by))


def divided_down(one: Term, by: int) -> Term:
    """Rounded down, also where it is negative."""
    if one.is_literal or one.least is None or one.least >= 0:
        return divided(one, by)
    further = -(one.least // by)
    return minus(divided(plus(one, number(further * by)), by), number(further))


def total(several: Iterable[Term]) -> Term:
    found = NOUGHT
    for one in several:
        found = plus(found, one)
    return found


def _reckoned(op: Op, one: Term, other: Term, reckon: Any) -> Term:
    if one.is_literal and other.is_literal:
        return number(None if None in (one.value, other.value) else reckon(one.value, other.value))
    if NO_NUMBER in (one, other):
        return NO_NUMBER
    if None in (one.least, other.least):
        raise NumberTooLarge(f"a number without ends: {one.value or other.value}")
    corners = [reckon(a, b) for a in (one.least, one.most) for b in (other.least, other.most)]
    return made(op, INTEGER, one, other, ends=(min(corners), max(corners)))


def looked_up(one: Term, table: Mapping[int, Literal], kind: ColumnType, otherwise: Literal = None) -> Term:
    """The literal that stands for a number; the other one for those that are not in the table, null for null."""
    if one.is_literal:
        return literal(None if one.value is None else table.get(one.value, otherwise), kind)
    there = {key: value for key, value in table.items() if one.least is None or one.least <= key <= one.most}
    if not there:
        return when(is_null(one), literal(None, kind), literal(otherwise, kind))
    known: list[Any] = [value for value in (*there.values(), otherwise) if value is not None]
    ends = (min(known), max(known)) if known and kind in (INTEGER, DATE) else (None, None)
    null = one.nullable or otherwise is None
    return made(Op.LOOKED_UP, kind, one, value=(tuple(sorted(there.items())), otherwise), nullable=null, ends=ends)
