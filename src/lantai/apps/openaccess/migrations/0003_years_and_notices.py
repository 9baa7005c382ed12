"""The years in which a journal was open as a whole, list by list (of journals taken in before, as their last list says); lists of notices."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def tell(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """Fill in the years of the journals that are there."""
    facts = apps.get_model("openaccess", "JournalFacts")
    rows = facts.objects.values_list("pk", "open_since", "said_date", "gone_date", "charge")
    for pk, since, said, gone, charge in rows.iterator():
        span = (since or said.year, said.year if gone else None, charge)
        facts.objects.filter(pk=pk).update(spans=[span] if span[1] is None or span[0] <= span[1] else [])


class Migration(migrations.Migration):
    """Two columns of JournalFacts, and a table."""

    dependencies = [("openaccess", "0002_embargo_ends")]

    operations = [
        migrations.AddField("journalfacts", "spans", models.JSONField(default=list)),
        migrations.AddField("journalfacts", "changed_at", models.DateTimeField(db_index=True, null=True)),
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
        migrations.CreateModel(
            name="ListedNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=40)),
                ("about", models.CharField(db_index=True, max_length=255)),
                ("nature", models.CharField(max_length=16)),
                ("day", models.DateField(null=True)),
                ("doi", models.CharField(blank=True, max_length=255)),
                ("reasons", models.JSONField(default=list)),
                ("title", models.TextField(blank=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("source", "key"), name="listed_notice_once")],
            },
        ),
    ]
