"""A document's values as staff read them in a list of changes: names for codes, sentences for conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from policies.calculator.ratio import ratio
from policies.catalogue.document import owners
from policies.catalogue.document.canonical import Document
from policies.catalogue.words import applications, sentences
from policies.catalogue.words.formulas import share
from policies.catalogue.words.reckoned import Numbers
from policies.models import choices

Entry = Mapping[str, Any]

NOTHING = "（无）"
# What a code under this key names: a list of the document, and how its entries are called and known.
NAMED = {
    "region": ("regions", "code", "name"),
    "parent": ("regions", "code", "name"),
    "section": ("sections", "code", "name"),
    "category": ("categories", "code", "name"),
    "source": ("sources", "code", "title"),
    "group": ("groups", "code", "name"),
    "excludes": ("policies", "code", "name"),
    "policy": ("policies", "code", "name"),
    "requires": ("policies", "code", "name"),
    "tops_up": ("policies", "code", "name"),
    "parameter": ("parameters", "key", "name"),
    "question": ("questions", "key", "name"),
    "begins_on": ("questions", "key", "name"),
    "times": ("questions", "key", "name"),
    "counted_from": ("questions", "key", "name"),
    "couple_question": ("questions", "key", "name"),
    "already": ("questions", "key", "name"),
    "measured_at": ("questions", "key", "name"),
    "at": ("questions", "key", "name"),
}
ENUMERATED = {
    "state": choices.State,
    "icon": choices.Icon,
    "audience": choices.Audience,
    "form": choices.Form,
    "per": choices.Per,
    "payee": choices.Payee,
    "basis": choices.Basis,
    "period": choices.Period,
    "type": choices.QuestionType,
    "readily": choices.Readily,
    "whom": choices.Whom,
}
DAYS = ("issued_on", "starts_on", "ends_on", "doubtful_until", "budget_spent_on", "checked_on", "first_on", "last_on")
BOUNDS = {"fixed": "", "up_to": "至多 ", "at_least": "至少 "}


class Words:
    """Says values in terms of the document they stand in."""

    def __init__(self, document: Document) -> None:
        self.questions: dict[str, Entry] = {entry["key"]: entry for entry in document["questions"]}
        self.numbers = Numbers({entry["key"]: entry for entry in document["parameters"]})
        self._names: dict[str, dict[str, str]] = {
            name: {entry[key]: entry[title] for entry in owners.listed(document, name)}
            for name, key, title in set(NAMED.values())
        }

    def name(self, key: str, code: str | None) -> str:
        if not code:
            return NOTHING
        return self._names[NAMED[key][0]].get(code, code)

    def value(self, key: str, value: Any) -> str:
        """A plain value under this key."""
        if value in (None, "", [], {}):
            return NOTHING
        if isinstance(value, bool):
            return "是" if value else "否"
        if key in NAMED:
            return self.name(key, value)
        if key in ENUMERATED:
            return str(ENUMERATED[key](value).label)
        if key in DAYS:
            return "没有期限" if value == "no_limit" else sentences.day(date.fromisoformat(value))
        if isinstance(value, list):
            return "、".join(map(str, value))
        return sentences.yuan(value) if key == "worth" else str(value)

    # Conditions

    def condition(self, entry: Entry) -> str:
        dated = [entry[name] + ends for name, ends in (("since", "才要求"), ("until", "不再要求")) if entry.get(name)]
        if entry.get("any_of"):
            ways = ["，并且".join(map(self.condition, way.get("all_of") or [way])) for way in entry["any_of"]]
            return "；或者".join(ways) + remarks(*dated)
        operator = next(one for one in choices.Operator.values if entry.get(one) is not None)
        needed = sentences.needed(
            self.questions, entry["question"], operator, entry[operator], entry.get("measured_at"), self.numbers
        )
        cited = " ".join(filter(None, (entry.get("source"), sentences.clause(entry.get("clause") or ""))))
        inferred = "按理解推定" if entry.get("inferred") else ""
        widens = "这种情况是推断加上的" if entry.get("widens") else ""
        return needed + remarks(*dated, inferred, widens, cited, entry.get("note", ""))

    def answers(self, answers: Entry) -> str:
        said = [f"{self.name('question', key)}：{self.answer(key, value)}" for key, value in answers.items()]
        return "，".join(said) or NOTHING

    def answer(self, key: str, value: Any) -> str:
        question = self.questions.get(key)
        return str(value) if question is None else sentences.value(question, value)

    # When and where

    def window(self, window: Entry | None) -> str:
        if window is None:
            return "按政策文件的期限"
        starts, ends = (date.fromisoformat(window[key]) if window[key] else None for key in ("starts_on", "ends_on"))
        event = self.questions.get(window["measured_at"] or "")
        doubt = window["doubtful_until"]
        doubtful = f"之后到{self.value('doubtful_until', doubt)}存疑" if doubt and doubt != "no_limit" else ""
        doubtful = "之后存疑，没有期限" if doubt == "no_limit" else doubtful
        said = sentences.window(starts or date.min, ends, event)
        return said + remarks(doubtful, "推断的" if window["inferred"] else "", window["note"])

    def application_window(self, window: Entry) -> str:
        cited = f"《{self.name('source', window['source'])}》" if window.get("source") else ""
        cited += sentences.clause(window.get("clause", ""))
        dated = [window[name] + ends for name, ends in (("since", "才有"), ("until", "就没有")) if window.get(name)]
        return applications.rule(window, self.questions) + remarks(*dated, cited, window.get("note", ""))

    def citation(self, citation: Entry) -> str:
        return f"《{self.name('source', citation['source'])}》{sentences.clause(citation['clause'])}"

    def relation(self, relation: Entry) -> str:
        kind = next(name for name in choices.RelationKind.values if relation.get(name))
        cited = " ".join(filter(None, (relation.get("source"), sentences.clause(relation.get("clause") or ""))))
        inferred = "推断的" if relation.get("inferred") else ""
        said = f"{choices.RelationKind(kind).label}“{self.name(kind, relation[kind])}”"
        return said + remarks(inferred, cited, relation.get("note", ""))

    def step(self, step: Entry) -> str:
        materials = f"材料：{'、'.join(step['materials'])}" if step["materials"] else ""
        basis = str(choices.StepBasis(step["basis"]).label)
        return step["text"] + remarks(basis, materials, step["place"], step["url"])

    # Amounts

    def amount(self, part: Entry) -> str:
        """Of one part of an award, or of its cap, which has no basis of its own."""
        if part.get("basis") == "unspecified":
            return "金额未公布"
        said = self.formula(part["formula"]) if part.get("formula") else sentences.yuan(part["amount"])
        most = f"每次最多 {sentences.yuan(part['most'])}" if part.get("most") else ""
        already = f"减去{self.name('already', part['already'])}" if part.get("already") else ""
        return BOUNDS[part.get("basis", "fixed")] + said + remarks(most, already)

    def formula(self, formula: Entry) -> str:
        return " × ".join([share(ratio(formula["coefficient"])), *map(self.factor, formula["factors"])])

    def factor(self, factor: Entry) -> str:
        key = "question" if factor["question"] else "parameter"
        limit = f"最多算 {factor['limit']:,}" if factor["limit"] else ""
        return self.name(key, factor[key]) + remarks(
            limit, f"{self.name('at', factor['at'])}时" if factor["at"] else ""
        )

    def parameter_value(self, value: Entry, unit: str) -> str:
        basis = str(choices.ParameterBasis(value["basis"]).label)
        said = f"{self.value('starts_on', value['starts_on'])}起 {value['value']} {unit}"
        return said + remarks(basis, "推断的" if value["inferred"] else "", value["note"])


def remarks(*said: str) -> str:
    known = "，".join(filter(None, said))
    return f"（{known}）" if known else ""


PARTS: dict[str, Callable[[Entry], str]] = {
    "once": lambda part: "一次性",
    "recurring": lambda part: str(choices.Period(part["period"]).label),
    "cap": lambda part: "封顶",
}
