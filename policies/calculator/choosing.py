"""The best set as the visitor would rather have it: their own choice in an exclusion group instead of the best one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from policies.calculator.assess import Assessment
from policies.calculator.best_set import Best, LeftOut, best_set, less
from policies.calculator.policy_result import PolicyResult
from policies.calculator.related_set import best_of_related
from policies.calculator.ruleset import State
from policies.calculator.standing import Status
from policies.calculator.verdict import YES


def best_or_chosen(assessment: Assessment, preferred: Collection[str]) -> Best:
    """`preferred`: policy codes. One that cannot be had today changes nothing, nor one whose group is taken already.

    What gives way to a choice may be more: its `less` is then negative.
    """
    best, results = assessment.best, assessment.results
    if not assessment.relations.is_simple:
        return _related(assessment, preferred)
    wanted = {
        result.policy.group: result
        for result in results
        if result.code in preferred and result.code not in best.policies and _can_be_had(result)
    }
    taken = {result.policy.group for result in results if result.received}
    wanted = {group: result for group, result in wanted.items() if group and group not in taken}
    return _with(wanted, results) if wanted else best


def _related(assessment: Assessment, preferred: Collection[str]) -> Best:
    best, relations = assessment.best, assessment.relations
    had = [result.code for result in assessment.results if result.received]
    wanted = [
        result.code
        for result in assessment.results
        if result.code in preferred and _can_be_had(result) and not relations.between(result.code, had)
    ]
    if best.policies and set(wanted) <= set(best.policies):
        return best
    return best_of_related(assessment.results, relations, wanted) if wanted else best


def _with(wanted: Mapping[str | None, PolicyResult], results: Sequence[PolicyResult]) -> Best:
    giving_way = [one for one in results if wanted.get(one.policy.group, one) is not one]
    codes = {one.code for one in giving_way}
    best = best_set([one for one in results if one.code not in codes])
    others = [
        LeftOut(one.code, chosen.code, less(chosen, one))
        for one in giving_way
        if _can_be_had(one) and (chosen := wanted[one.policy.group])
    ]
    return replace(best, left_out=(*best.left_out, *others))


def _can_be_had(result: PolicyResult) -> bool:
    return result.status is Status.ELIGIBLE and result.state is State.OPEN and result.can_apply is YES
