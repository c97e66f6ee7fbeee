"""Dated values that formulas use, such as the minimum wage."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from .checks import RowCheck
from .choices import ParameterBasis
from .fields import KEY, formerly, line, position
from .places import Region


class Parameter(models.Model):
    key = models.CharField("键", max_length=60, unique=True, validators=[KEY])
    formerly = formerly()
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="地区", related_name="parameters")
    name = line("名称")
    unit = line("单位", help_text="例如 元/月")
    help = line("说明", blank=True)
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "参数"
        ordering = ["region__position", "region__code", "position", "key"]

    def __str__(self) -> str:
        return self.name


class ParameterValue(models.Model):
    parameter = models.ForeignKey(Parameter, models.CASCADE, verbose_name="参数", related_name="values")
    starts_on = models.DateField("从哪天起", help_text="到下一个值开始的前一天为止")
    value = models.DecimalField("值", max_digits=16, decimal_places=4, validators=[MinValueValidator(0)])
    basis = models.CharField("准确程度", max_length=12, choices=ParameterBasis.choices, default=ParameterBasis.FIXED)
    inferred = models.BooleanField("推断的", default=False)
    note = line("说明", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "参数的值"
        ordering = ["parameter", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                name="parametervalue_one_per_day",
                fields=["parameter", "starts_on"],
                violation_error_message="这个参数从这一天起已有一个值，请改日期或改那个值",
            ),
            RowCheck(
                name="parametervalue_not_negative",
                condition=Q(value__gte=0),
                violation_error_message="值不能小于 0",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parameter.name} {self.starts_on}：{self.value}"
