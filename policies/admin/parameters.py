"""Dated values that formulas use; a new value gets a new line, the old ones stay."""

from django.contrib import admin

from policies.models import Parameter, ParameterValue

from . import places_to_find
from .checked import CheckedAdmin, TableRows
from .filters import NotPublished
from .finding import Finding


class ParameterValueInline(TableRows):
    model = ParameterValue
    fields = ("starts_on", "value", "basis", "inferred", "note")


@admin.register(Parameter)
class ParameterAdmin(Finding, CheckedAdmin):
    list_display = ("name", "key", "unit", "region", "position")
    list_select_related = ("region",)
    list_filter = (
        NotPublished,
        "region",
    )
    places = places_to_find.PARAMETER
    spelled = True
    fields = (("name", "key"), "region", "unit", "help", "position")
    inlines = (ParameterValueInline,)
