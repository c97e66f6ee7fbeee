"""What an award comes to, in words: every bound says that it is one, and nothing unpublished looks like a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from policies.calculator.awards import UNPAID_FORMS, Amounts
from policies.calculator.best_set import Best, WhyUndecided
from policies.calculator.due import INSTALMENT, longest
from policies.calculator.payments import Year
from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import Basis, State
from policies.calculator.verdict import YES
from policies.calculator.worth import Worth

from . import plans
from .periods import EVERY, UNITS, lasts, payments, whole_years
from .reckoned import Numbers
from .sentences import NO_NUMBERS, Questions, alternatives, day, money, yuan

UNPUBLISHED = "金额以主管部门公布为准"
CAPPED = "已封顶"
CAP_REACHED = "已领到上限，不再发"
CAP_OPEN = "还有封顶"
# Of which of several amounts it is, where no answer tells.
WAITS = "要看还没有公布确切数的标准"
NO_LIMIT = "文件没有写最多领几年"
BOUNDS = {Basis.FIXED: "", Basis.UP_TO: "至多", Basis.AT_LEAST: "至少", Basis.UNSPECIFIED: ""}
EACH = {"family_member": "每口人", "hire": "每人"}
ONE_PER = {"household": "一户一份", "project": "一个项目一份"}
PAYEES = {"housing_fund": "打进你的住房公积金账户", "firm": "发给单位"}
FORMS = {
    "reimbursement": "凭票报销",
    "discount": "买的时候直接抵减，不发现金",
    "loan": "贷款，要还",
    "service": "不发现金",
}
WHY_UNDECIDED = {
    WhyUndecided.UNSPECIFIED: "有一项的金额没有公布",
    WhyUndecided.MISSING: "有问题还没回答，金额算不出来",
    WhyUndecided.AT_LEAST: "有一项只公布了下限",
    WhyUndecided.UP_TO: "有一项只公布了上限",
    WhyUndecided.MAYBE_MORE: "有一项可能升到更高一档",
    WhyUndecided.UNKNOWN: "还不确定你符不符合那一项",
    WhyUndecided.UPCOMING: "那一项你以后才符合",
    WhyUndecided.ENDS: "有一项可能领不满年限",
    WhyUndecided.LIMITED: "这一项名额有限，不一定领得到",
    WhyUndecided.COUPLE: "这一项夫妻只能由一方领",
    WhyUndecided.TOGETHER: "那一项和别的合在一起也许更高",
    WhyUndecided.APPLICATION: "那一项还能不能申请要先问",
}

# What ends a right, in words to go before 前 and 以后.
ENDS = "到期"
ENDS_AS = {State.BUDGET_SPENT: "资金用完", State.CLOSED: "停止受理", State.PLANNED: "暂停受理"}


@dataclass(frozen=True, slots=True)
class AwardText:
    """「每年至多」「1,000」「元」 and its terms; without digits, `unit` holds the words that stand for the amount.

    `cap`: the one of the terms that says it is capped, or how high it can be in all.
    """

    bound: str
    digits: str
    unit: str
    terms: tuple[str, ...]
    cap: str = ""

    def __str__(self) -> str:
        amount = " ".join(part for part in (self.bound, self.digits, self.unit) if part)
        return "，".join((amount, *self.terms))


@dataclass(frozen=True, slots=True)
class Lasting:
    """What of an award falls due while the right certainly lasts: how many payments, `within` in yuan (None where the
    award's total is). `start`: from when, `end`: at what, in words."""

    payments: int
    within: int | None
    start: str
    end: str = ENDS


def award(
    amounts: Amounts, questions: Questions, lasting: Lasting | None = None, numbers: Numbers = NO_NUMBERS
) -> AwardText:
    """The amount as the sources give it: a yearly one per year, with its longest term and the total beside it.

    `lasting`: where the right certainly lasts for less than that. `numbers`: the parameters that may be named.
    """
    if _is_had(amounts):
        return AwardText("", "", CAP_REACHED, tuple(_how(amounts, questions)))
    bound, number, words = _amount(amounts, questions)
    if lasting and lasting.within is not None and _stands_first(amounts):
        number = lasting.within
    digits, unit = money(number) if number is not None else ("", words)
    return AwardText(bound, digits, unit, tuple(_terms(amounts, questions, lasting, numbers)), _cap(amounts))


def granted(
    result: PolicyResult, questions: Questions, start: str = "", numbers: Numbers = NO_NUMBERS
) -> AwardText | None:
    """The award of a policy that fits or will fit; None for the others. `start`: from when, if not as seen today; who
    waits for the day on which applications are taken gets nothing before it."""
    if result.award is None:
        return None
    return award(result.award, questions, _lasting(result, start), numbers)


def _lasting(result: PolicyResult, start: str) -> Lasting | None:
    if result.can_apply is not YES:
        # How much falls due in time is no question while nobody knows that it can be applied for.
        return None
    payments, all_payments = result.payments_within
    award_, (left, _, _) = result.award, result.left
    if award_ is None or payments == all_payments or (left is not None and result.within == left):
        return None
    waits = result.application is not None and result.application.open is not YES
    start = "能申请那天开始领" if waits else start or ("从那天开始领" if result.eligible_from else "现在开始领")
    return Lasting(payments, result.within, "" if award_.counted_from else start, end(result))


def end(result: PolicyResult) -> str:
    """What ends it, of a right that certainly lasts for a while only."""
    state = result.ends_as
    return ENDS_AS.get(state, ENDS) if state else ENDS


def rest(result: PolicyResult) -> str:
    """「已经领了 2 年，还能领 1 次，共 6,000 元」 of what is received; empty where nobody said how much."""
    had, amounts = result.payments_received, result.award
    if had is None:
        return ""
    found = longest(result.policy)
    said = f"已经领了 {had} {UNITS[found[1] if found else 'year']}"
    within, all_left = result.payments_within
    every = INSTALMENT if found and found[1] == INSTALMENT else amounts.period if amounts else None
    if amounts is None or not result.still_pays:
        return f"{said}，领满了" if amounts and not all_left else f"{said}；按你现在的回答，剩下的还能不能领说不准"
    counted = payments(within, every)
    left = f"还能领 {counted}" if within == all_left else f"到期前还能领 {counted}"
    amount = f"，共{BOUNDS[amounts.basis]} {yuan(result.within)}" if result.within else ""
    return f"{said}，{left}{amount}"


def until(result: PolicyResult) -> str:
    """To which day it certainly lasts and, where that is not its end, to which it may; empty where there is none."""
    last, may_last_to = result.eligible_until, result.may_last_to
    if last is None or may_last_to == last:
        return day(last) if last else ""
    return f"确定到 {day(last)}，" + (f"可能到 {day(may_last_to)}为止" if may_last_to else "以后也许还符合")


def total(best: Best) -> AwardText | None:
    """The best set's sum; two bounds are never added up, and what may not last is told apart.

    None where nothing in it is a known amount.
    """
    certain = best.certain or best.within
    if not certain:
        return None
    bound = "" if best.low == best.high else "至少" if best.certain else _most(best)
    digits, unit = money(certain)
    upper, later = best.upper if best.certain else 0, best.total - best.within
    terms = [f"另有至多 {yuan(upper)}"] if upper else []
    beside = "另有" if best.certain else "其中"
    limited, couple = (_not_promised(best, limited=limited) for limited in (True, False))
    terms += [f"{beside}{limited}名额有限，不一定领得到"] if limited else []
    terms += [f"{beside}{couple}夫妻只能由一方领"] if couple else []
    terms += [f"到期以后可能还有 {yuan(later)}"] if later else []
    return AwardText(bound, digits, unit, tuple(terms))


def _most(best: Best) -> str:
    """Before a sum of which nothing is certain: 至多, where what not everybody gets is not more."""
    if any(one.basis is Basis.AT_LEAST for one in best.not_promised):
        return ""
    # Of what nobody published nobody knows how much more it is.
    return "至多" if best.high is not None else "已公布金额的至多"


def _not_promised(best: Best, *, limited: bool) -> str:
    """「 600 元」「 600 元、至多 500 元」: each bound on its own."""
    sums = dict[str, int]()
    for one in best.not_promised:
        if one.limited is limited:
            bound = BOUNDS[one.basis]
            sums[bound] = sums.get(bound, 0) + one.within
    return "、".join(f"{bound} {yuan(within)}" for bound, within in sorted(sums.items()))


def per_year(year: Year, *, unpublished: bool = False) -> str:
    """「至少 16,872 元，另有至多 1,000 元」; `unpublished`: there is more, which nobody put a number to."""
    bound = "至少 " if year.open_end or year.up_to or unpublished else ""
    certain = f"{bound}{yuan(year.low)}" if year.low else ""
    upper = f"至多 {yuan(year.up_to)}" if year.up_to else ""
    known = "，另有".join(part for part in (certain, upper) if part)
    return "，".join(part for part in (known, f"可能还有 {yuan(year.later)}" if year.later else "") if part)


def whole(amounts: Amounts, questions: Questions, within: int | None = None, end: str = ENDS) -> str:
    """The award over its longest term in one phrase, to set two of them side by side.

    `within`: what of its total falls due while the right certainly lasts, `end`: what ends it.
    """
    if amounts.one_of:
        return _either(amounts, questions)
    if _is_had(amounts):
        return CAP_REACHED
    if amounts.form in UNPAID_FORMS or amounts.total is None:
        bound, number, words = _amount(amounts, questions)
        return f"{bound} {yuan(number)}".strip() if number is not None else words
    if within is not None and within != amounts.total:
        return f"{end}前{BOUNDS[amounts.basis]} {yuan(within)}"
    capped = f"（{CAPPED}）" if amounts.capped else ""
    return f"{BOUNDS[amounts.basis]} {yuan(amounts.total)}{capped}".strip()


def worth(value: Worth) -> str:
    """What answering a question may bring: 「影响 7 项，最多的一项至多 18,000 元，另有 2 项金额未公布」"""
    said = [f"影响 {value.policies} 项"]
    if value.most:
        bound = "至少" if value.open_end else "至多"
        said.append(f"最多的一项{bound} {yuan(value.most)}" if value.policies > 1 else f"{bound} {yuan(value.most)}")
    if value.unpublished:
        said.append(f"{'另有' if value.most else '其中'} {value.unpublished} 项金额未公布")
    return "，".join(said)


def undecided(rival: str, reason: WhyUndecided) -> str:
    """Why the choice between two policies of which one may be taken is not certain."""
    return f"和{rival}只能选一种，哪一种更高还说不准：{WHY_UNDECIDED[reason]}。"


def _amount(amounts: Amounts, questions: Questions) -> tuple[str, int | None, str]:
    """(words before the number, the number, words where there is none)"""
    if amounts.one_of:
        return "", None, _either(amounts, questions)
    if amounts.form in UNPAID_FORMS:
        return _unpaid(amounts)
    bound = BOUNDS[amounts.basis] + ("少付" if amounts.form == "discount" else "")
    if _stands_first(amounts) or plans.over(amounts):
        return bound, amounts.total, ""
    each = EACH.get(amounts.per, "")
    if amounts.recurring is not None and not amounts.has_once:
        return f"{each}{EVERY[amounts.period or 'year']}{bound}", amounts.recurring, ""
    if amounts.once is not None and not amounts.has_recurring:
        return f"{each}{bound}", amounts.once, ""
    if amounts.low:
        return "至少", amounts.low, ""
    if amounts.missing and amounts.basis is not Basis.UNSPECIFIED:
        return "", None, f"金额要看{_missing(amounts, questions)}"
    return "", None, UNPUBLISHED


def _either(amounts: Amounts, questions: Questions) -> str:
    """「每年 6,000 元 或 每年 7,200 元，要看入职」"""
    said = []
    for one in amounts.one_of:
        bound, number, words = _amount(one, questions)
        said.append(f"{bound} {yuan(number)}".strip() if number is not None else words)
    waits_for = f"要看{_missing(amounts, questions)}" if amounts.missing else WAITS
    return f"{alternatives(list(dict.fromkeys(said)))}，{waits_for}"


def _missing(amounts: Amounts, questions: Questions) -> str:
    return "、".join(questions[key]["name"] for key in amounts.missing)


def _unpaid(amounts: Amounts) -> tuple[str, int | None, str]:
    if amounts.form == "loan":
        return ("最高", amounts.worth, "") if amounts.worth else ("", None, "额度以主管部门公布为准")
    return ("每年价值", amounts.worth, "") if amounts.worth else ("", None, "服务或优惠")


def _terms(amounts: Amounts, questions: Questions, lasting: Lasting | None, numbers: Numbers) -> Iterator[str]:
    if plans.over(amounts):
        yield f"发到 {day(amounts.last_on or date.max)}为止，已经领不到"
        return
    yield from _when(amounts, lasting)
    yield from plans.days(amounts)
    yield from plans.ceilings(amounts)
    yield from plans.raised(amounts, questions, numbers)
    yield from _later(amounts, questions)
    if amounts.per in EACH and amounts.times is not None and amounts.total is not None:
        yield f"按 {amounts.times} 人算"
    if not lasting and amounts.total is not None and _grows_with_time_or_people(amounts):
        yield _total(amounts)
    if cap := _cap(amounts):
        yield cap
    if amounts.missing and not amounts.one_of and (amounts.once is not None or amounts.recurring is not None):
        yield f"合计要看{_missing(amounts, questions)}"
    if amounts.total is None and amounts.low and not amounts.missing and not amounts.one_of:
        yield f"其余{UNPUBLISHED}"
    yield from _how(amounts, questions)


def _when(amounts: Amounts, lasting: Lasting | None) -> Iterator[str]:
    if amounts.has_once and amounts.has_recurring:
        yield _both(amounts)
    elif amounts.has_once and amounts.form != "discount":
        yield plans.in_instalments(amounts) or "只发一次"
    if lasting:
        yield _while_it_lasts(amounts, lasting)
    elif amounts.has_recurring and (longest := _longest(amounts)):
        yield longest


def _both(amounts: Amounts) -> str:
    """「一次 3,000 元，另外每年至多 6,000 元」「一次性的一笔，另外每年 6,000 元」"""
    once, each = amounts.once, amounts.recurring
    first = "一次性的一笔" if once is None else f"一次{BOUNDS[amounts.once_basis or Basis.FIXED]} {yuan(once)}"
    if plan := plans.in_instalments(amounts):
        first = f"{first}（{plan}）"
    bound = BOUNDS[amounts.recurring_basis or Basis.FIXED]
    every = EVERY[amounts.period or "year"]
    return f"{first}，另外{every}" + ("一笔" if each is None else f"{bound} {yuan(each)}")


def _later(amounts: Amounts, questions: Questions) -> Iterator[str]:
    """「从 2027 年 1 月 1 日起每年 7,200 元」"""
    before = amounts
    for turn, then in amounts.later:
        known = (then.recurring, then.recurring_basis, then.per, then.missing)
        if known == (before.recurring, before.recurring_basis, before.per, before.missing):
            continue
        before = then
        each = EACH.get(then.per, "")
        said = f"从 {day(turn)}起{each}{EVERY[then.period or 'year']}{BOUNDS[then.recurring_basis or Basis.FIXED]}"
        if then.recurring is not None:
            yield f"{said} {yuan(then.recurring)}"
        elif then.missing:
            yield f"从 {day(turn)}起的金额要看{_missing(then, questions)}"
        else:
            yield f"从 {day(turn)}起的{UNPUBLISHED}"


def _while_it_lasts(amounts: Amounts, lasting: Lasting) -> str:
    """「现在开始领，到期前能领 1 次，共 6,000 元；文件最长 3 年」"""
    counted = payments(lasting.payments, amounts.period if amounts.has_recurring else INSTALMENT)
    paid = f"{EVERY[amounts.period or 'year']}发" if amounts.has_recurring and amounts.recurring is None else ""
    paid_by_then = f"{lasting.end}前能领 {counted}" if lasting.payments else f"{lasting.end}前还领不到"
    parts = [paid, lasting.start, paid_by_then]
    if lasting.within and not _stands_first(amounts):
        parts.append(f"共{BOUNDS[amounts.basis]} {yuan(lasting.within)}")
    said = "，".join(filter(None, parts))
    if amounts.last_on or not amounts.has_recurring:
        return said
    longest = f"文件最长 {_limit(amounts, amounts.count)}" if amounts.count else NO_LIMIT
    return f"{said}；{longest}"


def _longest(amounts: Amounts) -> str:
    paid = f"{EVERY[amounts.period or 'year']}发"
    said = amounts.recurring is not None or (amounts.has_once and not _stands_first(amounts))
    if amounts.count is None:
        return paid if not said else "" if amounts.last_on else NO_LIMIT
    longest = f"最长 {_limit(amounts, amounts.count)}"
    return longest if said else f"{paid}，{longest}"


def _limit(amounts: Amounts, count: int) -> str:
    return lasts(count, amounts.period or "year")


def _grows_with_time_or_people(amounts: Amounts) -> bool:
    return (amounts.has_recurring and amounts.count is not None) or (amounts.times or 1) > 1


def _total(amounts: Amounts) -> str:
    if _stands_first(amounts):
        return f"总额{_term(amounts)}"
    return f"{_term(amounts)}{BOUNDS[amounts.basis]} {yuan(amounts.total or 0)}"


def _cap(amounts: Amounts) -> str:
    if amounts.capped:
        return CAPPED
    if amounts.cap_open:
        return f"合计最多 {yuan(amounts.cap_most)}，已经领过的也算" if amounts.cap_most is not None else CAP_OPEN
    return f"合计最多 {yuan(amounts.cap)}" if amounts.cap is not None and amounts.total is None else ""


def _is_had(amounts: Amounts) -> bool:
    """Whether what was received leaves nothing of it under its cap."""
    return amounts.already and amounts.cap == 0 and amounts.capped and not amounts.total


def ceiling(amounts: Amounts) -> str:
    """What caps it in all, whether or not it comes to as much; empty where nothing does."""
    return _cap(amounts) if amounts.cap_open or amounts.cap is None else f"合计最多 {yuan(amounts.cap)}"


def _term(amounts: Amounts) -> str:
    if not amounts.has_recurring or amounts.count is None:
        return "合计"
    in_years = whole_years(amounts.count, amounts.period or "year")
    return "按最长年限合计" if in_years else "按最长期限合计"


def _stands_first(amounts: Amounts) -> bool:
    """Whether the total is the amount that is shown, because no other number says it all."""
    return amounts.total is not None and amounts.has_once and amounts.has_recurring


def _how(amounts: Amounts, questions: Questions) -> Iterator[str]:
    if amounts.counted_from:
        yield f"从{questions[amounts.counted_from]['name']}那年算起"
    for words in (ONE_PER.get(amounts.per), FORMS.get(amounts.form), PAYEES.get(amounts.payee)):
        if words:
            yield words
