"""The schemas of what a check is answered with; `response` writes it."""

from __future__ import annotations

from policies.api.documents import FORMS, PAYEES, PER, PERIODS
from policies.api.shapes import (
    AMOUNT,
    DAY,
    MOMENT,
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
from policies.calculator.best_set import WhyUndecided
from policies.calculator.ruleset import Basis, State
from policies.calculator.standing import Status
from policies.calculator.verdict import Verdict

# The answer to a question of any type.
ANSWER = (TEXT, NUMBER, AMOUNT, YES_NO)
SEVERAL = list_of(TEXT, description="可以选几项的题，选了哪几项")


def components() -> Schema:
    return {
        "CheckResult": answered(
            {
                "release": ref("Release"),
                "region": TEXT,
                "on": DAY,
                "policies": list_of(ref("PolicyResult"), description="每项政策，排列和页面上一样"),
                "best": ref("Best"),
                "relevant_questions": list_of(TEXT, description="还值得回答的问题"),
            }
        ),
        "PolicyResult": _policy_result(),
        "Topped": answered(
            {"code": TEXT, "to": list_of(TEXT), "within": or_null(YUAN)},
            description="在 to 之上按差额补足的一项；within 是它自己还发的，best 里按这一项和 to 合计至少、至多多少算",
        ),
        "RequiredPolicy": answered(
            {"code": TEXT, "verdict": one_of(Verdict)}, description="要先享受的一项，今天能不能享受"
        ),
        "Award": _award(),
        "Once": answered(
            {"amount": or_null(YUAN), "instalments": ref("PaidInstalments")},
            later={"instalments"},
            description="一次性的一笔；instalments：分几期发，一次发完就没有这一项",
        ),
        "RaisedBy": answered(
            {
                "question": TEXT,
                "share": or_null(TEXT, description="上浮的比例，例如 0.2、1/3"),
                "amount": or_null(YUAN, description="加了多少元"),
            },
            description="因为哪个问题的回答上浮了，已经算在金额里；没有上浮就没有这一项",
        ),
        "PaidInstalments": answered(
            {
                "period": one_of(PERIODS),
                "shares": list_of(TEXT, description="每一期占多少，例如 0.4、2/3"),
                "amounts": or_null(list_of(YUAN), description="每一期多少，最后一期是剩下的；null：还算不出来"),
            },
            description="第一期马上发，以后每隔 period 发一期",
        ),
        "Recurring": answered({"amount": or_null(YUAN), "period": one_of(PERIODS), "count": or_null(NUMBER)}),
        "AwardChange": answered({"from": DAY, "recurring": ref("Recurring")}, description="从哪天起，以后每期发多少"),
        "OneOf": answered(_amounts(), description="金额的一种可能"),
        "Application": _application(),
        "Around": answered(
            {"earliest": DAY, "latest": DAY}, description="两个一样就是那一天；只知道月份的，在这两天之间"
        ),
        "Finding": _finding(),
        "Turn": answered(
            {"day": DAY, "measured_at": or_null(TEXT, description="按哪个日期问题看，null：按自查那天看")},
            description="从哪天起变",
        ),
        "Span": answered(
            {
                "starts_on": or_null(DAY, description="null：一直以来"),
                "ends_on": or_null(DAY),
                "doubtful_until": any_of(DAY, one_of(["no_limit"]), {"type": "null"}),
            },
            description="从哪天到哪天，以及此后到哪天为止说不准",
        ),
        "NeededBetween": answered(
            {"from": any_of(AMOUNT, ref("Formula")), "to": any_of(AMOUNT, ref("Formula"))},
            description="从几到几，两端都含",
        ),
        "NumbersBetween": answered({"from": AMOUNT, "to": AMOUNT}, description="两端今天各是多少"),
        "Best": _best(),
        "LeftOut": answered(
            {
                "code": TEXT,
                "for": TEXT,
                "less": or_null(NUMBER),
                "also_for": list_of(TEXT, description="除了 for 还为哪些让开；没有就没有这一项"),
            },
            later={"also_for"},
            description="为 for 让开的一项；改选它，各项 within 的和少 less 元，负数就是多",
        ),
        "Undecided": answered(
            {"code": TEXT, "for": TEXT, "reason": one_of(WhyUndecided)},
            description="也许应该换成 for 的一项，以及为什么",
        ),
        "Release": answered(
            {
                "number": or_null(NUMBER),
                "sha256": TEXT,
                "published_at": or_null(MOMENT, description="什么时候发布的"),
                "effective_at": or_null(MOMENT, description="什么时候生效的，就是页面上的“规则日期”"),
            }
        ),
    }


def _policy_result() -> Schema:
    application = {
        "application": or_null(
            ref("Application"),
            description="什么时候能申请，和符合不符合是两回事；null：还不确定符合；随时受理的政策没有这一项",
        )
    }
    return answered(
        {
            "code": TEXT,
            "name": TEXT,
            "status": one_of(Status),
            "state": one_of(state for state in State if state != State.DRAFT) | {"description": "自查那天的状态"},
            "budget_spent_on": or_null(DAY, description="从哪天起资金用完，这天以前 state 是 open"),
            "doubtful": YES_NO | {"description": "只差文件没有写明、按理解推定的条件"},
            "received": YES_NO,
            "payments_received": or_null(NUMBER, description="已经领了几期；剩下的在 award.within 和 best 里"),
            "tier": or_null(TEXT),
            "maybe_more": YES_NO,
            "eligible_from": or_null(DAY),
            "eligible_until": or_null(DAY, description="到哪天为止符合；自查以后资金会用完的，最晚到用完的前一天"),
            "award": or_null(ref("Award")),
            **application,
            "findings": list_of(ref("Finding")),
            "missing": list_of(TEXT, description="还要回答哪些问题"),
            "requires": list_of(
                ref("RequiredPolicy"), description="享受了哪些才能享受，已经享受的不算；没有就没有这一项"
            ),
            "limited": YES_NO | {"description": "名额有限，符合也不一定领得到；不是就没有这一项"},
            "one_of_couple": YES_NO | {"description": "夫妻只能一方享受，没有问清由谁；不是就没有这一项"},
        },
        later={"requires", "limited", "one_of_couple", *application},
    )


def _application() -> Schema:
    return answered(
        {
            "open": one_of(Verdict) | {"description": "自查那天（以后才符合的，符合的第一天）受理不受理"},
            "possible": one_of(Verdict)
            | {"description": "符合的日子里还能不能申请；不是 yes 的不在 best 里，也没有说不能申请，要问负责部门"},
            "opens": or_null(
                ref("Around"), description="现在这一段，没有就是下一段，从哪天起；null：没有了，或者说不准"
            ),
            "closes": or_null(ref("Around"), description="这一段到哪天为止；null：没有截止，或者说不准"),
            "again": or_null(ref("Around"), description="按期申请的，下一期从哪天起"),
            "missing": list_of(TEXT, description="要知道哪些日期问题的答案才说得准"),
        },
        description="什么时候能申请",
    )


def _award() -> Schema:
    more = {
        "first_on": DAY | {"description": "从哪天起发；没有限制就没有这一项"},
        "last_on": DAY | {"description": "最晚发到哪天，total 只算到这一天；没有限制就没有这一项"},
        "raised": ref("RaisedBy"),
        "changes": list_of(ref("AwardChange"), description="以后哪天起每期的金额不一样；都一样就没有这一项"),
        "one_of": list_of(ref("OneOf"), description="还不知道是哪一种时，有哪几种；知道就没有这一项"),
    }
    return answered(_amounts() | more, later=more)


def _amounts() -> Schema:
    return {
        "form": one_of(FORMS),
        "basis": one_of(Basis),
        "once": or_null(ref("Once")),
        "recurring": or_null(ref("Recurring")),
        "per": one_of(PER),
        "times": or_null(NUMBER),
        "payee": one_of(PAYEES),
        "worth": or_null(YUAN),
        "counted_from": or_null(TEXT),
        "total": or_null(YUAN, description="按最长年限合计，不管你符合到哪天"),
        "within": or_null(YUAN, description="total 里，在你确定符合的日子里发的那部分"),
        "low": YUAN,
        "high": or_null(YUAN),
        "capped": YES_NO | {"description": "有封顶，而且金额到了封顶的数；once、recurring 已经是封顶以后的"},
        "missing": list_of(TEXT),
    }


def _finding() -> Schema:
    on_days = {
        name: or_null(ref("Turn"), description=f"{words}；不分日子的条件没有这一项")
        for name, words in (("since", "从什么时候起才要满足"), ("until", "从什么时候起不再要满足"))
    }
    number = {
        "number": any_of(
            AMOUNT,
            ref("NumbersBetween"),
            {"type": "null"},
            description="needed 是算式的，自查那天算出来是多少；null：没有公布，或者还缺答案。不是算式的没有这一项",
        )
    }
    return answered(
        {
            "question": or_null(TEXT, description="null：看的是自查那天"),
            "operator": TEXT,
            "needed": any_of(
                *ANSWER,
                list_of(TEXT),
                list_of(AMOUNT),
                ref("NeededBetween"),
                ref("Formula"),
                ref("Span"),
                {"type": "null"},
            ),
            **number,
            "answered": any_of(*ANSWER, SEVERAL, {"type": "null"}),
            "verdict": one_of(Verdict),
            "gap": any_of(NUMBER, AMOUNT, {"type": "null"}, description="还差多少（月、天、岁、元等），null：算不出"),
            "tier": or_null(TEXT),
            "alternative": or_null(TEXT, description="字母相同的，满足其中一种情况（branch）就行"),
            "branch": or_null(NUMBER),
            "basis": one_of(("stated", "inferred")),
            "source": TEXT,
            "clause": TEXT,
            **on_days,
        },
        later=on_days | number,
    )


def _best() -> Schema:
    return answered(
        {
            "total": YUAN | {"description": "按最长年限合计，总额说不准的算最少的，不会比 low 少"},
            "within": YUAN
            | {"description": "total 里，在你确定符合的日子里发的那部分；只能选一种的，先比各项的 within"},
            "low": YUAN,
            "high": or_null(YUAN),
            "discount": YUAN,
            "limited": YUAN | {"description": "within 里名额有限的和要先享受它们的，low 里没有；没有就没有这一项"},
            "couple": YUAN | {"description": "within 里夫妻一方领的和要先享受它们的，low 里没有；没有就没有这一项"},
            "policies": list_of(TEXT),
            "topped": list_of(ref("Topped"), description="只补差额的各项；没有就没有这一项"),
            "left_out": list_of(ref("LeftOut")),
            "undecided": list_of(ref("Undecided")),
        },
        later={"limited", "couple", "topped"},
    )
