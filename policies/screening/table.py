"""The table that is screened and the one that comes out: which columns they have, and what is in them.

A row is a person. In is one column per question, named by the question's key; missing (null) is unknown, and so is a
column that is not there. That a date never was, or that what is not asked is a nought, follows from the rules alone: no
cell can say so. All answers of a table were stated on one day, which the plan is compiled for (`as_of`).

- A choice is its value as text, yes or no a Boolean, a number or months an integer.
- Money is in whole fen, and its column is called so (`rent|fen`): engines reckon decimals otherwise from one another,
  and who wrote yuan into it would not go unnoticed.
- A date is a day. Of which only the month is known it is any day of that month, with `KEY|month` true beside it.
- A choice of which several may be ticked is a Boolean for each of its values (`hardships|ill`). It is answered where
  none of them is missing: none ticked is an answer, half an answer is none.
- What a person has already is `received|CODE`; of how many payments, `payments|CODE`, missing where nobody said.

Out come `key` and the columns of RESULTS, as CODE|status, and of SUMS, as best|total.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from policies.answers.parse import FIRST_DAY, GREATEST, LAST_DAY, MOST_MONTHS  # noqa: F401
from policies.calculator.ruleset import Question, QuestionType, Ruleset
from policies.screening.limits import FEN_IN_A_YUAN, greatest_answers

KEY = "key"
# No key of a question and no code of a policy has it.
MARK = "|"
FEN = "fen"
MONTH = "month"
RECEIVED = "received"
PAYMENTS = "payments"
BEST = "best"


class ColumnType(StrEnum):
    """What the cells of a column are; integers have 64 bits."""

    TEXT = "text"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DATE = "date"


class Role(StrEnum):
    """What a column stands for."""

    PERSON = "person"
    ANSWER = "answer"
    MONTH_ONLY = "month_only"
    TICKED = "ticked"
    RECEIVED = "received"
    PAYMENTS = "payments"
    RESULT = "result"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class ScreeningColumn:
    """One column of either table. `question`: the key of the question that it answers; `policy`: the code of the policy
    that it speaks of; `values`: all texts that may stand in it, where they are few; `least`, `most`: the ends of an
    integer or a date; `means`: of what comes out, in words for staff.

    `optional`: a table without it is whole, as that says nothing about anybody.
    """

    name: str
    kind: ColumnType
    role: Role
    question: str | None = None
    policy: str | None = None
    values: tuple[str, ...] = ()
    least: int | date | None = None
    most: int | date | None = None
    optional: bool = False
    means: str = ""


class Heading(NamedTuple):
    """A column that there is once per policy, or once in all: its name after the mark, its kind, what it means."""

    name: str
    kind: ColumnType
    means: str
    values: tuple[str, ...] = ()


STATUSES = ("eligible", "upcoming", "unknown", "ineligible")
STATES = ("draft", "planned", "open", "budget_spent", "closed")
# What holds today alone, without a look at the days to come; not among what comes out unless it is asked for.
TODAY = (
    Heading("today", ColumnType.BOOLEAN, "今天符合条件（是）、不符合（否）、还不能确定（空）"),
    Heading("tier_today", ColumnType.TEXT, "今天就符合时的档次；政策不分档时为空"),
    Heading("total_today", ColumnType.INTEGER, "今天就符合时，按规定最长期限一共多少元；没有公布或还差一项答案时为空"),
)
# Of a policy for a person, by assess: see calculator.PolicyResult.
RESULTS = (
    Heading("status", ColumnType.TEXT, "符合、将来符合、还不能确定、不符合", STATUSES),
    Heading("first_day", ColumnType.DATE, "确定符合的第一天：今天，或将来符合的那一天"),
    Heading("last_day", ColumnType.DATE, "确定符合的最后一天；五年之内不会结束时为空"),
    Heading("state", ColumnType.TEXT, "这个人可以领的第一天，政策处于什么状态", STATES),
    Heading("tier", ColumnType.TEXT, "档次；政策不分档、或不确定符合时为空"),
    Heading("total", ColumnType.INTEGER, "按规定最长期限一共多少元；没有公布或还差一项答案时为空"),
    Heading("low", ColumnType.INTEGER, "其中确定的，元"),
    Heading("high", ColumnType.INTEGER, "最多多少元；说不清上限时为空"),
    Heading("within", ColumnType.INTEGER, "还没有领的部分里，确定符合期间到期的，元"),
    Heading("chosen", ColumnType.BOOLEAN, "是不是最优组合里的一项；已经在领的也算"),
)
# Of the best set, by assess: see calculator.best_set.Best. Cash and reimbursements, whole yuan.
SUMS = (
    Heading("total", ColumnType.INTEGER, "最优组合一共多少元（按公布的数）"),
    Heading("within", ColumnType.INTEGER, "其中确定符合期间到期的，元"),
    Heading("certain", ColumnType.INTEGER, "到期部分里确定的，元"),
    Heading("low", ColumnType.INTEGER, "全部里确定的，元"),
    Heading("high", ColumnType.INTEGER, "最多多少元；有一项说不清上限时为空"),
    Heading("discount", ColumnType.INTEGER, "优惠（不发到手里的）一共多少元"),
    Heading("upper", ColumnType.INTEGER, "到期部分里只是上限的，元"),
    Heading("limited", ColumnType.INTEGER, "到期部分里名额有限的，元"),
    Heading("couple", ColumnType.INTEGER, "到期部分里夫妻只能一方领的，元"),
)
TODAY_ONLY = frozenset(one.name for one in TODAY)
# What is asked for where nothing else is said; `best` stands for all of SUMS.
EVERYTHING = frozenset({*(one.name for one in RESULTS), BEST})


def named(owner: str, name: str) -> str:
    """qj-rent|status"""
    return f"{owner}{MARK}{name}"


def columns_of(ruleset: Ruleset) -> tuple[ScreeningColumn, ...]:
    """Every column that a table for this ruleset may have: the key, the answers in their order, what was received."""
    answers = (column for question in ruleset.questions.values() for column in _of_question(question, ruleset))
    received = (column for policy in ruleset.policies for column in _of_received(policy.code))
    return ScreeningColumn(KEY, ColumnType.TEXT, Role.PERSON), *answers, *received


def outputs_of(
    ruleset: Ruleset, wanted: Collection[str] = EVERYTHING, among: Collection[str] | None = None
) -> tuple[ScreeningColumn, ...]:
    """Every column that comes out. `wanted`: names out of TODAY and RESULTS, and BEST; `among`: of these policies.

    Raises ValueError for a name that is none.
    """
    known = TODAY_ONLY | EVERYTHING
    if strange := sorted(set(wanted) - known):
        raise ValueError(f"no such outcome: {', '.join(strange)}; there are {', '.join(sorted(known))}")
    found = [ScreeningColumn(KEY, ColumnType.TEXT, Role.PERSON)]
    for policy in ruleset.policies:
        if among is None or policy.code in among:
            tiers = tuple(tier.code for tier in policy.tiers)
            found += [_result(policy.code, one, tiers) for one in (*TODAY, *RESULTS) if one.name in wanted]
    if BEST in wanted:
        found += [ScreeningColumn(named(BEST, one.name), one.kind, Role.SUM, means=one.means) for one in SUMS]
    return tuple(found)


def _result(code: str, heading: Heading, tiers: tuple[str, ...]) -> ScreeningColumn:
    values = tiers if heading.name.startswith("tier") else heading.values
    name = named(code, heading.name)
    return ScreeningColumn(name, heading.kind, Role.RESULT, policy=code, values=values, means=heading.means)


def _of_question(question: Question, ruleset: Ruleset) -> Iterator[ScreeningColumn]:
    key = question.key
    match question.type:
        case QuestionType.CHOICE if question.many:
            for choice in question.choices:
                yield ScreeningColumn(named(key, choice), ColumnType.BOOLEAN, Role.TICKED, key)
        case QuestionType.CHOICE:
            yield ScreeningColumn(key, ColumnType.TEXT, Role.ANSWER, key, values=question.choices)
        case QuestionType.BOOL:
            yield ScreeningColumn(key, ColumnType.BOOLEAN, Role.ANSWER, key)
        case QuestionType.DATE:
            yield ScreeningColumn(key, ColumnType.DATE, Role.ANSWER, key, least=FIRST_DAY, most=LAST_DAY)
            yield ScreeningColumn(named(key, MONTH), ColumnType.BOOLEAN, Role.MONTH_ONLY, key, optional=True)
        case _:
            yield ScreeningColumn(
                answer_column(question), ColumnType.INTEGER, Role.ANSWER, key, least=0, most=most(question, ruleset)
            )


def answer_column(question: Question) -> str:
    """The column with the answer to a question of which no more than one may be ticked."""
    return named(question.key, FEN) if question.type is QuestionType.MONEY else question.key


def most(question: Question, ruleset: Ruleset) -> int:
    """The greatest answer to a number question that is reckoned with, in the unit of its column: as great as people may
    write, but for what an amount of this ruleset grows by."""
    found = greatest_answers(ruleset)[question.key]
    return found * FEN_IN_A_YUAN if question.type is QuestionType.MONEY else found


def _of_received(code: str) -> Iterator[ScreeningColumn]:
    yield ScreeningColumn(named(RECEIVED, code), ColumnType.BOOLEAN, Role.RECEIVED, policy=code, optional=True)
    yield ScreeningColumn(
        named(PAYMENTS, code), ColumnType.INTEGER, Role.PAYMENTS, policy=code, least=0, most=MOST_MONTHS, optional=True
    )
