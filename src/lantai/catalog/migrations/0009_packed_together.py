import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """An instance may be described beside its record's bytes; one index of records where there were two. Nothing is packed again."""

    dependencies = [("catalog", "0008_dictionaries")]

    operations = [
        migrations.AddField(
            model_name="instance",
            name="beside",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalog.sourcerecord",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcerecord",
            constraint=models.UniqueConstraint(
                models.F("source"),
                models.F("key"),
                models.Case(models.When(current=True, then=0), default="id", output_field=models.BigIntegerField()),
                name="record_one_current_version",
            ),
        ),
        migrations.RemoveConstraint(model_name="sourcerecord", name="record_one_current"),
        migrations.RemoveIndex(model_name="sourcerecord", name="record_versions"),
    ]
