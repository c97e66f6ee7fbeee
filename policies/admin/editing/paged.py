"""An inline whose rows may be a thousand: on the page stands a part of them, and only that part is sent and saved."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.http import HttpRequest

from . import parts
from .checked import TableRows
from .forms import TableFormSet, posted_rows


class PagedFormSet(TableFormSet):
    """A new row comes after those of other pages too, and does not say what one of them says.

    `once`: a column in which no two rows say the same, with the sentence for it.
    """

    once: tuple[str, str] = ("", "")

    def clean(self) -> None:
        super().clean()
        column, sentence = self.once
        here = {form.instance.pk for form in self.forms}
        taken = set(self.of_all_pages.exclude(pk__in=here - {None}).values_list(column, flat=True))
        for form in self.forms:
            if form not in self.deleted_forms and form.cleaned_data.get(column) in taken:
                form.add_error(column, sentence)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.last_position = self.last_position

    @property
    def of_all_pages(self) -> Any:
        model: Any = self.model
        return model._default_manager.filter(**{self.fk.name: self.instance.pk})

    @property
    def last_position(self) -> int:
        if not hasattr(self, "_last_position"):
            self._last_position: int = self.of_all_pages.aggregate(last=Max("position"))["last"] or 0
        return self._last_position


class PagedRows(TableRows):
    """`searched`: the columns that are looked through; `part`: None where all rows stand on the page."""

    template = "admin/policies/paged_rows.html"
    formset = PagedFormSet
    fk_name = ""
    searched: tuple[str, ...] = ()
    part: parts.RowsHere | None = None

    def rows_of(self, request: HttpRequest, row: Any) -> Any:
        rows = super().rows_of(request, row).filter(**{self.fk_name: row.pk})
        if (of := rows.count()) <= parts.ROWS:
            return rows
        owner: Any = self.model._meta.get_field(self.fk_name)
        prefix = owner.remote_field.get_accessor_name()
        if request.method == "POST":
            self.part = parts.sent(prefix, [one.get("id", "") for one in posted_rows(request.POST, prefix)], of)
        else:
            self.part = parts.shown(request, prefix, rows, of, self.searched)
        return rows.filter(pk__in=self.part.keys)
