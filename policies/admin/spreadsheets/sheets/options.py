"""Options of choices; new ones may be added."""

from __future__ import annotations

from django.db.models import Max

from policies.calculator.echo import beginning
from policies.models import Choice, Question
from policies.models.choices import QuestionType
from policies.models.fields import KEY

from .sheet import Key, Sheet, changeable, shown


def _no_option(key: Key) -> tuple[str, str]:
    question, value = key
    found = Question.objects.filter(key=question).first()
    if found is None:
        return "问题", f"没有键是“{beginning(question)}”的问题，请照导出的表格写；新的问题请在问题页面上加"
    if found.type != QuestionType.CHOICE:
        return "问题", f"“{found.name}”不是选择题，没有选项"
    return OPTION, f"选项的值{KEY.message}" if value else "请写选项的值，例如 associate"


def _new_option(key: Key) -> Choice | None:
    question = Question.objects.filter(key=key[0], type=QuestionType.CHOICE).first()
    if question is None or not KEY.regex.fullmatch(key[1]):  # type: ignore[union-attr]
        return None
    last = question.choices.aggregate(last=Max("position"))["last"] or 0
    return Choice(question=question, value=key[1], position=last + 10)


OPTION = "选项的值"
OPTIONS = Sheet(
    "选项",
    Choice,
    ("问题", OPTION),
    (
        shown("问题", lambda row: row.question.key, width=24),
        shown(OPTION, lambda row: row.value, width=24),
        shown("问题简称", lambda row: row.question.name),
        changeable(Choice, "label", 30),
        changeable(Choice, "help", 40),
        changeable(Choice, "position", 8),
    ),
    lambda of=None: Choice.objects.select_related("question__region").order_by(
        "question__position", "question__key", "position", "pk"
    ),
    lambda row: row.question,
    _no_option,
    _new_option,
    needed="选项",
)
