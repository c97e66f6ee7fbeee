"""A check as a table in plain Chinese text, for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import timezone

from policies.api.request import CheckBody
from policies.calculator import Assessment, Facts, PolicyResult, Status, assess
from policies.calculator.best_set import FIRM, own_part
from policies.calculator.ruleset import State
from policies.calculator.verdict import Verdict
from policies.catalogue import why
from policies.catalogue.catalogue import Catalogue
from policies.catalogue.document.dated import applying
from policies.catalogue.words import applications as application_sentences
from policies.catalogue.words import awards as award_sentences
from policies.catalogue.words import relations as relation_sentences
from policies.catalogue.words.reckoned import Numbers
from policies.catalogue.words.sentences import day, yuan
from policies.catalogue.words.terminal import to_the_left

WIDTH = 44


def table(request: CheckBody, catalogue: Catalogue) -> str:
    """Every policy under its status, then the best set and what is still to be answered."""
    ruleset = catalogue.ruleset(request.region)
    facts = Facts.resolve(ruleset, request.answers, request.as_of)
    assessment = assess(ruleset, facts, request.on, request.received_with_payments)
    lines = [f"{catalogue.regions[request.region]['name']}，按 {day(request.on)}算；{_rules(catalogue)}"]
    for title, results in _parts(assessment.results):
        lines += ["", f"{title} {len(results)} 项"]
        names = [to_the_left(catalogue.policies[result.code]["name"], WIDTH) for result in results]
        lines += [f"  {name} {_said(r, catalogue)}".rstrip() for name, r in zip(names, results, strict=True)]
    return "\n".join([*lines, "", *_summary(assessment, catalogue), "", "自查结果不是审批结论，以主管部门审核为准。"])


def _rules(catalogue: Catalogue) -> str:
    if catalogue.effective_at is None:
        return "还没有发布，按自带的政策包"
    return f"规则日期 {day(timezone.localtime(catalogue.effective_at).date())}，第 {catalogue.number} 次发布"


def _parts(results: Sequence[PolicyResult]) -> Iterator[tuple[str, list[PolicyResult]]]:
    """What only our own reading rules out stands apart."""
    fitting = [one for one in results if one.status in (Status.ELIGIBLE, Status.UPCOMING)]
    there = [one for one in fitting if one.state is not State.PLANNED]
    spent = [one for one in there if one.state is State.BUDGET_SPENT]
    late = [one for one in there if one not in spent and one.can_apply is not Verdict.YES]
    there = [one for one in there if one not in late]
    yield "可申领", [one for one in there if one.status is Status.ELIGIBLE and one not in spent]
    if late:
        yield "符合，先问申请期", late
    if spent:
        yield "预算已用完", spent
    yield "即将可领", [one for one in there if one.status is Status.UPCOMING and one not in spent]
    if planned := [one for one in fitting if one.state is State.PLANNED]:
        yield "计划中，还没有说建好", planned
    yield "还不确定", [one for one in results if one.status is Status.UNKNOWN]
    yield "可以先咨询", [one for one in results if one.doubtful]
    ruled_out = [one for one in results if one.status is Status.INELIGIBLE and not one.doubtful]
    if ended := [one for one in ruled_out if one.only_ended]:
        yield "已经到期，有没有延续要问负责部门", ended
    yield "不符合", [one for one in ruled_out if not one.only_ended]


def _said(result: PolicyResult, catalogue: Catalogue) -> str:
    parts = ["已享受"] if result.received else []
    parts += [rest] if (rest := award_sentences.rest(result)) else []
    parts += [
        relation_sentences.required(catalogue.policies[code]["name"], said, together=result.comes_with_required)
        for code, said in result.today.required
    ]
    parts += [
        relation_sentences.of_required(catalogue.policies[code]["name"], said)
        for code in (result.required if result.award else ())
        for said in relation_sentences.shared_out(catalogue.policies[code])
    ]
    parts += _granted(result, catalogue) if result.award else why.why_not(result, catalogue)
    return "；".join(part.rstrip("。") for part in parts)


def _granted(result: PolicyResult, catalogue: Catalogue) -> Iterator[str]:
    if award := award_sentences.granted(result, catalogue.questions, numbers=Numbers(catalogue.parameters)):
        yield str(award)
    if result.eligible_from:
        yield f"{day(result.eligible_from)}起"
    if (until := award_sentences.until(result)) and not result.ends_with_money:
        yield until if until.startswith("确定") else f"到 {until}"
    yield from _applying(result, catalogue)
    yield from why.money(result, catalogue)
    yield from why.asked(result, catalogue)
    yield from catalogue.cautions(catalogue.policies[result.code])


def _applying(result: PolicyResult, catalogue: Catalogue) -> Iterator[str]:
    """When one can apply, where that is not always, or that this is to be asked."""
    found, policy = result.application, catalogue.policies[result.code]
    if result.too_late_for and (found is None or found.possible is Verdict.YES) and not result.received:
        yield application_sentences.required_first([catalogue.policies[code]["name"] for code in result.too_late_for])
        return
    if found is None or result.received:
        return
    if result.can_apply is Verdict.YES:
        yield from (f"{name} {said}" for name, said in application_sentences.when(found, result.eligible_until))
        return
    office = policy.get("office") or "负责部门"
    windows, until = applying(policy, result.day, result.days.facts.values), result.eligible_until
    yield application_sentences.too_late(found, windows, catalogue.questions, until, office)


def _is_for_firm(result: PolicyResult) -> bool:
    return result.award is not None and result.award.payee == FIRM and not result.received


def _summary(assessment: Assessment, catalogue: Catalogue) -> Iterator[str]:
    best, names = assessment.best, {code: policy["name"] for code, policy in catalogue.policies.items()}
    total = award_sentences.total(own_part(best, assessment.by_code))
    yield f"最好的搭配：{total}" if total else "最好的搭配：没有能算出来的金额"
    if firms := [one for one in best.policies if _is_for_firm(assessment.by_code[one])]:
        yield f"  发给单位、不算在内的：{'、'.join(names[code] for code in firms)}"
    if unknown := sum(result.status is Status.UNKNOWN for result in assessment.results):
        yield f"  这只是目前能确定的，还有 {unknown} 项没有确定"
    received = {result.code for result in assessment.results if result.received}
    for one in assessment.topped:
        yield f"  {names[one.code]}：{relation_sentences.topped(one, [names[base.code] for base in one.beside])}"
    for left in best.left_out:
        less = f"，少 {yuan(left.less)}" if left.less is not None else ""
        why = "已享受" if left.chosen in received else "已选"
        instead = "、".join(names[code] for code in (left.chosen, *left.others))
        yield f"  不能同时领：{names[left.code]}，{why} {instead}{less}"
    for open_ in best.undecided:
        yield "  " + award_sentences.undecided(names[open_.code], open_.reason)
