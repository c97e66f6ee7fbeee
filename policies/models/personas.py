"""Sample persons with what they are expected to get, checked before publishing."""

from django.db import models
from django.db.models import F, Q

from .awards import yuan
from .checks import RowCheck
from .choices import Basis, CanApply, Status
from .fields import CODE, line, position, prose
from .places import Region
from .policies import Policy


class Persona(models.Model):
    code = models.CharField("代码", max_length=60, unique=True, validators=[CODE])
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="地区", related_name="personas")
    name = line("名称", help_text="例如：入职差一天满一年的硕士")
    story = prose("是怎样的人")
    on = models.DateField("查询日期")
    as_of = models.DateField("回答日期", null=True, blank=True, help_text="留空就是查询日期")
    answers = models.JSONField(
        "答案", default=dict, blank=True, help_text="题目的键和答案；不清楚的题不写，日期写成 2025-06-30"
    )
    received = models.ManyToManyField(Policy, verbose_name="已经在领", related_name="+", blank=True)
    best_total = yuan("最好的搭配：合计（元）", "留空不比较")
    best_low = yuan("最好的搭配：其中确定的（元）", "留空不比较")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "样例人物"
        ordering = ["region__position", "region__code", "position", "code"]
        constraints = [
            RowCheck(
                name="persona_answered_before",
                condition=Q(as_of__isnull=True) | Q(as_of__lte=F("on")),
                violation_error_message="回答日期不能晚于查询日期",
            ),
            RowCheck(
                name="persona_best_not_negative",
                condition=(Q(best_total__isnull=True) | Q(best_total__gte=0))
                & (Q(best_low__isnull=True) | Q(best_low__gte=0)),
                violation_error_message="金额不能小于 0",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Expectation(models.Model):
    """What the persona gets from one policy; what is left empty is not compared."""

    persona = models.ForeignKey(Persona, models.CASCADE, verbose_name="样例人物", related_name="expected")
    policy = models.ForeignKey(Policy, models.PROTECT, verbose_name="政策", related_name="expected")
    status = models.CharField("结果", max_length=10, choices=Status.choices)
    tier = models.CharField("档次代码", max_length=60, blank=True, default="", validators=[CODE])
    total = yuan("合计（元）", "按最长年限；留空不比较")
    basis = models.CharField("口径", max_length=11, choices=Basis.choices, blank=True, default="")
    worth = yuan("额度或每年价值（元）", "只用于贷款和服务；留空不比较")
    eligible_from = models.DateField("从哪天起", null=True, blank=True, help_text="只用于即将可领的")
    eligible_until = models.DateField("到哪天为止", null=True, blank=True)
    can_apply = models.CharField(
        "还能不能申请",
        max_length=7,
        choices=CanApply.choices,
        blank=True,
        default="",
        help_text="只用于写了申报期的政策：符合的日子里有没有能申请的一天",
    )
    apply_from = models.DateField("哪天起能申请", null=True, blank=True)
    apply_until = models.DateField("申请到哪天", null=True, blank=True)
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "预期"
        ordering = ["persona", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="expectation_one_per_policy",
                fields=["persona", "policy"],
                violation_error_message="对这条政策已有一条预期",
            ),
            RowCheck(
                name="expectation_of_an_award",
                condition=Q(status__in=["eligible", "upcoming"])
                | Q(tier="", total__isnull=True, basis="", worth__isnull=True, eligible_until__isnull=True),
                violation_error_message="预期不能领的，档次、合计、口径、额度和到哪天为止都留空",
            ),
            RowCheck(
                name="expectation_applied_for",
                condition=Q(status__in=["eligible", "upcoming"])
                | Q(can_apply="", apply_from__isnull=True, apply_until__isnull=True),
                violation_error_message="预期不能领的，还能不能申请、哪天起、到哪天都留空",
            ),
            RowCheck(
                name="expectation_upcoming_from",
                condition=Q(eligible_from__isnull=True) | Q(status="upcoming"),
                violation_error_message="只有即将可领的才写从哪天起",
            ),
            RowCheck(
                name="expectation_in_order",
                condition=Q(eligible_from__isnull=True)
                | Q(eligible_until__isnull=True)
                | Q(eligible_until__gte=F("eligible_from")),
                violation_error_message="到哪天为止早于从哪天起，请改其中一个",
            ),
            RowCheck(
                name="expectation_not_negative",
                condition=(Q(total__isnull=True) | Q(total__gte=0)) & (Q(worth__isnull=True) | Q(worth__gte=0)),
                violation_error_message="金额不能小于 0",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy.name}：{self.get_status_display()}"
