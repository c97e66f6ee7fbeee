"""What people are about to do, or have just been through, each with the questions that matter for just that."""

from django.db import models

from .choices import Icon
from .fields import CODE, formerly, line, position
from .places import Region
from .questions import Question


class LifeEvent(models.Model):
    """A start page: who comes by it is asked its questions first."""

    code = models.CharField(
        "代码",
        max_length=60,
        unique=True,
        validators=[CODE],
        help_text="也是网址的一段，发布以后不能在这里改，要用“改代码”",
    )
    formerly = formerly()
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name="地区",
        related_name="life_events",
        help_text="下级地区的自查也能从它开始",
    )
    name = line("名称", help_text="市民自己会说的一句话，例如 我要买房")
    summary = line("一句话介绍", help_text="例如 看看买房前后能领哪些、什么时候领")
    icon = models.CharField("图标", max_length=10, choices=Icon.choices)
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "人生事项"
        ordering = ["region__position", "region__code", "position", "code"]

    def __str__(self) -> str:
        return self.name


class LifeEventQuestion(models.Model):
    event = models.ForeignKey(LifeEvent, models.CASCADE, verbose_name="人生事项", related_name="asks")
    question = models.ForeignKey(Question, models.PROTECT, verbose_name="问题", related_name="asked_first_by")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "先问的问题"
        ordering = ["event", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="lifeeventquestion_once",
                fields=["event", "question"],
                violation_error_message="这件事里已有这个问题",
            )
        ]

    def __str__(self) -> str:
        return self.question.name
