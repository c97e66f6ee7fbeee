"""Whether what entries name is there, is of the right kind, and may be used in their region."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from policies.calculator.date_operators import TODAY
from policies.calculator.echo import beginning
from policies.calculator.ratio import spelled_ratio
from policies.catalogue.document import schema
from policies.catalogue.document.naming import TITLES

from .conditions import misfit, singles
from .parsed import Parsed
from .problems import Path, Problem, listed, similar

NUMBERS = {"int", "months", "money"}


class References:
    """Looks names up; each `check_…` yields the problems of one entry."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.regions: dict[str, schema.Region] = parsed.by_name("regions")
        self.questions: dict[str, schema.Question] = parsed.by_name("questions")
        self.parameters: dict[str, schema.Parameter] = parsed.by_name("parameters")

    @cached_property
    def owners(self) -> dict[str, dict[str, str | None]]:
        return {
            name: {code: entry.region for code, entry in self.parsed.by_name(name).items()}
            for name in ("sources", "questions", "parameters", "groups", "policies")
        }

    def lineage(self, region: str | None) -> list[str]:
        found: list[str] = []
        while region in self.regions and region not in found:
            found.append(region)
            region = self.regions[region].parent
        return found

    def named(self, name: str, code: str | None, path: Path, region: str | None = None) -> Iterator[Problem]:
        """The problems of naming this entry from something that belongs to the region (None: to all)."""
        if code is None:
            return
        known = self.parsed.names[name]
        if code not in known:
            yield Problem(path, "unknown", f"没有“{beginning(code)}”这个{TITLES[name]}{similar(code, known)}")
            return
        owner = self.owners.get(name, {}).get(code)
        if owner is not None and owner in self.regions and owner not in self.lineage(region):
            home = self.regions[owner].name
            yield Problem(path, "region", f"{TITLES[name]}“{code}”是{home}的，这里不能用，请换成本地或上级地区的")

    def question(
        self, key: str | None, path: Path, region: str | None, types: set[str], what: str
    ) -> Iterator[Problem]:
        yield from self.named("questions", key, path, region)
        question = self.questions.get(key or "")
        if question and question.type not in types:
            yield Problem(path, "type", f"{path[-1]} 要用{what}，“{key}”不是")

    def date(self, key: str | None, path: Path, region: str | None) -> Iterator[Problem]:
        yield from self.question(key, path, region, {"date"}, "日期题")

    def conditions(self, conditions: list[schema.Condition], path: Path, region: str | None) -> Iterator[Problem]:
        for place, condition in singles(conditions, path):
            yield from self.named("questions", condition.question, (*place, "question"), region)
            yield from self.date(condition.measured_at, (*place, "measured_at"), region)
            yield from self.same_year(condition, (*place, "same_year_as"), region)
            yield from self.named("sources", condition.source, (*place, "source"), region)
            question = self.questions.get(condition.question or "")
            if question and (wrong := misfit(condition, question)):
                key, code, message = wrong
                yield Problem((*place, key), code, message)

    def same_year(self, condition: schema.Condition, path: Path, region: str | None) -> Iterator[Problem]:
        if condition.same_year_as == condition.question:
            message = "same_year_as 要写另一个日期题，或者写 today（自查那天），不写它自己"
            yield Problem(path, "itself", message)
        elif condition.same_year_as != TODAY:
            yield from self.date(condition.same_year_as, path, region)

    def window(self, window: schema.Window | None, path: Path, region: str | None) -> Iterator[Problem]:
        if window:
            yield from self.date(window.measured_at, (*path, "window", "measured_at"), region)

    def award(self, award: schema.Award | None, path: Path, region: str) -> Iterator[Problem]:
        if award is None:
            return
        yield from self.question(award.times, (*path, "times"), region, NUMBERS, "数字题")
        yield from self.date(award.counted_from, (*path, "counted_from"), region)
        if award.cap and award.cap.already:
            yield from self.question(award.cap.already, (*path, "cap", "already"), region, {"money"}, "金额题")
        for number, uplift in enumerate(award.uplifts or ()):
            where = (*path, "uplifts", number, "when")
            for found in self.conditions([uplift.when], where, region):
                yield Problem((*where, *found.path[len(where) + 1 :]), found.code, found.message)
        for part in ("once", "recurring", "cap"):
            formula = getattr(getattr(award, part), "formula", None)
            for number, factor in enumerate(formula.factors if formula else []):
                place = (*path, part, "formula", "factors", number)
                yield from self.question(factor.question, (*place, "question"), region, NUMBERS, "数字题")
                yield from self.named("parameters", factor.parameter, (*place, "parameter"), region)
                yield from self.date(factor.at, (*place, "at"), region)
            if award.form == "reimbursement" and formula and getattr(getattr(award, part), "most", None):
                yield from self.more_than_paid(formula, (*path, part, "formula", "coefficient"))

    def more_than_paid(self, formula: schema.Formula, path: Path) -> Iterator[Problem]:
        """Nobody is given back more than was paid: 50 where 50 % is meant."""
        only = formula.factors[0] if len(formula.factors) == 1 else None
        question = self.questions.get((only and only.question) or "")
        if question and question.type == "money" and formula.coefficient > 1:
            message = f"报销的比例超过了全部（1）：50% 写 0.5，现在写的是 {spelled_ratio(formula.coefficient)}"
            yield Problem(path, "share", message)

    def category(self, code: str, path: Path) -> Iterator[Problem]:
        """There are few, so they are all named where none is near."""
        known = self.parsed.names["categories"]
        if code not in known:
            meant = similar(code, known) or f"，只有 {listed(known)}；要多一类，先把它加到 categories 里"
            yield Problem(path, "unknown", f"没有“{code}”这个类别{meant}")

    def couple(self, policy: schema.Policy, path: Path) -> Iterator[Problem]:
        """Nobody is certain who was not asked."""
        key = policy.couple_question
        yield from self.named("questions", key, path, policy.region)
        if key and key not in {condition.question for _, condition in singles(policy.conditions, ())}:
            message = f"couple_question 写了“{key}”，conditions 里也要用这一题，问清由夫妻哪一方享受"
            yield Problem(path, "unused", message)

    def policy(self, path: Path, policy: schema.Policy) -> Iterator[Problem]:
        region = policy.region
        yield from self.named("regions", region, (*path, "region"))
        yield from self.category(policy.category, (*path, "category"))
        yield from self.named("groups", policy.group, (*path, "group"), region)
        yield from self.couple(policy, (*path, "couple_question"))
        for number, citation in enumerate(policy.citations):
            yield from self.named("sources", citation.source, (*path, "citations", number, "source"), region)
        yield from self.window(policy.window, path, region)
        yield from self.conditions(policy.conditions, (*path, "conditions"), region)
        yield from self.award(policy.award, (*path, "award"), region)
        for number, tier in enumerate(policy.tiers):
            place = (*path, "tiers", number)
            yield from self.conditions(tier.conditions, (*place, "conditions"), region)
            yield from self.award(tier.award, (*place, "award"), region)
        for number, application in enumerate(policy.application_windows):
            place = (*path, "application_windows", number)
            yield from self.date(application.measured_at, (*place, "measured_at"), region)
            yield from self.named("sources", application.source, (*place, "source"), region)
        for number, change in enumerate(policy.changes):
            place = (*path, "changes", number)
            yield from self.date(change.measured_at, (*place, "measured_at"), region)
            yield from self.named("sources", change.source, (*place, "source"), region)
            yield from self.award(change.award, (*place, "award"), region)
            for turn, changed in enumerate(change.tiers):
                yield from self.award(changed.award, (*place, "tiers", turn, "award"), region)

    def everywhere(self) -> Iterator[Problem]:
        each = self.parsed.each
        for path, region in each("regions"):
            yield from self.named("regions", region.parent, (*path, "parent"))
            if region.parent and self.lineage(region.parent)[-1:] and region.code in self.lineage(region.parent):
                yield Problem((*path, "parent"), "cycle", f"地区“{region.code}”成了自己的上级，请改 parent")
        for name in ("sources", "parameters", "questions", "life_events", "groups", "measures", "schools", "personas"):
            for path, entry in each(name):
                yield from self.named("regions", entry.region, (*path, "region"))
        for path, source in each("sources"):
            yield from self.window(source.window, path, source.region)
        for path, group in each("groups"):
            yield from self.named("sources", group.source, (*path, "source"), group.region)
        for path, policy in each("policies"):
            yield from self.policy(path, policy)
