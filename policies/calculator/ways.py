"""What is missing, put as ways: each any-of, and the tiers together, need all that is missing on one of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import groupby, product

from policies.calculator.findings import Finding
from policies.calculator.policy_result import PolicyResult

Way = tuple[Finding, ...]
"""The conditions that fail on one way to a policy."""


def ruling_out(result: PolicyResult) -> Way:
    """The findings because of which the policy is a certain no today; of a doubtful one our readings alone, on the
    first day when nothing else is in the way."""
    doubt = result.doubt
    return doubt[1].readings_ruling_out if doubt else result.today.ruling_out


def is_required(finding: Finding) -> bool:
    """Of everybody, whatever the tier."""
    return finding.tier is None and finding.alternative is None


def choices(findings: Sequence[Finding]) -> Iterator[list[Way]]:
    """The ways of each any-of of the policy; then those of all its tiers, of which one would be enough."""
    base = (one for one in findings if one.tier is None and one.alternative is not None)
    for _, several in groupby(base, key=lambda one: one.alternative):
        yield _branches(several)
    tiers = groupby((one for one in findings if one.tier is not None), key=lambda one: one.tier)
    if found := [way for _, several in tiers for way in _ways_into(list(several))]:
        yield found


def _ways_into(tier: Sequence[Finding]) -> list[Way]:
    """All that is required of a tier, with one branch of each of its any-ofs."""
    required = tuple(one for one in tier if one.alternative is None)
    others = groupby((one for one in tier if one.alternative is not None), key=lambda one: one.alternative)
    choices = product(*(_branches(several) for _, several in others))
    return [required + tuple(one for branch in branches for one in branch) for branches in choices]


def _branches(findings: Iterable[Finding]) -> list[Way]:
    return [tuple(several) for _, several in groupby(findings, key=lambda finding: finding.branch)]


def put_together(ways: Iterable[Way]) -> tuple[list[Way], list[Way]]:
    """Those that want one choice or another of the same question; all others, without what only asks for more."""
    choices: dict[str | None, Way] = {}
    others: dict[frozenset[Hashable], Way] = {}
    for way in ways:
        if len(way) == 1 and way[0].operator in ("is", "in") and not isinstance(way[0].needed, bool):
            choices[way[0].question] = choices.get(way[0].question, ()) + way
        else:
            others.setdefault(_asked_of(way), way)
    enough = {*others, *(_asked_of((finding,)) for several in choices.values() for finding in several)}
    least = [way for asked, way in others.items() if not any(other < asked for other in enough)]
    return list(choices.values()), least


def _asked_of(way: Way) -> frozenset[Hashable]:
    return frozenset((one.question, one.operator, one.needed, one.measured_at) for one in way)
