"""What would be wrong with the catalogue were some rows saved."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from .checked import problems_of_rows
from .located import Located


class _Tried(Exception):
    """Takes back what was saved for the trial."""

    def __init__(self, problems: list[Located]) -> None:
        self.problems = problems


def tried(save: Callable[[], None]) -> list[Located]:
    """Saves, looks at the whole catalogue and takes everything back; drafts are not looked at."""
    try:
        with transaction.atomic():
            save()
            raise _Tried(problems_of_rows())
    except _Tried as trial:
        return trial.problems


def caused(save: Callable[[], None]) -> list[Located]:
    """Only what is not wrong already."""
    found = tried(save)
    if not found:
        return []
    before = {(problem.row, problem.inside, problem.sentence) for problem in problems_of_rows()}
    return [problem for problem in found if (problem.row, problem.inside, problem.sentence) not in before]
