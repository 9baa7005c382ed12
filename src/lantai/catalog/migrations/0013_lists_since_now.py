from django.db import migrations
from django.utils import timezone


def since_now(apps, schema_editor):
    """Harvests may have been set up otherwise before anybody noted when: what they brought till now is compared once a list has had it."""
    plans = apps.get_model("catalog", "HarvestPlan").objects.using(schema_editor.connection.alias)
    plans.filter(list_changed_at=None).update(list_changed_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0012_compared_lists"),
    ]

    operations = [
        migrations.RunPython(since_now, migrations.RunPython.noop),
    ]
