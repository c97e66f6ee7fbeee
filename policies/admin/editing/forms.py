"""What the forms of several rows share: broken rules shown at the field where they are mended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.http import QueryDict
from django.utils.functional import cached_property

from policies.catalogue.document import texts

from . import locked

# The field at which the refusal of a database constraint stands, by the constraint's name without the model's.
PLACES = {
    "branch_with_letter": "branch",
    "cap_already": "cap_already",
    "by_day": "measured_at",
    "cap_positive": "cap_amount",
    "couple_question": "one_of_couple",
    "days_of_payment": "last_on",
    "doubt_after_end": "doubtful_until",
    "at_of_parameter": "at",
    "instalments": "instalments",
    "limit_positive": "limit",
    "many_choices": "many",
    "measured": "measured_at",
    "measured_months": "measured_at",
    "no_sum_of_loan_or_service": "form",
    "not_its_own_parent": "parent",
    "once_basis": "once_basis",
    "once_most": "once_most",
    "once_positive": "once_amount",
    "one_cap": "cap_amount",
    "one_doubt": "doubtful_no_limit",
    "ordered_choice": "ordered",
    "past_date": "past_only",
    "bool_sentences": "yes",
    "by_one_thing": "share",
    "years_of_a_number": "grows_yearly",
    "years_of_a_yes": "yes_lasts_years",
    "group_inferred": "group_inferred",
    "question_or_parameter": "question",
    "readily_changed": "readily",
    "recurring_basis": "recurring_basis",
    "recurring_count": "recurring_count",
    "recurring_most": "recurring_most",
    "recurring_period": "recurring_period",
    "recurring_positive": "recurring_amount",
    "usual_in_order": "usual_most",
    "usual_of_a_number": "usual_least",
    "window_in_order": "ends_on",
    "window_starts": "starts_on",
    "worth_of_loan_or_service": "worth",
    "whole_year": "closes",
    "whole_once": "ends_on",
    "once_in_order": "ends_on",
    "one_kind": "measured_at",
    "one_end": "to_days",
    "open_days": "every",
}


class ProseField(forms.CharField):
    """Browsers send other line ends than the rows have; that alone changes nothing."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


WRONG_DAY = "请写日期，要有这一天，例如 2027-01-01"


class RowForm(forms.ModelForm):
    """`problems`: what was found when the whole catalogue was looked at, by form, see `checked`."""

    problems: dict[str, list[tuple[str | None, str]]] = {}
    explained_above: frozenset[str] = frozenset()
    """Fields of a row whose help stands once above all rows."""
    last_position = 0
    """Of the rows of an inline that do not all stand on the page."""
    files_of_fields: forms.Media

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.prefix and "position" in self.fields:
            self.fields["position"].required = False
            self.fields["position"].help_text = "数字小的排在前面；留空排在最后"
            if self.instance.pk is None:
                self.initial["position"] = None
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.error_messages |= {"invalid": WRONG_DAY}
        column = locked.column_of(type(self.instance))
        self.locked = column if column in self.fields and self.instance.pk and locked.is_locked(self.instance) else None
        if self.locked:
            self.fields[self.locked].widget.attrs["readonly"] = True
            self.fields[self.locked].help_text = locked.SENTENCE
        for name in self.explained_above & self.fields.keys():
            self.fields[name].help_text = ""

    @property
    def media(self) -> forms.Media:
        """All rows of an inline ask for the same files: they are gathered once, and not for each of them."""
        kind = type(self)
        if "files_of_fields" not in vars(kind):
            kind.files_of_fields = super().media
        return kind.files_of_fields

    @property
    def heading(self) -> str:
        """What the row is called; empty where a number does."""
        return str(self.instance) if self.instance.pk else ""

    @property
    def folded(self) -> str:
        """What stands in the fold, in a few words."""
        return ""

    @property
    def stands_open(self) -> bool:
        """Whether what is folded must be seen, even where nothing is wrong with it."""
        return False

    def clean_position(self) -> int:
        """Left empty in an inline: after all others."""
        position = self.cleaned_data["position"]
        if position is not None or not self.prefix:
            return position
        formset, number = self.prefix.rsplit("-", 1)
        taken = [row.get("position", "") for row in submitted(self.data, formset)]
        return max([self.last_position, *(int(one) for one in taken if one.isdecimal())]) + 10 * (int(number) + 1)

    def clean_url(self) -> str:
        """Completed where the beginning is missing, and shown so before it is saved."""
        address = self.cleaned_data["url"]
        if whole := texts.completed(address):
            completed = cast(QueryDict, self.data).copy()
            completed[self.add_prefix("url")] = whole
            self.data = completed
            raise ValidationError("前面补上了 https://。请点开看看对不对，再保存一次")
        if address and (wrong := texts.wrong_with_address(address)):
            raise ValidationError(wrong)
        return address

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.refuse_unseen()
        if self.locked and cleaned and cleaned.get(self.locked, self.initial[self.locked]) != self.initial[self.locked]:
            self.add_error(self.locked, f"{self.initial[self.locked]} {locked.SENTENCE}")
        for field, sentence in self.problems.get(self.prefix or "", []):
            self.add_error(field if field in self.fields else None, sentence)
        return cleaned

    def validate_unique(self) -> None:
        """What is taken is told with the row that has it."""
        super().validate_unique()
        for name, errors in self.errors.as_data().items():
            for error in errors:
                if error.code == "unique":
                    error.message, error.params = self._taken(name), None

    def _taken(self, name: str) -> str:
        model, value = type(self.instance), self.data.get(self.add_prefix(name), "").strip()
        other = model._default_manager.filter(**{name: value}).first()
        whose = f"“{other}”的" if other and str(other) != value else "别处用着的"
        return f"“{value}”已经是{whose}{model._meta.get_field(name).verbose_name}，请换一个"

    def _post_clean(self) -> None:
        """The database is not asked whether a row is there that was read a moment ago."""
        row = self.instance
        row.clean_fields = self._clean_columns
        try:
            super()._post_clean()  # type: ignore[misc]
        finally:
            del row.clean_fields

    def _clean_columns(self, exclude: set[str]) -> None:
        row = self.instance
        read = {column.name for column in row._meta.fields if column.is_relation and column.is_cached(row)}
        type(row).clean_fields(row, exclude | (read & self.cleaned_data.keys()))

    def refuse_unseen(self) -> None:
        """In drafts too, which the whole catalogue's rules do not look at."""
        for name, value in self.cleaned_data.copy().items():
            if isinstance(value, str) and (marked := texts.unseen(value)):
                self.add_error(name, f"这段文字里有看不见的字符，请删掉：“{marked}”")

    def add_error(self, field: str | None, error: Any) -> None:
        if field is None and hasattr(error, "error_dict"):
            error = ValidationError(self._at_their_fields(error.error_dict))
        super().add_error(field, error)

    def _at_their_fields(self, errors: dict[str, list[ValidationError]]) -> dict[str, list[ValidationError]]:
        """A broken constraint belongs to the whole row; here it is moved to the field to change."""
        places = constraint_places(type(self.instance))
        located: dict[str, list[ValidationError]] = {}
        for name, found in errors.items():
            for error in found:
                place = places.get(str(error.message), name) if name == NON_FIELD_ERRORS else name
                located.setdefault(place if place in self.fields else NON_FIELD_ERRORS, []).append(error)
        return located


def those_that_hold(said: Mapping[str, Any]) -> str:
    """The words whose value is not empty."""
    return "、".join(words for words, holds in said.items() if holds)


class OnlySent(forms.BaseFormSet):
    """A page may claim to have a million rows: there are forms for those of which something was sent."""

    def total_form_count(self) -> int:
        claimed = super().total_form_count()
        sent = posted(self.data).get(self.prefix or "", {}) if self.is_bound else {}
        return min(claimed, max(sent, default=-1) + 1) if self.is_bound else claimed


class RowFormSet(OnlySent, forms.BaseInlineFormSet):
    @cached_property
    def empty_form(self) -> Any:
        """The row that a script copies. Django would make it for its scripts, for their files and to draw it."""
        return super().empty_form

    def get_unique_error_message(self, unique_check: Any) -> str:
        return f"有两行的“{self._called(unique_check)}”重复，请改其中一行"

    def get_form_error(self) -> str:
        return "这一行和别的一行重复了，请改其中一行"

    def _called(self, names: Any) -> str:
        row: type[Model] = type(self.empty_form.instance)
        columns = [column for column in row._meta.fields if column.name in {*names} - {self.fk.name}]
        return "和".join(str(column.verbose_name) for column in columns)

    def get_queryset(self) -> Any:
        """All rows know the one on whose page they stand, and what is read of it is read once."""
        first = not hasattr(self, "_queryset")
        found = super().get_queryset()
        for row in found if first else ():
            setattr(row, self.fk.name, self.instance)
        return found

    def add_fields(self, form: Any, index: int | None) -> None:
        """Django would ask for each row once more whether it is there."""
        super().add_fields(form, index)
        key = form.fields["id"]
        if isinstance(key, forms.ModelChoiceField):
            form.fields["id"] = OwnKeyField(self, initial=key.initial)


class OwnKeyField(forms.Field):
    """The key of a row of this page, hidden in its form."""

    widget = forms.HiddenInput

    def __init__(self, formset: Any, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.formset = formset

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        rows = self.formset.get_queryset()
        if (found := next((row for row in rows if str(row.pk) == value), None)) is None:
            raise ValidationError(forms.ModelChoiceField.default_error_messages["invalid_choice"])
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


class TableFormSet(RowFormSet):
    """The heads of a table's columns are no labels to whoever has the page read out."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            if not widget.is_hidden:
                widget.attrs["aria-label"] = field.label


def constraint_places(model: type[Model]) -> dict[str, str]:
    """The message of each constraint → the field where it is mended."""
    start = f"{model._meta.model_name}_"
    named = {constraint.name.removeprefix(start): constraint for constraint in model._meta.constraints}
    return {
        str(constraint.violation_error_message): PLACES[name] for name, constraint in named.items() if name in PLACES
    }


def submitted(data: Any, prefix: str) -> list[dict[str, str]]:
    """The rows of an inline formset as they were posted, without those to be deleted."""
    return [row for row in posted_rows(data, prefix) if not row.get("DELETE")]


def posted_rows(data: Any, prefix: str) -> list[dict[str, str]]:
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    claimed = int(total) if total.isdecimal() and len(total) < 10 else 0
    rows = sorted(posted(data).get(prefix, {}).items())
    return [row for number, row in rows if number < claimed]


POSTED = re.compile(r"([^-]+)-(0|[1-9][0-9]{0,3})-(.+)")


def posted(data: Any) -> dict[str, dict[int, dict[str, str]]]:
    """By prefix, number and name. Looked through once: every row of a page asks for what stands in the others."""
    if (found := getattr(data, "rows_of_inlines", None)) is None:
        found = {}
        for key in data:
            if parts := POSTED.fullmatch(key):
                prefix, number, name = parts.groups()
                found.setdefault(prefix, {}).setdefault(int(number), {})[name] = data.get(key)
        # What was posted does not change; what was put together from it may.
        if not getattr(data, "_mutable", True):
            data.rows_of_inlines = found
    return found
