"""A policy's columns, and what is listed under it, from its entry."""

from __future__ import annotations

from collections.abc import Sequence

from policies import models

from . import applications, awards, policy_changes
from .conditions import flat
from .policy_changes import ChangeWriter
from .relations import RelationWriter
from .writer import Entry, Ids, compared, copied, day, ids, measured_at


class PolicyWriter(ChangeWriter, RelationWriter):
    def policy(self, entry: Entry) -> Entry:
        return copied(entry, "name", "summary", "audience", "state", "office", "phone") | {
            **copied(entry, "group_inferred", "unstated_conditions", "internal_note"),
            **{name: entry.get(name, "") for name in ("limited", "one_of_couple")},
            "couple_question_id": self.question_ids[entry.get("couple_question")],
            "region_id": self.region_ids[entry["region"]],
            "category_id": self.category_ids[entry["category"]],
            "group_id": self.group_ids[entry["group"]],
            "budget_spent_on": day(entry["budget_spent_on"]),
            "checked_on": day(entry["checked_on"]),
            "caveats": "\n".join(entry["caveats"]),
            **self.window(entry["window"]),
            **awards.columns(entry["award"], self.question_ids),
        }

    def inside_policy(self, policy: models.Policy, entry: Entry) -> None:
        owner = {"policy_id": policy.pk}
        wanted = [
            {
                **owner,
                **copied(tier, "code", "name"),
                "formerly": tier.get("formerly", []),
                **awards.columns(tier["award"], self.question_ids),
            }
            for tier in entry["tiers"]
        ]
        tiers = self.named(models.Tier, self.standing(models.Tier, "policy_id", policy.pk), wanted, "code")
        changes = self.changes(policy, entry)
        self.changed_tiers(policy, entry, changes, tiers)
        named: Ids = ids(changes)
        parts: list[tuple[Entry, Entry]] = [({**owner, "tier_id": None}, entry)]
        parts += [({**owner, "tier_id": tiers.kept[tier["code"]].pk}, tier) for tier in entry["tiers"]]
        thresholds = [one for own, part in parts for one in self.thresholds(own, part["conditions"], named)]
        self.children(
            models.Threshold,
            self.standing(models.Threshold, "policy_id", policy.pk),
            thresholds,
            ("tier_id", "question_id"),
        )
        awarded = [({**own, "change_id": None}, part["award"]) for own, part in parts]
        awarded += [({**owner, **own}, award) for own, award in policy_changes.owned(entry, changes, tiers)]
        factors = [factor for own, award in awarded for factor in self.factors(own, award)]
        self.children(
            models.Factor,
            self.standing(models.Factor, "policy_id", policy.pk),
            factors,
            ("change_id", "tier_id", "part"),
        )
        uplifts = [{**own, **one} for own, award in awarded for one in awards.uplifts(award, self.question_ids)]
        self.children(
            models.Uplift,
            self.standing(models.Uplift, "policy_id", policy.pk),
            uplifts,
            ("change_id", "tier_id", "question_id"),
        )
        citations = [
            {**owner, "source_id": self.source_ids[citation["source"]], "clause": citation["clause"]}
            for citation in entry["citations"]
        ]
        self.children(
            models.Citation, self.standing(models.Citation, "policy_id", policy.pk), citations, ("source_id",)
        )
        steps = [{**owner, **step, "materials": "\n".join(step["materials"])} for step in entry["steps"]]
        self.children(models.Step, self.standing(models.Step, "policy_id", policy.pk), steps)
        self.relations(policy, entry)
        windows = applications.columns(entry, owner, self.question_ids, self.source_ids, named)
        self.children(
            models.ApplicationWindow,
            self.standing(models.ApplicationWindow, "policy_id", policy.pk),
            windows,
            ("opens", "measured_at_id", "starts_on"),
        )
        self.done += changes.drop() + tiers.drop()

    def thresholds(self, owner: Entry, conditions: Sequence[Entry], changes: Ids) -> list[Entry]:
        return [
            {
                **owner,
                "question_id": self.question_ids[single["question"]],
                **compared(single),
                "measured_at_id": self.question_ids[measured_at(single)],
                "source_id": self.source_ids[single.get("source")],
                **copied(single, "inferred", "note", "clause"),
                "widens": single.get("widens", False),
                "since_id": changes[single.get("since")],
                "until_id": changes[single.get("until")],
                "alternative": alternative,
                "branch": branch,
            }
            for single, alternative, branch in flat(conditions)
        ]

    def factors(self, owner: Entry, award: Entry | None) -> list[Entry]:
        return [
            {
                **owner,
                "part": part,
                "question_id": self.question_ids[factor["question"]],
                "parameter_id": self.parameter_ids[factor["parameter"]],
                "limit": factor["limit"],
                "at_id": self.question_ids[factor["at"]],
            }
            for part, factor in awards.factors(award)
        ]

    def window(self, entry: Entry | None) -> Entry:
        entry = entry or {"inferred": False, "note": ""}
        doubtful = entry.get("doubtful_until")
        return {
            "starts_on": day(entry.get("starts_on")),
            "ends_on": day(entry.get("ends_on")),
            "doubtful_until": None if doubtful == "no_limit" else day(doubtful),
            "doubtful_no_limit": doubtful == "no_limit",
            "measured_at_id": self.question_ids[entry.get("measured_at")],
            "window_inferred": entry["inferred"],
            "window_note": entry["note"],
        }
