"""What the migration makes of policies that name their category by a code, as those of before did."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from policies.catalogue.document import categories
from tests import loaded

TABLES = ("policies_policy", "policies_historicalpolicy")


@pytest.fixture
def as_before(db):
    """The small pack, whose policies and records have the column that was renamed, and none of today's rows."""
    from policies.models import Category

    loaded.ready()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ADD COLUMN category_code varchar(10) NOT NULL DEFAULT ''")
        loaded.small()
        for table in TABLES:
            cursor.execute(
                f"UPDATE {table} SET category_code ="
                " (SELECT code FROM policies_category WHERE policies_category.id = category_id)"
            )
    for row in Category.objects.all():
        Category.objects.filter(pk=row.pk).update(code=f"before-{row.code}")
    return MigrationLoader(connection, replace_migrations=False).project_state(("policies", "0042_categories")).apps


def test_every_policy_and_record_names_the_row_of_its_code(as_before):
    from policies.models import Category, Policy

    before = dict(Policy.objects.values_list("code", "category__code"))
    recorded = list(Policy.history.order_by("history_id").values_list("category__code", flat=True))
    import_module("policies.migrations.0043_category_rows").add(as_before, None)
    made = Category.objects.exclude(code__startswith="before-")
    assert list(made.values("code", "name", "icon")) == list(categories.USUAL)
    assert {f"before-{code}" for code in Policy.objects.values_list("category__code", flat=True)} == set(
        before.values()
    )
    for code, category in Policy.objects.values_list("code", "category__code"):
        assert before[code] == f"before-{category}"
    now = Policy.history.order_by("history_id").values_list("category__code", flat=True)
    assert recorded == [f"before-{code}" for code in now]
    assert {row.history.get().history_change_reason for row in made} == {"类别原来写在程序里"}


def test_the_codes_of_an_installation_that_has_published_stay_as_they_are(as_before):
    from policies.models import PublishedCode, Release
    from policies.publishing.publish import publish

    migration = import_module("policies.migrations.0043_category_rows")
    migration.publish(as_before, None)
    assert not PublishedCode.objects.exists()
    publish()
    PublishedCode.objects.all().delete()
    migration.publish(as_before, None)
    assert {one.code for one in PublishedCode.objects.filter(kind="categories", release=Release.objects.get())} == {
        one["code"] for one in categories.USUAL
    }
