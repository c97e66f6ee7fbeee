"""A persona's or a school's answers as a clerk types them, one to a line: 「学历：硕士」「毕业：2025-06-30」."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError

from policies.calculator.calendar import Month
from policies.calculator.echo import beginning
from policies.models import Question
from policies.models.choices import QuestionType

from . import values
from .values import Typed

COLON = re.compile(r"[：:]")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?\Z")


class Questions:
    """All questions by key and by name, read once."""

    def __init__(self, rows: Iterable[Question] | None = None) -> None:
        found = list(Question.objects.prefetch_related("choices") if rows is None else rows)
        self.typed: dict[str, Typed] = {row.key: values.of_question(row) for row in found}
        names = Counter(row.name for row in found)
        self.titles = {row.key: row.name if names[row.name] == 1 else f"{row.name}（{row.key}）" for row in found}
        self.keys = {title: key for key, title in self.titles.items()} | {row.key: row.key for row in found}

    def written(self, answers: dict[str, Any]) -> str:
        return self.in_lines({key: self.said(key, answer) for key, answer in answers.items()})

    def in_lines(self, said: dict[str, str]) -> str:
        order = {key: place for place, key in enumerate(self.typed)}
        lines = sorted(said.items(), key=lambda item: order.get(item[0], len(order)))
        return "\n".join(f"{self.titles.get(key, key)}：{words}" for key, words in lines)

    def said(self, key: str, answer: Any) -> str:
        return values.written(self.typed[key], answer) if key in self.typed else str(answer)

    def read(self, text: str) -> dict[str, Any]:
        """Raises ValidationError with every line that cannot be read."""
        answers: dict[str, Any] = {}
        mistakes = []
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            try:
                key, answer = self.line(line)
                if key in answers:
                    raise ValidationError(f"“{self.titles[key]}”写了两次，请删掉一行")
                answers[key] = answer
            except ValidationError as error:
                mistakes += [f"第 {number} 行：{sentence}" for sentence in error.messages]
        if mistakes:
            raise ValidationError(mistakes)
        return answers

    def line(self, line: str) -> tuple[str, Any]:
        parts = COLON.split(line, maxsplit=1)
        if len(parts) != 2 or not parts[1].strip():
            raise ValidationError("要写成“题目：答案”，例如 学历：硕士；不清楚的题不写")
        name, said = parts[0].strip(), parts[1].strip()
        if name not in self.keys:
            close = values.similar_words(name, self.keys)
            raise ValidationError(f"没有叫“{beginning(name)}”的题目{close}，请写题目的名称或键")
        key = self.keys[name]
        return key, answer(self.typed[key], said)


def answer(question: Typed, text: str) -> Any:
    """Raises ValidationError with what to write instead."""
    if question.type != QuestionType.DATE:
        return values.implied_value(question, text)
    found = DAY.match(text)
    try:
        if found:
            year, month, *day = (int(part) for part in found.groups() if part)
            return (date(year, month, *day) if day else Month(year, month)).isoformat()
    except ValueError:
        pass
    raise ValidationError(
        f"“{question.name}”要写存在的日期，例如 2025-06-30，只知道月份就写 2025-06；现在写的是“{beginning(text)}”"
    )


class AnswersField(forms.CharField):
    """Shows and takes lines; its value is the dict of the document."""

    def __init__(self, **kwargs: Any) -> None:
        widget = AdminTextareaWidget(attrs={"rows": 12, "class": "vLargeTextField answers"})
        super().__init__(widget=widget, max_length=20_000, **kwargs)
        self.questions: Questions | None = None

    def _known(self) -> Questions:
        self.questions = self.questions or Questions()
        return self.questions

    def prepare_value(self, value: Any) -> Any:
        return self._known().written(value) if isinstance(value, dict) else value

    def clean(self, value: Any) -> Any:
        return self._known().read(super().clean(value) or "")

    def said(self, key: str, answer: Any) -> str:
        return self._known().said(key, answer)

    def lines(self, said: dict[str, str]) -> str:
        """Of answers in words."""
        return self._known().in_lines(said)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or {}) != self._known().read(data or "")
        except ValidationError:
            return True
