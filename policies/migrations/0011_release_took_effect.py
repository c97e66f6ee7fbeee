from django.db import migrations, models
from django.db.models import F, Q
from django.utils import timezone


def those_that_did(apps, schema_editor):
    """A release published at once took effect at that moment; what waited did if its time has come."""
    releases = apps.get_model("policies", "Release").objects.filter(cancelled_at=None)
    releases.filter(Q(effective_at__lte=F("published_at")) | Q(effective_at__lte=timezone.now())).update(
        took_effect=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0010_choice_final"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="took_effect",
            field=models.BooleanField(default=False, verbose_name="已经生效"),
        ),
        migrations.RunPython(those_that_did, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="release",
            name="release_cancelled_while_waiting",
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("cancelled_at__isnull", True),
                    Q(("cancelled_at__lt", F("effective_at")), ("took_effect", False)),
                    _connector="OR",
                ),
                name="release_cancelled_while_waiting",
            ),
        ),
    ]
