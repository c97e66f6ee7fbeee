"""What differs between two documents in plain words: 「青年租房补助：每年 6,000 元 → 6,500 元」."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.catalogue.document import renaming
from policies.catalogue.document.canonical import Document
from policies.catalogue.document.naming import FIELDS, TITLES
from policies.catalogue.document.naming import PARTS as LISTED
from policies.catalogue.document.owners import LISTS, NAMES, Entry, called, listed
from policies.catalogue.words import periods, plans
from policies.models.choices import Readily

from . import dated as dated_words
from .words import NOTHING, PARTS, Words

Items = list[tuple[Any, str]]
"""(what an item is recognised by, the item in words)"""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One field. `before` is None for an item added to a list, `after` for one taken out of it."""

    subject: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.subject}新增“{self.after}”"
        if self.after is None:
            return f"{self.subject}删除“{self.before}”"
        return f"{self.subject}{self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Change:
    """One entry. `kind`: added, removed or changed; `lines` are those of a changed one.

    `later`: from when what changes in it applies, where it says so itself: the day, and in words.
    """

    name: str
    code: str
    title: str
    kind: str
    lines: tuple[ChangeLine, ...] = ()
    later: tuple[tuple[date, str], ...] = ()

    @property
    def owner(self) -> str:
        return f"{TITLES[self.name]}“{self.title}”"

    @property
    def sentences(self) -> list[str]:
        if self.kind == "added":
            return [f"新增{self.owner}"]
        if self.kind == "removed":
            left = "不再公布（改成了草稿，或者删除了）" if self.name == "policies" else "删除了"
            return [f"{self.owner}{left}"]
        return [f"{self.title}：{line}" for line in self.lines]


def changes(before: Document, after: Document) -> list[Change]:
    """In the order of the document. Both are valid and in normal form."""
    before = renaming.renamed(before, renaming.names(after), keep=False)
    compared = _Compared(Words(before), Words(after))
    return [
        change
        for name in LISTS
        if name in NAMES
        for change in compared.lists(name, listed(before, name), listed(after, name))
    ]


def title(name: str, entry: Entry) -> str:
    return str(entry.get("name") or entry.get("title") or entry[NAMES[name]])


@dataclass(frozen=True, slots=True)
class _Compared:
    before: Words
    after: Words

    def lists(self, name: str, before: list[Entry], after: list[Entry]) -> Iterator[Change]:
        old = {called(name, entry): entry for entry in before}
        new = {called(name, entry): entry for entry in after}
        places = {} if name in ("regions", "questions") else _places(list(old), list(new))
        for code in [*new, *(code for code in old if code not in new)]:
            entry = new.get(code) or old[code]
            later = self.later(old.get(code, {}), new.get(code, {}))
            if code not in old or code not in new:
                yield Change(name, code, title(name, entry), "added" if code in new else "removed", later=later)
            elif lines := (*self.between(name, old[code], new[code]), *places.get(code, ())):
                yield Change(name, code, title(name, entry), "changed", lines, later)

    def later(self, before: Entry, after: Entry) -> tuple[tuple[date, str], ...]:
        there = before.get("changes", [])
        come = [one for one in after.get("changes", []) if one not in there]
        return tuple(sorted((date.fromisoformat(one["starts_on"]), dated_words.when(one, self.after)) for one in come))

    def between(self, name: str, before: Entry, after: Entry) -> Iterator[ChangeLine]:
        if name == "policies":
            before, after = dated_words.spelled_out(before, self.before), dated_words.spelled_out(after, self.after)
        yield from self.entries(before, after)

    def entries(self, before: Entry, after: Entry, prefix: str = "") -> Iterator[ChangeLine]:
        for key in [*after, *(key for key in before if key not in after)]:
            was, is_now = before.get(key), after.get(key)
            # Where an early release did not have the field yet, nothing said is nothing changed.
            if was != is_now and (was or is_now or key in ANSWERS):
                compare = COMPARED.get(key, _Compared.plain)
                for line in compare(self, key, was, is_now, after):
                    yield ChangeLine(prefix + line.subject, line.before, line.after)

    def plain(self, key: str, before: Any, after: Any, entry: Entry) -> Iterator[ChangeLine]:
        yield ChangeLine(f"{FIELDS.get(key, key)}：", self.before.value(key, before), self.after.value(key, after))

    def answer(self, key: str, before: Any, after: Any, entry: Entry) -> Iterator[ChangeLine]:
        said = [
            NOTHING if value is None else words.answer(entry["key"], value)
            for words, value in ((self.before, before), (self.after, after))
        ]
        yield ChangeLine(f"{FIELDS[key]}：", *said)

    def window(self, key: str, before: Entry | None, after: Entry | None, entry: Entry) -> Iterator[ChangeLine]:
        yield ChangeLine("期限：", self.before.window(before), self.after.window(after))

    def answers(self, key: str, before: Entry, after: Entry, entry: Entry) -> Iterator[ChangeLine]:
        yield ChangeLine("答案：", self.before.answers(before), self.after.answers(after))

    # Lists

    def conditions(self, key: str, before: list[Entry], after: list[Entry], entry: Entry) -> Iterator[ChangeLine]:
        yield from _items(
            f"{FIELDS[key]}：",
            [(_asked(one), self.before.condition(one)) for one in before],
            [(_asked(one), self.after.condition(one)) for one in after],
        )

    def citations(self, key: str, before: list[Entry], after: list[Entry], entry: Entry) -> Iterator[ChangeLine]:
        yield from _items(
            "出处：",
            [(one["source"], self.before.citation(one)) for one in before],
            [(one["source"], self.after.citation(one)) for one in after],
        )

    def steps(self, key: str, before: list[Entry], after: list[Entry], entry: Entry) -> Iterator[ChangeLine]:
        old, new = ([("", words.step(one)) for one in several] for words, several in self._both(before, after))
        yield from _items("办理步骤：", old, new)

    def relations(
        self, key: str, before: list[Entry] | None, after: list[Entry] | None, entry: Entry
    ) -> Iterator[ChangeLine]:
        old, new = (
            [(next(iter(one.items())), words.relation(one)) for one in several or []]
            for words, several in self._both(before, after)
        )
        yield from _items(f"{FIELDS[key]}：", old, new)

    def application_windows(
        self, key: str, before: list[Entry] | None, after: list[Entry] | None, entry: Entry
    ) -> Iterator[ChangeLine]:
        old, new = (
            [(_same_kind(one), words.application_window(one)) for one in several or []]
            for words, several in self._both(before, after)
        )
        yield from _items(f"{LISTED[key]}：", old, new)

    def texts(self, key: str, before: list[str], after: list[str], entry: Entry) -> Iterator[ChangeLine]:
        yield from _items(f"{LISTED[key]}：", [("", one) for one in before], [("", one) for one in after])

    def choices(self, key: str, before: list[Entry], after: list[Entry], entry: Entry) -> Iterator[ChangeLine]:
        old, new = (
            [(one["value"], _choice(one, words)) for one in several] for words, several in self._both(before, after)
        )
        yield from _items("选项：", old, new)

    def values(self, key: str, before: list[Entry], after: list[Entry], entry: Entry) -> Iterator[ChangeLine]:
        old, new = (
            [(one["starts_on"], words.parameter_value(one, entry["unit"])) for one in several]
            for words, several in self._both(before, after)
        )
        yield from _items("值：", old, new)

    def policies(self, key: str, before: list[str], after: list[str], entry: Entry) -> Iterator[ChangeLine]:
        old, new = (
            [(code, words.name("policy", code)) for code in several] for words, several in self._both(before, after)
        )
        yield from _items("政策：", old, new)

    def about(self, key: str, before: list[str], after: list[str], entry: Entry) -> Iterator[ChangeLine]:
        old, new = (
            [(one, words.name("question", one)) for one in several] for words, several in self._both(before, after)
        )
        yield from _items(f"{FIELDS[key]}：", old, new)

    def tiers(self, key: str, before: list[Entry], after: list[Entry], entry: Entry) -> Iterator[ChangeLine]:
        old, new = ({tier["code"]: tier for tier in several} for several in (before, after))
        names = {code: tier["name"] for code, tier in [*old.items(), *new.items()]}
        yield from _items("档次：", [(code, names[code]) for code in old], [(code, names[code]) for code in new])
        for code, tier in new.items():
            if code in old:
                yield from self.entries(old[code], tier, f"“{tier['name']}”档，")

    def dated(
        self, key: str, before: list[Entry] | None, after: list[Entry] | None, entry: Entry
    ) -> Iterator[ChangeLine]:
        compared = dated_words.Compared(
            self.before, self.after, entry, lambda old, new: self.award("award", old, new, entry)
        )
        yield from (ChangeLine(*said) for said in compared.lines(before or [], after or []))

    def _both(self, before: Any, after: Any) -> tuple[tuple[Words, Any], tuple[Words, Any]]:
        return (self.before, before), (self.after, after)

    # Amounts

    def award(self, key: str, before: Entry | None, after: Entry | None, entry: Entry) -> Iterator[ChangeLine]:
        was, is_now = before or {}, after or {}
        for part, label in PARTS.items():
            old, new = was.get(part), is_now.get(part)
            if old != new:
                yield from self.part(f"{label(new or old or {})} ", old, new)
        uplifts = (
            [
                (one["when"]["question"], plans.uplift(one, words.questions, words.numbers))
                for one in each.get("uplifts") or ()
            ]
            for words, each in self._both(was, is_now)
        )
        yield from _items("上浮：", *uplifts)
        for name in ("form", "per", "payee", "times", "counted_from", "first_on", "last_on", "worth", "note"):
            if was.get(name) != is_now.get(name):
                subject = FIELDS["award_note" if name == "note" else name]
                yield ChangeLine(
                    f"{subject}：", self.before.value(name, was.get(name)), self.after.value(name, is_now.get(name))
                )

    def part(self, subject: str, before: Entry | None, after: Entry | None) -> Iterator[ChangeLine]:
        if before is None or after is None:
            yield ChangeLine(
                subject, _with_term(self.before, before) if before else NOTHING, _with_term(self.after, after)
            )
            return
        said = self.before.amount(before), self.after.amount(after)
        if said[0] != said[1]:
            yield ChangeLine(subject, *said)
        if before.get("instalments") != after.get("instalments"):
            yield ChangeLine("分期：", _instalments(before), _instalments(after))
        if before.get("period") != after.get("period"):
            yield ChangeLine(
                "周期：", *(words.value("period", one["period"]) for words, one in self._both(before, after))
            )
        if before.get("count") != after.get("count"):
            yield ChangeLine("最长：", _term(before), _term(after))


def _instalments(part: Entry) -> str:
    plan = part.get("instalments")
    return periods.instalments(plan["shares"], plan["period"]) if plan else "一次发完"


def _term(part: Entry | None) -> str:
    if not part or not part.get("count"):
        return "没有写明"
    return periods.lasts(part["count"], part["period"])


def _with_term(words: Words, part: Entry | None) -> str:
    if part is None:
        return NOTHING
    plan = f"，{_instalments(part)}" if part.get("instalments") else ""
    return words.amount(part) + plan + (f"，最长 {_term(part)}" if part.get("count") else "")


def _asked(condition: Entry) -> Any:
    """The question, of an any-of all of them."""
    if not condition.get("any_of"):
        return condition["question"]
    return tuple(one["question"] for way in condition["any_of"] for one in way.get("all_of") or [way])


def _same_kind(window: Entry) -> Any:
    """A time of the year, one that comes once, or what is counted from one event."""
    return window.get("measured_at"), window.get("every") is not None, window.get("starts_on") is not None


def _choice(choice: Entry, words: Words) -> str:
    more = [choice["help"]] if choice.get("help") else []
    more += [str(Readily(choice["readily"]).label)] if choice.get("readily") else []
    more += [FIELDS["settled"]] if choice.get("settled") else []
    more += [FIELDS["final"]] if choice.get("final") else []
    more += (
        [f"{FIELDS['begins_on']}：{words.name('begins_on', choice['begins_on'])}"] if choice.get("begins_on") else []
    )
    more += [f"{FIELDS['formerly']}：{'、'.join(choice['formerly'])}"] if choice.get("formerly") else []
    return f"{choice['label']}（{'；'.join(more)}）" if more else str(choice["label"])


def _items(subject: str, before: Items, after: Items) -> Iterator[ChangeLine]:
    """Items that stayed are passed over; of the rest, those that are recognised were changed."""
    gone, come = _without(before, after), _without(after, before)
    for key, said in list(gone):
        replaced = next((item for item in come if item[0] == key), None)
        if replaced:
            gone.remove((key, said))
            come.remove(replaced)
            yield ChangeLine(subject, said, replaced[1])
    yield from (ChangeLine(subject, said, None) for _, said in gone)
    yield from (ChangeLine(subject, None, said) for _, said in come)
    if before != after and sorted(before, key=str) == sorted(after, key=str):
        yield ChangeLine(
            subject.replace("：", "的顺序："), *("、".join(said for _, said in items) for items in (before, after))
        )


def _without(items: Items, others: Items) -> Items:
    left = list(others)
    kept = []
    for item in items:
        if item in left:
            left.remove(item)
        else:
            kept.append(item)
    return kept


def _places(old: Iterable[str], new: Iterable[str]) -> dict[str, tuple[ChangeLine, ...]]:
    """The first entry that stands elsewhere among those that are in both."""
    were, are = list(old), list(new)
    before, after = [code for code in were if code in are], [code for code in are if code in were]
    for number, code in enumerate(after):
        if before[number] != code:
            return {code: (ChangeLine("顺序：", f"第 {before.index(code) + 1}", f"第 {number + 1}"),)}
    return {}


# Where false and 0 say something that null does not.
ANSWERS = ("implied", "negative", "usual_least", "usual_most", "yes_lasts_years")

COMPARED: dict[str, Callable[..., Iterator[ChangeLine]]] = {
    "conditions": _Compared.conditions,
    "asked_if": _Compared.conditions,
    "grows_if": _Compared.conditions,
    "citations": _Compared.citations,
    "steps": _Compared.steps,
    "relations": _Compared.relations,
    "caveats": _Compared.texts,
    "words": _Compared.texts,
    "also": _Compared.texts,
    "choices": _Compared.choices,
    "values": _Compared.values,
    "policies": _Compared.policies,
    "tiers": _Compared.tiers,
    "changes": _Compared.dated,
    "application_windows": _Compared.application_windows,
    "award": _Compared.award,
    "window": _Compared.window,
    "implied": _Compared.answer,
    "negative": _Compared.answer,
    "about": _Compared.about,
    "answers": _Compared.answers,
}
