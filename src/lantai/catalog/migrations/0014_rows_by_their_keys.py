"""What instances are found by lies in the order of its keys; and a shelf's index holds what stands on a shelf."""

import django.db.models.deletion
from django.db import migrations, models

from lantai.infra.clustered import lay_out

LAID_OUT = ("Identifier", "Pointer", "WorkKey")


def rows_by_their_keys(apps, schema_editor):
    for name in LAID_OUT:
        lay_out(schema_editor, apps.get_model("catalog", name))


def _instance(related_name):
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name=related_name, to="catalog.instance"
    )


class Migration(migrations.Migration):
    """A row had a number, an index of its instance, and what it says twice: now it stands once by its instance and once by what it says."""

    dependencies = [("catalog", "0013_lists_since_now")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                *(migrations.DeleteModel(name=name) for name in LAID_OUT),
                migrations.CreateModel(
                    name="Identifier",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "instance", "scheme", "value", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("instance", _instance("identifiers")),
                        ("scheme", models.CharField(max_length=12)),
                        ("value", models.CharField(max_length=255)),
                        ("trusted", models.BooleanField(default=True)),
                    ],
                    options={"indexes": [models.Index(fields=["value", "scheme"], name="identifier_lookup")]},
                ),
                migrations.CreateModel(
                    name="Pointer",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "instance", "kind", "value", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("instance", _instance("pointers")),
                        ("kind", models.CharField(max_length=8)),
                        ("value", models.CharField(max_length=255)),
                    ],
                    options={"indexes": [models.Index(fields=["value", "kind"], name="pointer_lookup")]},
                ),
                migrations.CreateModel(
                    name="WorkKey",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "instance", "key", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("instance", _instance("work_keys")),
                        ("key", models.BigIntegerField(db_index=True)),
                    ],
                ),
            ],
        ),
        migrations.RunPython(rows_by_their_keys, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="holding", name="holding_on_the_shelf"),
        migrations.AddIndex(
            model_name="holding",
            index=models.Index(
                condition=models.Q(("shelf_key__gt", "")), fields=["scheme", "shelf_key", "id"], name="holding_on_the_shelf"
            ),
        ),
    ]
