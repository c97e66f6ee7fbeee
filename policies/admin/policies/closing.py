"""A policy that is closed on its own page: what goes on to name it is told, as where a whole notice is repealed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join

from policies.admin.editing.places_of_problems import Located
from policies.admin.notices.resting import naming_policies
from policies.models import Policy, PolicyChange
from policies.models.choices import State

SAID = "“{}”停止以后，下面的还提到它，请另外看一看：{}"


class Closing(admin.ModelAdmin):
    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changes = [one for formset in formsets if formset.model is PolicyChange for one in formset.forms]
        if any(_closes(one) for one in [form, *changes]):
            request.closed = True  # type: ignore[attr-defined]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Only once it is saved: a change that is refused closes nothing."""
        if getattr(request, "closed", False) and (found := naming_policies(Policy.objects.filter(pk=obj.pk))):
            places = [Located(row) for row in found]
            links = format_html_join("、", '<a href="{}">{}</a>', ((place.url, place.title) for place in places))
            self.message_user(request, format_html(SAID, obj.name, links), messages.WARNING)
        return super().response_change(request, obj)


def _closes(form: Any) -> bool:
    """Now, or from the day of a dated change on."""
    said = getattr(form, "cleaned_data", {})
    return "state" in form.changed_data and said.get("state") == State.CLOSED and not said.get("DELETE")
