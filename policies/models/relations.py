"""How a policy stands to other policies, and the groups that it is in beside its first."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .checks import RowCheck
from .choices import RelationKind
from .fields import line, position
from .places import Source
from .policies import ExclusionGroup, Policy


class Relation(models.Model):
    """What holds between two policies is said on one of them. `other` or, for a further group, `group`."""

    policy = models.ForeignKey(Policy, models.CASCADE, verbose_name="政策", related_name="relations")
    kind = models.CharField("关系", max_length=10, choices=RelationKind.choices)
    other = models.ForeignKey(
        Policy,
        models.PROTECT,
        verbose_name="哪一项政策",
        null=True,
        blank=True,
        related_name="named_by",
        help_text="关系是“也在不重复享受组”的，这里留空",
    )
    group = models.ForeignKey(
        ExclusionGroup,
        models.PROTECT,
        verbose_name="哪一组",
        null=True,
        blank=True,
        related_name="further_members",
        help_text="只有关系是“也在不重复享受组”的才选",
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="依据文件", null=True, blank=True, related_name="+")
    clause = line("条款", blank=True)
    note = line("给市民看的说明", blank=True)
    inferred = models.BooleanField("推断的", default=False)
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "和别的政策的关系"
        ordering = ["policy", "position", "id"]
        constraints = [
            RowCheck(
                name="relation_names_one",
                condition=Q(kind=RelationKind.GROUP, group__isnull=False, other__isnull=True)
                | (~Q(kind=RelationKind.GROUP) & Q(group__isnull=True, other__isnull=False)),
                violation_error_message="“也在不重复享受组”的只选哪一组，别的关系只选哪一项政策",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.other or self.group}"
