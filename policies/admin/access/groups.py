"""The groups of staff and what each may do, made whenever the database is migrated."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from policies.models import StaffRegion
from policies.models.history import TRACKED

from .events import by_the_program

EDITOR, PUBLISHER, AUDITOR = "编辑", "发布", "审计"

_ROWS = [model._meta.model_name for model in TRACKED if model is not StaffRegion]
_LOOK = Q(codename__startswith="view_") & ~Q(codename__startswith="view_historical")
_LOOK &= ~Q(codename__in=["view_trail", "view_staffregion", "view_loadedpack"])
MAY = {
    EDITOR: _LOOK | Q(codename__in=[f"{verb}_{row}" for row in _ROWS for verb in ("add", "change", "delete")]),
    PUBLISHER: _LOOK | Q(codename__in=["add_release", "change_release"]),
    AUDITOR: _LOOK | Q(codename="view_trail"),
}


def make(using: str = "default") -> None:
    """Each group has exactly these permissions, also after a new kind of row has come."""
    # Django makes the permissions on the same occasion, perhaps later.
    create_permissions(apps.get_app_config("policies"), verbosity=0, using=using)
    with by_the_program():
        for name, allowed in MAY.items():
            group, _ = Group.objects.using(using).get_or_create(name=name)
            of_rows = Permission.objects.using(using).filter(content_type__app_label="policies")
            group.permissions.set(of_rows.filter(allowed))
