"""A change is saved only if the catalogue as a whole stays publishable; drafts may be incomplete."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import NestedObjects, unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, router, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from policies.admin.access.held import LOOK
from policies.admin.access.scope import Scoped, may_add, may_change
from policies.admin.history.pages import page_of
from policies.admin.merging import gone, stale
from policies.admin.wording.records import Names
from policies.models.history import TRACKED

from .choices import SharedChoices
from .forms import ProseField, RowForm, RowFormSet, TableFormSet
from .in_use import called, in_use, reckoned_by
from .places_of_problems import Located, Together, located, together
from .read_only import ReadInWords

Problems = dict[str, list[tuple[str | None, str]]]
"""(field or None, sentence) by the prefix of the form they belong to; "" is the row's own form."""


def problems_of_rows() -> list[Located]:
    """What is wrong with the rows; drafts are not looked at."""
    from policies.catalogue import rows
    from policies.catalogue.document import canonical
    from policies.catalogue.validation import validation

    document = canonical.released(rows.read(personas=False))
    return located(document, validation.validate(document))


NOT_YET = "下面是你刚才写的，还没有保存。看过以后，请再按一次保存"
CONFLICT = "没有保存：改动和别的行冲突了，例如两行互换了代码，或者别人刚刚改过。请刷新页面，分两次改"


class SaveRefused(Exception):
    """Rolls the change back; `prefixes`: the form on the page of each row of the inlines."""

    def __init__(self, row: models.Model, problems: list[Located], prefixes: dict[models.Model, str]) -> None:
        self.row = row
        self.problems = problems
        self.prefixes = prefixes

    def concerning(self, before: list[Located]) -> Problems:
        """What is wrong with the changed row, or was right elsewhere until now."""
        known = {(problem.row, problem.sentence) for problem in before}
        found: Problems = {}
        elsewhere = []
        for problem in self.problems:
            if problem.row == self.row:
                prefix = self.prefixes.get(problem.inside, "") if problem.inside else ""
                said = (problem.field, problem.sentence)
                if problem.inside and not prefix:  # a row that does not stand on this part of the page
                    said = (None, str(Together(problem.sentence, [problem])))
                found.setdefault(prefix, []).append(said)
            elif (problem.row, problem.sentence) not in known:
                elsewhere.append(problem)
        for same in together(elsewhere):
            found.setdefault("", []).append((None, str(same)))
        return found


def look_first(request: HttpRequest) -> None:
    """What was typed before is shown once more, and saved by the next press."""
    problems: Problems = getattr(request, "problems", {})
    request.problems = problems | {"": [(None, NOT_YET), *problems.get("", [])]}  # type: ignore[attr-defined]


class CheckedAdmin(SharedChoices, ReadInWords, Scoped, admin.ModelAdmin):
    form = RowForm
    formfield_overrides = {models.TextField: {"form_class": ProseField}}

    class Media:
        js = ("js/admin-errors.js",)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id and (found := self.typed_on_what_is_gone(request, object_id)):
            return found
        try:
            with transaction.atomic():
                if request.method == "POST" and object_id:
                    self.look_for_others(request, object_id)
                if LOOK in request.POST:
                    look_first(request)
                return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            request.problems = {"": [(None, CONFLICT)]}  # type: ignore[attr-defined]
        except SaveRefused as refused:
            request.problems = refused.concerning(problems_of_rows())  # type: ignore[attr-defined]
        # Once more, to show them at their fields; nothing of it concerns this change: to save it.
        return super().changeform_view(request, object_id, form_url, extra_context)

    def typed_on_what_is_gone(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """None where the row is there, or never was, or where this person may add none."""
        if not self.has_add_permission(request) or self._rows(unquote(object_id)).exists():
            return None
        if not (why := gone.sentence(self.model, unquote(object_id))):
            return None
        request.POST = gone.as_new(self.model, request.POST)  # type: ignore[assignment]
        request.problems = {"": [(None, why)]}  # type: ignore[attr-defined]
        add = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        return super().changeform_view(request, None, add)

    def look_for_others(self, request: HttpRequest, object_id: str) -> None:
        """Puts what was typed onto what others saved since. Whoever saves the same row now waits here."""
        row = self._rows(unquote(object_id)).select_for_update(of=("self",), no_key=True).first()
        if row is None or not self.has_change_permission(request, row):
            return
        if found := stale.found(request, self, row):
            request.stale = found  # type: ignore[attr-defined]
            request.POST = found.merged.data  # type: ignore[assignment]
            if found.asks:
                request.problems = found.problems  # type: ignore[attr-defined]

    def _rows(self, key: str) -> models.QuerySet[Any]:
        """The row with this key, or none, also where no row could have it; without what only the list shows of it."""
        try:
            return self.model._default_manager.filter(pk=self.opts.pk.to_python(key)).order_by("pk")
        except ValidationError:
            return self.model._default_manager.none()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if found := getattr(request, "stale", None):
            typed = stale.typed_otherwise(context["adminform"], context["inline_admin_formsets"])
            context |= {"stale": found, "typed": typed}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        found = getattr(request, "stale", None)
        if found and found.theirs:
            self.message_user(request, found.sentence, messages.WARNING)
        return super().response_change(request, obj)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        """What was posted is the same for all inlines and changed by none: Django copies it for each."""
        found = {"instance": obj, "prefix": prefix, "queryset": inline.rows_of(request, obj)}
        return found | ({"data": request.POST, "files": request.FILES} if request.method == "POST" else {})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and may_add(request.user, self.model)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A page saved for the sake of its inlines leaves no record of the row itself."""
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return page_of(self, request, unquote(object_id))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new row comes last."""
        last = self.model._default_manager.aggregate(last=models.Max("position"))["last"] or 0
        return {"position": last + 10, **super().get_changeform_initial_data(request)}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = stale.versioned(with_problems(self.form, request), obj)
        return super().get_form(request, obj, change, form=form, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: list[Any], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if hasattr(request, "problems"):
            return
        if found := problems_of_rows():
            prefixes = {
                inline.instance: inline.prefix for formset in formsets for inline in formset.forms if inline.instance.pk
            }
            raise SaveRefused(form.instance, found, prefixes)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """In words, and with the policy or question whose condition, formula or citation is in the way.

        Where something is, nothing is deleted, and whoever may not delete that need not be told so.
        """
        _, counts, forbidden, _ = super().get_deleted_objects(objs, request)
        collector = NestedObjects(using=router.db_for_write(self.model), origin=objs)
        collector.collect(objs)
        names = Names()
        found = collector.nested(lambda row: called(row, names))
        in_the_way = [*collector.protected, *reckoned_by(self.model, objs)]
        return found, counts, set() if in_the_way else forbidden, sorted(in_use(row, names) for row in in_the_way)


class RowInline(SharedChoices, ReadInWords, Scoped, InlineModelAdmin):
    """An inline of a CheckedAdmin."""

    form = RowForm
    formset = RowFormSet
    formfield_overrides = {models.TextField: {"form_class": ProseField}}
    extra = 0

    def get_ordering(self, request: HttpRequest) -> Any:
        """On the page of the row that they all belong to, they need no order by it, nor what that one is ordered by."""
        return super().get_ordering(request) or [
            name for name in self.opts.ordering or () if name != TRACKED[self.model]
        ]

    def rows_of(self, request: HttpRequest, row: models.Model) -> Any:
        """Those that the page of this row shows, or may show among others."""
        return self.get_queryset(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or may_change(request.user, obj))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, form=with_problems(self.form, request), **kwargs)


class TableRows(RowInline, admin.TabularInline):
    formset = TableFormSet


class StackedRows(RowInline, admin.StackedInline):
    """One row below the other: on its first line what every row has, in a fold what few have."""

    template = "admin/policies/rows.html"
    intro = ""
    """Help that would else stand in every row."""


def with_problems(form: type[Any], request: HttpRequest) -> type[RowForm]:
    return type(form.__name__, (form,), {"problems": getattr(request, "problems", {})})
