import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0043_category_rows"),
    ]

    operations = [
        migrations.AlterField(
            model_name="policy",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="policies",
                to="policies.category",
                verbose_name="类别",
            ),
        ),
        migrations.RemoveField(model_name="policy", name="category_code"),
        migrations.RemoveField(model_name="historicalpolicy", name="category_code"),
    ]
