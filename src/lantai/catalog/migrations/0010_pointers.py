"""DOIs of other works that a description names: versions of it, and what it is a notice about."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table; records that came in before point to nothing until they are described again."""

    dependencies = [("catalog", "0009_packed_together")]

    operations = [
        migrations.CreateModel(
            name="Pointer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("value", models.CharField(max_length=255)),
                (
                    "instance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pointers", to="catalog.instance"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["value", "kind"], name="pointer_lookup")]},
        ),
    ]
