"""What rests on a notice: policies by a citation, a condition or a dated change, groups, measures and numbers used."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from policies.admin.wording.typed_formulas import conditions_naming, keys_in
from policies.models import (
    ApplicationWindow,
    Citation,
    ExclusionGroup,
    Factor,
    Measure,
    Parameter,
    Policy,
    PolicyChange,
    Relation,
    Source,
    Threshold,
)
from policies.models.choices import State

from .windows import WindowColumns, of_source, own


@dataclass(frozen=True)
class Resting:
    """A policy with what of it rests on the notice."""

    policy: Policy
    source: Source

    @cached_property
    def cited(self) -> list[Citation]:
        return list(self.policy.citations.all())

    @cached_property
    def citations(self) -> list[Citation]:
        return [one for one in self.cited if one.source_id == self.source.pk]

    @cached_property
    def others(self) -> list[Source]:
        """Which other notices it cites, in their order."""
        return list({one.source_id: one.source for one in self.cited if one.source_id != self.source.pk}.values())

    @property
    def first(self) -> Source | None:
        """Its window holds where the policy has none, and conditions that name no notice come from it."""
        return self.cited[0].source if self.cited else None

    @property
    def comes_first(self) -> bool:
        return bool(self.cited) and self.cited[0].source_id == self.source.pk

    @cached_property
    def conditions(self) -> list[Threshold]:
        """Also those that name none where this notice comes first."""
        return [
            one
            for one in self.policy.thresholds.all()
            if one.source_id == self.source.pk or (one.source_id is None and self.comes_first)
        ]

    @property
    def named(self) -> list[Threshold]:
        """Conditions, or a condition's clause, that say where they come from."""
        return [one for one in self.conditions if one.source_id is not None or one.clause]

    @property
    def unnamed(self) -> int:
        return len(self.conditions) - len(self.named)

    @cached_property
    def changes(self) -> list[PolicyChange]:
        """Of a day, for which it is the reason."""
        return [one for one in self.policy.changes.all() if one.source_id == self.source.pk]

    @cached_property
    def relations(self) -> list[Relation]:
        return [one for one in self.policy.relations.all() if one.source_id == self.source.pk]

    @cached_property
    def application_windows(self) -> list[ApplicationWindow]:
        return [one for one in self.policy.application_windows.all() if one.source_id == self.source.pk]

    @property
    def clauses(self) -> list[Threshold | PolicyChange | Relation | ApplicationWindow]:
        """Whatever of the policy, its citations apart, says that it comes from here."""
        return [*self.named, *self.changes, *self.relations, *self.application_windows]

    @property
    def follows(self) -> bool:
        """Whether its window is the notice's."""
        return self.comes_first and self.policy.starts_on is None

    @cached_property
    def window(self) -> WindowColumns:
        return own(self.policy) if self.policy.starts_on else of_source(self.first)

    @property
    def is_closed(self) -> bool:
        return self.policy.state == State.CLOSED


def policies(source: Source) -> list[Resting]:
    """In the order of the catalogue; few queries, however many there are."""
    found = (
        on(source=source)
        .select_related("region", "measured_at")
        .prefetch_related(
            Prefetch("citations", Citation.objects.select_related("source__measured_at").order_by("position", "pk")),
            Prefetch("thresholds", Threshold.objects.select_related("question", "source", "tier")),
            "thresholds__question__choices",
            Prefetch("relations", Relation.objects.select_related("source", "other", "group")),
            Prefetch("application_windows", ApplicationWindow.objects.select_related("source", "measured_at")),
            Prefetch("changes", PolicyChange.objects.select_related("source", "measured_at")),
        )
    )
    return [Resting(policy, source) for policy in found]


def on(**source: Any) -> QuerySet[Policy]:
    """Of whatever kind the row of it is that names the notice; on(source=…), on(source__code=…)."""
    rows: dict[str, Any] = {"policy": OuterRef("pk"), **source}
    anywhere = Q()
    for model in (Citation, Threshold, PolicyChange, Relation, ApplicationWindow):
        anywhere |= Q(Exists(model._default_manager.filter(**rows)))
    return Policy.objects.filter(anywhere)


def groups(source: Source) -> list[ExclusionGroup]:
    return list(ExclusionGroup.objects.filter(source=source).select_related("region"))


def measures(source: Source) -> list[Measure]:
    return list(Measure.objects.filter(source=source).select_related("region"))


def naming(source: Source) -> list[ExclusionGroup | Measure | Policy]:
    """What does not rest on the notice and names policies that do: it goes on to name them when they are over."""
    return [row for row in naming_policies(on(source=source)) if getattr(row, "source_id", None) != source.pk]


def naming_policies(ending: QuerySet[Policy]) -> list[ExclusionGroup | Measure | Policy]:
    """Groups and measures that they are in, and other policies that have to do with them."""
    in_groups = Q(pk__in=ending.values("group")) | Q(pk__in=ending.values("relations__group"))
    groups_ = ExclusionGroup.objects.filter(in_groups).select_related("region")
    carried_out = Measure.objects.filter(carried_out_by__policy__in=ending).distinct().select_related("region")
    related = Policy.objects.filter(relations__other__in=ending).exclude(pk__in=ending.values("pk")).distinct()
    return [*groups_, *carried_out, *related.select_related("region")]


def parameters(source: Source) -> list[Parameter]:
    """Numbers that the formulas of its policies use, in amounts and in conditions."""
    used = Factor.objects.filter(policy__in=on(source=source), parameter__isnull=False).values("parameter")
    in_conditions = conditions_naming("parameter", policies=on(source=source))
    keys = {key for row in in_conditions for key in keys_in(row.value, "parameter")}
    return list(Parameter.objects.filter(Q(pk__in=used) | Q(key__in=keys)).prefetch_related("values"))
