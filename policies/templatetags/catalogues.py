"""What pages show that are made of the catalogue alone: what was announced, life events, questions to sort by."""

from django import template

from policies.catalogue.catalogue import Catalogue
from policies.library.measures import announcements
from policies.library.regions import life_events
from policies.library.situation import SituationField, situation

register = template.Library()
register.filter("announcements", announcements)
register.filter("life_events", life_events)


@register.filter
def situation_fields(catalogue: Catalogue) -> tuple[SituationField, ...]:
    """As they are before anything was chosen."""
    return situation(catalogue, {}).asked
