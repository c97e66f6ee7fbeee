from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0002_measures_schools_personas")]

    operations = [
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=2000, unique=True, verbose_name="网址")),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="HTTP 状态码；没有回应就是空的", null=True, verbose_name="回应"
                    ),
                ),
                ("checked_at", models.DateTimeField(verbose_name="检查时间")),
                ("failing_since", models.DateTimeField(blank=True, null=True, verbose_name="从何时起断开")),
                ("note", models.CharField(blank=True, default="", max_length=2000, verbose_name="看到什么")),
            ],
            options={
                "verbose_name": "链接检查",
                "verbose_name_plural": "链接检查",
                "ordering": ["url"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("failing_since__isnull", True),
                            ("failing_since__lte", models.F("checked_at")),
                            _connector="OR",
                        ),
                        name="linkcheck_failed_before_checked",
                        violation_error_message="断开的时间不能晚于检查时间",
                    )
                ],
            },
        ),
    ]
