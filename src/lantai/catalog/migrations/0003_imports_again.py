# Pausing imports, taking refused rows up again, undoing an import

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_shelf_order"),
    ]

    operations = [
        migrations.AddField(
            model_name="harvest",
            name="parent",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="followers", to="catalog.harvest"
            ),
        ),
        migrations.AddField(
            model_name="harvest",
            name="role",
            field=models.CharField(
                choices=[("file", "A file"), ("retry", "Refused rows again"), ("undo", "Undone import")],
                default="file",
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="harvest",
            name="wish",
            field=models.CharField(
                blank=True, choices=[("", "Nothing"), ("pause", "Pause"), ("end", "End here")], default="", max_length=5
            ),
        ),
        migrations.AddField(
            model_name="refusal",
            name="retried",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="retries", to="catalog.harvest"
            ),
        ),
        migrations.AlterField(
            model_name="harvest",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("running", "Running"),
                    ("stopped", "Stopped"),
                    ("paused", "Paused"),
                    ("ended", "Ended early"),
                    ("finished", "Finished"),
                    ("failed", "Failed"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="BroughtBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "record",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.sourcerecord"),
                ),
                (
                    "undo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="brought_back", to="catalog.harvest"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("undo", "record"), name="brought_back_once")],
            },
        ),
    ]
