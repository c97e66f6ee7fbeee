"""Sample persons against a document: whether each still gets what staff expect, and if not, what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from policies.calculator import Assessment, Facts, PolicyResult, Results, Status, assess
from policies.calculator.ruleset import Basis, Ruleset, Value
from policies.catalogue.document.canonical import Document
from policies.catalogue.document.plain_values import typed
from policies.catalogue.rulesets import build_ruleset
from policies.catalogue.validation.problems import Problem
from policies.catalogue.validation.validation import validate
from policies.catalogue.words.sentences import day, yuan

Entry = dict[str, Any]
Misfits = dict[int, list[Problem]]
"""What is wrong with personas, by their number."""
# What has nothing to do with the answers anybody can give: looking through it takes longest.
NOT_ASKED: Document = {
    name: [] for name in ("policies", "life_events", "measures", "schools", "synonyms", "groups", "parameters")
}
WHATEVER = {"policy": "whatever", "status": "unknown"}

STATUSES = {
    Status.ELIGIBLE: "可申领",
    Status.UPCOMING: "即将可领",
    Status.UNKNOWN: "还不确定",
    Status.INELIGIBLE: "不符合",
}
CAN_APPLY = {"yes": "能申请", "unknown": "说不准", "no": "过了或来不及"}
BASES = {Basis.FIXED: "定额", Basis.UP_TO: "最高", Basis.AT_LEAST: "至少", Basis.UNSPECIFIED: "未公布"}


class Mismatch(NamedTuple):
    """One thing that is not as expected: in codes what it is, and the sentence that says it."""

    exact: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One persona on a document. `assessment`: None where there is none, or nobody needs it any more."""

    persona: Entry
    assessment: Assessment | None
    mismatches: tuple[Mismatch, ...]

    @property
    def deviations(self) -> tuple[str, ...]:
        return tuple(one.sentence for one in self.mismatches)

    @property
    def exact(self) -> list[list[str]]:
        """The same however anything is called, and another as soon as anything else is expected or found."""
        return [list(one.exact) for one in self.mismatches]

    @property
    def holds(self) -> bool:
        return not self.mismatches


def run(document: Document, personas: Iterable[Entry]) -> list[Outcome]:
    """Each of the personas (as a document in normal form holds them) on this document, in their order."""
    tried = TriedDocument(document)
    return [tried.outcome(persona) for persona in personas]


@dataclass
class TriedDocument:
    """A document that sample persons are tried on, with the rulesets made from it, one per region."""

    document: Document
    _rulesets: dict[str, Ruleset] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.regions = {region["code"] for region in self.document["regions"]}
        self.questions = {question["key"]: question for question in self.document["questions"]}
        self.types = {key: question["type"] for key, question in self.questions.items()}
        self.policies = {policy["code"]: policy for policy in self.document["policies"]}

    def ruleset(self, region: str) -> Ruleset:
        if region not in self._rulesets:
            self._rulesets[region] = build_ruleset(self.document, region)
        return self._rulesets[region]

    def assessment(self, persona: Entry) -> Assessment:
        """What has been received is passed over where it is no longer part of the check."""
        ruleset = self.ruleset(persona["region"])
        on = date.fromisoformat(persona["on"])
        as_of = _day(persona["as_of"]) or on
        checked = {policy.code for policy in ruleset.policies}
        facts = Facts.resolve(ruleset, self.values(persona["answers"]), as_of)
        return assess(ruleset, facts, on, checked.intersection(persona["received"]))

    def values(self, answers: Entry) -> dict[str, Value]:
        return {key: typed(self.types.get(key, ""), answer) for key, answer in answers.items()}

    def unfit(self, personas: list[Entry]) -> Misfits:
        """The personas that cannot be run on the document, such as one who answers a question that is gone.

        One who expects what is gone, or has it, can be: the result then says so.
        """
        found: Misfits = defaultdict(list)
        as_asked = [persona | {"received": [], "expected": [WHATEVER]} for persona in personas]
        for problem in validate(self.document | NOT_ASKED | {"personas": as_asked}):
            # That two are called the same is no matter of the document.
            mine = problem.path[:1] == ("personas",) and problem.code != "duplicate"
            if mine and problem.path[2] != "expected":
                found[int(problem.path[1])].append(problem)
        return found

    def outcome(self, persona: Entry) -> Outcome:
        if persona["region"] not in self.regions:
            sentence = f"没有地区 {persona['region']}"
            return Outcome(persona, None, (Mismatch(("unfit", sentence), sentence),))
        assessment = self.assessment(persona)
        return Outcome(persona, assessment, tuple(self.mismatches(persona, assessment)))

    def mismatches(self, persona: Entry, assessment: Results) -> Iterator[Mismatch]:
        checked: Collection[str] = assessment.by_code
        for code in persona["received"]:
            if code not in checked:
                yield Mismatch((code, "received"), f"{self.name(code)}：应为 已经在领，实际不在自查里")
        for expected in persona["expected"]:
            code, status = expected["policy"], expected["status"]
            if code not in checked:
                sentence = f"{self.name(code)}：应为 {STATUSES[Status(status)]}，实际不在自查里"
                yield Mismatch((code, "status", status, ""), sentence)
                continue
            for exact, difference in _differences(expected, assessment.by_code[code], self.policies[code]):
                yield Mismatch((code, *exact), f"{self.name(code)}：{difference}")
        for key, name in (("best_total", "最好的搭配合计"), ("best_low", "最好的搭配里确定的")):
            if persona[key] is not None:
                actual = getattr(assessment.best, key.removeprefix("best_"))
                yield from _difference(name, persona[key], actual, yuan)

    def name(self, code: str) -> str:
        policy = self.policies.get(code)
        return policy["name"] if policy else code


def _differences(expected: Entry, result: PolicyResult, policy: Entry) -> Iterator[Mismatch]:
    tiers = {tier["code"]: tier["name"] for tier in policy["tiers"]}
    award = result.award
    starts, ends = (_day(expected[name]) for name in ("eligible_from", "eligible_until"))
    basis = Basis(expected["basis"]) if expected["basis"] else None
    yield from _difference("", Status(expected["status"]), result.status, STATUSES.__getitem__)
    yield from _difference("档次", expected["tier"], result.tier, lambda code: tiers.get(code, code))
    yield from _difference("合计", expected["total"], award and award.total, yuan)
    yield from _difference("金额口径", basis, award and award.basis, BASES.__getitem__)
    yield from _difference("额度或价值", expected.get("worth"), award and award.worth, yuan)
    yield from _difference("从哪天起", starts, result.eligible_from, day)
    yield from _difference("到哪天为止", ends, result.eligible_until, day)
    if applied := result.application:
        yield from _difference("还能不能申请", expected.get("can_apply"), result.can_apply.value, CAN_APPLY.__getitem__)
        yield from _difference("哪天起能申请", _day(expected.get("apply_from")), applied.claimed_from, day)
        closes = applied.closes and applied.closes.earliest
        yield from _difference("申请到哪天", _day(expected.get("apply_until")), closes, day)
    elif any(expected.get(name) for name in ("can_apply", "apply_from", "apply_until")):
        yield Mismatch(("application", "", ""), "应有申报期，实际没有")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _difference(name: str, expected: Any, actual: Any, said: Callable[[Any], str]) -> Iterator[Mismatch]:
    """Nothing where nothing is expected."""
    if expected is not None and expected != actual:
        sentence = f"{name}应为 {said(expected)}，实际 {'没有' if actual is None else said(actual)}"
        yield Mismatch((name, str(expected), "" if actual is None else str(actual)), sentence)
