"""Regions, the documents their policies come from, the sections of the wizard, and the categories of policies."""

from django.db import models
from django.db.models import F, Q

from .checks import RowCheck
from .choices import Icon
from .fields import CODE, SOURCE_CODE, WindowFields, formerly, line, position, window_constraints


class Region(models.Model):
    code = models.CharField("代码", max_length=60, unique=True, validators=[CODE])
    formerly = formerly()
    name = line("名称")
    picker_name = line("选地区时的叫法", blank=True, help_text="留空就用名称；例如 某市（其他区县）")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="上级地区",
        null=True,
        blank=True,
        related_name="children",
        help_text="上级地区的政策在这里也适用",
    )
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "地区"
        ordering = ["position", "code"]
        constraints = [
            RowCheck(
                name="region_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="上级地区不能是它自己",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Source(WindowFields):
    """A document that grants policies; its window and caveat hold for each of them."""

    code = models.CharField("代码", max_length=30, unique=True, validators=[SOURCE_CODE])
    formerly = formerly()
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="地区", related_name="sources")
    title = line("标题")
    number = line("文号", blank=True)
    issuer = line("发文单位", blank=True)
    issued_on = models.DateField("发布日期")
    issued_inferred = models.BooleanField("发布日期是推断的", default=False)
    url = line("网址", blank=True)
    caveat = line("对每条政策的提醒", blank=True, help_text="显示在出自这份文件的每条政策上")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "政策文件"
        ordering = ["region__position", "region__code", "position", "code"]
        constraints = window_constraints()

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Section(models.Model):
    """A page of the wizard."""

    code = models.CharField("代码", max_length=60, unique=True, validators=[CODE])
    formerly = formerly()
    name = line("名称")
    help = line("说明", blank=True)
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "问卷分节"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A kind of policies, by which they are listed and drawn."""

    code = models.CharField("代码", max_length=60, unique=True, validators=[CODE])
    formerly = formerly()
    name = line("名称")
    icon = models.CharField("图标", max_length=10, choices=Icon.choices, help_text="画在政策名称前面")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "类别"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name
