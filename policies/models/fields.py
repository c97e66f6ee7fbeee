"""Columns and constraints that several rows share: texts as long as the document allows, windows, alternatives."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import NOT_PROVIDED, F, Q

from .checks import RowCheck

CODE = RegexValidator(r"^[a-z][a-z0-9-]*\Z", "只能用小写字母、数字和短横，以字母开头，例如 rent-subsidy")
KEY = RegexValidator(r"^[a-z][a-z0-9_]*\Z", "只能用小写字母、数字和下划线，以字母开头，例如 job_start_date")
SOURCE_CODE = RegexValidator(r"^[A-Za-z][A-Za-z0-9-]*\Z", "只能用字母、数字和短横，以字母开头，例如 RS2026")
LETTER = RegexValidator(r"^[A-Z]\Z", "写一个大写字母，例如 A")
TEXT_LENGTH = 2000


def line(verbose_name: str, *, blank: bool = False, **options) -> models.CharField:
    """One line of text."""
    default = "" if blank else NOT_PROVIDED
    return models.CharField(verbose_name, max_length=TEXT_LENGTH, blank=blank, default=default, **options)


def prose(verbose_name: str, *, blank: bool = False, **options) -> models.TextField:
    default = "" if blank else NOT_PROVIDED
    return models.TextField(verbose_name, blank=blank, default=default, **options)


def position() -> models.PositiveIntegerField:
    return models.PositiveIntegerField("顺序", default=0, help_text="数字小的排在前面")


def formerly() -> models.JSONField:
    """A list of codes; only renaming writes here."""
    return models.JSONField("以前的代码", default=list, blank=True, editable=False)


def shown(value: object) -> str:
    """The value of a condition, for the heading of its row."""
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, dict) and "factors" in value:
        names = [factor.get("parameter") or factor.get("question") for factor in value["factors"]]
        return " × ".join([*([] if value["coefficient"] == "1" else [value["coefficient"]]), *map(str, names)])
    if isinstance(value, dict):
        return f"{shown(value['from'])} 到 {shown(value['to'])}"
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


class WindowFields(models.Model):
    """From when to when a policy runs; on a policy all of it stays empty where the source's window holds."""

    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True, help_text="包括这一天；没有写明就留空")
    doubtful_until = models.DateField(
        "存疑到", null=True, blank=True, help_text="结束以后到这一天为止，是否延续要咨询；先写结束日期"
    )
    doubtful_no_limit = models.BooleanField("一直存疑", default=False, help_text="结束以后是否延续一直说不准")
    measured_at = models.ForeignKey(
        "policies.Question",
        models.PROTECT,
        verbose_name="按哪件事的日期算",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"type": "date"},
        help_text="例如购房日期：那一天在期限内就算；留空按查询当天算",
    )
    window_inferred = models.BooleanField("期限是推断的", default=False)
    window_note = line("期限说明", blank=True)

    class Meta:
        abstract = True


def window_constraints() -> list[models.BaseConstraint]:
    return [
        RowCheck(
            name="%(class)s_window_in_order",
            condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
            violation_error_message="结束日期早于开始日期，或者缺少开始日期，请改其中一个",
        ),
        RowCheck(
            name="%(class)s_doubt_after_end",
            condition=Q(doubtful_until__isnull=True) | Q(ends_on__isnull=False, doubtful_until__gt=F("ends_on")),
            violation_error_message="存疑到的日期要晚于结束日期，并且先写结束日期",
        ),
        RowCheck(
            name="%(class)s_one_doubt",
            condition=Q(doubtful_no_limit=False) | Q(ends_on__isnull=False, doubtful_until__isnull=True),
            violation_error_message="“一直存疑”要先写结束日期，并且不再写“存疑到”",
        ),
    ]


class AlternativeFields(models.Model):
    """Which conditions stand beside one another: no letter is required; one letter is any-of; one branch is all-of."""

    alternative = models.CharField(
        "满足其一",
        max_length=1,
        blank=True,
        default="",
        validators=[LETTER],
        help_text="必须满足的留空；几个条件满足其一就可以的，写同一个字母",
    )
    branch = models.PositiveSmallIntegerField(
        "情况",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="同一字母里，号码相同的条件要同时满足",
    )

    class Meta:
        abstract = True


def alternative_constraint() -> RowCheck:
    return RowCheck(
        name="%(class)s_branch_with_letter",
        condition=Q(alternative="", branch__isnull=True)
        | (~Q(alternative="") & Q(branch__isnull=False, branch__gte=1)),
        violation_error_message="“满足其一”的字母和“情况”的号码要么都写，要么都不写；号码从 1 开始",
    )
