"""Select fields whose options are read once per page, not once per row of an inline."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.http import HttpRequest

from policies.models import Parameter, Question, Source

from .scope import within_reach

Options = list[tuple[Any, Any]]


def by_section(questions: Any) -> Options:
    """As the wizard asks them."""
    rows = questions.select_related("section").order_by("section__position", "position")
    return [
        (section, [(question.pk, str(question)) for question in found])
        for section, found in groupby(rows, key=lambda question: question.section.name)
    ]


def by_name(rows: Any) -> Options:
    return [(row.pk, str(row)) for row in rows]


OPTIONS = {Question: by_section, Source: by_name, Parameter: by_name}


def types_of(limit: dict[str, Any]) -> list[str]:
    return limit.get("type__in") or ([limit["type"]] if "type" in limit else [])


class SharedChoices(BaseModelAdmin):
    """For admins and inlines; rows are made and changed on pages of their own, so no buttons beside the fields."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.related_model in OPTIONS:
            field.choices = [("", field.empty_label or "---------"), *self._options(db_field, request)]
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.is_relation:
            for button in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
                setattr(field.widget, button, False)
        return field

    @staticmethod
    def _options(db_field: Any, request: HttpRequest) -> Options:
        limit = db_field.get_limit_choices_to()
        read = request.__dict__.setdefault("read_options", {})
        key = (db_field.related_model, tuple(types_of(limit)))
        if key not in read:
            rows = within_reach(request.user, db_field.related_model._default_manager.all())
            types = types_of(limit)
            read[key] = OPTIONS[db_field.related_model](rows.filter(type__in=types) if types else rows)
        return read[key]
