"""Questions with their choices and the conditions under which they are asked."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from policies.admin.editing.checked import CheckedAdmin, StackedRows
from policies.admin.editing.conditions import ALTERNATIVES, ConditionForm, questions_with_choices
from policies.admin.editing.forms import RowForm, posted_rows
from policies.admin.editing.paged import PagedFormSet, PagedRows
from policies.admin.finding.filters import NotPublished
from policies.admin.finding.search import Searched
from policies.models import Choice, FollowUp, Question
from policies.models.choices import QuestionType

from .finding import where
from .wording import values


def negative_value(question: values.Typed, text: str) -> Any:
    """The answer that says 「没有」; empty is none (None)."""
    if text.strip() and question.type not in (QuestionType.BOOL, QuestionType.CHOICE):
        raise ValidationError("只有是非题和选择题能写，别的题型请留空")
    if question.many and text.strip() not in ("", *values.NONE_WORDS):
        raise ValidationError("可以选几项的，这里写“都没有”，或者留空")
    value = values.implied_value(question, text)
    if value is True:
        raise ValidationError("这里写表示“没有”的答案：请写否，或者留空")
    return value


# The columns that hold an answer to the question itself, typed in words.
ANSWERS = {"implied": values.implied_value, "negative": negative_value}


class QuestionsField(forms.ModelMultipleChoiceField):
    """Several questions, which the row holds as their keys, in their order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Question.objects.all(), to_field_name="key", **kwargs)

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        return [question.key for question in super().clean(value)]


class QuestionForm(RowForm):
    implied = forms.CharField(
        label="不问时的值",
        required=False,
        max_length=60,
        help_text="追问不用问时就按这个值：选择题写选项，可以选几项的用逗号分开、一项也没有写“都没有”，是非题写是或否，数字题写数字，日期题写“没有”；"
        "留空是不清楚。一直要问的问题留空",
    )
    negative = forms.CharField(
        label="表示没有的答案",
        required=False,
        max_length=60,
        help_text="写了，这一题就能和同一节的别的题一起勾“下面这些我都没有”：是非题写否，选择题写选项，可以选几项的写“都没有”。"
        "很多人都有的、顺手一勾容易勾错的，留空",
    )

    about = QuestionsField(
        label="说的是哪几题的回答",
        required=False,
        help_text="例如毕业日期说的是那个学历：学历改了，毕业日期就请人再看一眼，确认以后才算。"
        "按住 Ctrl 可以选几个；说的是本人、和别的回答无关的，不选",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            question = values.of_question(self.instance)
            for name in ANSWERS:
                self.initial[name] = values.written(question, getattr(self.instance, name))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("type"):
            return cleaned
        question = self.typed(cleaned)
        for name in (name for name in ANSWERS if name in cleaned):
            try:
                cleaned[name] = ANSWERS[name](question, cleaned[name])
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned

    def typed(self, cleaned: dict[str, Any]) -> values.Typed:
        name, yes, no = (cleaned.get(field, "") for field in ("name", "yes", "no"))
        return values.Typed(
            name, cleaned["type"], self.options(), cleaned.get("ordered", False), yes, no, cleaned.get("many", False)
        )

    def options(self) -> list[values.ValueOption]:
        """As they will be: those that were not sent stay as they are."""
        stored = self.instance.choices.all() if self.instance.pk else ()
        found = {str(choice.pk): values.ValueOption(choice.value, choice.label) for choice in stored}
        for number, row in enumerate(posted_rows(self.data, "choices")):
            key = row.get("id") or f"new-{number}"
            if row.get("DELETE"):
                found.pop(key, None)
            else:
                found[key] = values.ValueOption(row.get("value", ""), row.get("label", ""))
        return list(found.values())


class FollowUpForm(ConditionForm):
    asks = "parent"
    explained_above = frozenset({"alternative", "branch", "position"})

    def clean_parent(self) -> Question:
        parent = self.cleaned_data["parent"]
        if parent.pk == self.instance.question_id:
            raise ValidationError("追问不能依据它自己，请选另一个问题")
        return parent


class ChoiceFormSet(PagedFormSet):
    once = ("value", "同一个问题里已有这个值")


class ChoiceInline(PagedRows):
    model = Choice
    formset = ChoiceFormSet
    fk_name = "question"
    searched = ("value", "label", "help")
    verbose_name_plural = "选项（选择题才写；有高低顺序的从低到高）"
    fields = ("value", "label", "help", "readily", "settled", "final", "begins_on", "position")


class FollowUpInline(StackedRows):
    model = FollowUp
    form = FollowUpForm
    fk_name = "question"
    ordering = ("position", "id")
    verbose_name_plural = "追问条件（一直要问的不写）"
    intro = ALTERNATIVES
    fieldsets = (
        (None, {"fields": (("parent", "operator", "value", "kind"),)}),
        ("几选一和顺序", {"classes": ("collapse",), "fields": (("alternative", "branch", "position"),)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[FollowUp]:
        return super().get_queryset(request).select_related("parent").prefetch_related("parent__choices")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["queryset"] = questions_with_choices()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Question)
class QuestionAdmin(Searched, CheckedAdmin):
    form = QuestionForm
    list_display = ("name", "key", "type", "section", "region", "position")
    list_select_related = ("section", "region")
    list_filter = (NotPublished, "section", "type", "region", "changeable")
    places = where.QUESTION
    spelled = True
    save_on_top = True
    inlines = (ChoiceInline, FollowUpInline)
    fieldsets = (
        (
            "问什么",
            {"fields": (("name", "key"), "label", "help", ("type", "unit"), ("yes", "no"), ("find_out", "whom"))},
        ),
        (
            "怎么问",
            {
                "fields": (
                    ("section", "region", "position"),
                    ("ordered", "many", "past_only"),
                    ("grows_yearly", "yes_lasts_years"),
                    ("changeable", "readily"),
                    "implied",
                    "negative",
                    ("usual_least", "usual_most", "usual_note"),
                    "about",
                    "local",
                )
            },
        ),
    )

    class Media:
        js = ("js/admin-reading.js",)

    def response_change(self, request: HttpRequest, obj: Question) -> HttpResponse:
        """Who goes on editing one page of many choices stays on it."""
        response = super().response_change(request, obj)
        if "_continue" in request.POST and request.GET and response.status_code == HTTPStatus.FOUND:
            return HttpResponseRedirect(request.get_full_path())
        return response
