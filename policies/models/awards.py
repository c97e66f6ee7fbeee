"""What a policy or one of its tiers gives, as columns that both have."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from .checks import RowCheck
from .choices import Basis, Form, Payee, Per, Period
from .fields import line
from .ratios import RatioField


def yuan(verbose_name: str, help_text: str = "") -> models.PositiveBigIntegerField:
    return models.PositiveBigIntegerField(
        verbose_name, null=True, blank=True, validators=[MaxValueValidator(10**12)], help_text=help_text
    )


def coefficient(verbose_name: str) -> RatioField:
    return RatioField(
        verbose_name,
        null=True,
        blank=True,
        help_text="按算式计算时写；例如 30% 写 0.3，三分之二写 2/3，再在“算式的项”里加要相乘的各项",
    )


class AwardFields(models.Model):
    """A part without basis does not exist; a part with a coefficient is a formula of the factors of its owner."""

    form = models.CharField(
        "形式",
        max_length=13,
        choices=Form.choices,
        blank=True,
        default="",
        help_text="分档的政策在这里留空，写在每一档上",
    )
    per = models.CharField("按什么计", max_length=13, choices=Per.choices, default=Per.PERSON)
    payee = models.CharField("发给谁", max_length=12, choices=Payee.choices, default=Payee.PERSON)
    once_basis = models.CharField(
        "一次性：口径", max_length=11, choices=Basis.choices, blank=True, default="", help_text="没有一次性部分就留空"
    )
    once_amount = yuan("一次性：金额（元）", "没有公布就留空，口径选“未公布”")
    once_coefficient = coefficient("一次性：系数")
    recurring_basis = models.CharField(
        "定期：口径", max_length=11, choices=Basis.choices, blank=True, default="", help_text="没有定期部分就留空"
    )
    recurring_amount = yuan("定期：每期金额（元）", "没有公布就留空，口径选“未公布”")
    recurring_coefficient = coefficient("定期：系数")
    recurring_period = models.CharField("定期：周期", max_length=9, choices=Period.choices, blank=True, default="")
    recurring_count = models.PositiveSmallIntegerField(
        "定期：最多几期",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text="文件没有写明就留空",
    )
    times = models.ForeignKey(
        "policies.Question",
        models.PROTECT,
        verbose_name="乘以人数",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"type__in": ["int", "months", "money"]},
        help_text="例如家庭成员人数；留空不乘",
    )
    cap_amount = yuan("封顶金额（元）", "整项合计最多多少；没有就留空")
    cap_coefficient = coefficient("封顶：系数")
    worth = yuan("额度或每年价值（元）", "只用于贷款和服务；没有写明就留空")
    counted_from = models.ForeignKey(
        "policies.Question",
        models.PROTECT,
        verbose_name="从哪件事起算",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"type": "date"},
    )
    award_note = line("金额说明", blank=True)

    class Meta:
        abstract = True


def _positive(coefficient: str) -> Q:
    """Of a number that is kept as text, in its one spelling."""
    none, negative = Q(**{coefficient: "0"}), Q(**{f"{coefficient}__startswith": "-"})
    return Q(**{f"{coefficient}__isnull": True}) | ~(none | negative)


def _part(name: str, title: str) -> list[RowCheck]:
    amount, basis, factor = f"{name}_amount", f"{name}_basis", f"{name}_coefficient"
    nothing = Q(**{f"{amount}__isnull": True, f"{factor}__isnull": True})
    by_amount = Q(**{f"{amount}__isnull": False, f"{factor}__isnull": True})
    by_formula = Q(**{f"{amount}__isnull": True, f"{factor}__isnull": False})
    return [
        RowCheck(
            name=f"%(class)s_{name}_basis",
            condition=(nothing & Q(**{f"{basis}__in": ["", "unspecified"]}))
            | ((by_amount | by_formula) & Q(**{f"{basis}__in": ["fixed", "up_to", "at_least"]})),
            violation_error_message=f"{title}：写了金额或系数（只写一个）就要选口径；"
            "没有公布金额时口径选“未公布”；没有这一部分就都留空",
        ),
        RowCheck(
            name=f"%(class)s_{name}_positive",
            condition=(Q(**{f"{amount}__isnull": True}) | Q(**{f"{amount}__gte": 0})) & _positive(factor),
            violation_error_message=f"{title}：金额不能小于 0，系数要大于 0",
        ),
    ]


def award_constraints() -> list[models.BaseConstraint]:
    return [
        *_part("once", "一次性"),
        *_part("recurring", "定期"),
        RowCheck(
            name="%(class)s_recurring_period",
            condition=Q(recurring_basis="", recurring_period="", recurring_count__isnull=True)
            | (~Q(recurring_basis="") & ~Q(recurring_period="")),
            violation_error_message="定期：写了口径就要选周期；没有定期部分，周期和期数都留空",
        ),
        RowCheck(
            name="%(class)s_recurring_count",
            condition=Q(recurring_count__isnull=True) | Q(recurring_count__gte=1),
            violation_error_message="定期：期数至少 1；没有写明就留空",
        ),
        RowCheck(
            name="%(class)s_one_cap",
            condition=Q(cap_amount__isnull=True) | Q(cap_coefficient__isnull=True),
            violation_error_message="封顶金额和封顶系数只能写一个",
        ),
        RowCheck(
            name="%(class)s_cap_positive",
            condition=(Q(cap_amount__isnull=True) | Q(cap_amount__gte=0)) & _positive("cap_coefficient"),
            violation_error_message="封顶金额不能小于 0，系数要大于 0",
        ),
        RowCheck(
            name="%(class)s_worth_of_loan_or_service",
            condition=Q(worth__isnull=True) | Q(worth__gte=0, form__in=["loan", "service"]),
            violation_error_message="额度或价值只用于贷款和服务",
        ),
        RowCheck(
            name="%(class)s_no_sum_of_loan_or_service",
            condition=~Q(form__in=["loan", "service"]) | Q(once_basis="", recurring_basis=""),
            violation_error_message="贷款和服务不写一次性、定期金额，额度或价值写在“额度或每年价值”",
        ),
    ]
