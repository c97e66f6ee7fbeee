"""Whose rows are whose: members of staff with regions of their own change the rows of those regions and no others.

The pages ask here what to offer. Whatever they let through is stopped when it is saved: every row saved or deleted
in a request is looked at once more, so that an import, a copy or a list cannot reach further than a page.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from simple_history.models import HistoricalRecords

from policies.models import Region, StaffRegion
from policies.models.history import TRACKED

REFUSED = "这一行不归你负责的地区，不能改。要改请找负责那个地区的同事"
Row = TypeVar("Row", bound=Model)


def region_ids(user: Any) -> frozenset[int] | None:
    """The regions whose rows this person may change; None: all of them, and what all regions share."""
    if user.is_superuser:
        return None
    if not hasattr(user, "own_region_ids"):
        user.own_region_ids = frozenset(StaffRegion.objects.filter(user=user).values_list("region_id", flat=True))
    return user.own_region_ids or None


def region_codes(user: Any) -> frozenset[str] | None:
    """The same by their codes, as documents name them."""
    own = region_ids(user)
    return None if own is None else frozenset(Region.objects.filter(pk__in=own).values_list("code", flat=True))


def region_of(row: Model) -> int | None:
    """None: shared by all regions. A region itself, and a section of the questions, concern everybody."""
    if owner := TRACKED.get(type(row)):
        return region_of(getattr(row, owner))
    return getattr(row, "region_id", None)


def may_change(user: Any, row: Model) -> bool:
    own = region_ids(user)
    return own is None or (not isinstance(row, StaffRegion) and region_of(row) in own)


def may_add(user: Any, model: type[Model]) -> bool:
    return region_ids(user) is None or any(field.name == "region" for field in model._meta.fields)


def within_reach(user: Any, rows: QuerySet[Row]) -> QuerySet[Row]:
    """What the rows of this person's regions may refer to: the regions' own, those above them, what all share."""
    own = region_ids(user)
    if own is None or not any(field.name == "region" for field in rows.model._meta.fields):
        return rows
    return rows.filter(Q(region=None) | Q(region__in=_with_those_above(own)))


def _with_those_above(own: frozenset[int]) -> set[int]:
    parents = dict(Region.objects.values_list("pk", "parent_id"))
    found: set[int] = set()
    for region in own:
        step: int | None = region
        while step is not None and step not in found:
            found.add(step)
            step = parents.get(step)
    return found


class Scoped(BaseModelAdmin):
    """For admins of rows and for their inlines, which are asked about the row whose page they stand on."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _concerns(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _concerns(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        own = region_ids(request.user)
        if field is None or own is None:
            return field
        if db_field.related_model is Region:
            field.queryset = field.queryset.filter(pk__in=own)
            field.required, field.empty_label = True, None
        else:
            field.queryset = within_reach(request.user, field.queryset)
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            field.queryset = within_reach(request.user, field.queryset)
        return field


def _concerns(request: HttpRequest, row: Model | None) -> bool:
    return row is None or may_change(request.user, row)


def _acting() -> Any:
    """Who is signed in where the present request comes from, if there is one and if their regions are limited."""
    user = getattr(getattr(HistoricalRecords.context, "request", None), "user", None)
    return user if user is not None and user.is_authenticated and region_ids(user) is not None else None


@receiver(pre_save)
@receiver(pre_delete)
def _stop(sender: type[Model], instance: Model, raw: bool = False, **_: Any) -> None:
    if sender not in TRACKED or raw or not (user := _acting()):
        return
    before = None if instance._state.adding else sender._default_manager.filter(pk=instance.pk).first()
    if not may_change(user, instance) or (before is not None and not may_change(user, before)):
        raise PermissionDenied(REFUSED)
