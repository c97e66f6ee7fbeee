"""Conditions that have to do with each other: they are on one question, and an answer meets some of them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from policies.calculator.gaps import CENT
from policies.calculator.needs import Bits, union
from policies.calculator.reckoned import formulas
from policies.calculator.ruleset import Between, Condition, Question, QuestionType, Window
from policies.calculator.thresholds import OPERATORS, accepted_answers, possible_answers, representative_numbers

NUMBERS = (QuestionType.INT, QuestionType.MONTHS, QuestionType.MONEY)


@dataclass(frozen=True, slots=True)
class Kin:
    """Conditions on one question. `met`: the sets of them that are met together, by some answer each."""

    all: Bits
    met: frozenset[Bits]

    def among(self, bits: Bits) -> Kin:
        """Those of these conditions alone."""
        return Kin(self.all & bits, frozenset(met & bits for met in self.met))


def kin_of(conditions: Mapping[Condition | Window, Bits], questions: Mapping[str, Question]) -> list[Kin]:
    """Of the questions whose answer alone decides, on any one day, which of the conditions on them hold.

    Those on dates and on several choices are left out: each of these is looked at as if it had nothing to do with the
    others.
    """
    by_question: dict[str, dict[Bits, Condition]] = {}
    for condition, bit in conditions.items():
        if isinstance(condition, Condition) and _goes_by_one_value(condition, questions[condition.question]):
            by_question.setdefault(condition.question, {})[bit] = condition
    return [
        Kin(union(several), frozenset(_met_together(several, questions[key]))) for key, several in by_question.items()
    ]


def _goes_by_one_value(condition: Condition, question: Question) -> bool:
    """Whether the answer alone says if it is met: nothing else is compared with it, nor reckoned for it."""
    if possible_answers(question):
        return True
    plain = isinstance(condition.operand, int | Decimal | tuple | Between) and not formulas(condition.operand)
    return question.type in NUMBERS and plain


def _met_together(conditions: Mapping[Bits, Condition], question: Question) -> Iterator[Bits]:
    if answers := possible_answers(question):
        accepted = {bit: accepted_answers(condition, question) for bit, condition in conditions.items()}
        for answer in answers:
            yield union(bit for bit, several in accepted.items() if answer in several)
    else:
        least = CENT if question.type is QuestionType.MONEY else 1
        for number in representative_numbers(conditions.values(), least):
            yield union(bit for bit, one in conditions.items() if OPERATORS[one.operator](number, one.operand))
    if question.begins:
        # An answer that does not hold yet meets nothing.
        yield 0


def repeats(sets: Iterable[Bits], kin: Sequence[Kin]) -> bool:
    """Whether something is spoken of in more than one of these: only then are there conditions that decide nothing."""
    seen: Bits = 0
    for bits in sets:
        if bits & seen:
            return True
        seen |= bits
        for one in kin:
            together = one.all & bits
            if together:
                if together & (together - 1):
                    return True
                seen |= one.all
    return False
