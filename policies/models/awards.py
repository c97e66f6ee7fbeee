"""What a policy or one of its tiers gives, as columns that both have."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

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
    once_most = yuan("一次性：最多（元）", "按算式计算时才写：算出来再多也只发这么多；没有就留空")
    instalments = line(
        "一次性：分期",
        blank=True,
        help_text="每期占多少，用顿号隔开，加起来要正好是全部，例如 40%、30%、30%；一次发完就留空",
    )
    instalments_period = models.CharField(
        "一次性：多久一期", max_length=9, choices=Period.choices, blank=True, default="", help_text="不分期就留空"
    )
    recurring_basis = models.CharField(
        "定期：口径", max_length=11, choices=Basis.choices, blank=True, default="", help_text="没有定期部分就留空"
    )
    recurring_amount = yuan("定期：每期金额（元）", "没有公布就留空，口径选“未公布”")
    recurring_coefficient = coefficient("定期：系数")
    recurring_most = yuan("定期：每期最多（元）", "按算式计算时才写，例如按实缴的 50%，每年最高 3000 元；没有就留空")
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
    cap_already = models.ForeignKey(
        "policies.Question",
        models.PROTECT,
        verbose_name="封顶：已经领过的也算",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"type": "money"},
        help_text="问“到现在一共领了多少”的那一题：封顶减去它，才是还能领的；封顶不管以前领了多少，就留空",
    )
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
    first_on = models.DateField("最早哪天发", null=True, blank=True, help_text="文件写明从哪天起发放才写；留空不限")
    last_on = models.DateField("最晚哪天发", null=True, blank=True, help_text="这一天以后不再发；留空不限")
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
        RowCheck(
            name=f"%(class)s_{name}_most",
            condition=Q(**{f"{name}_most__isnull": True}) | Q(**{f"{name}_most__gte": 1, f"{factor}__isnull": False}),
            violation_error_message=f"{title}：“最多”只用于按算式计算的金额，要大于 0；定额直接写金额",
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
            name="%(class)s_instalments",
            condition=Q(instalments="", instalments_period="")
            | (~Q(instalments="") & ~Q(instalments_period="") & ~Q(once_basis="")),
            violation_error_message="分期：每期占多少和多久一期要一起写，并且要有一次性部分；不分期就都留空",
        ),
        RowCheck(
            name="%(class)s_cap_already",
            condition=Q(cap_already__isnull=True) | Q(cap_amount__isnull=False) | Q(cap_coefficient__isnull=False),
            violation_error_message="有封顶金额或封顶系数，才选“已经领过的也算”",
        ),
        RowCheck(
            name="%(class)s_days_of_payment",
            condition=Q(first_on__isnull=True) | Q(last_on__isnull=True) | Q(first_on__lte=F("last_on")),
            violation_error_message="最晚哪天发不能早于最早哪天发",
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
