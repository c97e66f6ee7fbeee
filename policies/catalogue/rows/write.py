"""Document → rows: all or nothing; a row that already says the same is not touched."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from django.db import transaction

from policies import models
from policies.catalogue.document.canonical import Document
from policies.models import history

from .conditions import flat
from .personas import PersonaWriter
from .policies import PolicyWriter
from .sync import Rows
from .writer import Entry, by_code, compared, copied, day, former, ids


def write(document: Document) -> Counter[str]:
    """Makes the rows say exactly what the document (valid, in normal form) says; returns what was done, see `sync`."""
    with transaction.atomic(), history.in_bulk():
        return _Writer(document).write()


class _Writer(PolicyWriter, PersonaWriter):
    def write(self) -> Counter[str]:
        regions = self.regions()
        sections = self.listed(models.Section, "code", "sections", lambda entry: copied(entry, "name", "help"))
        self.section_ids = ids(sections)
        categories = self.listed(models.Category, "code", "categories", lambda entry: copied(entry, "name", "icon"))
        self.category_ids = ids(categories)
        questions = self.listed(models.Question, "key", "questions", self.question)
        self.question_ids = ids(questions)
        sources = self.listed(models.Source, "code", "sources", self.source)
        self.source_ids = ids(sources)
        parameters = self.listed(models.Parameter, "key", "parameters", self.parameter)
        self.parameter_ids = ids(parameters)
        groups = self.listed(models.ExclusionGroup, "code", "groups", self.group)
        self.group_ids = ids(groups)
        policies = self.listed(models.Policy, "code", "policies", self.policy)
        self.policy_ids = ids(policies)
        announced = (self.measures(), self.life_events(), self.schools(), self.synonyms(), self.personas())
        for entry in self.document["parameters"]:
            self.values(parameters.kept[entry["key"]], entry)
        for entry in self.document["questions"]:
            self.choices(questions.kept[entry["key"]], entry)
            self.follow_ups(questions.kept[entry["key"]], entry)
        for entry in self.document["policies"]:
            self.inside_policy(policies.kept[entry["code"]], entry)
        models.FollowUp.objects.filter(question__in=questions.gone).delete()
        models.Choice.objects.filter(question__in=questions.gone, begins_on__isnull=False).delete()
        # Of two policies that go one may name the other.
        models.Relation.objects.filter(policy__in=policies.gone).delete()
        for rows in (*announced, policies, groups, parameters, sources, questions, sections, categories, regions):
            self.done += rows.drop()
        return self.done

    def regions(self) -> Rows:
        entries = self.document["regions"]
        existing = by_code(models.Region.objects.all(), entries, "code")
        wanted = {
            entry["code"]: copied(entry, "code", "name", "picker_name", "position") | former(models.Region, entry)
            for entry in entries
        }
        rows = self.sync(models.Region, existing, wanted)
        self.region_ids = ids(rows)
        parents = {entry["code"]: {"parent_id": self.region_ids[entry["parent"]]} for entry in entries}
        self.sync(models.Region, rows.kept, parents)
        return rows

    def question(self, entry: Entry) -> Entry:
        return copied(entry, "type", "label", "name", "help", "unit", "yes", "no") | {
            **copied(entry, "ordered", "changeable", "past_only", "implied", "negative", "about", "local"),
            **copied(entry, "usual_least", "usual_most", "usual_note", "grows_yearly", "yes_lasts_years"),
            "readily": entry["readily"] or "",
            "many": entry.get("many", False),
            "find_out": entry.get("find_out", ""),
            "whom": entry.get("whom") or "",
            "region_id": self.region_ids[entry["region"]],
            "section_id": self.section_ids[entry["section"]],
        }

    def choices(self, question: models.Question, entry: Entry) -> None:
        wanted = [
            {
                "question_id": question.pk,
                **copied(choice, "value", "label", "help", "final", "settled"),
                **former(models.Choice, choice),
                "readily": choice["readily"] or "",
                "begins_on_id": self.question_ids[choice["begins_on"]],
            }
            for choice in entry["choices"]
        ]
        self.done += self.named(
            models.Choice, self.standing(models.Choice, "question_id", question.pk), wanted, "value"
        ).drop()

    def follow_ups(self, question: models.Question, entry: Entry) -> None:
        wanted = [
            {
                "question_id": question.pk,
                "kind": kind,
                "parent_id": self.question_ids[single["question"]],
                **compared(single),
                "alternative": alternative,
                "branch": branch,
            }
            for kind, name in (("asked", "asked_if"), ("grows", "grows_if"))
            for single, alternative, branch in flat(entry[name])
        ]
        self.children(
            models.FollowUp, self.standing(models.FollowUp, "question_id", question.pk), wanted, ("kind", "parent_id")
        )

    def source(self, entry: Entry) -> Entry:
        return copied(entry, "title", "number", "issuer", "issued_inferred", "url", "caveat") | {
            "region_id": self.region_ids[entry["region"]],
            "issued_on": day(entry["issued_on"]),
            **self.window(entry["window"]),
        }

    def parameter(self, entry: Entry) -> Entry:
        return copied(entry, "name", "unit", "help") | {"region_id": self.region_ids[entry["region"]]}

    def values(self, parameter: models.Parameter, entry: Entry) -> None:
        existing = {row.starts_on: row for row in self.standing(models.ParameterValue, "parameter_id", parameter.pk)}
        wanted = {
            day(value["starts_on"]): {
                "parameter_id": parameter.pk,
                "starts_on": day(value["starts_on"]),
                "value": Decimal(value["value"]),
                **copied(value, "basis", "inferred", "note"),
            }
            for value in entry["values"]
        }
        self.done += self.sync(models.ParameterValue, existing, wanted).drop()

    def group(self, entry: Entry) -> Entry:
        return copied(entry, "name", "note", "clause", "inferred") | {
            "region_id": self.region_ids[entry["region"]],
            "source_id": self.source_ids[entry["source"]],
        }
