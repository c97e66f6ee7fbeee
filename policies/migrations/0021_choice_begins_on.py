import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0020_choice_settled"),
    ]

    operations = [
        migrations.AddField(
            model_name="choice",
            name="begins_on",
            field=models.ForeignKey(
                blank=True,
                help_text="选一道日期题：选了这一项的人，到那一天才算数，例如签了合同、还没上班",
                limit_choices_to={"type": "date"},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="begun_by",
                to="policies.question",
                verbose_name="从哪天起算数",
            ),
        ),
        migrations.AddField(
            model_name="historicalchoice",
            name="begins_on",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="选一道日期题：选了这一项的人，到那一天才算数，例如签了合同、还没上班",
                limit_choices_to={"type": "date"},
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="policies.question",
                verbose_name="从哪天起算数",
            ),
        ),
    ]
