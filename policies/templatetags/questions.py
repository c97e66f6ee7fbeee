"""What there is to tick of a question, and how it stands."""

from django import template

from policies.catalogue.words import inquiries
from policies.wizard import fields

register = template.Library()
register.filter("options", fields.options)
register.filter("columns", fields.columns)
register.filter("beside_one_another", fields.beside_one_another)
register.filter("find_out", inquiries.find_out)
