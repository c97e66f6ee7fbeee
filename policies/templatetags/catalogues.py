"""What was announced, for pages that are made of the catalogue alone."""

from django import template

from policies.library.measures import announcements

register = template.Library()
register.filter("announcements", announcements)
