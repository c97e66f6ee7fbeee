"""What a policy's changes say of one another, its conditions and its awards: one day, one thing, one reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise, product

from policies.catalogue.document import schema
from policies.catalogue.words.sentences import day

from .parsed import Parsed
from .problems import Path, Problem, similar

# More combinations of changes than that are not looked at one by one.
MOST_ERAS = 32
UNPAID = ("loan", "service")
AWARD = "金额"
PLAIN = {"state": "状态", "office": "负责单位", "phone": "咨询电话"}
Place = tuple[Path, schema.PolicyChange]


def check(parsed: Parsed) -> Iterator[Problem]:
    by_source = {source.code: source.window for _, source in parsed.each("sources")}
    for path, policy in parsed.each("policies"):
        yield from _used(path, policy)
        if policy.changes:
            first = policy.citations[0].source if policy.citations else ""
            yield from _Checked(path, policy, policy.window or by_source.get(first)).everywhere()


def eras(policy: schema.Policy) -> list[frozenset[str]]:
    """Every set of changes that can be in force together: of each measure the first so many; [] for too many."""
    by_measure: dict[str | None, list[schema.PolicyChange]] = {}
    for change in sorted(policy.changes, key=lambda change: change.starts_on):
        by_measure.setdefault(change.measured_at, []).append(change)
    prefixes = [[changes[:count] for count in range(len(changes) + 1)] for changes in by_measure.values()]
    together = [frozenset(one.code for part in parts for one in part) for parts in product(*prefixes)]
    return together if len(together) <= MOST_ERAS else []


def holding(conditions: list[schema.Condition], era: frozenset[str]) -> list[schema.Condition]:
    """The conditions that hold while just these changes are in force."""
    return [one for one in conditions if (not one.since or one.since in era) and one.until not in era]


def _conditions(path: Path, policy: schema.Policy) -> Iterator[tuple[Path, schema.Condition]]:
    for number, condition in enumerate(policy.conditions):
        yield (*path, "conditions", number), condition
    for place, tier in enumerate(policy.tiers):
        for number, condition in enumerate(tier.conditions):
            yield (*path, "tiers", place, "conditions", number), condition


def _dated(path: Path, policy: schema.Policy) -> Iterator[tuple[Path, schema.Condition | schema.ApplicationWindow]]:
    """What may name a change."""
    yield from _conditions(path, policy)
    for number, window in enumerate(policy.application_windows):
        yield (*path, "application_windows", number), window


def _used(path: Path, policy: schema.Policy) -> Iterator[Problem]:
    changes = {change.code: change for change in policy.changes}
    for place, condition in _dated(path, policy):
        named = [(name, code) for name in ("since", "until") if (code := getattr(condition, name))]
        for name, code in named:
            if code not in changes:
                known = similar(code, changes)
                message = f"“{policy.name}”没有“{code}”这次变化{known}，请先写上这次变化，或者删掉这里的 {name}"
                yield Problem((*place, name), "unknown", message)
        since, until = changes.get(condition.since or ""), changes.get(condition.until or "")
        if since and until:
            if since.measured_at != until.measured_at:
                message = "since 和 until 的两次变化要按同一件事的日期算，请改成同一种，或者拆成两条"
                yield Problem((*place, "until"), "measure", message)
            elif since.starts_on >= until.starts_on:
                message = (
                    f"这一条从 {day(since.starts_on)}起才有，却到 {day(until.starts_on)}为止，"
                    "没有一天用得上，请改 since 或 until"
                )
                yield Problem((*place, "until"), "order", message)
        if isinstance(condition, schema.ApplicationWindow):
            yield from _by_the_same_day(place, condition, changes)


def _by_the_same_day(
    place: Path, window: schema.ApplicationWindow, changes: dict[str, schema.PolicyChange]
) -> Iterator[Problem]:
    """For whom a window is there must be known where it is known from when it is counted."""
    for name in ("since", "until"):
        change = changes.get(getattr(window, name) or "")
        if change and change.measured_at and change.measured_at != window.measured_at:
            message = (
                f"这次变化按“{change.measured_at}”的日期算，申报期的 measured_at 也要是它；"
                "对所有人从某一天起变的，另写一次不按事情算的变化"
            )
            yield Problem((*place, name), "measure", message)


class _Checked:
    def __init__(self, path: Path, policy: schema.Policy, window: schema.Window | None) -> None:
        """`window`: its own, else that of its first source."""
        self.path, self.policy, self.window = path, policy, window
        self.changes: list[Place] = [((*path, "changes", n), change) for n, change in enumerate(policy.changes)]
        self.said = f"“{policy.name}”"

    def everywhere(self) -> Iterator[Problem]:
        yield from self._codes()
        yield from self._something()
        yield from self._awards()
        yield from self._same_thing()
        yield from self._uplifts()
        yield from self._otherwise()
        yield from self._in_the_window()
        yield from self._states()

    def _codes(self) -> Iterator[Problem]:
        times = Counter(change.code for _, change in self.changes)
        for place, change in self.changes:
            if times[change.code] > 1:
                message = f"{self.said}里不止一次变化叫“{change.code}”，请改代码"
                yield Problem((*place, "code"), "duplicate", message)

    def _something(self) -> Iterator[Problem]:
        """A change that neither changes anything itself nor is named by a condition says nothing."""
        named = {code for _, one in _dated(self.path, self.policy) for code in (one.since, one.until)}
        for place, change in self.changes:
            if change.code not in named and not list(_things(change)):
                message = (
                    f"这次变化（从 {day(change.starts_on)}起）什么也没有改：请写上新的金额、状态、单位或电话，"
                    "在条件或申报期上用 since 或 until 选它，或者删掉它"
                )
                yield Problem(place, "idle", message)

    def _awards(self) -> Iterator[Problem]:
        tiers = {tier.code for tier in self.policy.tiers}
        for place, change in self.changes:
            if change.award and tiers:
                message = "分档的政策把新的金额写在每一档上（tiers），不写在 award"
                yield Problem((*place, "award"), "tiers", message)
            if change.tiers and not tiers:
                yield Problem((*place, "tiers"), "tiers", "没有分档的政策把新的金额写在 award，不写 tiers")
                continue
            times = Counter(one.tier for one in change.tiers)
            for number, one in enumerate(change.tiers):
                if one.tier not in tiers:
                    message = f"{self.said}没有“{one.tier}”这一档{similar(one.tier, tiers)}"
                    yield Problem((*place, "tiers", number, "tier"), "unknown", message)
                elif times[one.tier] > 1:
                    message = f"这次变化里“{one.tier}”这一档写了不止一次，请只留一个"
                    yield Problem((*place, "tiers", number, "tier"), "duplicate", message)

    def _same_thing(self) -> Iterator[Problem]:
        """Of one thing the changes are measured alike and no two on one day; and payments go on in one rhythm."""
        by_thing: dict[str, list[tuple[Path, schema.PolicyChange, schema.Award | None]]] = {}
        for place, change in self.changes:
            for thing, where, award in _things(change):
                by_thing.setdefault(thing, []).append(((*place, *where), change, award))
        for thing, several in by_thing.items():
            days = Counter((change.measured_at, change.starts_on) for _, change, _ in several)
            measures = {change.measured_at for _, change, _ in several}
            for place, change, _ in several:
                if days[change.measured_at, change.starts_on] > 1:
                    message = f"从 {day(change.starts_on)}起，{thing}写了不止一种，请只留一个，或者改日期"
                    yield Problem(place, "overlap", message)
                elif len(measures) > 1:
                    message = (
                        f"{thing}有的变化按日期算，有的按某件事的日期算（measured_at），说不清该用哪个，请都按同一种写"
                    )
                    yield Problem(place, "measure", message)
            if measures == {None}:
                yield from self._rhythm(thing, several)

    def _otherwise(self) -> Iterator[Problem]:
        """What is no other than before does nothing on its day."""
        held: dict[str, object] = {words: getattr(self.policy, name) for name, words in PLAIN.items()}
        held |= {_of_tier(tier.code): tier.award for tier in self.policy.tiers} | {AWARD: self.policy.award}
        for place, change in sorted(self.changes, key=lambda one: one[1].starts_on):
            for thing, where, award in _things(change):
                new = award or getattr(change, str(where[0]))
                if held.get(thing) == new:
                    message = f"从 {day(change.starts_on)}起，{thing}和原来一样，没有变。请改成新的，或者删掉"
                    yield Problem((*place, *where), "idle", message)
                held[thing] = new

    def _rhythm(
        self, thing: str, several: list[tuple[Path, schema.PolicyChange, schema.Award | None]]
    ) -> Iterator[Problem]:
        """Who is paid every year or month already goes on to be so: a day changes the amount, not the rhythm."""
        dated = sorted((one for one in several if one[2]), key=lambda one: one[1].starts_on)
        before = [self._award_of(thing), *(award for _, _, award in dated)]
        for (old, new), (place, _, _) in zip(pairwise(before), dated, strict=True):
            if old and new and old.recurring and not _goes_on(old, new):
                message = (
                    "已经在定期领的人，从这一天起也要能接着领：新的金额要和原来的形式、周期一样。"
                    "如果只对以后的人这样改，请写 measured_at（按哪件事的日期算）"
                )
                yield Problem(place, "rhythm", message)

    def _uplifts(self) -> Iterator[Problem]:
        """Who is raised goes on to be so: a day changes by how much, not for whom."""
        for place, change in self.changes:
            for thing, where, award in _things(change):
                if award is None:
                    continue
                old = self._award_of(thing)
                before, after = ([one.when for one in (each.uplifts or ())] if each else [] for each in (old, award))
                if before != after:
                    message = "上浮的条件要和原来的一条条一样，只改上浮多少；条件变了的，请分成两条政策来写"
                    yield Problem((*place, *where), "uplifts", message)

    def _award_of(self, thing: str) -> schema.Award | None:
        return next((tier.award for tier in self.policy.tiers if thing == _of_tier(tier.code)), self.policy.award)

    def _in_the_window(self) -> Iterator[Problem]:
        window = self.window
        if not window or not window.ends_on or window.doubtful_until == "no_limit":
            return
        last = window.doubtful_until or window.ends_on
        for place, change in self.changes:
            if change.measured_at == window.measured_at and isinstance(last, date) and change.starts_on > last:
                begins, ends = day(change.starts_on), day(last)
                message = f"这次变化从 {begins}起，可是政策到 {ends}就结束了，请改日期、删掉这次变化，或者先延长期限"
                yield Problem((*place, "starts_on"), "too_late", message)

    def _states(self) -> Iterator[Problem]:
        spent = self.policy.budget_spent_on
        for place, change in self.changes:
            if change.state and spent and change.starts_on <= spent:
                message = (
                    f"资金用完日期是 {day(spent)}，状态的变化要晚于这一天。请改日期；"
                    "状态只用变化来写也可以，那就把资金用完日期删掉"
                )
                yield Problem((*place, "starts_on"), "order", message)


def _goes_on(old: schema.Award, new: schema.Award) -> bool:
    paid = old.form not in UNPAID
    return not paid or bool(
        old.recurring and new.recurring and (new.form, new.recurring.period) == (old.form, old.recurring.period)
    )


def _of_tier(code: str) -> str:
    return f"“{code}”这一档的金额"


def _things(change: schema.PolicyChange) -> Iterator[tuple[str, Path, schema.Award | None]]:
    """What it changes, in words, with the place within the change and the new award, where it is one."""
    if change.award:
        yield AWARD, ("award",), change.award
    for number, tier in enumerate(change.tiers):
        yield _of_tier(tier.tier), ("tiers", number), tier.award
    for name, words in PLAIN.items():
        if getattr(change, name):
            yield words, (name,), None
