import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0010_pointers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HarvestPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("rows", models.IntegerField()),
                ("raw", models.BinaryField()),
                ("beside", models.BinaryField()),
                ("came_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="HarvestPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("address", models.URLField(max_length=1000)),
                ("prefix", models.CharField(blank=True, max_length=60)),
                ("sets", models.TextField(blank=True)),
                ("since", models.DateField(blank=True, null=True)),
                ("filters", models.CharField(blank=True, max_length=1000)),
                (
                    "schedule",
                    models.CharField(
                        choices=[
                            ("off", "Only when asked"),
                            ("daily", "Every day"),
                            ("weekly", "Every week"),
                            ("monthly", "Every month"),
                        ],
                        default="off",
                        max_length=8,
                    ),
                ),
                ("next_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("reached", models.CharField(blank=True, max_length=40)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SelectionProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True)),
                ("selection", models.JSONField(default=dict)),
                ("said", models.TextField(blank=True)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="harvest",
            name="harvest_every_row_has_an_outcome",
        ),
        migrations.AddField(
            model_name="harvest",
            name="notes",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="harvest",
            name="place",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="harvest",
            name="selection",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="harvest",
            name="skipped",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="harvest",
            name="skips",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="harvest",
            name="role",
            field=models.CharField(
                choices=[("file", "A file"), ("fetch", "A harvest"), ("retry", "Refused rows again"), ("undo", "Undone import")],
                default="file",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="harvestpage",
            name="harvest",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="catalog.harvest"
            ),
        ),
        migrations.AddField(
            model_name="harvestplan",
            name="by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="harvestplan",
            name="source",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="catalog.source"),
        ),
        migrations.AddField(
            model_name="harvest",
            name="plan",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="catalog.harvestplan"
            ),
        ),
        migrations.AddConstraint(
            model_name="harvest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "rows_done",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("new"), "+", models.F("changed")
                                        ),
                                        "+",
                                        models.F("same"),
                                    ),
                                    "+",
                                    models.F("deleted"),
                                ),
                                "+",
                                models.F("refused"),
                            ),
                            "+",
                            models.F("skipped"),
                        ),
                    )
                ),
                name="harvest_every_row_has_an_outcome",
            ),
        ),
        migrations.AddField(
            model_name="harvestplan",
            name="selection",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="catalog.selectionprofile",
            ),
        ),
        migrations.AddConstraint(
            model_name="harvestpage",
            constraint=models.UniqueConstraint(fields=("harvest", "number"), name="harvest_page_once"),
        ),
    ]
