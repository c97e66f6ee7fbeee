"""The schemas of a policy and of a question, as the release holds them: in the normal form of `catalogue.schema`."""

from __future__ import annotations

from policies.api.shapes import (
    DAY,
    NUMBER,
    TEXT,
    YES_NO,
    YUAN,
    Schema,
    answered,
    any_of,
    list_of,
    one_of,
    or_null,
    ref,
)
from policies.calculator.awards import MONTHS_IN
from policies.calculator.date_operators import BESIDE_A_DAY, COUNTED
from policies.calculator.ruleset import Basis, Readily, State

MONTH_DAY: Schema = {"type": "string", "pattern": r"^[0-9]{2}-[0-9]{2}$"}
DECIMAL: Schema = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$"}
RATIO: Schema = {
    "type": "string",
    "pattern": r"^[0-9]+(\.[0-9]+|/[0-9]+)?$",
    "description": "小数，或者小数写不准的分数：2/3",
}
OPERAND = any_of(TEXT, NUMBER, YES_NO)
ENDS = any_of(NUMBER, TEXT, ref("Formula"))
FORMERLY = list_of(TEXT, description="以前的代码，接口照样认；没有改过就没有这一项")
QUESTION_TYPES = ("choice", "bool", "int", "months", "money", "date")
FORMS = ("cash", "reimbursement", "discount", "loan", "service")
PER = ("person", "household", "family_member", "hire", "project")
PAYEES = ("person", "housing_fund", "firm")
PERIODS = tuple(MONTHS_IN)
READILY = tuple(Readily)
WHOM = ("employer", "school", "office", "self")


def components() -> Schema:
    return {
        "Policy": _policy(),
        "Category": answered(
            {
                "code": TEXT,
                "name": TEXT,
                "icon": TEXT | {"description": "网页上画的图标"},
                "formerly": FORMERLY,
            },
            later={"formerly"},
            description="一类政策，按网页上的顺序",
        ),
        "LifeEvent": answered(
            {
                "code": TEXT,
                "region": TEXT,
                "name": TEXT,
                "summary": TEXT,
                "icon": TEXT | {"description": "网页上画的图标"},
                "asks": list_of(TEXT, description="先问的问题，按问的顺序"),
                "formerly": FORMERLY,
            },
            later={"formerly"},
            description="市民要办的一件事，例如“我要买房”，和只为它先问的问题",
        ),
        "PolicyTier": answered(
            {
                "code": TEXT,
                "name": TEXT,
                "conditions": list_of(ref("Condition")),
                "award": ref("PolicyAward"),
                "formerly": FORMERLY,
            },
            later={"formerly"},
            description="一档；排在前面的更好",
        ),
        "PolicyAward": _award(),
        "PolicyChange": _change(),
        "Relation": _relation(),
        "ApplicationWindow": _application_window(),
        "ChangedTier": answered({"tier": TEXT, "award": ref("PolicyAward")}, description="一档新的金额"),
        "AwardPart": answered(
            _part() | {"instalments": ref("Instalments")}, later={"most", "instalments"}, description="一次性发的部分"
        ),
        "Instalments": answered(
            {"shares": list_of(TEXT, description="每一期占多少，例如 0.4、2/3，加起来是 1"), "period": one_of(PERIODS)},
            description="分几期发；一次发完就没有这一项",
        ),
        "RecurringPart": answered(
            _part() | {"period": one_of(PERIODS), "count": or_null(NUMBER, description="最多几次；null：没有写")},
            later={"most"},
            description="每隔一段时间发一次的部分",
        ),
        "Uplift": answered(
            {
                "when": ref("SingleCondition"),
                "share": TEXT | {"description": "上浮的比例，例如 0.2、1/3"},
                "amount": YUAN | {"description": "加多少元"},
                "part": one_of(("once", "recurring"), description="只加在哪一部分；没有这一项：每一部分"),
            },
            later={"share", "amount", "part"},
            description="回答符合 when 的，金额高一些：share 和 amount 只有一个",
        ),
        "AwardCap": answered(
            {
                "amount": or_null(YUAN),
                "formula": or_null(ref("Formula")),
                "already": TEXT | {"description": "哪个问题问已经领了多少，封顶减去它；没有这一项：不减"},
            },
            later={"already"},
            description="全部加起来最多多少",
        ),
        "Formula": answered(
            {"coefficient": RATIO, "factors": list_of(ref("Factor"))},
            description="系数乘以每一项：金额得到多少元，条件得到要比的数",
        ),
        "Factor": answered(
            {
                "question": or_null(TEXT),
                "parameter": or_null(TEXT),
                "limit": or_null(NUMBER, description="答案最多按这么多算"),
                "at": or_null(TEXT, description="参数按哪个日期问题那天的算"),
            }
        ),
        "PolicyWindow": answered(
            {
                "starts_on": DAY,
                "ends_on": or_null(DAY),
                "doubtful_until": any_of(DAY, one_of(["no_limit"]), {"type": "null"}, description="到哪天为止说不准"),
                "measured_at": or_null(TEXT, description="按哪个日期问题看，null：按自查那天看"),
                "inferred": YES_NO,
                "note": TEXT,
            }
        ),
        "Citation": answered({"source": TEXT, "clause": TEXT}),
        "Step": answered(
            {
                "text": TEXT,
                "basis": one_of(("sourced", "general")),
                "materials": list_of(TEXT),
                "place": TEXT,
                "url": TEXT,
            }
        ),
        **_conditions(),
        "Question": _question(),
        "Choice": answered(
            {
                "value": TEXT,
                "label": TEXT,
                "help": TEXT,
                "final": YES_NO | {"description": "选了就改不了"},
                "settled": YES_NO | {"description": "选了它的人很少改成别的"},
                "readily": or_null(one_of(READILY), description="改成它的时候；null：同问题的 readily"),
                "begins_on": or_null(TEXT, description="日期题：选了它的人，从那一天起才算数；null：选了就算"),
                "formerly": FORMERLY,
            },
            later={"final", "settled", "readily", "begins_on", "formerly"},
        ),
    }


def _policy() -> Schema:
    return answered(
        {
            "code": TEXT,
            "region": TEXT,
            "name": TEXT,
            "summary": TEXT,
            "audience": one_of(("person", "organisation")),
            "category": TEXT | {"description": "类别的代码，叫什么写在全部政策的 categories 里"},
            "state": one_of(state for state in State if state != State.DRAFT),
            "budget_spent_on": or_null(
                DAY, description="从哪天起资金用完，这天以前照常受理；budget_spent 而没有日期的已经用完"
            ),
            "office": TEXT,
            "phone": TEXT,
            "citations": list_of(ref("Citation"), description="条件没有另写出处的，都出自第一个"),
            "window": or_null(ref("PolicyWindow"), description="null：按第一个出处的期限"),
            "group": or_null(TEXT, description="同一组的只能领一项"),
            "group_inferred": YES_NO,
            "unstated_conditions": YES_NO | {"description": "还有条件没有公布"},
            "caveats": list_of(TEXT),
            "conditions": list_of(ref("Condition"), description="都要满足"),
            "award": or_null(ref("PolicyAward"), description="null：分档，写在每一档里"),
            "tiers": list_of(ref("PolicyTier")),
            "changes": list_of(
                ref("PolicyChange"),
                description="从某一天起的变化，这一天还没有到，或者只对那天以后的人；没有就没有这一项",
            ),
            "relations": list_of(ref("Relation"), description="和别的政策的关系；没有就没有这一项"),
            "application_windows": list_of(
                ref("ApplicationWindow"),
                description="什么时候受理申请：各个时间有一个就行，各条截止都要赶上；没有就没有这一项，随时受理",
            ),
            "limited": TEXT | {"description": "名额有限：有多少、怎么分；没有就没有这一项"},
            "one_of_couple": TEXT | {"description": "夫妻只能一方享受；没有就没有这一项"},
            "couple_question": TEXT | {"description": "问清由夫妻哪一方享受的问题；没有问就没有这一项"},
            "steps": list_of(ref("Step")),
            "checked_on": or_null(DAY, description="最近哪天对过文件"),
            "formerly": FORMERLY,
        },
        later={
            "changes",
            "relations",
            "application_windows",
            "limited",
            "one_of_couple",
            "couple_question",
            "formerly",
        },
        description="政策今天的全部内容",
    )


def _application_window() -> Schema:
    said = {
        "opens": MONTH_DAY | {"description": "每年从几月几日"},
        "closes": MONTH_DAY | {"description": "到几月几日，含这一天；比 opens 早就是到第二年"},
        "starts_on": DAY | {"description": "只有一次的从哪天"},
        "ends_on": DAY | {"description": "只有一次的到哪天，含这一天"},
        "since": TEXT | {"description": "从哪次变化起才有"},
        "until": TEXT | {"description": "到哪次变化就没有"},
        "measured_at": TEXT | {"description": "从哪个日期问题那天算起"},
        "from_months": NUMBER | {"description": "满几个月起"},
        "to_months": NUMBER | {"description": "几个月以内"},
        "to_days": NUMBER | {"description": "几天以内"},
        "every": one_of(("quarter", "half_year", "year")) | {"description": "每隔多久一次"},
        "open_days": NUMBER | {"description": "每次开放几天；没有这一项：开始以后一直开放"},
        "source": TEXT,
        "clause": TEXT,
        "note": TEXT,
    }
    return answered(
        said, later=said, description="什么时候受理申请：每年的一段、只有一次的一段，或者从某件事算起；没有写的就没有"
    )


def _change() -> Schema:
    said = {
        "measured_at": TEXT
        | {"description": "按哪个日期问题看：那天在 starts_on 及以后的人；没有这一项：从 starts_on 起对所有人"},
        "source": TEXT,
        "clause": TEXT,
        "note": TEXT,
        "award": ref("PolicyAward"),
        "tiers": list_of(ref("ChangedTier")),
        "state": one_of(state for state in State if state != State.DRAFT),
        "office": TEXT,
        "phone": TEXT,
    }
    return answered({"code": TEXT, "starts_on": DAY, **said}, later=said, description="从哪天起变成什么；没有写的不变")


def _relation() -> Schema:
    said = {
        "group": TEXT | {"description": "除了 group 还在哪个组"},
        "excludes": TEXT | {"description": "不能和哪一项同时领；写在两项中的一项上"},
        "requires": TEXT | {"description": "享受了哪一项才能享受"},
        "tops_up": TEXT | {"description": "在哪一项之上按差额补足：那一项照发，这一项只补不够的"},
        "source": TEXT,
        "clause": TEXT,
        "note": TEXT,
        "inferred": YES_NO,
    }
    return answered(said, later=said, description="和另一项政策的关系，或者另外一个组；只有说了的")


def _award() -> Schema:
    return answered(
        {
            "form": one_of(FORMS),
            "per": one_of(PER),
            "payee": one_of(PAYEES),
            "once": or_null(ref("AwardPart")),
            "recurring": or_null(ref("RecurringPart")),
            "times": or_null(TEXT, description="乘以哪个问题的答案"),
            "cap": or_null(ref("AwardCap")),
            "worth": or_null(YUAN, description="贷款的额度，或者服务每年的价值"),
            "counted_from": or_null(TEXT, description="从哪个日期问题那天算起"),
            "first_on": DAY | {"description": "从哪天起发；没有限制就没有这一项"},
            "last_on": DAY | {"description": "最晚发到哪天；没有限制就没有这一项"},
            "uplifts": list_of(ref("Uplift"), description="符合的第一条算数；没有就没有这一项"),
            "note": TEXT,
        },
        later={"first_on", "last_on", "uplifts"},
        description="给什么",
    )


def _part() -> Schema:
    return {
        "amount": or_null(YUAN),
        "formula": or_null(ref("Formula")),
        "most": YUAN | {"description": "算式算出来再多，每次也只发这么多；没有限制就没有这一项"},
        "basis": one_of(Basis),
    }


def _conditions() -> Schema:
    """Nothing nests deeper, and no schema holds itself: generators lose what is in such. Only what is said is there."""
    operands, compared = ("is", "is_not"), ("at_least", "at_most", "more_than", "less_than")
    single = {
        "question": TEXT,
        **dict.fromkeys(operands, OPERAND),
        **dict.fromkeys(compared, any_of(TEXT, NUMBER, YES_NO, ref("Formula"))),
        "in": list_of(OPERAND),
        "not_in": list_of(OPERAND),
        "between": ref("Between"),
        **dict.fromkeys(COUNTED, NUMBER),
        **dict.fromkeys(BESIDE_A_DAY, DAY),
        "same_year_as": TEXT | {"description": "和哪个日期问题在同一年；today：自查那天的一年"},
        "measured_at": TEXT | {"description": "看哪个日期问题那天；没有这一项：看自查那天"},
        "inferred": YES_NO | {"description": "文件没有写明，是按理解推定的"},
        "widens": YES_NO | {"description": "文件没有这一种情况，是推定加上的"},
        "note": TEXT,
        "source": TEXT,
        "clause": TEXT,
    }
    condition = single | {
        "any_of": list_of(ref("Alternative")),
        "since": TEXT | {"description": "从哪一项变化（changes）起才有"},
        "until": TEXT | {"description": "到哪一项变化（changes）为止"},
    }
    alternative = single | {"all_of": list_of(ref("SingleCondition"))}
    return {
        "Condition": answered(condition, later=condition, description="一个条件；或者 any_of：满足其中一种就行"),
        "Alternative": answered(alternative, later=alternative, description="一个条件；或者 all_of：要一起满足"),
        "Between": answered({"from": ENDS, "to": ENDS}, description="从几到几，两端都含；有角分的金额写成文字"),
        "SingleCondition": answered(single, later=single, description="一个问题和一种比较"),
    }


def _question() -> Schema:
    return answered(
        {
            "key": TEXT,
            "region": or_null(TEXT, description="null：各地共用"),
            "section": TEXT,
            "position": NUMBER,
            "type": one_of(QUESTION_TYPES),
            "label": TEXT,
            "name": TEXT,
            "help": TEXT,
            "unit": TEXT,
            "yes": TEXT,
            "no": TEXT,
            "ordered": YES_NO | {"description": "选项从低到高排列"},
            "many": YES_NO
            | {"description": "true：可以选几项，答案是列表，[] 是都没有；in：选了其中至少一项，not_in：一项也没选"},
            "choices": list_of(ref("Choice")),
            "changeable": YES_NO,
            "readily": or_null(
                one_of(READILY), description="改变起来：本来就打算的、要花力气的（null）、少有人专门去做的"
            ),
            "past_only": YES_NO,
            "about": list_of(TEXT, description="说的是哪些问题的答案：那些改了，这一题要重新确认"),
            "local": YES_NO | {"description": "说的是要查的这个地区"},
            "asked_if": list_of(ref("Condition"), description="都满足才问"),
            "implied": any_of(TEXT, NUMBER, YES_NO, list_of(TEXT), {"type": "null"}, description="不问的时候按什么算"),
            "grows_if": list_of(ref("Condition"), description="都满足就每月加一"),
            "negative": any_of(TEXT, YES_NO, list_of(TEXT), {"type": "null"}, description="表示“没有”的答案"),
            "grows_yearly": YES_NO | {"description": "每年加一，哪天加不知道，例如年龄"},
            "yes_lasts_years": or_null(NUMBER, description="答“是”确定管到答的那年年底，往后最多再管这么多年"),
            "usual_least": or_null(NUMBER, description="平常至少这么多，比它少就反问一句"),
            "usual_most": or_null(NUMBER, description="平常至多这么多，比它多就反问一句"),
            "usual_note": TEXT,
            "find_out": TEXT | {"description": "不知道答案的人怎么问；whom 是 self 的，写自己到哪里查"},
            "whom": one_of(WHOM) | {"description": "问谁：单位人事、学校、办事窗口，还是自己查"},
            "formerly": FORMERLY,
        },
        later={
            "formerly",
            "many",
            "find_out",
            "whom",
            "readily",
            "negative",
            "about",
            "local",
            "usual_least",
            "usual_most",
            "usual_note",
            "grows_yearly",
            "yes_lasts_years",
        },
        description="问题的全部内容",
    )
