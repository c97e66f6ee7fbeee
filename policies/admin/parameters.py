"""Dated values that formulas use; a new value gets a new line, the old ones stay."""

from django.contrib import admin

from policies.admin.editing.checked import CheckedAdmin, TableRows
from policies.admin.finding.filters import NotPublished
from policies.admin.finding.search import Searched
from policies.models import Parameter, ParameterValue

from .finding import where


class ParameterValueInline(TableRows):
    model = ParameterValue
    fields = ("starts_on", "value", "basis", "inferred", "note")


@admin.register(Parameter)
class ParameterAdmin(Searched, CheckedAdmin):
    list_display = ("name", "key", "unit", "region", "position")
    list_select_related = ("region",)
    list_filter = (
        NotPublished,
        "region",
    )
    places = where.PARAMETER
    spelled = True
    fields = (("name", "key"), "region", "unit", "help", "position")
    inlines = (ParameterValueInline,)
