"""What raises the award of a policy or of one of its tiers where an answer meets a condition."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from .checks import RowCheck
from .choices import Operator, UpliftPart
from .fields import line, position, shown
from .policy_changes import PolicyChange
from .questions import Question
from .thresholds import Owned


class Uplift(Owned):
    """`change`: it raises the award from this change on. Of those whose condition holds the first counts."""

    change = models.ForeignKey(
        PolicyChange,
        models.CASCADE,
        verbose_name="哪次变化",
        null=True,
        blank=True,
        related_name="uplifts",
        help_text="留空用在现在的金额里",
    )
    question = models.ForeignKey(Question, models.PROTECT, verbose_name="问题", related_name="uplifts")
    operator = models.CharField("比较", max_length=30, choices=Operator.choices)
    value = models.JSONField("值")
    measured_at = models.ForeignKey(
        Question,
        models.PROTECT,
        verbose_name="到哪件事为止",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"type": "date"},
        help_text="只用于“几个月”“几天”“几周岁”和“同一年”的比较；留空看查询当天",
    )
    share = line("上浮多少", blank=True, help_text="例如 20%；加多少元的，留空")
    amount = models.PositiveBigIntegerField(
        "加多少元",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10**12)],
        help_text="按比例上浮的，留空",
    )
    part = models.CharField(
        "加在",
        max_length=9,
        choices=UpliftPart.choices,
        blank=True,
        default="",
        help_text="一次性和定期都有，只有一部分上浮时才选；留空每一部分都上浮",
    )
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "上浮"
        ordering = ["policy", "tier__position", "tier", "position", "id"]
        constraints = [
            RowCheck(
                name="uplift_by_one_thing",
                condition=Q(share="", amount__isnull=False, amount__gte=1) | (~Q(share="") & Q(amount__isnull=True)),
                violation_error_message="“上浮多少”和“加多少元”要写一个，也只写一个",
            ),
            RowCheck(
                name="uplift_measured",
                condition=Q(measured_at__isnull=True)
                | Q(operator__startswith="months_since")
                | Q(operator__startswith="days_since")
                | Q(operator__startswith="age_")
                | Q(operator="same_year_as"),
                violation_error_message="“到哪件事为止”只用于“几个月”“几天”“几周岁”和“同一年”的比较",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question.name} {self.get_operator_display()}：{shown(self.value)}"
