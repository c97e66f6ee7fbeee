"""What is deleted with a row, and what is in the way of deleting it: in words, with the way there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.html import format_html

from policies.admin.wording import typed_formulas
from policies.admin.wording.records import Names, label
from policies.models import Parameter, Question, StaffRegion
from policies.models.history import TRACKED

from .places_of_problems import Located


def called(row: models.Model, names: Names) -> str:
    """A row that is deleted; those with pages of their own lead there."""
    if type(row) not in TRACKED or isinstance(row, StaffRegion):
        return format_html("{}：{}", row._meta.verbose_name, row)
    if TRACKED[type(row)]:
        return format_html("{}：{}", row._meta.verbose_name, label(type(row), row, names))
    return format_html('<a href="{}">{}</a>', Located(row).url, Located(row).title)


def in_use(row: models.Model, names: Names) -> str:
    owner = TRACKED.get(type(row))
    if owner is None:
        return called(row, names)
    place = Located(getattr(row, owner), row)
    return format_html(
        '<a href="{}">{}</a> › {}：{}', place.url, place.title, place.place, label(type(row), row, names)
    )


def reckoned_by(model: type[models.Model], rows: Iterable[Any]) -> list[models.Model]:
    """The conditions whose number is reckoned by these parameters or questions: the database knows nothing of it."""
    kind = {Parameter: "parameter", Question: "question"}.get(model)
    return typed_formulas.conditions_naming(kind, [row.key for row in rows]) if kind else []
