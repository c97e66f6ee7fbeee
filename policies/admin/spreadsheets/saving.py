"""Changed rows saved in one transaction, or looked at as if they had been."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from policies.admin.editing.places_of_problems import Located, together
from policies.admin.editing.what_if import caused
from policies.models import Category, Parameter, Policy, Question
from policies.models.history import because, in_bulk

from .changes import Changed, Read, read
from .opened import SheetLine, SheetMistake

REASON = "从表格导入"
MEANWHILE = "看过以后，别人改了其中的内容，没有保存。请重新导出表格，把要改的再写一遍"


class ImportRefused(Exception):
    """Nothing was saved."""

    def __init__(self, found: Read) -> None:
        self.found = found


def preview(found: Read) -> Read:
    """Adds what the whole catalogue would say against the changes; nothing is saved."""
    if found.rows and not found.mistakes:
        found.mistakes += _placed(caused(lambda: _save(found.rows, recorded=False)), found.rows)
    return found


def save(lines: list[SheetLine], seen: list[tuple[str, ...]], may_change: Callable[[Any], bool]) -> Read:
    """Saves what these lines change, if it is still what was `seen` in the preview. Raises Refused."""
    with transaction.atomic():
        # Whoever else saves one of these now waits until this is done.
        for model in (Category, Policy, Parameter, Question):
            list(model.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        found = read(lines, may_change)
        if outline(found) != seen and not found.mistakes:
            found.mistakes.append(SheetMistake("", None, "", MEANWHILE))
        if found.rows and not found.mistakes:
            found.mistakes += _placed(caused(lambda: _save(found.rows), keep=True), found.rows)
        if found.mistakes:
            raise ImportRefused(found)
    return found


def outline(found: Read) -> list[tuple[str, ...]]:
    """What a person saw of the changes."""
    return [(one.what, one.title, one.before if one.before is not None else "\0", one.after) for one in found.changes]


def _save(rows: Iterable[Changed], *, recorded: bool = True) -> None:
    """One save each, so that the history has them, but of what is taken back; after that, new rows are new again."""
    with because(REASON), in_bulk():
        for one in rows:
            if one.new:
                one.row.pk, one.row._state.adding = None, True
            save = one.row.save if recorded else one.row.save_without_historical_record
            save(update_fields=None if one.new else one.columns)


def _placed(problems: Iterable[Located], rows: Iterable[Changed]) -> list[SheetMistake]:
    """Each at the line that changed the row, if one did; the others once for all that are alike."""
    found, elsewhere = [], []
    for problem in problems:
        exact = next((one for one in rows if _same(one.row, problem.inside or problem.row)), None)
        if exact is None:
            elsewhere.append(problem)
        else:
            titles = {str(column.name): str(column.verbose_name) for column in exact.row._meta.fields}
            found.append(exact.line.mistake(titles.get(problem.field or ""), problem.sentence))
    return found + [SheetMistake("", None, "", same.text, same.places[0].url) for same in together(elsewhere)]


def _same(row: Model, other: Model) -> bool:
    return type(row) is type(other) and row.pk == other.pk
