"""A condition read as a sentence while it is edited: 「累计社保至少 12 个月」."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.urls import path
from django.utils.html import format_html

from policies.models import Question, Threshold
from policies.models.choices import Operator, QuestionType

from . import values
from .conditions import questions_with_choices

NOT_YET = "填好问题、比较和值，这里读作一句话"


def sentence(question: Question, operator: str, value: Any, measured_at: Question | None) -> str:
    """Empty where the operator or the value does not fit the question."""
    from policies.catalogue.sentences import needed

    questions = {row.key: entry(row) for row in (question, measured_at) if row is not None}
    try:
        return needed(questions, question.key, operator, value, measured_at.key if measured_at else None)
    except (KeyError, TypeError, ValueError, IndexError):
        return ""


def entry(question: Question) -> dict[str, Any]:
    """What of a question the sentences need, as the document has it."""
    columns = {name: getattr(question, name) for name in ("key", "type", "name", "unit", "yes", "no")}
    # A question that is only the day up to which months are counted is called by its name alone.
    choices = question.choices.all() if question.type == QuestionType.CHOICE else ()
    return columns | {"choices": [{"value": choice.value, "label": choice.label} for choice in choices]}


class TypedCondition(forms.Form):
    """A condition as it stands on the page, saved or not."""

    question = forms.ModelChoiceField(questions_with_choices())
    operator = forms.ChoiceField(choices=Operator.choices)
    value = forms.CharField(max_length=2000)
    measured_at = forms.ModelChoiceField(Question.objects.filter(type=QuestionType.DATE), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        typed = values.of_question(cleaned["question"])
        values.refuse_unfit_operator(typed, cleaned["operator"])
        cleaned["value"] = values.condition_value(typed, cleaned["operator"], cleaned["value"])
        return cleaned


class Reading(admin.ModelAdmin):
    """The address from which the page asks for the sentence of what is being typed."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.sentence_view)
        return [path("sentence/", view, name="policies_policy_sentence"), *super().get_urls()]

    def sentence_view(self, request: HttpRequest) -> Any:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = TypedCondition(request.POST)
        if form.is_valid():
            return JsonResponse({"sentence": sentence(**form.cleaned_data)})
        # Of a line that is only half filled in there is nothing to say yet.
        mistakes = form.non_field_errors()
        return JsonResponse({"sentence": mistakes[0] if mistakes else NOT_YET})


def in_words(threshold: Threshold) -> str:
    said = ""
    if threshold.question_id:
        said = sentence(threshold.question, threshold.operator, threshold.value, threshold.measured_at)
    return format_html('<output class="reading">{}</output>', said or NOT_YET)
