"""The icons for yes and no, with words for whoever has the page read out: Django's say True and False in English."""

from __future__ import annotations

from django.contrib.admin.templatetags import admin_list
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

ICONS = {True: ("yes", "是"), False: ("no", "否"), None: ("unknown", "不知道")}


def icon(value: bool | None) -> SafeString:
    name, word = ICONS[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), word)


# Lists and read-only pages look it up there; Django offers no other way to change it.
admin_list._boolean_icon = icon  # type: ignore[attr-defined]
