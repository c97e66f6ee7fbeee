"""When applications for a policy are taken, where that is not always."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from policies.calculator import month_days
from policies.calculator.echo import beginning

from .checks import RowCheck
from .choices import Every
from .fields import line, position
from .places import Source
from .policies import Policy
from .policy_changes import change_between

ONCE = {"starts_on__isnull": True, "ends_on__isnull": True}
SINCE_AN_EVENT = ("from_months", "to_months", "to_days", "open_days")
NOTHING = {f"{name}__isnull": True for name in SINCE_AN_EVENT}


class MonthDayField(models.CharField):
    """A day of every year, kept as 03-01 and typed as one likes: 3-1, 3月1日."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 5, "blank": True, "default": "", **options})

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").strip()
        if not text:
            return ""
        day = month_days.read(text)
        if day is None:
            raise ValidationError(f"请写几月几日，例如 03-01；现在写的是“{beginning(text)}”")
        if not month_days.is_one(day):
            raise ValidationError(f"没有 {day[0]} 月 {day[1]} 日这一天，请改")
        return month_days.spelled(day)

    def get_prep_value(self, value: Any) -> Any:
        """What is asked of the database is not typed by anybody."""
        return models.Field.get_prep_value(self, value)

    def formfield(self, **options: Any) -> Any:
        field: Any = super().formfield(**options)
        # As it is typed it may be longer: 12月31日.
        if field is not None:
            field.max_length, field.validators = None, []
            field.widget.attrs.pop("maxlength", None)
        return field


def _count(verbose_name: str, least: int, most: int, help_text: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        verbose_name,
        null=True,
        blank=True,
        validators=[MinValueValidator(least), MaxValueValidator(most)],
        help_text=help_text,
    )


class ApplicationWindow(models.Model):
    """Each year from `opens` to `closes`, once from `starts_on` to `ends_on`, or from the day of the event
    `measured_at` on. `since`, `until`: the changes of the policy from which on it is there, and at which it goes."""

    policy = models.ForeignKey(Policy, models.CASCADE, verbose_name="政策", related_name="application_windows")
    opens = MonthDayField("每年从几月几日", help_text="例如 03-01")
    closes = MonthDayField("到几月几日", help_text="含这一天；比开始早就是到第二年，例如 12-01 到 01-31")
    measured_at = models.ForeignKey(
        "policies.Question",
        models.PROTECT,
        verbose_name="按哪件事的日期算",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"type": "date"},
        help_text="例如毕业日期；固定的日子留空",
    )
    from_months = _count("满几个月起", 0, 1200, "那件事以后满几个月才能申请；当天就能申请留空")
    to_months = _count("几个月以内", 1, 1200, "最晚在那件事以后几个月以内申请，含满月那天")
    to_days = _count("几天以内", 1, 3660, "按天算的才写，和“几个月以内”只写一个")
    every = models.CharField("每隔多久一次", max_length=9, choices=Every.choices, blank=True, default="")
    open_days = _count("每次开放几天", 1, 364, "从可以申请的那天起算；开始以后一直能申请就留空")
    starts_on = models.DateField("只有一次的从哪天", null=True, blank=True, help_text="例如 2026-11-01")
    ends_on = models.DateField("到哪一天", null=True, blank=True, help_text="含这一天；延长了就改这一格")
    since = change_between("从哪次变化起", "这次变化以后才有的申报期；留空是一开始就有")
    until = change_between("到哪次变化为止", "到这次变化就没有的申报期；留空是一直有")
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="依据文件", null=True, blank=True, related_name="+")
    clause = line("条款", blank=True)
    note = line("说明", blank=True)
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "申报期"
        ordering = ["policy", "position", "id"]
        constraints = [
            RowCheck(
                name="applicationwindow_whole_year",
                condition=Q(opens="", closes="") | (~Q(opens="") & ~Q(closes="")),
                violation_error_message="每年的申报期从几月几日到几月几日，两个都要写",
            ),
            RowCheck(
                name="applicationwindow_one_kind",
                condition=(Q(opens="") & Q(measured_at__isnull=False, **ONCE))
                | (~Q(opens="") & Q(measured_at__isnull=True, every="", **NOTHING, **ONCE))
                | (
                    Q(opens="", measured_at__isnull=True, every="", **NOTHING)
                    & ~Q(starts_on__isnull=True, ends_on__isnull=True)
                ),
                violation_error_message=(
                    "写每年从几月几日到几月几日、只有一次的从哪天到哪天，或者选按哪件事的日期算；有几样的，写成几行"
                ),
            ),
            RowCheck(
                name="applicationwindow_whole_once",
                condition=Q(**ONCE) | Q(starts_on__isnull=False, ends_on__isnull=False),
                violation_error_message="只有一次的申报期从哪天到哪一天，两个都要写",
            ),
            RowCheck(
                name="applicationwindow_once_in_order",
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="申报期结束的日期不能早于开始的日期",
            ),
            RowCheck(
                name="applicationwindow_one_end",
                condition=Q(to_months__isnull=True) | Q(to_days__isnull=True),
                violation_error_message="截止按月或者按天写，只写一个",
            ),
            RowCheck(
                name="applicationwindow_open_days",
                condition=Q(open_days__isnull=True) | ~Q(every=""),
                violation_error_message="每次开放几天，要先选每隔多久一次",
            ),
        ]

    def __str__(self) -> str:
        if self.opens:
            return f"每年 {self.opens} 到 {self.closes}"
        if self.starts_on:
            return f"{self.starts_on} 到 {self.ends_on}"
        return f"按{self.measured_at.name}" if self.measured_at else ""
