"""What was seen of the addresses that policies and sources lead citizens to."""

from django.db import models

from .fields import TEXT_LENGTH


class LinkCheck(models.Model):
    """The last look at one address. It never changes what citizens see: staff decide what to do about a broken link."""

    url = models.CharField("网址", max_length=TEXT_LENGTH, unique=True)
    status = models.PositiveSmallIntegerField("回应", null=True, blank=True, help_text="HTTP 状态码；没有回应就是空的")
    checked_at = models.DateTimeField("检查时间")
    failing_since = models.DateTimeField("从何时起断开", null=True, blank=True)
    note = models.CharField("看到什么", max_length=TEXT_LENGTH, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "链接检查"
        ordering = ["url"]
        constraints = [
            models.CheckConstraint(
                name="linkcheck_failed_before_checked",
                condition=models.Q(failing_since__isnull=True) | models.Q(failing_since__lte=models.F("checked_at")),
                violation_error_message="断开的时间不能晚于检查时间",
            ),
        ]

    def __str__(self) -> str:
        return self.url
