"""Whether a policy can be had at all, and each of its tiers."""

from __future__ import annotations

from collections.abc import Iterator

from policies.catalogue.document import schema

from . import dated_checks, possible
from .problems import Path, Problem


def check(path: Path, policy: schema.Policy, questions: possible.Questions) -> Iterator[Problem]:
    """Presumes that every condition fits its question. Of a policy with changes, whichever of them are in force."""
    if not policy.changes:
        yield from _check(path, policy, questions)
        return
    found: dict[tuple[Path, str], Problem] = {}
    for era in dated_checks.eras(policy):
        tiers = [
            tier.model_copy(update={"conditions": dated_checks.holding(tier.conditions, era)}) for tier in policy.tiers
        ]
        base = dated_checks.holding(policy.conditions, era)
        then = policy.model_copy(update={"conditions": base, "tiers": tiers})
        for problem in _check(path, then, questions):
            found.setdefault((problem.path, problem.code), problem)
    yield from found.values()


def _check(path: Path, policy: schema.Policy, questions: possible.Questions) -> Iterator[Problem]:
    try:
        if not possible.cases(policy.conditions, questions):
            yield Problem(
                (*path, "conditions"),
                "never_holds",
                f"“{policy.name}”的条件互相矛盾{_where(policy.conditions, questions)}，没有人能符合，请改其中一个",
            )
            return
        yield from _check_tiers(path, policy, questions)
    except possible.TooMany:
        return


def _check_tiers(path: Path, policy: schema.Policy, questions: possible.Questions) -> Iterator[Problem]:
    earlier: list[tuple[schema.Tier, list[possible.Conjunction]]] = []
    for number, tier in enumerate(policy.tiers):
        together = policy.conditions + tier.conditions
        cases = possible.cases(together, questions)
        if not cases:
            yield Problem(
                (*path, "tiers", number),
                "tier_never_holds",
                f"“{policy.name}”的“{tier.name}”这一档没有人能符合：它的条件和政策的条件互相矛盾"
                f"{_where(together, questions)}，请改其中一个",
            )
            continue
        better = next((other for other, weaker in earlier if possible.implies(cases, weaker)), None)
        if better:
            yield Problem(
                (*path, "tiers", number),
                "tier_never_reached",
                f"“{policy.name}”的“{tier.name}”这一档永远轮不到：符合它的人都已符合前面的“{better.name}”，"
                "请调整先后或条件",
            )
        earlier.append((tier, possible.cases(tier.conditions, questions)))


def _where(conditions: list[schema.Condition], questions: possible.Questions) -> str:
    key = possible.conflict(conditions, questions)
    return f"（{questions[key].name}）" if key else ""
