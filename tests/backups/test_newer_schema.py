"""Today's code on the tables of a later day, which changed by the rules of tests/migration_rules.py: all goes on."""

from django.apps import apps
from django.db import connection, models
from django.db.migrations import operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from policies.backups import restoring
from policies.models import Policy, Release
from policies.publishing import live
from policies.publishing.publish import publish
from policies.publishing.restore import restore
from tests.admin.pages import address, form, saved
from tests.admin.people import signed_in
from tests.backups.databases import another
from tests.migration_rules import broken_by

TABLES = ("policy", "historicalpolicy", "release", "threshold", "historicalthreshold", "step")
LATER = [
    operations.CreateModel("Later", [("id", models.BigAutoField(primary_key=True)), ("day", models.DateField())]),
    *(operations.AddField(name, "maybe_later", models.TextField(null=True)) for name in TABLES),
    *(operations.AddField(name, "later", models.IntegerField(db_default=7)) for name in TABLES),
    operations.AlterField("policy", "office", models.CharField(max_length=9000, blank=True, default="")),
    operations.AddIndex("policy", models.Index(fields=["office"], name="policy_office_later")),
]


def migrate_as_later_code_would() -> None:
    state = MigrationExecutor(connection).loader.project_state()
    with connection.schema_editor() as editor:
        for operation in LATER:
            assert broken_by(operation, state, "policies") is None
            before = state.clone()
            operation.state_forwards("policies", state)
            operation.database_forwards("policies", editor, before, state)
    MigrationRecorder(connection).record_applied("policies", "9999_later")


def test_old_code_edits_publishes_goes_back_and_serves(office, taken, tmp_path, client):
    with another(tmp_path):
        restoring.restore(taken[0], replace=False)
        migrate_as_later_code_would()
        zhang = type(office).objects.get(username="zhangsan")
        clerk, rent = signed_in(zhang), Policy.objects.get(code="town-rent")
        page = form(clerk, address(rent))
        assert saved(clerk.post(address(rent), page | {"office": "人社局", "steps-0-text": "交材料。"}))
        rent.refresh_from_db()
        assert (rent.office, rent.history.first().office) == ("人社局", "人社局")
        assert publish(by=zhang, note="旧的程序").number == 4
        restore(Release.objects.get(number=2), by=zhang, note="退", legal_basis="局长", rows_too=True)
        assert live.refresh().number > 4
        assert client.get(reverse("start")).status_code == 200
        with connection.cursor() as cursor:
            for name in TABLES:
                cursor.execute(f"SELECT DISTINCT later FROM {apps.get_model('policies', name)._meta.db_table}")
                assert cursor.fetchall() == [(7,)]
