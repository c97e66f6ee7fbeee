"""A row gets another code, everything that names it follows, and the old code stays known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from policies import models
from policies.calculator.echo import beginning
from policies.catalogue.document.renaming import ANSWERS, Key, Renaming
from policies.models.history import TRACKED, because
from policies.models.locks import lock

from .coded import CODED, OWNERS


class CannotRename(Exception):
    """Says what to do instead."""


def rename(kind: str, old: str, new: str) -> int:
    """Returns how many rows were changed. `old` of a choice or a tier: the code it stands in, a slash, and its own.

    Raises CannotRename, and then changes nothing.
    """
    with transaction.atomic(), because(f"代码 {old} 改为 {new}"[:2000]):
        lock(TRACKED)
        key, row = _found(kind, old)
        column = CODED[kind][1]
        code = getattr(row, column)
        _refuse_wrong(kind, row, new)
        setattr(row, column, new)
        row.formerly = [*(one for one in row.formerly if one != new), code]
        row.save()
        named = Renaming({(*key, code): new})
        return 1 + sum(_saved(one, named) for one in _mentioning(kind, row))


def _found(kind: str, old: str) -> tuple[Key, Any]:
    """The row, and what its code is named with: the list it stands in, and the code of its owner."""
    model, column, owner = CODED[kind]
    title = model._meta.verbose_name
    whose, _, code = old.rpartition("/")
    if bool(whose) != bool(owner):
        example = {"choices": "education/phd", "tiers": "qz-checkup/phd"}.get(kind, "qj-rent-subsidy")
        raise CannotRename(f"{title}的旧代码要写成 {example} 这样")
    wanted = {column: code}
    if owner:
        wanted[f"{owner}__{CODED[OWNERS[kind]][1]}"] = whose
    rows: Any = model._default_manager.filter(**wanted)
    if (row := rows.first()) is None:
        raise CannotRename(f"没有代码是“{beginning(old)}”的{title}，请核对后再写")
    return ((kind, whose) if owner else (kind,)), row


def _refuse_wrong(kind: str, row: Any, new: str) -> None:
    model, column, owner = CODED[kind]
    title = model._meta.verbose_name
    if new == getattr(row, column):
        raise CannotRename("新代码和旧代码一样，不用改")
    field: Any = model._meta.get_field(column)
    try:
        field.clean(new, row)
    except ValidationError as error:
        raise CannotRename(f"新代码“{new[:70]}”不能用：{' '.join(error.messages)}") from error
    within = {owner: getattr(row, owner)} if owner else {}
    for other in model._default_manager.filter(**within).exclude(pk=row.pk):
        if getattr(other, column) == new:
            raise CannotRename(f"“{new}”已经是{title}“{other}”的代码，请换一个")
        if new in other.formerly:  # type: ignore[attr-defined]
            raise CannotRename(f"“{new}”是{title}“{other}”以前的代码，旧网址还认它，请换一个")


def _mentioning(kind: str, row: Any) -> Iterable[Any]:
    """The rows that may hold the code as a text; all others hold the row itself."""
    if kind == "tiers":
        yield from models.Expectation.objects.filter(policy=row.policy)
    if kind == "choices":
        yield from models.Threshold.objects.filter(question=row.question)
        yield from models.Uplift.objects.filter(question=row.question)
        yield from models.FollowUp.objects.filter(parent=row.question)
        yield row.question
    if kind == "questions":
        yield from models.Question.objects.all()
    if kind in ("questions", "parameters"):
        yield from models.Threshold.objects.all()
        yield from models.Uplift.objects.all()
        yield from models.FollowUp.objects.all()
    if kind in ("questions", "choices"):
        yield from models.School.objects.all()
        yield from models.Persona.objects.all()


def _saved(row: Any, named: Renaming) -> bool:
    changed = {column: value for column, value in _now(row, named).items() if value != getattr(row, column)}
    for column, value in changed.items():
        setattr(row, column, value)
    if changed:
        row.save()
    return bool(changed)


def _now(row: Any, named: Renaming) -> dict[str, Any]:
    match row:
        case models.Threshold() | models.Uplift():
            return {"value": named.answer(row.question.key, named.within(row.value))}
        case models.FollowUp():
            return {"value": named.answer(row.parent.key, named.within(row.value))}
        case models.Question():
            own = {column: named.answer(row.key, getattr(row, column)) for column in ANSWERS}
            return own | {"about": [named.now("questions", key) for key in row.about]}
        case models.Expectation():
            return {"tier": named.now("tiers", row.policy.code, row.tier)}
    return {"answers": named.answers(row.answers)}
