"""The nine categories that stood in the program until now, as rows; every policy, and what its history says, names one.

By itself, because PostgreSQL alters no table in a transaction that has changed its rows.
"""

from django.db import migrations
from django.utils import timezone

CATEGORIES = (
    ("employment", "就业", "work"),
    ("housing", "安居", "home"),
    ("insurance", "社保", "shield"),
    ("startup", "创业", "rocket"),
    ("talent", "人才", "medal"),
    ("health", "健康", "heart"),
    ("family", "家庭", "family"),
    ("life", "生活", "train"),
    ("study", "学习实习", "book"),
)
REASON = "类别原来写在程序里"


def made(apps):
    """Their rows, each with its record: {code: key}."""
    kinds, records = (apps.get_model("policies", name) for name in ("Category", "HistoricalCategory"))
    now, keys = timezone.now(), {}
    for number, (code, name, icon) in enumerate(CATEGORIES, start=1):
        columns = {"code": code, "name": name, "icon": icon, "position": 10 * number, "formerly": []}
        keys[code] = kinds.objects.create(**columns).pk
        records.objects.create(
            id=keys[code], **columns, history_date=now, history_type="+", history_change_reason=REASON
        )
    return keys


def add(apps, schema_editor):
    policies = [apps.get_model("policies", name) for name in ("Policy", "HistoricalPolicy")]
    for code, key in made(apps).items():
        for model in policies:
            model.objects.filter(category_code=code).update(category_id=key)


def publish(apps, schema_editor):
    """Whatever was published named them."""
    first = apps.get_model("policies", "Release").objects.filter(cancelled_at=None).order_by("number").first()
    if first:
        codes = apps.get_model("policies", "PublishedCode")
        for code, _, _ in CATEGORIES:
            codes.objects.create(release=first, kind="categories", code=code)


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0042_categories"),
    ]

    operations = [
        migrations.RunPython(add, migrations.RunPython.noop),
        migrations.RunPython(publish, migrations.RunPython.noop),
    ]
