"""What staff did besides editing rows: written where it happens, kept for good, edited and deleted by nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from .history import ChangedField, person

COMMAND_LINE = "命令行"
NOBODY = "没有登录的人"


class Kind(models.TextChoices):
    LOGGED_IN = "logged_in", "登录"
    LOGGED_OUT = "logged_out", "退出登录"
    LOGIN_FAILED = "login_failed", "登录失败"
    LOCKED_OUT = "locked_out", "锁住账号"
    UNLOCKED = "unlocked", "解除登录锁定"
    FACTOR_PASSED = "factor_passed", "通过第二步验证"
    FACTOR_FAILED = "factor_failed", "第二步验证失败"
    FACTOR_ENROLLED = "factor_enrolled", "绑定验证器"
    FACTOR_RESET = "factor_reset", "解除验证器"
    ACCOUNT_ADDED = "account_added", "新增账号"
    ACCOUNT_CHANGED = "account_changed", "修改账号"
    ACCOUNT_DELETED = "account_deleted", "删除账号"
    GROUP_ADDED = "group_added", "新增组"
    GROUP_CHANGED = "group_changed", "修改组"
    GROUP_DELETED = "group_deleted", "删除组"
    LOOKED_AT = "looked_at", "核对"
    PUBLISHED = "published", "发布"
    SCHEDULED = "scheduled", "预定发布"
    WITHDRAWN = "withdrawn", "撤回发布"
    ROLLED_BACK = "rolled_back", "退回"
    EXPORTED = "exported", "导出"
    IMPORTED = "imported", "导入"
    LOADED = "loaded", "载入政策包"


class Unchangeable(TypeError):
    """Somebody tried to change or delete what is kept for good."""


class OnlyAdded(models.QuerySet["StaffEvent"]):
    def update(self, **_: Any) -> int:
        raise Unchangeable("what happened stays as it was written down")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Unchangeable("what happened is not deleted")


class StaffEvent(models.Model):
    """`codes`: of the policies it concerns, a space before and after each. Names, not keys: accounts and rows may go.

    No password, no session, no network address, and nothing of citizens is ever in it.
    """

    at = models.DateTimeField("时间", db_index=True)
    kind = models.CharField("动作", max_length=20, choices=Kind.choices)
    who = models.CharField("谁", max_length=300)
    about = models.CharField("哪里", max_length=400, blank=True, default="")
    changes = models.JSONField("改了什么", default=list)
    note = models.TextField("说明", blank=True, default="")
    codes = models.TextField("政策代码", blank=True, default="")

    objects = OnlyAdded.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering = ["-at", "-pk"]
        # Nobody is given a right to change or delete any; who may read the trail is said by view_trail.
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.who} {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Unchangeable("what happened stays as it was written down")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise Unchangeable("what happened is not deleted")


def happened(
    kind: Kind,
    about: str = "",
    *,
    who: str | None = None,
    changes: Iterable[ChangedField] = (),
    note: str = "",
    codes: Collection[str] = (),
) -> None:
    """Writes it down; `who`: by default whoever asked for the page that is being made, else the command line."""
    StaffEvent.objects.create(
        at=timezone.now(),
        kind=kind,
        who=acting() if who is None else who,
        about=about[:400],
        changes=[list(one) for one in changes],
        note=note,
        codes=f" {' '.join(sorted(codes))} " if codes else "",
    )


def acting() -> str:
    request = getattr(HistoricalRecords.context, "request", None)
    return COMMAND_LINE if request is None else named(getattr(request, "user", None), NOBODY)


def named(user: Any, otherwise: str = COMMAND_LINE) -> str:
    return person(user) if user is not None and user.is_authenticated else otherwise
