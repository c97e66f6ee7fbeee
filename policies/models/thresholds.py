"""The conditions and the formula factors of a policy or of one of its tiers."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from .checks import RowCheck
from .choices import FactorPart, Operator
from .fields import AlternativeFields, alternative_constraint, line, position, shown
from .parameters import Parameter
from .places import Source
from .policies import Policy, Tier
from .policy_changes import PolicyChange, change_between
from .questions import Question


class Owned(models.Model):
    """Belongs to the tier if there is one, else to the policy as a whole."""

    policy = models.ForeignKey(Policy, models.CASCADE, verbose_name="政策", related_name="%(class)ss")
    tier = models.ForeignKey(
        Tier,
        models.CASCADE,
        verbose_name="档次",
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text="留空对整条政策有效",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.tier is not None and self.tier.policy_id != self.policy_id:
            raise ValidationError({"tier": "这个档次不属于这条政策，请选这条政策的档次，或留空"})


class Threshold(Owned, AlternativeFields):
    """One condition: question, operator, value."""

    question = models.ForeignKey(Question, models.PROTECT, verbose_name="问题", related_name="thresholds")
    operator = models.CharField("比较", max_length=30, choices=Operator.choices)
    value = models.JSONField(
        "值",
        help_text='选择题写选项的值，是非题和“同一年”写 true 或 false，“是其中之一”“不是其中任何一个”写成 ["a", "b"]，'
        '“在两数之间”写成 {"from": 18, "to": 35}，和参数比写成 {"coefficient": "1.5", '
        '"factors": [{"parameter": "…"}]}，某一天写成 2024-01-01，其他写数字',
    )
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
    inferred = models.BooleanField("推断的", default=False, help_text="文件没有写明，是我们推断的")
    widens = models.BooleanField(
        "推断放宽的",
        default=False,
        help_text="几选一里，文件没有这一种情况，是我们推断加上的；不符合它的人，不会因此被建议先咨询",
    )
    note = line("说明", blank=True)
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name="出处",
        null=True,
        blank=True,
        related_name="+",
        help_text="留空是政策的第一个出处",
    )
    clause = line("条款", blank=True)
    since = change_between("从哪次变化起", "这次变化以后才有的条件；留空是一开始就有")
    until = change_between("到哪次变化为止", "到这次变化就不再要求的条件；留空是一直要求")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "条件"
        ordering = ["policy", "tier__position", "tier", "position", "id"]
        constraints = [
            alternative_constraint(),
            RowCheck(
                name="threshold_measured_months",
                condition=Q(measured_at__isnull=True)
                | Q(operator__startswith="months_since")
                | Q(operator__startswith="days_since")
                | Q(operator__startswith="age_")
                | Q(operator="same_year_as"),
                violation_error_message="“到哪件事为止”只用于“几个月”“几天”“几周岁”和“同一年”的比较",
            ),
            RowCheck(
                name="threshold_widens_by_reading",
                condition=Q(widens=False) | Q(inferred=True) & ~Q(alternative=""),
                violation_error_message="“推断放宽的”只用于几选一里推断的条件：请同时勾“推断的”，写上“满足其一”的字母",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question.name} {self.get_operator_display()}：{shown(self.value)}"


class Factor(Owned):
    """A number in a formula: an answer (at most `limit` of it) or a parameter (on the day of `at`, else today).

    `change`: the formula is that of the award from this change on.
    """

    change = models.ForeignKey(
        PolicyChange,
        models.CASCADE,
        verbose_name="哪次变化",
        null=True,
        blank=True,
        related_name="factors",
        help_text="留空用在现在的金额里",
    )
    part = models.CharField("用在", max_length=9, choices=FactorPart.choices)
    question = models.ForeignKey(
        Question,
        models.PROTECT,
        verbose_name="问题",
        null=True,
        blank=True,
        related_name="factors",
        limit_choices_to={"type__in": ["int", "months", "money"]},
    )
    parameter = models.ForeignKey(
        Parameter, models.PROTECT, verbose_name="参数", null=True, blank=True, related_name="factors"
    )
    limit = models.PositiveBigIntegerField(
        "最多算多少", null=True, blank=True, validators=[MinValueValidator(1)], help_text="例如面积最多算 90 平方米"
    )
    at = models.ForeignKey(
        Question,
        models.PROTECT,
        verbose_name="取哪一天的参数",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"type": "date"},
        help_text="留空取查询当天的值",
    )
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "算式的项"
        ordering = ["policy", "tier__position", "tier", "part", "position", "id"]
        constraints = [
            RowCheck(
                name="factor_question_or_parameter",
                condition=Q(question__isnull=True, parameter__isnull=False)
                | Q(question__isnull=False, parameter__isnull=True),
                violation_error_message="算式的一项要么选问题，要么选参数",
            ),
            RowCheck(
                name="factor_limit_positive",
                condition=Q(limit__isnull=True) | Q(limit__gte=1),
                violation_error_message="“最多算多少”至少是 1",
            ),
            RowCheck(
                name="factor_at_of_parameter",
                condition=Q(at__isnull=True) | Q(parameter__isnull=False),
                violation_error_message="“取哪一天的参数”只用于参数",
            ),
        ]

    def __str__(self) -> str:
        return str(self.question or self.parameter)
