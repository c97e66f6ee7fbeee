"""The form of one condition, on a policy or on a follow-up question: the value is typed as text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.html import escape

from policies.models import Question

from . import values
from .forms import RowForm


def questions_with_choices() -> Any:
    return Question.objects.prefetch_related("choices")


class ConditionForm(RowForm):
    """`asks` names the field that holds the question which the operator and the value must fit."""

    asks = "question"
    value = forms.CharField(
        label="值",
        max_length=2000,
        widget=AdminTextInputWidget,
        help_text="选择题写选项，几个用逗号分开；是非题写是或否；其他写数字",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if getattr(self.instance, f"{self.asks}_id"):
            typed = values.of_question(getattr(self.instance, self.asks))
            self.initial["value"] = values.written(typed, self.instance.value)
            self.fields["value"].help_text = escape(values.hint(typed))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        question, operator, text = (cleaned.get(name) for name in (self.asks, "operator", "value"))
        if question is None or not operator:
            return cleaned
        typed = values.of_question(question)
        self.fields["value"].help_text = escape(values.hint(typed))
        try:
            values.refuse_unfit_operator(typed, operator)
        except ValidationError as error:
            self.add_error("operator", error)
            return cleaned
        if text is not None:
            try:
                cleaned["value"] = values.condition_value(typed, operator, text)
            except ValidationError as error:
                self.add_error("value", error)
        return cleaned
