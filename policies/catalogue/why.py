"""Why a policy is not, or not yet, had: what rules it out, or what is still to be answered, in one line of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from policies.calculator import PolicyResult, Status, ways
from policies.calculator.findings import Finding
from policies.calculator.ruleset import State
from policies.calculator.standing import Standing
from policies.calculator.verdict import Verdict

from .catalogue import Catalogue
from .words import states as state_sentences
from .words.findings import dated, needed
from .words.reckoned import Numbers

# More ways than these are not read to the end.
MOST_WAYS = 4


def why_not(result: PolicyResult, catalogue: Catalogue) -> Iterator[str]:
    if result.status is Status.INELIGIBLE:
        yield from ruled_out(result, catalogue)
        return
    yield from money(result, catalogue)
    if result.missing:
        yield from asked(result, catalogue)
    else:
        note = catalogue.window_of(catalogue.policies[result.code]).get("note")
        yield _unpublished(result, catalogue) or note or "文件没有写清，要问负责部门"


def ruled_out(result: PolicyResult, catalogue: Catalogue) -> Iterator[str]:
    """What fails today; nothing where that is another policy alone."""
    missing = "；".join(dict.fromkeys(_missing(result, catalogue)))
    if missing or not result.today.lacking:
        yield f"先问负责部门，只是按我们的理解不符合：{missing}" if result.doubtful else f"没满足：{missing}"


def money(result: PolicyResult, catalogue: Catalogue) -> Iterator[str]:
    """Up to when there is money, or since when there is none, where that is known to end."""
    policy = catalogue.policies[result.code]
    if result.state is State.BUDGET_SPENT:
        yield state_sentences.money_spent(policy, result.days.on)
    elif ahead := state_sentences.ahead(policy, result.days.on):
        yield ahead


def asked(result: PolicyResult, catalogue: Catalogue) -> Iterator[str]:
    if result.missing:
        yield "还要回答：" + "、".join(dict.fromkeys(catalogue.questions[key]["name"] for key in result.missing))


def _unpublished(result: PolicyResult, catalogue: Catalogue) -> str:
    """The conditions that wait for a number which nobody has published, or of which only a bound is."""
    numbers, published = Numbers(catalogue.parameters, result.days.on), result.days.plan.published
    unknown = (one for one in result.findings if one.verdict is Verdict.UNKNOWN)
    waiting = [one for one in unknown if one.placed and one.placed.bit in published]
    return "；".join(dict.fromkeys(needed(catalogue.questions, one, numbers=numbers) for one in waiting))


def _missing(result: PolicyResult, catalogue: Catalogue) -> Iterator[str]:
    """What rules the policy out: each required condition, and together those of which one way would be enough."""
    findings, today = ways.ruling_out(result), result.today
    numbers = Numbers(catalogue.parameters, result.days.on)
    yield from (
        dated(catalogue.questions, finding, today, numbers) for finding in findings if ways.is_required(finding)
    )
    for several in ways.choices(findings):
        alike, longer = ways.put_together(several)
        told = [needed(catalogue.questions, *way, numbers=numbers) for way in alike]
        told += [_all_of(way, catalogue, numbers) for way in longer]
        yield "，或".join(told) if len(told) <= MOST_WAYS else f"{len(told)} 种情况里的任意一种"


def _all_of(way: Sequence[Finding], catalogue: Catalogue, numbers: Numbers) -> str:
    words = "，并且".join(needed(catalogue.questions, finding, numbers=numbers) for finding in way)
    return f"（{words}）" if len(way) > 1 else words


def unsettled(standing: Standing, catalogue: Catalogue, on: date) -> str:
    """The conditions that nobody knows yet and that can still decide, of a policy that stands so; empty where none is.

    What is asked for says `asked`; this needs no person, so it is the same for all with whom the policy stands alike.
    """
    numbers = Numbers(catalogue.parameters, on)
    findings = [one for one in standing.findings if one.verdict is Verdict.UNKNOWN]
    findings = [one for one in findings if one.placed is None or one.placed.bit & standing.open]
    return "；".join(dict.fromkeys(dated(catalogue.questions, one, standing, numbers) for one in findings))
