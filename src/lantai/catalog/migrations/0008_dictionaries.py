from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0007_change_times")]

    operations = [
        migrations.CreateModel(
            name="Dictionary",
            fields=[
                ("number", models.SmallIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60, unique=True)),
                ("data", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
    ]
