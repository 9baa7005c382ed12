from django.db import migrations, models
from django.db.models import Max


def backfill(apps, schema_editor):
    """Date what changed before by when works came in: a change is no older than the newest work of any change up to it."""
    works, counters, times = (apps.get_model("catalog", name).objects for name in ("Work", "Counter", "ChangeTime"))
    rows, reached = [], None
    for change, at in works.values_list("changed").annotate(at=Max("added_at")).order_by("changed").iterator():
        if reached is None or at.replace(microsecond=0) > reached:
            reached = at.replace(microsecond=0)
            rows.append(times.model(change=change, at=reached))
        else:
            rows[-1].change = change
    last = counters.filter(name="change").values_list("value", flat=True).first() or 0
    if rows and rows[-1].change < last:
        rows[-1].change = last
    times.bulk_create(rows, batch_size=1_000)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_inventories")]

    operations = [
        migrations.CreateModel(
            name="ChangeTime",
            fields=[
                ("change", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunPython(backfill, migrations.RunPython.noop),
    ]
