"""What an award comes to, in words: every bound says that it is one, and nothing unpublished looks like a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policies.calculator.awards import UNPAID_FORMS, Amounts
from policies.calculator.best_set import Best, Doubt
from policies.calculator.payments import Year
from policies.calculator.ruleset import Basis
from policies.catalogue.sentences import Questions, money, months, yuan

UNPUBLISHED = "金额以主管部门公布为准"
BOUNDS = {Basis.FIXED: "", Basis.UP_TO: "至多", Basis.AT_LEAST: "至少", Basis.UNSPECIFIED: ""}
EVERY = {"year": "每年", "month": "每月"}
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
    Doubt.UNSPECIFIED: "有一项的金额没有公布",
    Doubt.MISSING: "有问题还没回答，金额算不出来",
    Doubt.AT_LEAST: "有一项只公布了下限",
    Doubt.UP_TO: "有一项只公布了上限",
    Doubt.MAYBE_MORE: "有一项可能升到更高一档",
    Doubt.UNKNOWN: "还不确定你符不符合那一项",
    Doubt.UPCOMING: "那一项你以后才符合",
}


@dataclass(frozen=True, slots=True)
class AwardText:
    """「每年至多」「1,000」「元」 and its terms; without digits, `unit` holds the words that stand for the amount."""

    bound: str
    digits: str
    unit: str
    terms: tuple[str, ...]

    def __str__(self) -> str:
        amount = " ".join(part for part in (self.bound, self.digits, self.unit) if part)
        return "，".join((amount, *self.terms))


def award(amounts: Amounts, questions: Questions) -> AwardText:
    """The amount as the sources give it: a yearly one per year, with its longest term and the total beside it."""
    bound, number, words = _amount(amounts, questions)
    digits, unit = money(number) if number is not None else ("", words)
    return AwardText(bound, digits, unit, tuple(_terms(amounts, questions)))


def total(best: Best) -> AwardText | None:
    """The best set's sum; two bounds are never added up. None where nothing in it is a known amount."""
    if not best.total:
        return None
    certain = best.low or best.total
    bound = "" if best.low == best.high else "至少" if best.low else "至多"
    digits, unit = money(certain)
    upper = best.total - certain
    return AwardText(bound, digits, unit, (f"另有至多 {yuan(upper)}",) if upper else ())


def per_year(year: Year, *, unpublished: bool = False) -> str:
    """「至少 16,872 元，另有至多 1,000 元」; `unpublished`: there is more, which nobody put a number to."""
    bound = "至少 " if year.open_end or year.up_to or unpublished else ""
    certain = f"{bound}{yuan(year.low)}" if year.low else ""
    upper = f"至多 {yuan(year.up_to)}" if year.up_to else ""
    return "，另有".join(part for part in (certain, upper) if part)


def whole(amounts: Amounts, questions: Questions) -> str:
    """The award over its longest term in one phrase, to set two of them side by side."""
    if amounts.form in UNPAID_FORMS or amounts.total is None:
        bound, number, words = _amount(amounts, questions)
        return f"{bound} {yuan(number)}".strip() if number is not None else words
    return f"{BOUNDS[amounts.basis]} {yuan(amounts.total)}".strip()


def undecided(rival: str, reason: Doubt) -> str:
    """Why the choice between two policies of which one may be taken is not certain."""
    return f"和{rival}只能选一种，哪一种更高还说不准：{WHY_UNDECIDED[reason]}。"


def _amount(amounts: Amounts, questions: Questions) -> tuple[str, int | None, str]:
    """(words before the number, the number, words where there is none)"""
    if amounts.form in UNPAID_FORMS:
        return _unpaid(amounts)
    bound = BOUNDS[amounts.basis] + ("少付" if amounts.form == "discount" else "")
    if _stands_first(amounts):
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


def _missing(amounts: Amounts, questions: Questions) -> str:
    return "、".join(questions[key]["name"] for key in amounts.missing)


def _unpaid(amounts: Amounts) -> tuple[str, int | None, str]:
    if amounts.form == "loan":
        return ("最高", amounts.worth, "") if amounts.worth else ("", None, "额度以主管部门公布为准")
    return ("每年价值", amounts.worth, "") if amounts.worth else ("", None, "服务或优惠")


def _terms(amounts: Amounts, questions: Questions) -> Iterator[str]:
    if _stands_first(amounts):
        yield f"一次 {yuan(amounts.once or 0)}，另外{EVERY[amounts.period or 'year']} {yuan(amounts.recurring or 0)}"
    elif amounts.has_once and amounts.form != "discount":
        yield "只发一次"
    if amounts.has_recurring:
        yield _longest(amounts)
    if amounts.per in EACH and amounts.times is not None and amounts.total is not None:
        yield f"按 {amounts.times} 人算"
    if amounts.total is not None and _grows_with_time_or_people(amounts):
        yield _total(amounts)
    if amounts.missing and (amounts.once is not None or amounts.recurring is not None):
        yield f"合计要看{_missing(amounts, questions)}"
    if amounts.total is None and amounts.low and not amounts.missing:
        yield f"其余{UNPUBLISHED}"
    yield from _how(amounts, questions)


def _longest(amounts: Amounts) -> str:
    if amounts.count is None:
        return "文件没有写最多领几年" if amounts.recurring is not None else f"{EVERY[amounts.period or 'year']}发"
    longest = months(amounts.count) if amounts.period == "month" else f"{amounts.count} 年"
    return (
        f"最长 {longest}" if amounts.recurring is not None else f"{EVERY[amounts.period or 'year']}发，最长 {longest}"
    )


def _grows_with_time_or_people(amounts: Amounts) -> bool:
    return (amounts.has_recurring and amounts.count is not None) or (amounts.times or 1) > 1


def _total(amounts: Amounts) -> str:
    capped = "，已封顶" if amounts.total != _uncapped(amounts) else ""
    if _stands_first(amounts):
        return f"总额{_term(amounts)}{capped}"
    return f"{_term(amounts)}{BOUNDS[amounts.basis]} {yuan(amounts.total or 0)}{capped}"


def _term(amounts: Amounts) -> str:
    if not amounts.has_recurring or amounts.count is None:
        return "合计"
    whole_years = amounts.period != "month" or amounts.count % 12 == 0
    return "按最长年限合计" if whole_years else "按最长期限合计"


def _stands_first(amounts: Amounts) -> bool:
    """Whether the total is the amount that is shown, because no other number says it all."""
    return amounts.total is not None and amounts.has_once and amounts.has_recurring


def _uncapped(amounts: Amounts) -> int:
    recurring = (amounts.recurring or 0) * (amounts.count or (12 if amounts.period == "month" else 1))
    return ((amounts.once or 0) + recurring) * (amounts.times or 0)


def _how(amounts: Amounts, questions: Questions) -> Iterator[str]:
    if amounts.counted_from:
        yield f"从{questions[amounts.counted_from]['name']}那年算起"
    for words in (ONE_PER.get(amounts.per), FORMS.get(amounts.form), PAYEES.get(amounts.payee)):
        if words:
            yield words
