"""Two administrators on the page of one account: rows without a history, so the page itself carries what it showed."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from policies.admin.editing.checked import with_problems
from policies.admin.merging.sides import RowSeen, Sides

from .merging import asking, stale, three_way

SEEN = "seen_page"
TOLD = "你打开这一页以后，别人也改过，都合在一起保存了。改了什么，请看修改记录。"


class WithProblems(forms.ModelForm):
    problems: asking.Problems = {}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for field, sentence in self.problems.get(self.prefix or "", []):
            self.add_error(field if field in self.fields else None, sentence)
        return cleaned


class Carried(Sides):
    """`opened`: the values the page carries, None where they cannot be read."""

    opened: dict[str, Any] | None = None

    def _read_before(self, prefix: str) -> None:
        if self.opened is None:
            super()._read_before(prefix)
            return
        there = self.opened.get(prefix, {})
        for key in [key for key in self.before if key[0] == prefix]:
            self.before[key] = RowSeen(self.now[key].form, there[key[1]]) if key[1] in there else None
        for pk, values in there.items():
            if (prefix, pk) not in self.now:
                self.before[prefix, pk] = RowSeen(self._form(prefix)(), values)


class RowsTogether(InlineModelAdmin):
    def rows_of(self, request: HttpRequest, row: Model) -> Any:
        return self.get_queryset(request)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, form=with_problems(self.form, request), **kwargs)


class PutTogether(admin.ModelAdmin):
    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            kwargs["form"] = with_problems(self.form, request)
        return super().get_form(request, obj, change=change, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        with transaction.atomic():
            if request.method == "POST" and object_id:
                self.look_for_others(request, unquote(object_id))
            return super().changeform_view(request, object_id, form_url, extra_context)

    def look_for_others(self, request: HttpRequest, object_id: str) -> None:
        row = self.get_object(request, object_id)
        if row is None or SEEN not in request.POST or not self.has_change_permission(request, row):
            return
        self.model._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=row.pk).first()
        row.refresh_from_db()
        opened, asked = _carried(request.POST.get(SEEN, ""))
        sides = Carried(self, request, row, None)
        sides.opened = opened
        if opened == _shown(self, request, row) and not asked:
            return
        merged = three_way.merge(sides, request.POST, asked)
        found = stale.Stale(merged, [])
        request.stale = found  # type: ignore[attr-defined]
        request.POST = merged.data  # type: ignore[assignment]
        if found.asks:
            request.problems = found.problems  # type: ignore[attr-defined]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        found = getattr(request, "stale", None)
        if obj is not None:
            asked = [stale.name(found.merged, one) for one in found.merged.questions] if found else []
            context[SEEN] = json.dumps({"page": _shown(self, request, obj), "asked": asked})
        if found:
            typed = stale.typed_otherwise(context["adminform"], context["inline_admin_formsets"])
            context |= {"stale": found, "typed": typed}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if hasattr(request, "stale"):
            self.message_user(request, TOLD, messages.WARNING)
        return super().response_change(request, obj)


def _shown(its_admin: Any, request: HttpRequest, row: Model) -> dict[str, Any]:
    """Read anew: the form may have put what was typed into its row."""
    fresh = type(row)._default_manager.get(pk=row.pk)
    return Sides(its_admin, request, fresh, None).shown()


def _carried(text: str) -> tuple[dict[str, Any] | None, list[three_way.Asked]]:
    try:
        found = json.loads(text)
        page = {prefix: {pk: dict(values) for pk, values in rows.items()} for prefix, rows in found["page"].items()}
        return page, [((prefix, pk), name) for prefix, pk, name in (one.split("|") for one in found["asked"])]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None, []
