"""The staff screens: Django's admin for every row that staff keep, and publishing as the add page of a release.

What reads or checks documents is imported where it is used: these modules load with the citizen's process too.
"""

from django.contrib import admin

from . import (
    account_events,
    figures,
    links,
    measures,
    parameters,
    people,
    personas,
    places,
    policies,
    questions,
    releases,
    yes_no,
)

admin.site.site_title = "衢江青年补贴自查"
admin.site.site_header = "衢江青年补贴自查 · 后台"
admin.site.index_title = "政策和问卷"

__all__ = [
    "account_events",
    "figures",
    "links",
    "measures",
    "parameters",
    "people",
    "personas",
    "places",
    "policies",
    "questions",
    "releases",
    "yes_no",
]
