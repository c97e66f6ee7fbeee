"""A policy as citizens would see it, beside its form: as it is saved, or as it is typed and not saved."""

from __future__ import annotations

from datetime import date
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.forms import DateField, all_valid
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from policies.admin.editing.checked import CONFLICT
from policies.models import Policy


class Mistyped(Exception):
    """What stands on the page cannot be saved."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences


class _Seen(Exception):
    """Takes back what was saved for a look."""

    def __init__(self, document: dict[str, Any], code: str) -> None:
        self.document, self.code = document, code


class Previewing(admin.ModelAdmin):
    change_form_template = "admin/policies/policy/change_form.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.preview_view)
        own = [
            path("preview/", view, name="policies_policy_preview_new"),
            path("<path:object_id>/preview/", view, name="policies_policy_preview"),
        ]
        return own + super().get_urls()

    @method_decorator(csp_update({"frame-src": [SELF]}))
    def add_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().add_view(*args, **kwargs)

    @method_decorator(csp_update({"frame-src": [SELF]}))
    def change_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().change_view(*args, **kwargs)

    @method_decorator(never_cache)
    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))
    @method_decorator(xframe_options_sameorigin)
    def preview_view(self, request: HttpRequest, object_id: str | None = None) -> HttpResponse:
        """Without an id of one that is being added, of which nothing is saved."""
        from . import preview

        try:
            on = day_in(request.POST)
            seen = self.seen(request, object_id)
            context = preview.context(seen.document, seen.code, on) if seen else {"nothing": True}
        except Mistyped as mistyped:
            context = {"mistakes": mistyped.sentences}
        return render(request, "admin/policies/policy/preview.html", context | {"unfolded": " open"})

    def seen(self, request: HttpRequest, object_id: str | None) -> _Seen | None:
        """What is to be shown, None where there is nothing yet. Raises Mistyped."""
        from policies.catalogue import rows

        policy = self.get_object(request, unquote(object_id)) if object_id else None
        if object_id and policy is None:
            raise Http404(object_id)
        if not self.has_view_permission(request, policy):
            raise PermissionDenied
        if request.method == "POST":
            return self.typed(request, policy)
        return _Seen(rows.read(), policy.code) if policy else None

    def typed(self, request: HttpRequest, policy: Policy | None) -> _Seen:
        """The rows as they would be were the page saved now. Raises Mistyped."""
        if not (self.has_change_permission(request, policy) if policy else self.has_add_permission(request)):
            raise PermissionDenied
        request.problems = {}  # type: ignore[attr-defined]  # the preview itself says what is wrong
        try:
            with transaction.atomic():
                self.save_for_a_look(request, policy)
        except _Seen as seen:
            return seen
        except IntegrityError:
            raise Mistyped([CONFLICT]) from None
        raise AssertionError("it is always taken back")

    def save_for_a_look(self, request: HttpRequest, policy: Policy | None) -> None:
        from policies.catalogue import rows

        change = policy is not None
        form = self.get_form(request, policy, change=change)(request.POST, instance=policy)
        valid = form.is_valid()
        row = self.save_form(request, form, change=change) if valid else form.instance
        formsets, _ = self._create_formsets(request, row, change=change)  # type: ignore[attr-defined]
        if not (all_valid(formsets) and valid):
            raise Mistyped(_mistakes([form, *(one for formset in formsets for one in formset.forms)]))
        self.save_model(request, row, form, change=change)
        self.save_related(request, form, formsets, change=change)
        raise _Seen(rows.read(), row.code)


def day_in(data: Any) -> date | None:
    """The day on which to look, None for today. Raises Mistyped."""
    try:
        return DateField(required=False).clean(data.get("preview_on", ""))
    except ValidationError:
        raise Mistyped(["“看哪一天”请写日期，例如 2027-01-01"]) from None


def _mistakes(forms: list[Any]) -> list[str]:
    found = []
    for form in forms:
        for name, sentences in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            found += [f"{label}：{sentence}" if label else sentence for sentence in sentences]
    return found
