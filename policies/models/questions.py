"""Questions, their choices, and the conditions under which a follow-up is asked or a number of months grows."""

from django.db import models
from django.db.models import F, Q

from .checks import RowCheck
from .choices import FollowUpKind, Operator, QuestionType, Readily, Whom
from .fields import KEY, AlternativeFields, alternative_constraint, formerly, line, position, shown
from .places import Region, Section


class Question(models.Model):
    key = models.CharField("键", max_length=60, unique=True, validators=[KEY])
    formerly = formerly()
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name="地区",
        null=True,
        blank=True,
        related_name="questions",
        help_text="留空是各地共用的问题",
    )
    section = models.ForeignKey(Section, models.PROTECT, verbose_name="分节", related_name="questions")
    position = models.PositiveIntegerField("顺序", default=0, help_text="追问要排在它所依据的问题后面")
    type = models.CharField("题型", max_length=10, choices=QuestionType.choices)
    label = line("问句", help_text="例如：你的最高学历是什么？")
    name = line("简称", help_text="用在结果的说明里，例如 学历、累计社保；日期题写事情，例如 毕业、入职")
    help = line("提示", blank=True)
    unit = line("单位", blank=True, help_text="例如 个月、元、岁")
    yes = line("答“是”怎么说", blank=True, help_text="只用于是非题，例如 新到本地工作")
    no = line("答“否”怎么说", blank=True, help_text="只用于是非题，例如 不是新到本地工作")
    ordered = models.BooleanField("选项有高低顺序", default=False, help_text="只用于选择题；选项从低到高排")
    many = models.BooleanField(
        "可以选几项",
        default=False,
        help_text="只用于选择题；市民也可以答“都没有”。条件用“是其中之一”（有其中至少一项）或“不是其中任何一个”（其中一项也没有）",
    )
    changeable = models.BooleanField("本人可以改变", default=False, help_text="日期题只在还没有这个日期的时候算")
    readily = models.CharField(
        "改变起来",
        max_length=7,
        choices=Readily.choices,
        blank=True,
        default="",
        help_text="只用于本人可以改变的，留空是要花力气的；“还差一点”里，本来就打算的排在前面，少有人专门去做的收起来",
    )
    past_only = models.BooleanField("不能晚于今天", default=False, help_text="只用于日期题")
    grows_yearly = models.BooleanField(
        "每年加一", default=False, help_text="只用于整数题，例如年龄：哪天加一不知道，那一年里就说不准"
    )
    yes_lasts_years = models.PositiveSmallIntegerField(
        "答“是”还能管几年",
        null=True,
        blank=True,
        help_text="只用于是非题，例如“今年或前两年有过”写 2：确定管到答的那年年底，再过 2 年就肯定不算了；留空是一直算",
    )
    implied = models.JSONField(
        "不问时的值",
        null=True,
        blank=True,
        default=None,
        help_text="确定不用问时就按这个值：选择题写选项的值，是非题写 true 或 false，数字题写数字，日期题写 none；"
        "留空表示不清楚",
    )
    negative = models.JSONField(
        "表示没有的答案",
        null=True,
        blank=True,
        default=None,
        help_text="写了就能和别的题一起勾“下面这些我都没有”：是非题写 false，选择题写选项的值；留空表示不一起勾",
    )

    usual_least = models.PositiveBigIntegerField(
        "平常至少", null=True, blank=True, help_text="只用于数字题，按问题的单位"
    )
    usual_most = models.PositiveBigIntegerField(
        "平常至多", null=True, blank=True, help_text="写的数不在平常的范围里，就反问一句，确认以后照记"
    )
    usual_note = line("反问时的提醒", blank=True, help_text="例如 这里填每平方米的价格，不是总价")
    about = models.JSONField(
        "说的是哪几题的回答",
        default=list,
        blank=True,
        help_text="那几题换了回答，这一题就请人再看一眼、确认以后才算，例如毕业日期说的是那个学历；说的是本人的，留空",
    )
    local = models.BooleanField(
        "说的是自查的地区", default=False, help_text="例如在本地交的社保：换一个地区自查，就请人再看一眼"
    )
    find_out = line(
        "不知道的人怎么问",
        blank=True,
        db_default="",
        help_text="问别人的，写成能直接发过去的一句话，例如 我们单位是民营企业、国有企业，还是事业单位？"
        "自己能查的，写到哪里查。人人都知道答案的不写",
    )
    whom = models.CharField(
        "问谁",
        max_length=10,
        choices=Whom.choices,
        blank=True,
        default="",
        db_default="",
        help_text="和“不知道的人怎么问”一起写",
    )

    class Meta:
        verbose_name = verbose_name_plural = "问题"
        ordering = ["position", "key"]
        constraints = [
            RowCheck(
                name="question_ordered_choice",
                condition=Q(ordered=False) | Q(type="choice"),
                violation_error_message="“选项有高低顺序”只用于选择题",
            ),
            RowCheck(
                name="question_many_choices",
                condition=Q(many=False) | Q(type="choice", ordered=False),
                violation_error_message="“可以选几项”只用于选项没有高低顺序的选择题",
            ),
            RowCheck(
                name="question_readily_changed",
                condition=Q(changeable=True) | Q(readily=""),
                violation_error_message="“改变起来”只用于本人可以改变的问题",
            ),
            RowCheck(
                name="question_past_date",
                condition=Q(past_only=False) | Q(type="date"),
                violation_error_message="“不能晚于今天”只用于日期题",
            ),
            RowCheck(
                name="question_usual_of_a_number",
                condition=Q(usual_least__isnull=True, usual_most__isnull=True) | Q(type__in=["int", "months", "money"]),
                violation_error_message="“平常至少”和“平常至多”只用于数字题",
            ),
            RowCheck(
                name="question_usual_in_order",
                condition=Q(usual_least__isnull=True)
                | Q(usual_most__isnull=True)
                | Q(usual_most__gte=F("usual_least")),
                violation_error_message="“平常至多”少于“平常至少”，请改其中一个",
            ),
            RowCheck(
                name="question_years_of_a_number",
                condition=Q(grows_yearly=False) | Q(type="int"),
                violation_error_message="“每年加一”只用于整数题",
            ),
            RowCheck(
                name="question_years_of_a_yes",
                condition=Q(yes_lasts_years__isnull=True) | Q(type="bool"),
                violation_error_message="“答‘是’还能管几年”只用于是非题",
            ),
            RowCheck(
                name="question_bool_sentences",
                condition=~Q(type="bool") | (~Q(yes="") & ~Q(no="")),
                violation_error_message="是非题要写答“是”和答“否”各怎么说",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.key}）"


class Choice(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, verbose_name="问题", related_name="choices")
    value = models.CharField("值", max_length=60, validators=[KEY], help_text="发布以后不能在这里改，要用“改代码”")
    formerly = formerly()
    label = line("选项")
    help = line("提示", blank=True)
    readily = models.CharField(
        "改成它",
        max_length=7,
        choices=Readily.choices,
        blank=True,
        default="",
        help_text="和问题的“改变起来”不一样的才选",
    )
    settled = models.BooleanField(
        "安定下来的", default=False, help_text="例如“自己创业”：选了它的人很少为一项补贴改成别的"
    )
    final = models.BooleanField("回不了头", default=False, help_text="例如“已经买了”：不会再劝选了它的人改选别的")
    begins_on = models.ForeignKey(
        Question,
        models.PROTECT,
        verbose_name="从哪天起算数",
        null=True,
        blank=True,
        related_name="begun_by",
        limit_choices_to={"type": "date"},
        help_text="选一道日期题：选了这一项的人，到那一天才算数，例如签了合同、还没上班",
    )
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "选项"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                name="choice_value_once",
                fields=["question", "value"],
                violation_error_message="同一个问题里已有这个值",
            )
        ]

    def __str__(self) -> str:
        return self.label


class FollowUp(AlternativeFields):
    """One condition, on the answer to `parent`, for asking `question` or for its number to grow."""

    question = models.ForeignKey(Question, models.CASCADE, verbose_name="问题", related_name="follow_ups")
    kind = models.CharField("用途", max_length=5, choices=FollowUpKind.choices, default=FollowUpKind.ASKED)
    parent = models.ForeignKey(Question, models.PROTECT, verbose_name="依据的问题", related_name="leads_to")
    operator = models.CharField("比较", max_length=30, choices=Operator.choices)
    value = models.JSONField(
        "值",
        help_text='选择题写选项的值，是非题 true 或 false，“是其中之一”“不是其中任何一个”写成 ["a", "b"]，'
        '“在两数之间”写成 {"from": 18, "to": 35}，和参数比写成 {"coefficient": "1.5", "factors": [{"parameter": "…"}]}',
    )
    position = position()

    class Meta:
        verbose_name = verbose_name_plural = "追问条件"
        ordering = ["question", "kind", "position", "id"]
        constraints = [
            alternative_constraint(),
            RowCheck(
                name="followup_on_another_question",
                condition=~Q(question=F("parent")),
                violation_error_message="追问不能依据它自己，请选另一个问题",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent.name} {self.get_operator_display()}：{shown(self.value)}"
