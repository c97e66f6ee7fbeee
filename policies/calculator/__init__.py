"""The calculator: a person's facts and a ruleset in, an assessment out. Standard library only, no clock."""

from policies.calculator.assess import Assessment, Results, UnknownPolicy, assess
from policies.calculator.facts import NO_DATE, Facts
from policies.calculator.policy_result import PolicyResult
from policies.calculator.ruleset import Ruleset
from policies.calculator.standing import Status
from policies.calculator.verdict import Verdict

__all__ = [
    "NO_DATE",
    "Assessment",
    "Facts",
    "PolicyResult",
    "Results",
    "Ruleset",
    "Status",
    "UnknownPolicy",
    "Verdict",
    "assess",
]
