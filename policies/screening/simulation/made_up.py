"""Persons that nobody is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from policies.screening.files.refusals import in_words
from policies.screening.jobs.answered import answers_of, received_of
from policies.screening.population.drawing import PersonMaker
from policies.screening.population.settings import BadSettings, population, read

from .orders import SimulationOrder
from .person import Person
from .refused import CannotSimulate

MOST = 20_000_000
BAD_SETTINGS = "合成人口的分布和现在的问题对不上，没有算。请另写一份分布，命令行用 --population 指定"


class Synthetic:
    """`settings`: a file with distributions in place of the shipped ones, as make_persons takes it.

    Raises CannotSimulate.
    """

    real = False

    def __init__(self, order: SimulationOrder, number: int, seed: int, settings: Path | None = None) -> None:
        refuse_number(number)
        document, ruleset = order.document, order.asked
        entries = {question["key"]: question for question in document["questions"]}
        codes = [policy["code"] for policy in document["policies"]]
        try:
            drawn = population(ruleset, entries, codes, read(settings) if settings else None)
        except BadSettings as bad:
            raise CannotSimulate(*bad.mistakes, BAD_SETTINGS) from bad
        except OSError as error:
            raise CannotSimulate(f"读不了 {settings}：{in_words(error)}") from error
        self.maker = PersonMaker(drawn, ruleset, order.on, seed)
        self.ruleset, self.total, self.seed = ruleset, number, seed
        self.columns: Collection[str] = self.maker.columns

    def persons(self, beside: Sequence[str]) -> Iterator[Person]:
        for frame in self.maker.batches(self.total):
            for row in frame.iter_rows(named=True):
                yield Person(answers_of(self.ruleset, row), received_of(self.ruleset, row))

    def whom(self) -> str:
        return f"合成人口（种子 {self.seed}）"

    @property
    def left_out(self) -> Sequence[str]:
        return ()


def refuse_number(number: int) -> None:
    """Raises CannotSimulate."""
    if not 1 <= number <= MOST:
        raise CannotSimulate(f"合成人口要写 1 到 {MOST:,} 人")
