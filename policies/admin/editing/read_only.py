"""Pages of those who may look but not change: answers stand there in words, and not as the rows hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import Model
from django.http import HttpRequest

from policies.admin.wording.answer_lines import Questions
from policies.admin.wording.values import of_question, written
from policies.models import FollowUp, Persona, Question, School, Threshold


def _own(column: str) -> Callable[[Any], str]:
    return lambda question: written(of_question(question), getattr(question, column))


def _named(question: Question) -> str:
    return "、".join(Question.objects.filter(key__in=question.about).values_list("name", flat=True))


def _all() -> Callable[[Any], str]:
    return lambda row: Questions().written(row.answers)


# The columns whose values are answers.
IN_WORDS: dict[type[Model], dict[str, Callable[[Any], str]]] = {
    Threshold: {"value": lambda row: written(of_question(row.question), row.value)},
    FollowUp: {"value": lambda row: written(of_question(row.parent), row.value)},
    Question: {"implied": _own("implied"), "negative": _own("negative"), "about": _named},
    School: {"answers": _all()},
    Persona: {"answers": _all()},
}
SHOWN: dict[type[Model], dict[str, Any]] = {
    model: {
        name: admin.display(said, description=model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name, said in columns.items()
    }
    for model, columns in IN_WORDS.items()
}


class ReadInWords(BaseModelAdmin):
    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = self._answers_in_words(request, obj)
        found = super().get_fieldsets(request, obj)
        return [(title, {**options, "fields": _put(shown, options["fields"])}) for title, options in found]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *self._answers_in_words(request, obj).values()]

    def _answers_in_words(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What stands in the place of which column; nothing for whoever may change the row."""
        looks = obj is not None and not self.has_change_permission(request, obj)
        return SHOWN.get(self.model, {}) if looks else {}


def _put(shown: dict[str, Any], fields: Sequence[Any]) -> list[Any]:
    """The fields, some of which stand together on a line."""
    return [tuple(_put(shown, one)) if isinstance(one, list | tuple) else shown.get(one, one) for one in fields]
