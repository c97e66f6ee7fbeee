"""make bench: how long things take and how much memory a worker needs, all measured in this one run.

Machines are noisy: times are the best of many repetitions, and the ratios are what to compare.
"""

from __future__ import annotations

import sys
import tempfile
import time
import timeit
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from citizens import prepare
from rows import row

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))


def best(work: Callable[[], object], number: int = 20, repeat: int = 25) -> float:
    """Microseconds of one go, undisturbed."""
    return min(timeit.repeat(work, timer=time.process_time, number=number, repeat=repeat)) / number * 1e6


def calculator() -> None:
    from policies.calculator import Facts, assess
    from policies.calculator.ruleset import Ruleset
    from policies.publishing import live
    from tests.benchmarks.straight_line import compiled
    from tests.persons import DAY, MASTER_2025

    answers, ruleset = MASTER_2025.values, live.refresh().ruleset("qujiang")
    tenfold = tuple(replace(p, code=f"{p.code}-{n}") for n in range(10) for p in ruleset.policies)

    def everything(rules: Ruleset) -> None:
        assessment = assess(rules, Facts.resolve(rules, answers, DAY), DAY)
        for result in assessment.results:
            result.findings, result.award, result.missing, result.doubtful  # noqa: B018
        assessment.best, assessment.relevant_questions  # noqa: B018

    def statuses(rules: Ruleset) -> list[object]:
        assessment = assess(rules, Facts.resolve(rules, answers, DAY), DAY)
        return [(result.status, result.findings) for result in assessment.results]

    for title, rules in (("the shipped ruleset", ruleset), ("10 × its policies", replace(ruleset, policies=tenfold))):
        straight = compiled(rules)
        print(f"Calculator, {title}: {len(rules.policies)} policies, {len(straight(answers, DAY, DAY))} thresholds")
        limit = best(lambda s=straight: s(answers, DAY, DAY))
        short, whole = best(lambda r=rules: statuses(r)), best(lambda r=rules: everything(r), 5)
        row("(a) statuses and findings of all policies", f"{short:.0f} µs", f"{short / limit:.1f} × (c)")
        row("(b) the whole assessment", f"{whole:.0f} µs", f"{whole / limit:.1f} × (c)")
        row("(c) every condition's truth, straight-line Python", f"{limit:.0f} µs")


def suppositions() -> None:
    """The steps near by of each of the cast, over again until there are 20; without the answers taken over."""
    from itertools import cycle, islice

    from policies.calculator.facts import Facts
    from policies.calculator.supposing import Supposing
    from policies.publishing import live
    from policies.results.gather import page_of
    from policies.supposing.ready_made import ready_made
    from policies.supposing.supposed import Supposer
    from tests.persons import CAST, DAY

    def twenty(supposer: Supposer, several: list[Facts]) -> None:
        supposing = Supposing(supposer.ruleset, supposer.page.assessment)
        for one in islice(cycle(several), 20):
            supposition = supposing.answered(one)
            supposition.brings, supposition.consequences  # noqa: B018

    for name, person in CAST.items():
        supposer = Supposer(page_of(person.on(DAY), live.refresh()))
        found = ready_made(supposer)
        facts = [one.supposition.after.assessment.facts for one in (*found.free, *found.at_a_cost)]
        # Who is near nothing has none.
        if facts:
            took = best(lambda one=supposer, several=facts: twenty(one, several), 3)
            row(f"20 suppositions, {name}", f"{took / 1000:.2f} ms", f"{len(facts)} ready made")


def publish_page() -> None:
    """With an amount changed, so that it matters to some of the sample persons."""
    from django.contrib.auth.models import User
    from django.test import Client
    from django.urls import reverse

    from policies.models import Persona, Policy

    rent = Policy.objects.get(code="qj-rent-subsidy")
    rent.recurring_amount += 500
    rent.save()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.create(username="clerk", is_staff=True, is_superuser=True))
    address = reverse("admin:policies_release_add")
    assert b'<ul class="effects">' in client.get(address).content
    took = best(lambda: client.get(address), 1, 5) / 1000
    row("the publish page", f"{took:.0f} ms", f"{Persona.objects.count()} sample persons, before and after")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="qujiang-bench-") as state:
        prepare(str(ROOT), state)
        from pages import pages
        from varied import growth
        from worker import under_load

        calculator()
        suppositions()
        pages()
        growth()
        publish_page()
        under_load()


if __name__ == "__main__":
    main()
