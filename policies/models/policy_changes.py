"""What changes in a policy on a day: its state, whom to ask, what it gives as a whole or in one of its tiers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .awards import AwardFields, award_constraints
from .checks import RowCheck
from .choices import State
from .fields import CODE, line, position
from .places import Source
from .policies import Policy, Tier

STATES = [(value, label) for value, label in State.choices if value != State.DRAFT]


class PolicyChange(AwardFields):
    """Holds from a day on; where `measured_at` names an event, for those whose event is on that day or later.

    What is empty does not change; an award is a whole one. Conditions name the change since or until which they hold.
    """

    policy = models.ForeignKey(Policy, models.CASCADE, verbose_name="政策", related_name="changes")
    code = models.CharField("代码", max_length=60, validators=[CODE])
    starts_on = models.DateField("从哪天起")
    measured_at = models.ForeignKey(
        "policies.Question",
        models.PROTECT,
        verbose_name="按哪件事的日期",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"type": "date"},
        help_text="例如开始工作的日期：那一天或以后发生的，按新的；以前发生的，一直按旧的。留空按查询那天，到了那天大家都按新的",
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="依据文件", null=True, blank=True, related_name="+")
    clause = line("条款", blank=True)
    note = line("说明", blank=True)
    state = models.CharField("状态变成", max_length=12, choices=STATES, blank=True, default="")
    office = line("负责单位变成", blank=True)
    phone = line("咨询电话变成", blank=True)
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "有日期的变化"
        ordering = ["policy", "position", "id"]
        constraints = [
            *award_constraints(),
            models.UniqueConstraint(
                name="policychange_code_once",
                fields=["policy", "code"],
                violation_error_message="这条政策里已有这个代码的变化",
            ),
            RowCheck(
                name="policychange_by_day",
                condition=Q(measured_at__isnull=True) | Q(state="", office="", phone=""),
                violation_error_message="状态、负责单位和咨询电话只能按查询那天变。请把“按哪件事的日期”留空；"
                "金额要按那件事变的，另加一行",
            ),
        ]

    def __str__(self) -> str:
        event = f"（按{self.measured_at.name}）" if self.measured_at else ""
        return f"{self.starts_on} 起{event}"


class TierChange(AwardFields):
    """What a tier gives from a change on."""

    policy = models.ForeignKey(Policy, models.CASCADE, verbose_name="政策", related_name="tier_changes")
    change = models.ForeignKey(PolicyChange, models.CASCADE, verbose_name="哪次变化", related_name="tiers")
    tier = models.ForeignKey(Tier, models.CASCADE, verbose_name="档次", related_name="changes")
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "档次的变化"
        ordering = ["policy", "position", "id"]
        constraints = [
            *award_constraints(),
            models.UniqueConstraint(
                name="tierchange_once",
                fields=["change", "tier"],
                violation_error_message="这一档在这次变化里已经写过，请只留一行",
            ),
            RowCheck(name="tierchange_has_form", condition=~Q(form=""), violation_error_message="每一档都要选形式"),
        ]

    def __str__(self) -> str:
        return f"{self.tier}，{self.change}"


def change_between(verbose_name: str, help_text: str) -> models.ForeignKey:
    """Since or until which something is there. The change may be deleted in the same save in which a row stops naming
    it, and is saved first."""
    return models.ForeignKey(
        PolicyChange,
        models.DO_NOTHING,
        verbose_name=verbose_name,
        null=True,
        blank=True,
        related_name="+",
        help_text=help_text,
    )
