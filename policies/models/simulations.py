"""What is reckoned in the background for a member of staff, for as long as it is looked at."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class SimulationJob(models.Model):
    """One simulation: how far it is, then what it found, in sums. No person's answers are ever in it; it is deleted
    some minutes after it was done.

    `seen_at`: when the process that reckons last said that it does. `total`: None while nobody knows how many.
    """

    token = models.CharField("编号", max_length=60, unique=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="谁", related_name="+")
    whom = models.CharField("算哪些人", max_length=200)
    started_at = models.DateTimeField("开始时间")
    seen_at = models.DateTimeField("最近一次有动静")
    finished_at = models.DateTimeField("算完时间", null=True, blank=True)
    done = models.PositiveIntegerField("算了多少人", default=0)
    total = models.PositiveIntegerField("一共多少人", null=True, blank=True)
    refused = models.TextField("为什么没有算", blank=True, default="")
    report = models.TextField("结果", blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "测算"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="simulationjob_finished_with_something",
                condition=Q(finished_at__isnull=False) | Q(refused="", report=""),
            ),
            models.CheckConstraint(name="simulationjob_seen_after_it_began", condition=Q(seen_at__gte=F("started_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.whom}，{self.started_at}"
