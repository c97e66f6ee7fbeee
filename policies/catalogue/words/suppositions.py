"""What would be won and lost if an answer were another, in words: what nobody can say yet is said as that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from policies.calculator import PolicyResult
from policies.calculator.best_day import BestDay, Stretch
from policies.calculator.best_set import FIRM
from policies.calculator.bundles import Outlook
from policies.calculator.ruleset import Value
from policies.calculator.supposition import Consequence, Supposition

from . import applications, awards
from .asides import aside
from .dates import day
from .sentences import Questions, value, yuan

# Of a list that does not decide anything by itself.
NAMED = 4
ONE_OF_TWO = "仍然符合，但和别的只能选一种，算下来选别的"
Line = tuple[str, str]


def supposed(questions: Questions, answers: Mapping[str, Value]) -> str:
    """「工作状态是“自己创业”，单位类型是“非公企业”」"""
    return "，".join(_supposed(questions, key, answer) for key, answer in answers.items())


def _supposed(questions: Questions, key: str, answer: Value) -> str:
    question = questions[key]
    said = value(question, answer)
    if question["type"] == "bool":
        return said
    return f"{question['name']}是“{said}”" if question["type"] == "choice" else f"{question['name']}是 {said}"


def sums(found: Supposition, names: Mapping[str, str]) -> list[str]:
    """What of the sum of today, and of that with the days to come, would be otherwise; a bound is named as one.
    `names`: of the policies, by code."""
    today, in_all = found.brings
    said = [f"今天能确定的合计{_more(today.certain)}"]
    if in_all.certain != today.certain or found.replaced:
        replaced = gives_way([names[code] for code in found.replaced])
        said.append(f"连以后定了日子的一起算，合计{_more(in_all.certain)}{replaced}")
    # With the later days, which is more to know.
    if bound := in_all.unsure or today.unsure:
        said.append(f"不一定领得到的，上限{_more(bound)}")
    return said


def gives_way(names: Sequence[str]) -> str:
    """What is had today and is in a sum with the days to come no more, for what is more then: the headline of the
    result has the sum beside it. Empty where there is none."""
    return f"，其中{'、'.join(names)}到时候换成更多的一种，不重复算" if names else ""


def best_day(found: BestDay, event: str, replaced: Sequence[str] = ()) -> list[str]:
    """Which days are best for an event, and which is the first that is better than what is answered now. `replaced`:
    the names of what gives way in these sums to what comes later."""
    best, earliest = found.best, found.earliest
    days = day(best.first) if best.first == best.last else f"{day(best.first)}到 {day(best.last)}"
    if found.same:
        said = [f"从今天起一年里，{event}在哪一天都一样：{_certain(best)}"]
    elif best.brings == found.now:
        said = [f"从今天起一年里，没有哪一天比你现在的回答更划算。{event}在 {days}和它一样：{_certain(best)}"]
    elif earliest is None:
        said = [f"从今天起一年里，没有哪一天比你现在的回答更划算。这一年里最好的是 {days}：{_certain(best)}"]
    else:
        said = [f"从今天起一年里，{event}在 {days}最划算：{_certain(best)}"]
        if earliest.first != best.first:
            said.append(f"比现在的回答多的，最早是 {day(earliest.first)}：{_certain(earliest)}")
    if found.own and not found.same:
        said.append(f"你填的 {day(found.own)}{'就是最好的日子之一' if found.own_is_best else '不在最好的日子里'}")
    return [*said, f"只比按规则能算出来的钱{gives_way(replaced)}。还说不准的、没有公布金额的和服务类的没有比"]


def _certain(days: Stretch) -> str:
    brings = days.brings
    unsure = f"，另有至多 {yuan(brings.unsure)}不一定领得到" if brings.unsure else ""
    return f"连以后定了日子的一起算，能确定的合计 {yuan(brings.certain)}{unsure}"


def _more(amount: int) -> str:
    return f"多 {yuan(amount)}" if amount > 0 else f"少 {yuan(-amount)}" if amount else "不变"


def lines(
    found: Supposition, questions: Questions, names: Mapping[str, str], again: Collection[str] = ()
) -> list[Line]:
    """(what happens, with which policies) of all that would be otherwise. `names`: of the policies, by code; `again`:
    the questions that are to be answered again, which is said elsewhere."""
    hangs_on = [questions[key]["name"] for key in found.hangs_on if key not in again]

    def named(one: Consequence) -> str:
        return names[one.code]

    def paying(one: Consequence) -> str:
        return _with_amount(named(one), one.after, questions)

    later = [f"{day(one.after.day)}起：{paying(one)}{_moved(one, questions)}" for one in found.later]
    several: list[Line] = [
        ("多了", _paying(map(paying, found.won))),
        ("以后有", _paying(later)),
        ("少了", _paying(_lost(one, named(one), questions) for one in found.lost)),
        ("以后没有了", _paying(_no_longer(one, named(one), questions) for one in found.no_longer)),
        ("有变动", _paying(f"{named(one)}：{_changed(one, questions)}" for one in found.changed)),
        ("说不准了", _few([named(one) for one in found.unsettled], "项", len(found.unsettled))),
        ("可能有", _few([named(one) for one in found.opened], "项")),
        ("要看", _few(hangs_on, "个问题")),
        ("不可能有了", _few([named(one) for one in found.ruled_out], "项")),
    ]
    return [line for line in several if line[1]]


def _paying(several: Iterable[str]) -> str:
    return "；".join(several)


def _few(names: Sequence[str], unit: str, most: int = NAMED) -> str:
    """「…、…等 10 项」: of a list that decides nothing by itself the first few."""
    if len(names) <= most + 1:
        return "、".join(names)
    return f"{'、'.join(names[:most])}等 {len(names)} {unit}"


def _no_longer(one: Consequence, name: str, questions: Questions) -> str:
    said = f"{_with_amount(name, one.before, questions)}，本来 {day(one.before.day)}起有"
    return f"{said}，{ONE_OF_TWO}" if one.will is Outlook.GIVES_WAY else said


def _with_amount(name: str, result: PolicyResult, questions: Questions) -> str:
    if result.award is None:
        return name
    said = _amount(result, questions)
    # Of which nothing is in the sum.
    firms = f"，{awards.PAYEES[FIRM]}" if result.award.payee == FIRM and awards.PAYEES[FIRM] not in said else ""
    return f"{name}{aside(name, said + firms)}"


def _moved(one: Consequence, questions: Questions) -> str:
    """From when and how much it was, of what was to come before."""
    if one.was is not Outlook.LATER:
        return ""
    said = f"，本来 {day(one.before.day)}起" if one.before.day != one.after.day else ""
    was, is_now = (_amount(result, questions) for result in (one.before, one.after))
    return f"{said}，原来是 {was}" if was != is_now else said


def _lost(one: Consequence, name: str, questions: Questions) -> str:
    said = _with_amount(name, one.before, questions)
    if one.will is Outlook.GIVES_WAY:
        return f"{said}，{ONE_OF_TWO}"
    return f"{said}，要等到 {day(one.after.day)}" if one.will is Outlook.LATER else said


def _changed(one: Consequence, questions: Questions) -> str:
    """What is otherwise, from what to what; a bound is named as one, and what nobody published is not a number."""
    before, after = one.before, one.after
    pairs = [(_amount(before, questions), _amount(after, questions))]
    if before.eligible_until != after.eligible_until:
        pairs.append((_until(before), _until(after)))
    if before.application != after.application:
        pairs.append((_applied_for(before), _applied_for(after)))
    if _for_whom(before) != _for_whom(after):
        pairs.append((_for_whom(before), _for_whom(after)))
    said = [f"原来 {was}，变成 {is_now}" for was, is_now in pairs if was != is_now]
    if not said and before.dues != after.dues:
        said.append("发放的次数或者日子不同")
    return "；".join(said) or "写法有变，请看它自己的说明"


def _for_whom(result: PolicyResult) -> str:
    if result.promised:
        return "符合的都能领"
    return "名额有限，符合也不一定领得到" if result.limited else "夫妻只能由一方领"


def _amount(result: PolicyResult, questions: Questions) -> str:
    return awards.whole(result.award, questions, result.within, awards.end(result)) if result.award else ""


def _applied_for(result: PolicyResult) -> str:
    found = result.application
    if found is None:
        return "随时可以申请"
    first = f"{applications.around(found.opens)}起可以申请" if found.opens else "可以申请"
    return f"{first}，{applications.around(found.closes)}截止" if found.closes else first


def _until(result: PolicyResult) -> str:
    return f"到 {day(result.eligible_until)}为止" if result.eligible_until else "没有到期的日子"
