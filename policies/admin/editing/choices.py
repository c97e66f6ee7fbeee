"""Select fields whose options are read once per page, not once per row of an inline."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from policies.admin.access.scope import within_reach
from policies.models import Category, ExclusionGroup, Parameter, Policy, Question, Source

Options = list[tuple[Any, Any]]


class Offered(NamedTuple):
    """The rows that can be chosen, by their key as it is posted, and how a select lists them."""

    rows: dict[str, Model]
    options: Options


def by_section(questions: Iterable[Any]) -> Options:
    """As the wizard asks them."""
    return [
        (section, [(question.pk, str(question)) for question in found])
        for section, found in groupby(questions, key=lambda question: question.section.name)
    ]


def by_name(rows: Iterable[Any]) -> Options:
    return [(row.pk, str(row)) for row in rows]


OPTIONS = {Question: by_section} | dict.fromkeys((Category, Source, Parameter, Policy, ExclusionGroup), by_name)

PLAIN_FIELDS: dict[tuple[type[BaseModelAdmin], Any], forms.Field | None] = {}
"""Of each kind of page and column."""


def types_of(limit: dict[str, Any]) -> list[str]:
    return limit.get("type__in") or ([limit["type"]] if "type" in limit else [])


class SharedSelect(forms.Select):
    """One list of options for every row; Django copies it for each."""

    def __deepcopy__(self, memo: dict[int, Any]) -> SharedSelect:
        found = copy.copy(self)
        found.attrs = self.attrs.copy()
        memo[id(self)] = found
        return found


class Shared(forms.Field):
    """A field whose copies, one for each row, have the same options."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        found = copy.copy(self)
        memo[id(self)] = found
        found.widget = copy.deepcopy(self.widget, memo)
        found.error_messages = self.error_messages.copy()
        found.validators = self.validators[:]
        return found


class SharedChoiceField(Shared, forms.TypedChoiceField):
    pass


class SharedRowField(Shared, forms.ModelChoiceField):
    """What was posted is looked up among the rows that were read for the options."""

    offered: Offered | None = None

    def offer(self, offered: Offered) -> None:
        self.offered = offered
        # The rows are those that the column allows.
        self.limit_choices_to = None
        self.choices = [("", self.empty_label or "---------"), *offered.options]

    def to_python(self, value: Any) -> Any:
        if self.offered is None or isinstance(value, Model):
            return super().to_python(value)
        if value in self.empty_values:
            return None
        if found := self.offered.rows.get(str(value).strip()):
            return found
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})


class SharedChoices(BaseModelAdmin):
    """For admins and inlines; rows are made and changed on pages of their own, so no buttons beside the fields."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model in OPTIONS:
            kwargs = {"form_class": SharedRowField, "widget": SharedSelect, **kwargs}
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if isinstance(field, SharedRowField):
            field.offer(self._offered(db_field, request))
        return field

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs = {"choices_form_class": SharedChoiceField, "widget": SharedSelect, **kwargs}
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if not db_field.is_relation:
            return self._plain_field(db_field, request, **kwargs)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # Without its buttons there is nothing around the select but markup.
        if field and hasattr(field.widget, "widget"):
            field.widget = field.widget.widget
        return field

    def _plain_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """What asks for no other row looks alike on every page: it is made once, and copied."""
        if kwargs:
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        key = (type(self), db_field)
        if key not in PLAIN_FIELDS:
            PLAIN_FIELDS[key] = super().formfield_for_dbfield(db_field, request)
        return copy.deepcopy(PLAIN_FIELDS[key])

    @staticmethod
    def _offered(db_field: Any, request: HttpRequest) -> Offered:
        offered = request.__dict__.setdefault("offered_options", {})
        model, types = db_field.related_model, types_of(db_field.get_limit_choices_to())
        key = (model, tuple(types))
        if key not in offered:
            rows = [row for row in _within_reach(model, request) if not types or row.type in types]
            offered[key] = Offered({str(row.pk): row for row in rows}, OPTIONS[model](rows))
        return offered[key]


def _within_reach(model: Any, request: HttpRequest) -> list[Any]:
    """Read once, whichever of their types are offered where."""
    read = request.__dict__.setdefault("read_options", {})
    if model not in read:
        rows = within_reach(request.user, model._default_manager.all())
        if model is Question:
            rows = rows.select_related("section").order_by("section__position", "position")
            # Only what was posted is compared with a question's choices.
            rows = rows.prefetch_related("choices") if request.method == "POST" else rows
        read[model] = list(rows)
    return read[model]
