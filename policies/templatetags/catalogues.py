"""What pages show that are made of the catalogue alone: what was announced, life events, questions to sort by."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from policies.catalogue.catalogue import Catalogue
from policies.library.fitting import Fit
from policies.library.measures import announcements
from policies.library.regions import life_events
from policies.library.situation import SituationField, situation
from policies.templatetags.kept import part

register = template.Library()
register.filter("announcements", announcements)
register.filter("life_events", life_events)


@register.filter
def situation_fields(catalogue: Catalogue) -> tuple[SituationField, ...]:
    """As they are before anything was chosen."""
    return situation(catalogue, {}).asked


@register.simple_tag(takes_context=True)
def fits(context: Context, several: Iterable[Fit]) -> SafeString:
    """Each policy that was found, by includes/fit.html, rendered once for all whom the words lead to it alike.

    The template sees what stands in `shown`; its own places see the page, and `fit`.
    """
    catalogue, on, told = context["search"].catalogue, context["on"], context["told"]

    def shown(fit: Fit) -> dict[str, Any]:
        policy = catalogue.policies[fit.code]
        found = {"place": fit.place, "because": fit.because, "drawing": fit.icon}
        return {"catalogue": catalogue, "policy": policy, "on": on, "told": told, **found}

    items = []
    with context.push() as around:
        for fit in several:
            around["fit"] = fit
            key = (fit.code, fit.place, fit.because, on, told)
            items.append(part(catalogue, "fit", key, partial(shown, fit), context).filled(context))
    return mark_safe("".join(items))  # noqa: S308 - rendered by a template
