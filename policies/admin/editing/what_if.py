"""What would be wrong with the catalogue were some rows saved."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from .checked import problems_of_rows
from .places_of_problems import Located


class _Tried(Exception):
    """Takes back what was saved for the trial."""

    def __init__(self, problems: list[Located]) -> None:
        self.problems = problems


def tried(save: Callable[[], None], *, keep: bool = False) -> list[Located]:
    """Saves, looks at the whole catalogue and takes everything back; drafts are not looked at.

    `keep`: what is sound stays saved.
    """
    try:
        with transaction.atomic():
            save()
            found = problems_of_rows()
            if found or not keep:
                raise _Tried(found)
    except _Tried as trial:
        return trial.problems
    return []


def caused(save: Callable[[], None], *, keep: bool = False) -> list[Located]:
    """Only what is not wrong already."""
    found = tried(save, keep=keep)
    if not found:
        return []
    before = {(problem.row, problem.inside, problem.sentence) for problem in problems_of_rows()}
    anew = [problem for problem in found if (problem.row, problem.inside, problem.sentence) not in before]
    if keep and not anew:
        save()
    return anew
