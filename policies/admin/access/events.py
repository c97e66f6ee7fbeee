"""What happens to accounts and groups, and who comes in and goes: written down by the signals that tell of it.

A name that somebody typed and that no account has is not kept: people type passwords into the field for the name.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone

from policies.admin.wording.records import NOTHING, as_text
from policies.models import StaffEvent
from policies.models.history import ChangedField, person
from policies.models.staff_events import NOBODY, Kind, happened

# In the order of the account's page; what is not here changes by itself, as the time of the last log-in does.
FIELDS = ("username", "last_name", "first_name", "email", "is_active", "is_staff", "is_superuser")
# What is tried with names that no account has is told once in this time, however often it is tried.
ONCE_IN = timedelta(hours=1)
UNKNOWN = "没有这个账号"

_by_the_program: ContextVar[bool] = ContextVar("by_the_program", default=False)


@contextmanager
def by_the_program() -> Any:
    """What groups may do is part of the program; setting it up is nothing that a person did."""
    token = _by_the_program.set(True)
    try:
        yield
    finally:
        _by_the_program.reset(token)


def account(user: User) -> str:
    return f"账号：{person(user)}"


# Coming and going


@receiver(user_logged_in)
def _logged_in(user: Any, **_: Any) -> None:
    happened(Kind.LOGGED_IN, who=person(user), note="还要第二步验证" if settings.STAFF_OTP_REQUIRED else "")


@receiver(user_logged_out)
def _logged_out(user: Any, **_: Any) -> None:
    if user is not None:
        happened(Kind.LOGGED_OUT, who=person(user))


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], **_: Any) -> None:
    user = _with_name(credentials.get("username"))
    if user is None:
        recent = StaffEvent.objects.filter(kind=Kind.LOGIN_FAILED, about=UNKNOWN, at__gt=timezone.now() - ONCE_IN)
        if not recent.exists():
            happened(Kind.LOGIN_FAILED, UNKNOWN, who=NOBODY, note="一小时里不管试多少次，只记一次")
    elif not _locked(user):
        happened(Kind.LOGIN_FAILED, account(user), who=NOBODY)


@receiver(user_locked_out)
def _locked_out(username: Any, **_: Any) -> None:
    """Told again with every try while the lock lasts; written down once."""
    user = _with_name(username)
    if user is not None and not _locked(user):
        note = f"连续 {settings.AXES_FAILURE_LIMIT} 次密码不对"
        happened(Kind.LOCKED_OUT, account(user), who=NOBODY, note=note)


def _with_name(username: Any) -> User | None:
    return User.objects.filter(username=username).first() if isinstance(username, str) and username else None


def _locked(user: User) -> bool:
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    events = StaffEvent.objects.filter(about=account(user), kind__in=(Kind.LOCKED_OUT, Kind.UNLOCKED), at__gt=since)
    return events.values_list("kind", flat=True).first() == Kind.LOCKED_OUT


# Accounts and groups


@receiver(pre_save, sender=User)
def _remember(instance: User, raw: bool = False, update_fields: Any = None, **_: Any) -> None:
    instance._as_it_was = (  # type: ignore[attr-defined]
        None
        if raw or instance._state.adding or update_fields == frozenset({"last_login"})
        else User.objects.filter(pk=instance.pk).first()
    )


@receiver(post_save, sender=User)
def _saved(instance: User, created: bool, raw: bool = False, update_fields: Any = None, **_: Any) -> None:
    before: User | None = instance.__dict__.pop("_as_it_was", None)
    if created:
        happened(Kind.ACCOUNT_ADDED, account(instance), changes=_columns(None, instance))
    elif before is not None:
        changes = [*_columns(before, instance), *_password(before, instance, update_fields)]
        if changes:
            happened(Kind.ACCOUNT_CHANGED, account(instance), changes=changes)


@receiver(post_delete, sender=User)
def _deleted(instance: User, **_: Any) -> None:
    happened(Kind.ACCOUNT_DELETED, account(instance))


def _columns(before: User | None, after: User) -> list[ChangedField]:
    found = []
    for name in FIELDS:
        was, now = ("" if user is None else getattr(user, name) for user in (before, after))
        if was != now:
            label = str(User._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            said = "" if before is None else as_text(was) or NOTHING
            found.append(ChangedField(label, said, as_text(now) or NOTHING))
    return found


def _password(before: User, after: User, update_fields: Any) -> list[ChangedField]:
    """That it was set anew. A log-in may store the same password with a newer hash; that is no change."""
    rehashed = after._password is None and update_fields == frozenset({"password"})  # type: ignore[attr-defined]
    if before.password == after.password or rehashed:
        return []
    return [ChangedField("密码", "", "重新设定")]


@receiver(m2m_changed, sender=User.groups.through)
def _groups(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_: Any) -> None:
    if reverse:
        users = User.objects.filter(pk__in=pk_set or ()) if pk_set is not None else instance.user_set.all()
        for user in users:
            _listed(user, "groups", "组", action, {instance.pk})
    else:
        _listed(instance, "groups", "组", action, pk_set)


@receiver(m2m_changed, sender=User.user_permissions.through)
def _permissions(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_: Any) -> None:
    if not reverse:
        _listed(instance, "user_permissions", "另给的权限", action, pk_set)


@receiver(m2m_changed, sender=Group.permissions.through)
def _group_permissions(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_: Any) -> None:
    if not reverse and not _by_the_program.get():
        _listed(instance, "permissions", "权限", action, pk_set)


@receiver(post_save, sender=Group)
def _group_saved(instance: Group, created: bool, raw: bool = False, **_: Any) -> None:
    if not raw and not _by_the_program.get():
        happened(Kind.GROUP_ADDED if created else Kind.GROUP_CHANGED, f"组：{instance.name}")


@receiver(post_delete, sender=Group)
def _group_deleted(instance: Group, **_: Any) -> None:
    happened(Kind.GROUP_DELETED, f"组：{instance.name}")


def _listed(row: Any, column: str, label: str, action: str, pk_set: set[int] | None) -> None:
    """From which list to which; `pk_set` is None where all are taken away, which is told before it is done."""
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    there = set(getattr(row, column).values_list("pk", flat=True))
    changed = there if action == "pre_clear" else set(pk_set or ())
    before = there - changed if action == "post_add" else there | changed
    after = there - changed if action == "pre_clear" else there
    if before == after:
        return
    names = _names(type(row)._meta.get_field(column).related_model, before | after)
    said = ChangedField(label, *("、".join(names[pk] for pk in sorted(one)) or NOTHING for one in (before, after)))
    if isinstance(row, User):
        happened(Kind.ACCOUNT_CHANGED, account(row), changes=[said])
    else:
        happened(Kind.GROUP_CHANGED, f"组：{row.name}", changes=[said])


def _names(model: Any, pks: Iterable[int]) -> dict[int, str]:
    rows = model.objects.filter(pk__in=pks)
    if model is Permission:
        return {row.pk: row.name for row in rows}
    return {row.pk: str(row) for row in rows}
