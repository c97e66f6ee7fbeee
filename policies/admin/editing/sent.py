"""Saved rows of a long page are sent as what stands in them; its script unfolds them from the empty row.

A policy may have seventy rows of fifteen fields, each with all that can be chosen. Without script the page is asked for
once more and comes whole; so does one that shows mistakes. What is sent is posted as it is, should a script fail.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WHOLE = "whole"


def sent(form: Any) -> SafeString:
    """What stands in the fields of a saved row, and the help that its fields have of their own."""
    general = type(form).base_fields
    helps = [
        (name, field.help_text)
        for name, field in form.fields.items()
        if field.help_text and field.help_text != (general[name].help_text if name in general else "")
    ]
    return format_html(
        "{}{}",
        format_html_join(
            "",
            '<input type="hidden" name="{}" value="{}"{}>',
            (
                (form.add_prefix(name), value, SafeString(" readonly" if "readonly" in field.widget.attrs else ""))
                for name, field in form.fields.items()
                if not field.widget.is_hidden and (value := said(form, name, field))
            ),
        ),
        format_html_join(
            "", '<span hidden data-help="{}">{}</span>', ((name, SafeString(text)) for name, text in helps)
        ),
    )


def said(form: Any, name: str, field: forms.Field) -> str:
    """As a browser would post it; empty where it would post nothing."""
    value = field.prepare_value(form.get_initial_for_field(field, name))
    if isinstance(field.widget, forms.CheckboxInput):
        return "on" if field.widget.check_test(value) else ""
    written = field.widget.format_value(value)
    if isinstance(written, list):  # Of a select.
        written = written[0] if written else ""
    return "" if written is None else str(written)


class SentShort(admin.ModelAdmin):
    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        short = request.method == "GET" and WHOLE not in request.GET
        return super().render_change_form(request, context | {"short": short}, *args, **kwargs)
