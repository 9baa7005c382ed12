"""Institutions and disciplines under which profiles are listed: in a table of their own, filled in from the portraits that are there."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PIECE = 1_000


def fill_in(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """Write what the portraits say."""
    from lantai.apps.scholars.portraits import listed_under

    listed = apps.get_model("scholars", "ScholarListed")
    rows = []
    for pk, portrait in apps.get_model("scholars", "Scholar").objects.values_list("pk", "portrait").iterator():
        rows += [listed(scholar_id=pk, kind=kind, value=value) for kind, value in listed_under(portrait or {})]
        if len(rows) >= PIECE:
            listed.objects.bulk_create(rows, batch_size=PIECE)
            rows = []
    listed.objects.bulk_create(rows, batch_size=PIECE)


class Migration(migrations.Migration):
    """Make the table and fill it in; to go back drops it."""

    dependencies = [("scholars", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ScholarListed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("value", models.CharField(max_length=300)),
                (
                    "scholar",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="listed", to="scholars.scholar"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "value", "scholar"], name="scholar_listed_under")],
                "constraints": [models.UniqueConstraint(fields=("scholar", "kind", "value"), name="scholar_listed_once")],
            },
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop, elidable=True),
    ]
