"""Measures, life events, schools, synonyms and personas with what is listed under them, from their entries."""

from __future__ import annotations

from policies import models

from .sync import Rows
from .writer import Entry, Writer, copied, day


class PersonaWriter(Writer):
    def measures(self) -> Rows:
        entries = {(self.region_ids[entry["region"]], entry["number"]): entry for entry in self.document["measures"]}
        wanted = {
            (region, number): {
                **copied(entry, "number", "part", "action", "name"),
                "region_id": region,
                "source_id": self.source_ids[entry["source"]],
            }
            for (region, number), entry in entries.items()
        }
        existing = {(row.region_id, row.number): row for row in models.Measure.objects.all()}
        rows = self.sync(models.Measure, existing, wanted)
        for key, entry in entries.items():
            self.carried_out_by(rows.kept[key], entry)
        return rows

    def carried_out_by(self, measure: models.Measure, entry: Entry) -> None:
        wanted = [{"measure_id": measure.pk, "policy_id": self.policy_ids[code]} for code in entry["policies"]]
        self.done += self.named(
            models.MeasurePolicy, self.standing(models.MeasurePolicy, "measure_id", measure.pk), wanted, "policy_id"
        ).drop()

    def life_events(self) -> Rows:
        rows = self.listed(
            models.LifeEvent,
            "code",
            "life_events",
            lambda entry: copied(entry, "name", "summary", "icon") | {"region_id": self.region_ids[entry["region"]]},
        )
        for entry in self.document["life_events"]:
            event = rows.kept[entry["code"]]
            wanted = [{"event_id": event.pk, "question_id": self.question_ids[key]} for key in entry["asks"]]
            standing = self.standing(models.LifeEventQuestion, "event_id", event.pk)
            self.done += self.named(models.LifeEventQuestion, standing, wanted, "question_id").drop()
        return rows

    def schools(self) -> Rows:
        return self.listed(
            models.School,
            "name",
            "schools",
            lambda entry: {
                **copied(entry, "answers"),
                "also": "\n".join(entry["also"]),
                "region_id": self.region_ids[entry["region"]],
            },
        )

    def synonyms(self) -> Rows:
        return self.listed(models.Synonym, "name", "synonyms", lambda entry: {"words": "\n".join(entry["words"])})

    def personas(self) -> Rows:
        rows = self.listed(models.Persona, "code", "personas", self.persona)
        for entry in self.document["personas"]:
            self.inside_persona(rows.kept[entry["code"]], entry)
        return rows

    def persona(self, entry: Entry) -> Entry:
        return copied(entry, "name", "story", "answers", "best_total", "best_low") | {
            "region_id": self.region_ids[entry["region"]],
            "on": day(entry["on"]),
            "as_of": day(entry["as_of"]),
        }

    def inside_persona(self, persona: models.Persona, entry: Entry) -> None:
        received = {pk for code in entry["received"] if (pk := self.policy_ids[code]) is not None}
        through = models.Persona.received.through
        if received != {link.policy_id for link in self.standing(through, "persona_id", persona.pk)}:
            persona.received.set(received)
            self.done["changed"] += 1
        wanted = [
            {
                "persona_id": persona.pk,
                "policy_id": self.policy_ids[expected["policy"]],
                **copied(expected, "status", "total", "worth"),
                "tier": expected["tier"] or "",
                "basis": expected["basis"] or "",
                "eligible_from": day(expected["eligible_from"]),
                "eligible_until": day(expected["eligible_until"]),
                "can_apply": expected.get("can_apply", ""),
                "apply_from": day(expected.get("apply_from")),
                "apply_until": day(expected.get("apply_until")),
            }
            for expected in entry["expected"]
        ]
        self.done += self.named(
            models.Expectation, self.standing(models.Expectation, "persona_id", persona.pk), wanted, "policy_id"
        ).drop()
