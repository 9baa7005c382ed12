"""Topics and the works chosen for them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0010_pointers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("names", models.JSONField(default=dict)),
                ("introductions", models.JSONField(default=dict)),
                ("search", models.TextField()),
                ("cover", models.PositiveSmallIntegerField(default=0)),
                ("place", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("retired", "Retired")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "permissions": [("publish_topic", "May show topics to readers and take them away")],
                "indexes": [models.Index(fields=["state", "place"], name="topic_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("published_at__isnull", False), _connector="OR"),
                        name="topic_published_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("standing", models.CharField(choices=[("pinned", "Pinned"), ("excluded", "Left out")], max_length=8)),
                ("place", models.PositiveIntegerField(default=0)),
                (
                    "topic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="works", to="topics.topic"),
                ),
                ("work", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.work")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("topic", "work"), name="topic_work_once")],
            },
        ),
    ]
