"""What is known of a release in preparation: who looked at which change, and why a sample person may differ."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class Signed(models.Model):
    """The name stands here too, so that it stays when the account goes."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="账号", null=True, blank=True, related_name="+"
    )
    who = models.CharField("谁", max_length=300)
    at = models.DateTimeField("时间")

    class Meta:
        abstract = True

    @property
    def signature(self) -> dict[str, Any]:
        """As a release keeps it."""
        return {"who": self.who, "at": self.at.isoformat()}


class LookedAt(Signed):
    """A change that somebody looked at, of the entry `code` in a list of the document; gone once it is published.

    `digest`: of what there was to be seen. It counts only while there is nothing else to be seen.
    """

    name = models.CharField("种类", max_length=20)
    code = models.CharField("代码", max_length=200)
    digest = models.CharField("内容的校验值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "核对"
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="lookedat_once", fields=["name", "code"])]

    def __str__(self) -> str:
        return f"{self.who} {self.code}"


class MismatchReason(Signed):
    """Why something is published although a sample person differs from what is expected: said once, while they differ
    in just this way. `persona`: a code; `mismatch`: what differs, expected and actual, without any names.
    """

    persona = models.CharField("样例人物", max_length=60, unique=True)
    mismatch = models.JSONField("哪里不同")
    reason = models.TextField("原因")

    class Meta:
        verbose_name = verbose_name_plural = "和预期不同的原因"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.persona}：{self.reason}"
