import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("policies", "0003_linkcheck"),
    ]

    operations = [
        migrations.AddField(
            model_name="release",
            name="legal_basis",
            field=models.TextField(
                blank=True, default="", help_text="按哪份文件、哪次会议或哪个批示改的", verbose_name="依据"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="despite",
            field=models.TextField(
                blank=True,
                default="",
                help_text="有样例人物的结果和预期不同，为什么仍然发布",
                verbose_name="样例人物不符合预期的原因",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="restores",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="退回到第几次"),
        ),
        migrations.AddField(
            model_name="release",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="撤回时间"),
        ),
        migrations.AddField(
            model_name="release",
            name="cancelled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤回人",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_at__isnull", True), ("cancelled_at__lt", models.F("effective_at")), _connector="OR"
                ),
                name="release_cancelled_while_waiting",
            ),
        ),
    ]
