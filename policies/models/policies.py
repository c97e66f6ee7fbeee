"""Policies with their tiers and exclusion groups, and what is listed under a policy: citations and steps."""

from django.db import models
from django.db.models import Q

from .awards import AwardFields, award_constraints
from .checks import RowCheck
from .choices import Audience, State, StepBasis
from .fields import CODE, WindowFields, formerly, line, position, prose, window_constraints
from .places import Category, Region, Source


class ExclusionGroup(models.Model):
    """Policies of which a person takes one at most."""

    code = models.CharField("代码", max_length=60, unique=True, validators=[CODE])
    formerly = formerly()
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name="地区",
        null=True,
        blank=True,
        related_name="groups",
        help_text="留空是各地共用的",
    )
    name = line("名称")
    note = line("为什么不能同时享受", blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="依据文件", null=True, blank=True, related_name="+")
    clause = line("条款", blank=True)
    inferred = models.BooleanField("推断的", default=False)
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "不重复享受组"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Policy(WindowFields, AwardFields):
    """One subsidy or service. Nothing is deleted; it is closed."""

    code = models.CharField("代码", max_length=60, unique=True, validators=[CODE])
    formerly = formerly()
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="地区", related_name="policies")
    name = line("名称")
    summary = line("一句话介绍")
    audience = models.CharField("谁来申领", max_length=12, choices=Audience.choices, default=Audience.PERSON)
    category = models.ForeignKey(Category, models.PROTECT, verbose_name="类别", related_name="policies")
    state = models.CharField(
        "状态",
        max_length=12,
        choices=State.choices,
        default=State.OPEN,
        help_text="草稿不会发布；计划中的（例如还在建）单独列出，不算可申领；资金已用完的照常显示，但不计入合计；已停止的只在目录里显示",
    )
    budget_spent_on = models.DateField(
        "资金用完日期",
        null=True,
        blank=True,
        help_text="状态是“资金已用完”才填：这一天以前照常受理，写明资金到前一天为止还有，从这一天起算用完；留空就是已经用完",
    )
    office = line("负责单位", blank=True)
    phone = line("咨询电话", blank=True)
    starts_on = models.DateField(  # type: ignore[assignment]
        "开始日期", null=True, blank=True, help_text="整个期限留空就按政策文件的期限"
    )
    group = models.ForeignKey(
        ExclusionGroup,
        models.PROTECT,
        verbose_name="不重复享受组",
        null=True,
        blank=True,
        related_name="policies",
    )
    group_inferred = models.BooleanField("分组是推断的", default=False)
    limited = line(
        "名额有限",
        blank=True,
        help_text="照文件写有多少名额、怎么分，例如 每年 200 名，按申请先后。"
        "写了就不算一定能领到，不计入确定的数；没有名额限制就留空",
    )
    one_of_couple = line(
        "夫妻只能一方享受",
        blank=True,
        help_text="照文件写，例如 夫妻双方都符合的，由一方申领。"
        "写了就不算一定能领到，除非选了问清由谁享受的那一题；没有这样规定就留空",
    )
    couple_question = models.ForeignKey(
        "policies.Question",
        models.PROTECT,
        verbose_name="由谁享受的那一题",
        null=True,
        blank=True,
        related_name="+",
        help_text="条件里有一题问清了由夫妻哪一方享受，就选那一题：答了才算符合，符合就算确定。没有问就留空",
    )
    unstated_conditions = models.BooleanField(
        "另有未公布的条件", default=False, help_text="文件写了“符合条件的”，没有说是什么条件"
    )
    caveats = prose("提醒", blank=True, help_text="每行一条")
    checked_on = models.DateField("核对日期", null=True, blank=True)
    internal_note = prose("内部备注", blank=True, help_text="不对外显示")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "政策"
        ordering = ["region__position", "region__code", "position", "code"]
        constraints = [
            *window_constraints(),
            *award_constraints(),
            RowCheck(
                name="policy_window_starts",
                condition=Q(starts_on__isnull=False)
                | Q(measured_at__isnull=True, window_inferred=False, window_note="", doubtful_no_limit=False),
                violation_error_message="期限写了别的，就要写开始日期；按政策文件的期限就全部留空",
            ),
            RowCheck(
                name="policy_group_inferred",
                condition=Q(group__isnull=False) | Q(group_inferred=False),
                violation_error_message="没有选不重复享受组，就不要勾“分组是推断的”",
            ),
            RowCheck(
                name="policy_couple_question",
                condition=~Q(one_of_couple="") | Q(couple_question__isnull=True),
                violation_error_message="选了由谁享受的那一题，就要照文件写“夫妻只能一方享受”",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"


class Tier(AwardFields):
    """One grade of a policy; the best comes first."""

    policy = models.ForeignKey(Policy, models.CASCADE, verbose_name="政策", related_name="tiers")
    code = models.CharField("代码", max_length=60, validators=[CODE])
    formerly = formerly()
    name = line("名称")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "档次"
        ordering = ["policy", "position", "id"]
        constraints = [
            *award_constraints(),
            models.UniqueConstraint(
                name="tier_code_once",
                fields=["policy", "code"],
                violation_error_message="这条政策里已有这个档次代码",
            ),
            RowCheck(name="tier_has_form", condition=~Q(form=""), violation_error_message="每一档都要选形式"),
        ]

    def __str__(self) -> str:
        return self.name


class Citation(models.Model):
    policy = models.ForeignKey(Policy, models.CASCADE, verbose_name="政策", related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="政策文件", related_name="citations")
    clause = line("条款")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "出处"
        ordering = ["policy", "position", "id"]

    def __str__(self) -> str:
        return f"{self.source.code} {self.clause}"


class Step(models.Model):
    """One thing to do to get the subsidy."""

    policy = models.ForeignKey(Policy, models.CASCADE, verbose_name="政策", related_name="steps")
    text = line("做什么")
    basis = models.CharField("依据", max_length=8, choices=StepBasis.choices, default=StepBasis.GENERAL)
    materials = prose("材料", blank=True, help_text="每行一样")
    place = line("在哪里办", blank=True)
    url = line("网址", blank=True)
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "办理步骤"
        ordering = ["policy", "position", "id"]

    def __str__(self) -> str:
        return self.text
