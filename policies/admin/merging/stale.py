"""Two people on the same page: what each of them changed is put together, and what both changed is asked.

The page carries the version it was opened at; what was typed stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest

from policies.admin.history.records import HistoryLine, of_page, version
from policies.admin.wording.records import NOTHING

from . import asking, three_way
from .sides import Sides, seen_at
from .spelled import in_words, shown, typed

SEEN = "seen_version"
# Behind the version stands what the page asks about.
OPEN = "?"
SENTENCE = "没有保存：你打开这一页以后，它又被改过，有的地方两边改得不一样。请在下面标出的地方选好，再保存"
TOLD, LONGEST = 3, 150


@dataclass(frozen=True, slots=True)
class TypedOtherwise:
    place: str
    now: str
    typed: str


@dataclass(frozen=True, slots=True)
class Stale:
    """`theirs`: what was changed since the page was opened."""

    merged: three_way.Merged
    theirs: list[HistoryLine]

    @property
    def asks(self) -> bool:
        return bool(self.merged.questions or self.merged.beside)

    @property
    def problems(self) -> asking.Problems:
        """What stands in the way of saving, at its places."""
        found = asking.problems(self.merged)
        found[""] = [(None, SENTENCE), *found.get("", [])]
        return found

    @property
    def places(self) -> list[tuple[str, str]]:
        return asking.links(self.merged)

    @property
    def sentence(self) -> str:
        """Who changed what of what now stays as they have it, for whoever saved without being asked."""
        said = [_said(line) for line in self.theirs]
        more = f" 等 {len(said)} 处" if len(said) > TOLD else ""
        return f"你打开这一页以后，别人也改过，都合在一起保存了。别人改的：{'；'.join(said[:TOLD])}{more}。"


class VersionField(forms.CharField):
    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


def _said(line: HistoryLine) -> str:
    changes = "，".join(f"{one.field} {one.before} → {one.after}" for one in line.changes if one.before)
    what = f"（{changes}）" if changes and line.kind == "修改" else ""
    return f"{line.who}{line.kind}{line.row or '这一页'}{what}"[:LONGEST]


def spelled(parts: Sequence[int]) -> str:
    return ".".join(map(str, parts))


def versioned(form: type[Any], row: Model | None) -> type[Any]:
    """The form with the version of the row it shows; a row still to be added has none."""
    if row is None:
        return form
    return type(form.__name__, (form,), {SEEN: VersionField(required=False, initial=spelled(version(row)))})


def found(request: HttpRequest, admin: Any, row: Model) -> Stale | None:
    """What others saved since this page was opened, put together with what was typed; None where nobody did."""
    seen, _, asked = request.POST.get(SEEN, "").partition(OPEN)
    now = version(row)
    if seen == spelled(now) and not asked:
        return None
    last = seen_at(row, seen.split("."), now)
    merged = three_way.merge(Sides(admin, request, row, last), request.POST, _asked(asked))
    merged.data[SEEN] = spelled(now) + "".join(f"{OPEN}{name(merged, one)}" for one in merged.questions)
    return Stale(merged, of_page(row, since=list(last.values()) if last else [0] * len(now)))


def name(merged: three_way.Merged, asked: three_way.Clash) -> str:
    """By which it is known when the page is sent again; a row that is gone is sent as a new one."""
    prefix, pk = asked.key
    if asked.key not in merged.sides.now:
        pk = f"new-{asked.place.rstrip('-').rpartition('-')[2]}"
    return "|".join((prefix, pk, asked.name))


def _asked(text: str) -> list[three_way.Asked]:
    found = (one.split("|") for one in text.split(OPEN))
    return [((parts[0], parts[1]), parts[2]) for parts in found if len(parts) == 3]


def typed_otherwise(adminform: Any, formsets: Any) -> list[TypedOtherwise]:
    """Where what was typed is not what the rows say now."""
    differences = list(_of_form(adminform.form, ""))
    for wrapped in formsets:
        formset = wrapped.formset
        changed = [form for form in formset.forms if form.has_changed()]
        # Read anew: the forms have put what was typed into theirs.
        now = formset.model._default_manager.in_bulk([form.instance.pk for form in changed if form.instance.pk])
        for form in changed:
            differences += _of_row(formset, form, now.get(form.instance.pk))
    return differences


def _of_row(formset: Any, form: Any, row: Model | None) -> list[TypedOtherwise]:
    kind = str(formset.model._meta.verbose_name)
    if row is None:
        return [TypedOtherwise(kind, NOTHING, "新的一行")]
    if formset.can_delete and formset._should_delete_form(form):
        return [TypedOtherwise(f"{kind}：{row}", "在", "删除")]
    return list(_of_form(form, f"{kind}：{row} › "))


def _of_form(form: Any, place: str) -> Iterator[TypedOtherwise]:
    for name in form.changed_data:
        field = form[name]
        was = shown(field.field, field.initial)
        now = typed(field.field, form.data, field.html_name, [])
        yield TypedOtherwise(f"{place}{field.label}", *(in_words(field.field, one, NOTHING) for one in (was, now)))
