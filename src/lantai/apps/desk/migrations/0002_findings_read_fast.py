# Long lists of findings, read from the index alone

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["rule", "state", "source", "language", "kind", "location"], name="finding_traits"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["found_in", "rule", "state"], name="finding_new"),
        ),
    ]
