"""What policies, and those who share them, have to do with one another, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import Basis
from policies.calculator.summing import sums
from policies.calculator.verdict import NO, UNKNOWN, Verdict

from .sentences import yuan


def required(name: str, verdict: Verdict, *, together: bool) -> str:
    """That it is not had without this other one, and how that stands; `together`: both can be had."""
    first = f"享受“{name}”的才能享受这一项"
    if verdict is NO:
        return f"{first}，按现在的情况，你享受不了“{name}”。"
    if verdict is UNKNOWN:
        return f"{first}，还不确定你能不能享受“{name}”。"
    return f"{first}，“{name}”你也符合，要一起办。" if together else f"{first}，“{name}”的条件你符合。"


def shared_out(policy: Mapping[str, Any]) -> list[str]:
    """Why not everybody who fits gets it; nothing where they do."""
    named = {"limited": "名额有限，符合也不一定领得到", "one_of_couple": "夫妻只能一方享受，不要两个人都算"}
    return [f"{words}：{_sentence(policy[name])}" for name, words in named.items() if policy.get(name)]


def of_required(name: str, said: str) -> str:
    """The same of what another policy requires."""
    return f"要先享受的“{name}”{said}"


def _sentence(said: str) -> str:
    return said if said.endswith("。") else f"{said}。"


def topping(names: Sequence[str]) -> str:
    """Of a policy that tops up to others: who pays what, for nobody in particular."""
    several = "、".join(f"“{name}”" for name in names)
    return f"和{several}按差额补足：都享受的，{several}照发，这一项只补不够它标准的部分，两边不是加起来算。"


def topped(result: PolicyResult, names: Sequence[str]) -> str:
    """「“甲”发 2,000 元，这一项补差额 1,000 元，合计 3,000 元。」 of one that is had beside what it tops up to."""
    several = "、".join(f"“{name}”" for name in names)
    others = [one.within if not one.received else one.award and one.award.total for one in result.beside]
    if not _is_known(result) or None in others:
        return f"{several}照发，这一项只补差额，补多少要看那边实际发多少{_both(result)}。"
    paid = sum(other or 0 for other in others)
    if not result.within:
        return f"{several}发 {yuan(paid)}，已经不比这一项少，这一项没有差额可补。"
    had = "已经发" if all(one.received for one in result.beside) else "发"
    return f"{several}{had} {yuan(paid)}，这一项补差额 {yuan(result.within)}，合计 {yuan(paid + result.within)}。"


def missing(result: PolicyResult) -> str:
    """「补差额 1,000 元」, or in which bounds it lies; without a bound the bare word."""
    within, (_, _, high) = result.within or 0, result.left
    if _is_known(result):
        return f"补差额 {yuan(within)}"
    if result.certain_within:
        return f"补差额至少 {yuan(result.certain_within)}"
    return "补差额" if high is None else f"补差额至多 {yuan(high)}"


def _is_known(result: PolicyResult) -> bool:
    """Whether it is certain how much it tops up, if it is paid."""
    fixed = all(one.award is not None and one.award.basis is Basis.FIXED for one in (result, *result.beside))
    return fixed and result.within is not None and all(one.promised for one in result.beside)


def _both(result: PolicyResult) -> str:
    """What it comes to with what it tops up to, as far as that is certain."""
    new = [one for one in result.beside if not one.received]
    low, certain = 0, 0
    highs: list[int | None] = []
    for one in sums([*new, result]):
        low, certain, highs = low + one.low, certain + one.certain, [*highs, one.high]
    known = None if None in highs else sum(high or 0 for high in highs)
    bound = ("" if low == known else "至少 ", certain) if certain else ("至多 ", known)
    return f"，{'合计' if new else '这一项'}{bound[0] or ' '}{yuan(bound[1])}" if bound[1] else ""
