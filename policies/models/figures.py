"""How much the self-check is used: counts by day, in which no person can be told from another."""

from django.db import models
from django.db.models import TextChoices


class Event(TextChoices):
    STARTED = "started", "开始自查"
    FINISHED = "finished", "看到结果"
    STOPPED = "stopped", "停在这一段"
    ELIGIBLE = "eligible", "可申领"
    UPCOMING = "upcoming", "即将可领"
    NEAR = "near", "还差一点"
    UNKNOWN = "unknown", "还不确定"


class DailyCount(models.Model):
    """How often something happened in the checks that began on a day.

    `code`: of a section (stopped) or a policy (eligible and the like), else empty. Codes, not rows: what was counted
    stays counted. A check that goes on from one section to the next takes its `stopped` along, so a worker may write
    that off before another has written it down: the column may be below zero for some seconds.
    """

    day = models.DateField("自查开始的日期")
    region = models.CharField("地区代码", max_length=60)
    event = models.CharField("事件", max_length=8, choices=Event.choices)
    code = models.CharField("代码", max_length=60, blank=True, default="")
    count = models.IntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "每日数字"
        ordering = ["day", "region", "event", "code"]
        constraints = [
            models.UniqueConstraint(name="dailycount_one_row_each", fields=["day", "region", "event", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_event_display()}"
