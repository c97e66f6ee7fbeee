"""All waiting migrations or none."""

import pytest
from django.core.management import get_commands
from django.db import IntegrityError, connection, models
from django.db.migrations import operations
from django.db.migrations.executor import MigrationExecutor

from policies.backups import schema
from policies.models import Step

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = [
    operations.CreateModel("One", [("id", models.BigAutoField(primary_key=True))]),
    operations.CreateModel(
        "Two",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("one", models.ForeignKey("policies.One", models.CASCADE)),
        ],
    ),
]


class Killed(Exception):
    pass


def make_tables() -> None:
    """Each as a migration of its own, with what Django leaves to the end of one."""
    state = MigrationExecutor(connection).loader.project_state()
    for operation in TABLES:
        before = state.clone()
        operation.state_forwards("policies", state)
        with connection.schema_editor() as editor:
            operation.database_forwards("policies", editor, before, state)


def tables() -> set[str]:
    return set(connection.introspection.table_names())


def test_stopped_after_two_of_them_none_is_left():
    before = tables()

    def two_and_no_more():
        make_tables()
        assert tables() - before == {"policies_one", "policies_two"}
        raise Killed

    with pytest.raises(Killed), schema.whole(connection):
        two_and_no_more()
    assert tables() == before


def test_a_row_without_what_it_names_is_noticed_and_nothing_stays():
    with pytest.raises(IntegrityError), schema.whole(connection):
        Step.objects.create(policy_id=4711, text="交材料。", position=1)
    assert not Step.objects.exists()
    with pytest.raises(IntegrityError):
        Step.objects.create(policy_id=4711, text="交材料。", position=1)


def test_manage_py_migrates_so():
    assert get_commands()["migrate"] == "policies"
