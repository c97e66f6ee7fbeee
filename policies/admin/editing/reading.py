"""A condition read as a sentence while it is edited: 「累计社保至少 12 个月」."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.urls import path

from policies.admin.wording import values
from policies.models import Question
from policies.models.choices import Operator, QuestionType

from .conditions import NOT_YET, besides, questions_with_choices, sentence


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

    @property
    def sentence(self) -> str:
        """Or what is wrong; of a line that is only half filled in there is nothing to say yet."""
        if self.is_valid():
            return sentence(**self.cleaned_data) or NOT_YET
        mistakes = self.non_field_errors()
        return str(mistakes[0]) if mistakes else NOT_YET

    @property
    def hint(self) -> str:
        """Empty as long as no question is chosen."""
        if "question" in self.errors:
            return ""
        return values.hint(values.of_question(self.cleaned_data["question"]))


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
        return JsonResponse({"sentence": form.sentence, "hint": form.hint, "folded": besides(request.POST)})
