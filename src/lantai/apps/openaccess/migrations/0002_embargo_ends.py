import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0009_packed_together"), ("openaccess", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="EmbargoEnd",
            fields=[
                (
                    "work",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="catalog.work",
                    ),
                ),
                ("day", models.DateField(db_index=True)),
            ],
        ),
    ]
