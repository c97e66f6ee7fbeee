"""Published documents, and the pack that was loaded last."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Release(models.Model):
    """One published document: numbered, hashed, never changed.

    Live is the highest number that took effect and was not cancelled; only what still waits can be cancelled. A release
    takes effect when it is published, or at `effective_at` where that is later. `took_effect` then stays, so that a
    clock set back takes nothing away.
    """

    number = models.PositiveIntegerField("编号", unique=True)
    sha256 = models.CharField("校验值", max_length=64)
    document = models.TextField("内容")
    note = models.TextField("说明", blank=True, default="", help_text="这次改了什么，为什么")
    legal_basis = models.TextField("依据", blank=True, default="", help_text="按哪份文件、哪次会议或哪个批示改的")
    despite = models.TextField(
        "样例人物不符合预期的原因", blank=True, default="", help_text="有样例人物的结果和预期不同，为什么仍然发布"
    )
    # What changed for citizens, and for the sample persons, as it was known when it was published.
    changes = models.JSONField("修改", null=True, blank=True, editable=False)
    effects = models.JSONField("对样例人物的影响", null=True, blank=True, editable=False)
    taken = models.JSONField("发布了哪几项", null=True, blank=True, editable=False)
    rebases = models.PositiveIntegerField(
        "接替第几次", null=True, blank=True, help_text="那一次还在等待时，别的内容先发布了，或者又加了内容"
    )
    restores = models.PositiveIntegerField("退回到第几次", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="发布人", null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField("发布时间")
    effective_at = models.DateTimeField("生效时间")
    took_effect = models.BooleanField("已经生效", default=False)
    cancelled_at = models.DateTimeField("撤回时间", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="撤回人", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "发布"
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(name="release_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="release_cancelled_while_waiting",
                condition=Q(cancelled_at__isnull=True) | Q(cancelled_at__lt=F("effective_at"), took_effect=False),
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 次发布"


class PublishedCode(models.Model):
    """A code as it was first published, in a release that may have been taken back before it took effect.

    `kind` and `code`: the key of the document's entry, see catalogue.renaming: choices, education/phd.
    """

    release = models.ForeignKey(Release, models.CASCADE, verbose_name="发布", related_name="first_codes")
    kind = models.CharField("种类", max_length=20)
    code = models.CharField("代码", max_length=130)

    class Meta:
        verbose_name = verbose_name_plural = "发布过的代码"
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="publishedcode_once", fields=["kind", "code", "release"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @classmethod
    def public(cls) -> models.QuerySet[PublishedCode]:
        """Without what was taken back before it took effect."""
        return cls.objects.filter(release__cancelled_at=None)

    @classmethod
    def was(cls, kind: str, codes: Iterable[str]) -> bool:
        """Whether any of these was published; of a choice or a tier: with the code it stands in and a slash before."""
        return cls.public().filter(kind=kind, code__in=list(codes)).exists()


class LoadedPack(models.Model):
    """What the catalogue was right after the last load: rows that differ from it were changed by staff."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    sha256 = models.CharField("校验值", max_length=64)
    document = models.TextField("内容")
    loaded_at = models.DateTimeField("载入时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "载入记录"
        constraints = [models.CheckConstraint(name="loadedpack_only_one", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"载入于 {self.loaded_at}"
