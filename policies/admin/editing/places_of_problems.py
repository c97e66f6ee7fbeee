"""Where a problem of the document is mended: which row, which row of its inlines, which field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from policies import models
from policies.admin.wording.problems import ProblemWording
from policies.catalogue.document import naming
from policies.catalogue.rows.writer import compared
from policies.models.choices import Operator, RelationKind

from . import parts
from .sent import WHOLE

if TYPE_CHECKING:
    from policies.catalogue.validation.problems import Problem
    from policies.publishing.publish import NotPublishable

MODELS: dict[str, tuple[type[Model], str]] = {
    "regions": (models.Region, "code"),
    "sources": (models.Source, "code"),
    "sections": (models.Section, "code"),
    "categories": (models.Category, "code"),
    "questions": (models.Question, "key"),
    "life_events": (models.LifeEvent, "code"),
    "parameters": (models.Parameter, "key"),
    "groups": (models.ExclusionGroup, "code"),
    "policies": (models.Policy, "code"),
    "measures": (models.Measure, "number"),
    "schools": (models.School, "name"),
    "synonyms": (models.Synonym, "name"),
    "personas": (models.Persona, "code"),
}
# The name under which the inlines of a page, and the row itself, know their rows.
INLINES: dict[type[Model], str] = {
    models.Tier: "tiers",
    models.PolicyChange: "changes",
    models.TierChange: "tier_changes",
    models.ApplicationWindow: "application_windows",
    models.Threshold: "thresholds",
    models.Factor: "factors",
    models.Uplift: "uplifts",
    models.Citation: "citations",
    models.Step: "steps",
    models.Relation: "relations",
    models.Choice: "choices",
    models.FollowUp: "follow_ups",
    models.ParameterValue: "values",
    models.MeasurePolicy: "carried_out_by",
    models.LifeEventQuestion: "asks",
    models.Expectation: "expected",
}
# Of which a part stands on the page where there are many.
PAGED = {models.Choice}
# How many places are named where a sentence has many.
FEW = 5
WINDOW = {"inferred": "window_inferred", "note": "window_note"}
Path = tuple[str | int, ...]
Inside = tuple[Model | None, str | None]
"""A row of an inline (None: the row itself) and one of its fields (None: no single one)."""


@dataclass(frozen=True, slots=True)
class Located:
    """`row`: the one whose page is to be opened; `inside`: the row of an inline on that page, if the place is there."""

    row: Model
    inside: Model | None = None
    field: str | None = None
    sentence: str = ""

    @property
    def url(self) -> str:
        page = reverse(f"admin:policies_{self.row._meta.model_name}_change", args=[self.row.pk])
        if self.inside is None:
            return page + self.anchor
        # A page that is sent short has no fields of its rows to lead to, where no script unfolds them.
        part = f"&{parts.PAGE.format(self._related)}={self._place[0]}" if self._place[0] else ""
        return f"{page}?{WHOLE}=1{part}{self.anchor}"

    @property
    def _related(self) -> str:
        return INLINES[type(self.inside)]  # type: ignore[index]

    @property
    def _place(self) -> tuple[int | None, int]:
        """The page on which the row of the inline stands, None where there is but one, and where there."""
        rows = in_turn(getattr(self.row, self._related).all())
        number = rows.index(self.inside)
        return parts.place(number, len(rows)) if type(self.inside) in PAGED else (None, number)

    @property
    def anchor(self) -> str:
        if self.inside is None:
            return f"#id_{self.field}" if self.field else ""
        place = f"{self._related}-{self._place[1]}"
        return f"#id_{place}-{self.field}" if self.field else f"#{place}"

    @property
    def title(self) -> str:
        return f"{self.row._meta.verbose_name}：{self.row}"

    @property
    def name(self) -> str:
        """As `title`, without the code."""
        named = getattr(self.row, "name", "") or getattr(self.row, "title", "") or self.row
        return f"{self.row._meta.verbose_name}“{named}”"

    @property
    def place(self) -> str:
        """The names of the inline's row and of the field."""
        owner = self.inside or self.row
        names = [str(self.inside._meta.verbose_name)] if self.inside else []
        if self.field:
            names += [str(column.verbose_name) for column in owner._meta.fields if column.name == self.field]
        return " › ".join(names)


@dataclass(frozen=True, slots=True)
class Together:
    """What is wrong in the same way in several places is said once, with links to the first of the pages."""

    sentence: str
    places: list[Located]

    @property
    def pages(self) -> list[Located]:
        """Each page once, at the first place on it."""
        return list({one.row: one for one in reversed(self.places)}.values())[::-1]

    @property
    def first(self) -> list[Located]:
        return self.pages[:FEW]

    def __str__(self) -> str:
        """With links, escaped for a page."""
        return self._said(format_html_join("、", '<a href="{}">{}</a>', ((one.url, one.name) for one in self.first)))

    @property
    def text(self) -> str:
        """Without links."""
        return str(self._said("、".join(one.name for one in self.first)))

    def _said(self, pages: str) -> str:
        if len(self.places) == 1:
            return format_html("{}：{}", pages, self.sentence)
        more = " 等" if len(self.pages) > FEW else ""
        return format_html("{}。有 {} 处：{}{}", self.sentence, len(self.places), pages, more)


def together(problems: Iterable[Located]) -> list[Together]:
    """In the order in which each sentence comes first."""
    by_sentence: dict[str, list[Located]] = {}
    for problem in problems:
        by_sentence.setdefault(problem.sentence, []).append(problem)
    return [Together(sentence, places) for sentence, places in by_sentence.items()]


def located(document: dict[str, Any], problems: Iterable[Problem]) -> list[Located]:
    """Presumes that `document` was read from the rows."""
    wording = ProblemWording(document)
    return [_locate(document, problem, wording) for problem in problems]


def problems_of(refused: NotPublishable) -> list[Together | str]:
    """Of rows that cannot be published."""
    whole = [problem.message for problem in refused.problems if not problem.path]
    return [*whole, *together(located(refused.document, (one for one in refused.problems if one.path)))]


def sentences_of(refused: NotPublishable) -> list[str]:
    """Of a document that is not that of the rows, such as an early release."""
    wording = ProblemWording(refused.document)
    found = ((naming.place(refused.document, one.path), wording(one.message)) for one in refused.problems)
    return [f"{place}：{sentence}" if place else sentence for place, sentence in found]


def _locate(document: dict[str, Any], problem: Problem, wording: ProblemWording) -> Located:
    name, number, *rest = problem.path
    model, key = MODELS[str(name)]
    entry = document[str(name)][number]
    # A measure is called by its number within its region.
    within = {"region__code": entry["region"]} if name == "measures" else {}
    row = model._default_manager.get(**{key: entry[key]}, **within)
    inside, field = _inside(row, entry, tuple(rest), problem.code)
    return Located(row, inside, _column(inside or row, field), wording(problem.message))


def in_turn(rows: Iterable[Any]) -> list[Any]:
    """As the document and the inlines have them."""
    return sorted(rows, key=lambda row: (getattr(row, "position", getattr(row, "starts_on", None)), row.pk))


def _column(row: Model, field: str | None) -> str | None:
    return field if field in {column.name for column in row._meta.fields} else None


def _inside(row: Any, entry: Any, path: Path, code: str) -> Inside:
    match path:
        case ("conditions", *_):
            return _condition(row.thresholds.filter(tier=None), entry, path, code, "question")
        case ("tiers", int(number), *rest):
            return _in_tier(in_turn(row.tiers.all())[number], entry, path, tuple(rest), code)
        case ("asked_if" | "grows_if", *_):
            return _condition(row.follow_ups.all(), entry, path, code, "parent")
        case ("award", *rest):
            return _in_award(row, {"tier": None, "change": None}, tuple(rest))
        case ("changes", int(number), *rest):
            return _in_change(row, in_turn(row.changes.all())[number], tuple(rest))
        case ("window", *rest):
            field = str(rest[0]) if rest else "starts_on"
            return None, WINDOW.get(field, field)
        case (str(name), *_):
            return _listed(row, path) or (None, name)
    return None, None


def _listed(row: Any, path: Path) -> Inside | None:
    """The row of an inline that holds a list's entries one by one."""
    match path:
        case (
            "citations" | "steps" | "choices" | "values" | "expected" | "application_windows" as related,
            int(number),
            *rest,
        ):
            return in_turn(getattr(row, related).all())[number], str(rest[0]) if rest else None
        case ("relations", int(number), *rest):
            return in_turn(row.relations.all())[number], _of_relation(rest)
        case ("policies", int(number), *_):
            return in_turn(row.carried_out_by.all())[number], "policy"
    return None


def _of_relation(path: Sequence[str | int]) -> str:
    field = str(path[0]) if path else "kind"
    return "other" if field in RelationKind.values and field != RelationKind.GROUP else field


def _in_tier(tier: models.Tier, entry: Any, path: Path, rest: Path, code: str) -> Inside:
    match rest:
        case ("conditions", *inner) if inner:
            return _condition(tier.thresholds.all(), entry, path, code, "question")
        case ("award", *inner):
            inside, field = _in_award(tier, {"change": None}, tuple(inner))
            return inside or tier, field
        case (str(field), *_):
            return tier, field
    return tier, None


def _in_change(policy: Any, change: models.PolicyChange, path: Path) -> Inside:
    match path:
        case ("award", *inner):
            inside, field = _in_award(change, {"tier": None}, tuple(inner))
            return inside or change, field
        case ("tiers", int(number), *inner):
            row = in_turn(policy.tier_changes.filter(change=change))[number]
            inside, field = _in_award(change, {"tier": row.tier}, tuple(inner[1:]))
            return inside or row, field if inner[:1] == ["award"] else "tier"
        case (str(field), *_):
            return change, field
    return change, "starts_on"


def _in_award(owner: Any, among: dict[str, Any], path: Path) -> Inside:
    """`among`: which of the owner's factors and uplifts are the award's."""
    match path:
        case ("once" | "recurring" | "cap" as part, "formula", "factors", int(number), *rest):
            found = in_turn(owner.factors.filter(part=part, **among))
            return found[number], str(rest[0]) if rest else None
        case ("uplifts", int(number), *rest):
            return in_turn(owner.uplifts.filter(**among))[number], _uplift_field(tuple(rest))
        case ("once" | "recurring" | "cap" as part, "formula", *_):
            return None, f"{part}_coefficient"
        case ("once", "instalments", *rest):
            return None, "instalments_period" if rest[:1] == ["period"] else "instalments"
        case ("once" | "recurring" | "cap" as part, str(field), *_):
            return None, f"{part}_{field}"
        case ("once" | "recurring" | "cap" as part,):
            return None, "cap_amount" if part == "cap" else f"{part}_basis"
        case (str(field), *_):
            return None, "award_note" if field == "note" else field
    return None, "form"


def _uplift_field(path: Path) -> str:
    if path[:1] != ("when",):
        return str(path[0]) if path else "share"
    field = str(path[1]) if len(path) > 1 else "question"
    return "value" if field in Operator.values else field


def _condition(rows: Any, entry: Any, path: Path, code: str, asks: str) -> Inside:
    """The row that says what stands at that place; nested conditions have no numbers of their own in the rows."""
    said, last = _last_condition(entry, path)
    for row in in_turn(rows.select_related(asks)):
        says = {"operator": row.operator, "value": row.value}
        if said and getattr(row, asks).key == said["question"] and compared(said) == says:
            return row, _condition_field(last, code, asks)
    return None, None


def _last_condition(entry: Any, path: Path) -> tuple[dict[str, Any] | None, str | None]:
    """The condition at the end of the path, and the key within it to which the path leads."""
    said, last = None, None
    for part in path:
        if _is_condition(entry):
            said, last = _first_single(entry), str(part)
        try:
            entry = entry[part]
        except (KeyError, IndexError, TypeError):
            return said, last
    return (entry, None) if _is_condition(entry) and entry.get("question") else (said, last)


def _is_condition(entry: Any) -> bool:
    """And no part of what its number is reckoned by, which names questions too."""
    return isinstance(entry, dict) and bool(entry.get("question") or entry.get("any_of")) and "parameter" not in entry


def _first_single(entry: dict[str, Any]) -> dict[str, Any]:
    """What stands in the first row of a condition or of an any-of."""
    while inner := entry.get("any_of") or entry.get("all_of"):
        entry = inner[0]
    return entry


def _condition_field(key: str | None, code: str, asks: str) -> str | None:
    if key == Operator.SAME_YEAR_AS and code != "operator":
        return "measured_at"
    if key in Operator.values:
        return "operator" if code == "operator" else "value"
    return asks if key == "question" else key
