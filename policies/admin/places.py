"""Regions, the documents policies come from, and the sections of the wizard."""

from django.contrib import admin

from policies.admin.editing.checked import CheckedAdmin
from policies.admin.finding.filters import NotPublished
from policies.admin.finding.search import Searched
from policies.admin.notices.pages import Notices
from policies.models import Region, Section, Source

from .finding import where


@admin.register(Region)
class RegionAdmin(CheckedAdmin):
    list_display = ("name", "code", "parent", "position")
    list_select_related = ("parent",)
    search_fields = ("name", "code")
    fields = (("name", "code"), "parent", "position")


@admin.register(Source)
class SourceAdmin(Notices, Searched, CheckedAdmin):
    list_display = ("code", "title", "number", "region", "issued_on", "starts_on", "ends_on", "carries")
    list_display_links = ("code", "title")
    list_select_related = ("region",)
    list_filter = (NotPublished, "region")
    places = where.SOURCE
    search_help_text = "代码、标题、文号、发文单位、条款、出自它的政策"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("code", "region", "position"),
                    "title",
                    ("number", "issuer"),
                    ("issued_on", "issued_inferred"),
                    "url",
                    "caveat",
                )
            },
        ),
        (
            "政策期限",
            {
                "description": "出自这份文件的政策都按这个期限，除非政策自己写了别的。",
                "fields": (
                    ("starts_on", "ends_on"),
                    ("doubtful_until", "doubtful_no_limit"),
                    "measured_at",
                    ("window_note", "window_inferred"),
                ),
            },
        ),
    )


@admin.register(Section)
class SectionAdmin(CheckedAdmin):
    list_display = ("name", "code", "help", "position")
    search_fields = ("name", "code")
    fields = (("name", "code"), "help", "position")
