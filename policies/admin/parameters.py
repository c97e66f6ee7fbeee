"""Dated values that formulas use; a new value gets a new line, the old ones stay."""

from django.contrib import admin

from policies.models import Parameter, ParameterValue

from .checked import CheckedAdmin, TableRows


class ParameterValueInline(TableRows):
    model = ParameterValue
    fields = ("starts_on", "value", "basis", "inferred", "note")


@admin.register(Parameter)
class ParameterAdmin(CheckedAdmin):
    list_display = ("name", "key", "unit", "region", "position")
    list_select_related = ("region",)
    list_filter = ("region",)
    search_fields = ("name", "key")
    fields = (("name", "key"), "region", "unit", "help", "position")
    inlines = (ParameterValueInline,)
