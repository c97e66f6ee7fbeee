"""The form of one condition, on a policy or on a follow-up question: typed as text, headed by the sentence it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import escape

from policies.admin.wording import typed_formulas, values
from policies.models import Parameter, Question
from policies.models.choices import QuestionType

from .forms import RowForm, those_that_hold

ALTERNATIVES = (
    "条件都要满足。几个里满足其一就行的，在“满足其一”写同一个字母（例如 A），每种情况一个号码，"
    "号码相同的要同时满足；必须满足的，两格都留空。“顺序”小的排在前面，留空排在最后。"
)
NOT_YET = "填好问题、比较和值，这里读作一句话"


def questions_with_choices() -> Any:
    return Question.objects.prefetch_related("choices")


def sentence(question: Question, operator: str, value: Any, measured_at: Question | None = None) -> str:
    """「累计社保至少 12 个月」; empty where the operator or the value does not fit the question."""
    from policies.catalogue.words.reckoned import Numbers
    from policies.catalogue.words.sentences import NO_NUMBERS, needed

    questions = {row.key: entry(row) for row in (question, measured_at) if row is not None}
    try:
        numbers = NO_NUMBERS
        if named := typed_formulas.keys_in(value):
            questions = {row.key: entry(row) for row in Question.objects.filter(key__in=named)} | questions
            numbers = Numbers(_parameters(named), timezone.localdate())
        return needed(questions, question.key, operator, value, measured_at.key if measured_at else None, numbers)
    except (KeyError, TypeError, ValueError, IndexError):
        return ""


def _parameters(keys: list[str]) -> dict[str, dict[str, Any]]:
    found = Parameter.objects.filter(key__in=keys).prefetch_related("values")
    return {
        row.key: {"name": row.name, "unit": row.unit, "values": list(row.values.values("starts_on", "value", "basis"))}
        for row in found
    }


def entry(question: Question) -> dict[str, Any]:
    """What of a question the sentences need, as the document has it."""
    columns = {name: getattr(question, name) for name in ("key", "type", "name", "unit", "yes", "no", "many")}
    # A question that is only the day up to which months are counted is called by its name alone.
    choices = question.choices.all() if question.type == QuestionType.CHOICE else ()
    return columns | {"choices": [{"value": choice.value, "label": choice.label} for choice in choices]}


# What may be said of a condition beside the sentence; mostly nothing is.
BESIDE = ("alternative", "branch", "inferred", "widens", "clause", "note", "since", "until")


def besides(said: Mapping[str, Any]) -> str:
    """In a few words, of what is saved or of what is typed."""
    alternative, number, inferred, widens, clause, note, since, until = (said.get(name) for name in BESIDE)
    way = f"第 {number} 种情况" if number else ""
    return those_that_hold(
        {
            f"{alternative} 组{way}": alternative,
            "按理解推定": inferred and not widens,
            "推断加上的情况": widens,
            f"出处 {clause}": clause,
            "有说明": note,
            f"{since}才有": since,
            f"{until}不再要求": until,
        }
    )


class ConditionForm(RowForm):
    """`asks` names the field that holds the question which the operator and the value must fit."""

    asks = "question"
    value = forms.CharField(
        label="值",
        max_length=2000,
        widget=AdminTextInputWidget,
        help_text="选择题写选项，几个用逗号分开；是非题写是或否；日期题写数字或某一天；"
        "其他写数字，两数之间写成 18 到 35，和参数比写成 1.5 × 低保标准",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if getattr(self.instance, f"{self.asks}_id"):
            typed = values.of_question(getattr(self.instance, self.asks))
            self.initial["value"] = values.written(typed, self.instance.value)
            self.fields["value"].help_text = escape(values.hint(typed))

    @property
    def heading(self) -> str:
        """The sentence; of a line that is only half filled in, or wrong, there is nothing to say yet."""
        asked = getattr(self.instance, self.asks) if getattr(self.instance, f"{self.asks}_id") else None
        if asked is None or self.errors.keys() & {self.asks, "operator", "value"}:
            return NOT_YET
        measured_at = getattr(self.instance, "measured_at", None)
        return sentence(asked, self.instance.operator, self.instance.value, measured_at) or NOT_YET

    @property
    def folded(self) -> str:
        # A follow-up has a letter and a number only.
        return besides({name: getattr(self.instance, name, None) for name in BESIDE})

    @property
    def stands_open(self) -> bool:
        """One way among several cannot be read without its letter and number."""
        return bool(self.instance.alternative)

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
