"""Old code goes on while the database is migrated: docs/operations.md says by which rules, this holds them.

tests/faults/old_worker.py runs the code of an earlier commit against today's tables; tests/backups/test_newer_schema.py
runs today's code against tables that changed by the rules.
"""

from functools import cache

import pytest
from django.db import models
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import Q

from tests.migration_rules import broken_by

# The rules came after it.
LAST_BEFORE = "0047_simulations"
# Migrations that break old code all the same, and how the update is done then.
ACCEPTED: dict[str, str] = {}


@cache
def loader() -> MigrationLoader:
    """With each migration by itself, not what does many of them at once."""
    return MigrationLoader(None, replace_migrations=False)


def breaking(name: str) -> list[str]:
    """What of this migration old code would not survive."""
    state = loader().project_state(("policies", name), at_end=False)
    found = []
    for operation in loader().disk_migrations["policies", name].operations:
        if reason := broken_by(operation, state, "policies"):
            found.append(reason)
        operation.state_forwards("policies", state)
    return found


def test_old_code_survives_every_migration_since():
    names = sorted(name for app, name in loader().disk_migrations if app == "policies" and name > LAST_BEFORE)
    found = {name: reasons for name in names if (reasons := breaking(name))}
    assert {name: reasons for name, reasons in found.items() if name not in ACCEPTED} == {}
    assert ACCEPTED.keys() <= found.keys(), "accepted, and breaks nothing"


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        (
            "0044_category_named",
            [
                "category becomes NOT NULL: old code may write NULL",
                "RemoveField is not known to be harmless",
                "RemoveField is not known to be harmless",
            ],
        ),
        ("0043_category_rows", ["RunPython is not known to be harmless"] * 2),
        ("0046_application_periods", ["AddConstraint is not known to be harmless"]),
        ("0045_follow_ups_by_formulas", []),
        ("0047_simulations", []),
    ],
)
def test_what_was_done_before_the_rules_would_be_found(name, reasons):
    assert sorted(set(breaking(name))) == sorted(set(reasons))


def test_an_empty_database_becomes_at_once_what_it_became_one_by_one():
    one_by_one = loader().project_state(("policies", LAST_BEFORE))
    at_once = loader().project_state(("policies", f"0001_squashed_{LAST_BEFORE}"))
    assert one_by_one == at_once


def state() -> ProjectState:
    found = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20))]
    fields += [("note", models.TextField(null=True)), ("rank", models.IntegerField(db_default=1))]
    operations.CreateModel("Thing", fields).state_forwards("policies", found)
    return found


def added(**said):
    return operations.AddField("thing", "size", models.IntegerField(**said))


def altered(name, field):
    return operations.AlterField("thing", name, field)


ONCE = models.UniqueConstraint(fields=["name"], name="thing_once")
SURVIVED = {
    "a column that may be empty": added(null=True),
    "a column that the database fills": added(db_default=0),
    "a table": operations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))]),
    "an index": operations.AddIndex("thing", models.Index(fields=["name"], name="thing_name")),
    "a longer text": altered("name", models.CharField(max_length=40)),
    "more choices": altered("name", models.CharField(max_length=20, choices=[("a", "A")])),
    "another help text": altered("name", models.CharField(max_length=20, help_text="…")),
    "that it may be empty": altered("rank", models.IntegerField(db_default=1, null=True)),
}
NOT_SURVIVED = {
    "a column that must be filled": added(),
    "one that Django alone fills": added(default=0),
    "the same in each row, once": added(db_default=0, unique=True),
    "no column": operations.RemoveField("thing", "note"),
    "another name of a column": operations.RenameField("thing", "note", "remark"),
    "another name of a table": operations.RenameModel("Thing", "Object"),
    "no table": operations.DeleteModel("Thing"),
    "what may not be empty any more": altered("note", models.TextField()),
    "what the database fills no more": altered("rank", models.IntegerField()),
    "a shorter text": altered("name", models.CharField(max_length=10)),
    "another type": altered("name", models.IntegerField()),
    "what is there once": altered("name", models.CharField(max_length=20, unique=True)),
    "what rows have to be": operations.AddConstraint("thing", models.CheckConstraint(condition=Q(rank=1), name="one")),
    "what rows have once": operations.AddConstraint("thing", ONCE),
    "work on the rows": operations.RunPython(operations.RunPython.noop),
    "what nobody can look into": operations.RunSQL("SELECT 1"),
}


@pytest.mark.parametrize("operation", SURVIVED.values(), ids=SURVIVED)
def test_survived(operation):
    assert broken_by(operation, state(), "policies") is None


@pytest.mark.parametrize("operation", NOT_SURVIVED.values(), ids=NOT_SURVIVED)
def test_not_survived(operation):
    assert broken_by(operation, state(), "policies")
