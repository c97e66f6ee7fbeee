"""What is found by a name: the measures a source announces, schools a visitor can pick, words that mean the same."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from .checks import RowCheck
from .fields import line, position, prose
from .places import Region, Source
from .policies import Policy


class Measure(models.Model):
    """One of the measures of a source, with the policies that carry it out; without any: no details are published."""

    region = models.ForeignKey(Region, models.PROTECT, verbose_name="地区", related_name="measures")
    number = models.PositiveSmallIntegerField(
        "序号",
        validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text="一个地区的措施从 1 起连着编号",
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="政策文件", related_name="measures")
    part = line("部分", help_text="例如：鼓励青年创业")
    action = line("行动", blank=True, help_text="例如：初创资金撬动行动")
    name = line("名称")
    policies = models.ManyToManyField(
        Policy, through="MeasurePolicy", verbose_name="落实它的政策", related_name="measures", blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "措施"
        ordering = ["region__position", "region__code", "number"]
        constraints = [
            models.UniqueConstraint(
                name="measure_number_once",
                fields=["region", "number"],
                violation_error_message="这个地区已有这个序号的措施",
            ),
            RowCheck(
                name="measure_number_from_one",
                condition=Q(number__gte=1),
                violation_error_message="序号从 1 开始",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class MeasurePolicy(models.Model):
    measure = models.ForeignKey(Measure, models.CASCADE, verbose_name="措施", related_name="carried_out_by")
    policy = models.ForeignKey(Policy, models.PROTECT, verbose_name="政策", related_name="carries_out")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "落实措施的政策"
        ordering = ["measure", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="measurepolicy_once",
                fields=["measure", "policy"],
                violation_error_message="这条措施里已有这条政策",
            )
        ]

    def __str__(self) -> str:
        return self.policy.name


class School(models.Model):
    """What follows from the name of a visitor's school."""

    name = line("校名", unique=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name="地区",
        null=True,
        blank=True,
        related_name="schools",
        help_text="留空是各地共用的学校",
    )
    answers = models.JSONField(
        "由此得出的答案", default=dict, help_text='只写选择题和是非题，例如 {"double_first_class": true}'
    )
    also = prose("别的叫法", blank=True, help_text="一行一个，大家常用的简称，例如 浙大；几所学校都用的不写")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "学校"
        ordering = ["region__position", "region__code", "position", "name"]

    def __str__(self) -> str:
        return self.name


class Synonym(models.Model):
    """A word of the policies, and what people type who mean it."""

    name = line("词", unique=True, help_text="政策里的说法，例如 补贴")
    words = prose("意思相同的词", help_text="一行一个，每个至少两个字，例如 补助")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "同义词"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
