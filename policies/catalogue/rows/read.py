"""Rows → document, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from policies import models
from policies.calculator.date_operators import TODAY
from policies.catalogue.document import categories, owners
from policies.catalogue.document.canonical import Document, spelled
from policies.models.choices import Operator

from . import applications, policy_changes, relations
from .awards import award, said
from .columns import coded, plain
from .conditions import nested
from .listed import Listed, OfPolicies, OfPolicy, listed

Entry = dict[str, Any]


class CodesByKey(dict[int | None, str | None]):
    """Of all rows of a kind the name in documents, by key. Read when the first is wanted: few policies name a group."""

    def __init__(self, model: type[Any], column: str) -> None:
        super().__init__({None: None})
        self.rows = model.objects.values_list("pk", column)

    def __missing__(self, key: int) -> str | None:
        if len(self) > 1:
            raise KeyError(key)
        self.update(self.rows)
        return dict(self)[key]


def read(*, personas: bool = True) -> Document:
    """Everything, drafts too, in normal form. What staff left incomplete is in it as it is; `validate` tells.

    `personas`: they are no part of a release, and a third of the rows.
    """
    return _Reader(personas).document()


def read_awards(policies: Collection[models.Policy]) -> list[Entry]:
    """The entries of these rows as they are in memory, with what the database has of their awards.

    Without conditions, steps, relations and application windows.
    """
    reader = _Reader(personas=False, awards_of=[row.pk for row in policies])
    return [reader.policy(row, reader.of_policies[row.pk]) for row in policies]


class _Reader:
    def __init__(self, personas: bool, awards_of: Collection[int] | None = None) -> None:
        self.regions = CodesByKey(models.Region, "code")
        self.sections = CodesByKey(models.Section, "code")
        self.categories = CodesByKey(models.Category, "code")
        self.sources = CodesByKey(models.Source, "code")
        self.questions = CodesByKey(models.Question, "key")
        self.parameters = CodesByKey(models.Parameter, "key")
        self.groups = CodesByKey(models.ExclusionGroup, "code")
        self.policies = CodesByKey(models.Policy, "code")
        self.of_policies = OfPolicies(awards_of)
        if awards_of is None:
            self._read_the_rest(personas)

    def _read_the_rest(self, personas: bool) -> None:
        self.choices = listed(models.Choice, "question_id")
        self.asked = listed(models.FollowUp, "question_id")
        self.values = listed(models.ParameterValue, "parameter_id")
        self.carried_out_by = listed(models.MeasurePolicy, "measure_id")
        self.asked_first = listed(models.LifeEventQuestion, "event_id")
        self.personas = list(models.Persona.objects.all()) if personas else []
        self.expected: Listed = listed(models.Expectation, "persona_id") if personas else {}
        self.received: Listed = defaultdict(list)
        if personas:
            for persona, policy in models.Persona.received.through.objects.values_list("persona_id", "policy_id"):
                self.received[persona].append(policy)

    def document(self) -> Document:
        document = {
            "format": 1,
            "regions": [self.region(row) for row in models.Region.objects.all()],
            "sources": [self.source(row) for row in models.Source.objects.all()],
            "sections": [coded(row, "code", "name", "help") for row in models.Section.objects.all()],
            "categories": [coded(row, "code", "name", "icon") for row in models.Category.objects.all()],
            "questions": [self.question(row) for row in models.Question.objects.all()],
            "also_asked_if": [],
            "life_events": [self.life_event(row) for row in models.LifeEvent.objects.all()],
            "parameters": [self.parameter(row) for row in models.Parameter.objects.all()],
            "groups": [self.group(row) for row in models.ExclusionGroup.objects.all()],
            "policies": [self.policy(row, self.of_policies[row.pk]) for row in models.Policy.objects.all()],
            "measures": [self.measure(row) for row in models.Measure.objects.all()],
            "schools": [
                plain(row, "name", "answers") | {"also": row.also.splitlines(), "region": self.regions[row.region_id]}
                for row in models.School.objects.all()
            ],
            "synonyms": [
                plain(row, "name") | {"words": [word.strip() for word in row.words.splitlines() if word.strip()]}
                for row in models.Synonym.objects.all()
            ],
            "personas": [self.persona(row) for row in self.personas],
        }
        return owners.together(owners.in_order(categories.filled(document)))

    def region(self, row: models.Region) -> Entry:
        return coded(row, "code", "name", "picker_name", "position") | {"parent": self.regions[row.parent_id]}

    def source(self, row: models.Source) -> Entry:
        texts = coded(row, "code", "title", "number", "issuer", "issued_on", "issued_inferred", "url", "caveat")
        return texts | {"region": self.regions[row.region_id], "window": self.window(row)}

    def window(self, row: models.Source | models.Policy) -> Entry | None:
        if row.starts_on is None:
            return None
        doubtful = "no_limit" if row.doubtful_no_limit else row.doubtful_until and row.doubtful_until.isoformat()
        return plain(row, "starts_on", "ends_on") | {
            "doubtful_until": doubtful,
            "measured_at": self.questions[row.measured_at_id],
            "inferred": row.window_inferred,
            "note": row.window_note,
        }

    def question(self, row: models.Question) -> Entry:
        texts = coded(row, "key", "position", "type", "label", "name", "help", "unit", "yes", "no")
        follow_ups = self.asked[row.pk]
        return (
            texts
            | plain(row, "ordered", "changeable", "past_only", "implied", "negative", "about", "local")
            | plain(row, "usual_least", "usual_most", "usual_note", "grows_yearly", "yes_lasts_years")
            | {"readily": row.readily or None}
            | {name: value for name in ("many", "find_out", "whom") if (value := getattr(row, name))}
            | {
                "region": self.regions[row.region_id],
                "section": self.sections[row.section_id],
                "choices": [self.choice(choice) for choice in self.choices[row.pk]],
                "asked_if": self.follow_ups(one for one in follow_ups if one.kind == "asked"),
                "grows_if": self.follow_ups(one for one in follow_ups if one.kind == "grows"),
            }
        )

    def choice(self, row: Any) -> Entry:
        return coded(row, "value", "label", "help", "final", "settled") | {
            "readily": row.readily or None,
            "begins_on": self.questions[row.begins_on_id],
        }

    def follow_ups(self, rows: Iterable[Any]) -> list[Entry]:
        nothing = {"inferred": False, "note": "", "clause": ""}
        return nested(
            (
                {"question": self.questions[row.parent_id], row.operator: row.value, **nothing},
                row.alternative,
                row.branch,
            )
            for row in rows
        )

    def parameter(self, row: models.Parameter) -> Entry:
        values = sorted(self.values[row.pk], key=lambda value: value.starts_on)
        return coded(row, "key", "name", "unit", "help") | {
            "region": self.regions[row.region_id],
            "values": [
                plain(value, "starts_on", "basis", "inferred", "note") | {"value": spelled(value.value)}
                for value in values
            ],
        }

    def group(self, row: models.ExclusionGroup) -> Entry:
        return coded(row, "code", "name", "note", "clause", "inferred") | {
            "region": self.regions[row.region_id],
            "source": self.sources[row.source_id],
        }

    def policy(self, row: models.Policy, inside: OfPolicy) -> Entry:
        its_factors = [factor for factor in inside.factors if factor.tier_id == factor.change_id is None]
        its_uplifts = [one for one in inside.uplifts if one.tier_id == one.change_id is None]
        changes = policy_changes.read(inside, self.questions, self.sources, self.parameters)
        related = relations.read(inside.relations, self.policies, self.groups, self.sources)
        texts = coded(row, "code", "name", "summary", "audience", "state", "budget_spent_on")
        return (
            texts
            | plain(row, "office", "phone", "group_inferred", "unstated_conditions", "checked_on", "internal_note")
            | {
                "region": self.regions[row.region_id],
                "category": self.categories[row.category_id],
                "group": self.groups[row.group_id],
                "window": self.window(row),
                "caveats": row.caveats.splitlines(),
                "citations": [
                    plain(citation, "clause") | {"source": self.sources[citation.source_id]}
                    for citation in inside.citations
                ],
                "steps": [
                    plain(step, "text", "basis", "place", "url") | {"materials": step.materials.splitlines()}
                    for step in inside.steps
                ],
                "conditions": self.thresholds(inside, None),
                "award": award(row, its_factors, self.questions, self.parameters, its_uplifts)
                if said(row, its_factors, its_uplifts)
                else None,
                "tiers": [self.tier(inside, tier) for tier in inside.tiers],
            }
            | ({"changes": changes} if changes else {})
            | ({"relations": related} if related else {})
            | self.application_windows(inside)
            | {name: value for name, value in self._shared_out(row).items() if value}
        )

    def application_windows(self, inside: OfPolicy) -> Entry:
        found = applications.read(inside, self.questions, self.sources)
        return {"application_windows": found} if found else {}

    def _shared_out(self, row: models.Policy) -> Entry:
        """What keeps it from being certain for everybody who fits; left out where it says nothing."""
        return plain(row, "limited", "one_of_couple") | {"couple_question": self.questions[row.couple_question_id]}

    def tier(self, inside: OfPolicy, row: Any) -> Entry:
        factors, uplifts = (
            [one for one in owned if (one.tier_id, one.change_id) == (row.id, None)]
            for owned in (inside.factors, inside.uplifts)
        )
        return coded(row, "code", "name") | {
            "conditions": self.thresholds(inside, row.id),
            "award": award(row, factors, self.questions, self.parameters, uplifts),
        }

    def thresholds(self, inside: OfPolicy, tier: int | None) -> list[Entry]:
        tiers = {row.id for row in inside.tiers}
        # A condition on another policy's tier would be a mistake: it then holds for the whole policy, and is seen.
        rows = [row for row in inside.thresholds if tier == (row.tier_id if row.tier_id in tiers else None)]
        changes = {change.id: change.code for change in inside.changes}
        return nested((self.threshold(row, changes), row.alternative, row.branch) for row in rows)

    def threshold(self, row: Any, changes: dict[int, str]) -> Entry:
        named = {"measured_at": self.questions[row.measured_at_id], "source": self.sources[row.source_id]}
        value = row.value
        if row.operator == Operator.SAME_YEAR_AS:
            value = named.pop("measured_at") or TODAY
        return (
            {"question": self.questions[row.question_id], row.operator: value}
            | plain(row, "inferred", "note", "clause")
            | {name: value for name, value in named.items() if value is not None}
            | ({"widens": True} if row.widens else {})
            | policy_changes.named(row, changes)
        )

    def life_event(self, row: models.LifeEvent) -> Entry:
        return coded(row, "code", "name", "summary", "icon") | {
            "region": self.regions[row.region_id],
            "asks": [self.questions[one.question_id] for one in self.asked_first[row.pk]],
        }

    def measure(self, row: models.Measure) -> Entry:
        return plain(row, "number", "part", "action", "name") | {
            "region": self.regions[row.region_id],
            "source": self.sources[row.source_id],
            "policies": [self.policies[link.policy_id] for link in self.carried_out_by[row.pk]],
        }

    def persona(self, row: models.Persona) -> Entry:
        return plain(row, "code", "name", "story", "on", "as_of", "answers", "best_total", "best_low") | {
            "region": self.regions[row.region_id],
            "received": sorted(str(self.policies[policy]) for policy in self.received[row.pk]),
            "expected": [self.expectation(one) for one in self.expected[row.pk]],
        }

    def expectation(self, row: Any) -> Entry:
        applying = plain(row, "can_apply", "apply_from", "apply_until")
        return plain(row, "status", "total", "worth", "eligible_from", "eligible_until") | {
            "policy": self.policies[row.policy_id],
            "tier": row.tier or None,
            "basis": row.basis or None,
            **{name: value for name, value in applying.items() if value},
        }
