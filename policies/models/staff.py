"""Members of staff: which regions' rows each of them may change."""

from django.conf import settings
from django.db import models

from .places import Region


class StaffRegion(models.Model):
    """Somebody without any may change the rows of every region. Protected: a scope never ends by a region's going."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="工作人员", related_name="staff_regions"
    )
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="地区", related_name="staff")

    class Meta:
        verbose_name = verbose_name_plural = "负责的地区"
        ordering = ["user", "region__position"]
        permissions = [("view_trail", "可以查看和导出全部修改记录")]
        constraints = [
            models.UniqueConstraint(
                name="staffregion_once",
                fields=["user", "region"],
                violation_error_message="这个地区已经在列",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.region}"
