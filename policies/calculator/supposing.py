"""What would be otherwise for a person if a few facts were: policy by policy and in yuan, today and from later days.

Nothing is decided here that an assessment does not decide: it is made again for the other facts, of the policies alone
that these touch, and compared with the one that there is.
"""

from __future__ import annotations

from collections.abc import Collection

from policies.calculator.assess import Assessment, results_of
from policies.calculator.facts import Facts
from policies.calculator.policy_result import Case
from policies.calculator.prospects import Prospects
from policies.calculator.ruleset import Ruleset
from policies.calculator.supposition import Supposition
from policies.calculator.touching import touching_of


class Supposing:
    """One person as they are, to suppose any number of things of them. `preferred`: see choosing."""

    def __init__(self, ruleset: Ruleset, assessment: Assessment, preferred: Collection[str] = ()) -> None:
        self.ruleset, self.assessment = ruleset, assessment
        self.before = Prospects(assessment, preferred)

    def answered(self, facts: Facts) -> Supposition:
        """What comes of these facts in place of theirs."""
        return Supposition(self.before, Prospects(self.assessed(facts), self.before.preferred))

    def assessed(self, facts: Facts) -> Assessment:
        """As assess would for them, on the same day and with the same received.

        What stands as it stood is the same result as before: what is `missing`, and what was answered, is for the case
        to say.
        """
        known = self.assessment
        touched = touching_of(self.ruleset).by(_changed(known.facts, facts))
        days = known.case.days.otherwise(facts, touched.conditions, touched.tables, touched.reads)
        case, results = Case(days, known.case.received), list(known.results)
        places = touched.places(known.case.days.differing(days, touched.conditions))
        again = results_of(case, [results[place].policy_plan for place in places])
        for place, result in zip(places, again, strict=True):
            results[place] = result
        return Assessment(known.on, tuple(results), known.relations, case)


def _changed(before: Facts, after: Facts) -> frozenset[str]:
    """The questions of which anything is otherwise."""
    found: set[str] = set()
    for was, now in (
        (before.values, after.values),
        (before.asked, after.asked),
        (before.grows, after.grows),
        (before.ages, after.ages),
        (before.begins, after.begins),
    ):
        if was != now:
            found.update(key for key, _ in was.items() ^ now.items())
    return frozenset(found)
