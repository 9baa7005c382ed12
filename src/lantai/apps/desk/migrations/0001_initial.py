import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("running", "Running"), ("finished", "Finished")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("whole", models.BooleanField(default=True)),
                ("since", models.JSONField(default=dict)),
                ("marks", models.JSONField(default=dict)),
                ("done", models.JSONField(default=list)),
                ("at", models.CharField(blank=True, max_length=60)),
                ("place", models.BigIntegerField(default=0)),
                ("seen", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=200)),
                ("owner", models.BigIntegerField(default=0)),
                ("work", models.BigIntegerField(default=0)),
                ("url", models.CharField(blank=True, max_length=200)),
                ("detail", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=80)),
                ("language", models.CharField(blank=True, max_length=35)),
                ("kind", models.CharField(blank=True, max_length=12)),
                ("location", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("standing", "To do"), ("aside", "Set aside"), ("solved", "Solved")],
                        default="standing",
                        max_length=8,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("solved_at", models.DateTimeField(blank=True, null=True)),
                ("aside_at", models.DateTimeField(blank=True, null=True)),
                ("aside_reason", models.CharField(blank=True, max_length=300)),
                (
                    "aside_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "found_in",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="desk.check"
                    ),
                ),
                (
                    "solved_in",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="desk.check"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("listing", models.CharField(max_length=40)),
                ("query", models.CharField(blank=True, max_length=500)),
                ("shared", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="saved_views", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=60)),
                ("standing", models.PositiveIntegerField(default=0)),
                ("aside", models.PositiveIntegerField(default=0)),
                ("new", models.PositiveIntegerField(default=0)),
                ("solved", models.PositiveIntegerField(default=0)),
                (
                    "check_round",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tallies", to="desk.check"),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")), fields=("state",), name="check_one_runs"
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("state",), name="check_one_waits"
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["owner", "rule"], name="finding_of_owner"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["rule", "state", "id"], name="finding_list"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("rule", "subject"), name="finding_once"),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("owner", "name"), name="saved_view_named_once"),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(fields=("rule", "check_round"), name="tally_once_a_round"),
        ),
    ]
