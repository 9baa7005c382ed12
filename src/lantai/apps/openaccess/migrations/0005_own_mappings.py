"""Classes that the library maps to disciplines otherwise than Lantai's table does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("openaccess", "0004_opened"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scheme", models.CharField(max_length=12)),
                ("beginning", models.CharField(max_length=40)),
                ("disciplines", models.JSONField(default=list)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["scheme", "beginning"],
                "constraints": [models.UniqueConstraint(fields=("scheme", "beginning"), name="own_mapping_once")],
            },
        ),
    ]
