"""The closed lists of words that rows and documents share, with their Chinese names."""

from django.db.models import TextChoices


class QuestionType(TextChoices):
    CHOICE = "choice", "选择题"
    BOOL = "bool", "是非题"
    INT = "int", "整数"
    MONTHS = "months", "月数"
    MONEY = "money", "金额（元）"
    DATE = "date", "日期"


class Operator(TextChoices):
    IS = "is", "是"
    IS_NOT = "is_not", "不是"
    IN = "in", "是其中之一"
    NOT_IN = "not_in", "不是其中任何一个"
    AT_LEAST = "at_least", "至少（含）"
    AT_MOST = "at_most", "至多（含）"
    MORE_THAN = "more_than", "超过（不含）"
    LESS_THAN = "less_than", "少于（不含）"
    BETWEEN = "between", "在两数之间（含）"
    MONTHS_SINCE_AT_LEAST = "months_since_at_least", "已满几个月"
    MONTHS_SINCE_AT_MOST = "months_since_at_most", "在几个月以内"
    MONTHS_SINCE_MORE_THAN = "months_since_more_than", "超过几个月（不含）"
    MONTHS_SINCE_LESS_THAN = "months_since_less_than", "不满几个月"
    DAYS_SINCE_AT_LEAST = "days_since_at_least", "已满几天"
    DAYS_SINCE_AT_MOST = "days_since_at_most", "在几天以内"
    AGE_AT_LEAST = "age_at_least", "年满几周岁"
    AGE_AT_MOST = "age_at_most", "几周岁以下（含）"
    AGE_MORE_THAN = "age_more_than", "超过几周岁（不含）"
    AGE_LESS_THAN = "age_less_than", "不满几周岁"
    BEFORE = "before", "早于某一天（不含）"
    ON_OR_AFTER = "on_or_after", "在某一天或以后（含）"
    SAME_YEAR_AS = "same_year_as", "和另一件事在同一年"


class RelationKind(TextChoices):
    GROUP = "group", "也在不重复享受组"
    EXCLUDES = "excludes", "不能同时享受"
    REQUIRES = "requires", "享受了才能享受"
    TOPS_UP = "tops_up", "在它之上按差额补足"


class FollowUpKind(TextChoices):
    ASKED = "asked", "什么时候问"
    GROWS = "grows", "什么时候逐月增加"


class Basis(TextChoices):
    FIXED = "fixed", "定额"
    UP_TO = "up_to", "最高"
    AT_LEAST = "at_least", "至少"
    UNSPECIFIED = "unspecified", "未公布"


class ParameterBasis(TextChoices):
    FIXED = "fixed", "准确值"
    UP_TO = "up_to", "最高"
    AT_LEAST = "at_least", "至少"


class Form(TextChoices):
    CASH = "cash", "现金补助"
    REIMBURSEMENT = "reimbursement", "凭票报销"
    DISCOUNT = "discount", "价格优惠"
    LOAN = "loan", "贷款"
    SERVICE = "service", "服务"


class Per(TextChoices):
    PERSON = "person", "每人"
    HOUSEHOLD = "household", "每户"
    FAMILY_MEMBER = "family_member", "每名家庭成员"
    HIRE = "hire", "每招用一人"
    PROJECT = "project", "每个项目"


class Payee(TextChoices):
    PERSON = "person", "本人"
    HOUSING_FUND = "housing_fund", "本人公积金账户"
    FIRM = "firm", "单位"


class Period(TextChoices):
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    HALF_YEAR = "half_year", "每半年"
    YEAR = "year", "每年"


class CanApply(TextChoices):
    YES = "yes", "能申请"
    UNKNOWN = "unknown", "说不准"
    NO = "no", "过了或来不及"


class Every(TextChoices):
    QUARTER = "quarter", "每季（3 个月）"
    HALF_YEAR = "half_year", "每半年"
    YEAR = "year", "每年"


class UpliftPart(TextChoices):
    ONCE = "once", "一次性金额"
    RECURRING = "recurring", "定期金额"


class FactorPart(TextChoices):
    ONCE = "once", "一次性金额"
    RECURRING = "recurring", "定期金额"
    CAP = "cap", "封顶"


class Audience(TextChoices):
    PERSON = "person", "个人"
    ORGANISATION = "organisation", "单位"


class Icon(TextChoices):
    WORK = "work", "公文包"
    HOME = "home", "房子"
    BED = "bed", "床"
    SHIELD = "shield", "盾牌"
    ROCKET = "rocket", "火箭"
    MEDAL = "medal", "奖章"
    HEART = "heart", "心"
    FAMILY = "family", "一家人"
    TRAIN = "train", "列车"
    BOOK = "book", "书"
    COINS = "coins", "钱币"
    CAL = "cal", "日历"
    LIST = "list", "清单"
    RIVER = "river", "江水"


class Readily(TextChoices):
    PLANNED = "planned", "本来就打算的"
    EFFORT = "effort", "要花力气的"
    SELDOM = "seldom", "少有人专门去做的"


class Whom(TextChoices):
    EMPLOYER = "employer", "单位人事"
    SCHOOL = "school", "学校"
    OFFICE = "office", "办事窗口"
    SELF = "self", "自己查"


class State(TextChoices):
    DRAFT = "draft", "草稿"
    PLANNED = "planned", "计划中"
    OPEN = "open", "受理中"
    BUDGET_SPENT = "budget_spent", "资金已用完"
    CLOSED = "closed", "已停止"


class Status(TextChoices):
    """What a check says of a policy."""

    ELIGIBLE = "eligible", "可申领"
    UPCOMING = "upcoming", "即将可领"
    UNKNOWN = "unknown", "还不确定"
    INELIGIBLE = "ineligible", "不符合"


class StepBasis(TextChoices):
    SOURCED = "sourced", "文件写明"
    GENERAL = "general", "一般做法"
