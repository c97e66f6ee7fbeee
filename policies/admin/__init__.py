"""The staff screens: Django's admin for every row that staff keep, and publishing as the add page of a release.

What reads or checks documents is imported where it is used: these modules load with the citizen's process too.
"""

from django.contrib import admin

from . import categories, figures, life_events, links, measures, parameters, people, places, questions
from .access import events
from .personas import screen as personas_screen
from .policies import screen as policies_screen
from .releases import screen as releases_screen
from .wording import yes_no

admin.site.index_title = "政策和问卷"

__all__ = [
    "categories",
    "events",
    "figures",
    "life_events",
    "links",
    "measures",
    "parameters",
    "people",
    "personas_screen",
    "places",
    "policies_screen",
    "questions",
    "releases_screen",
    "yes_no",
]
