"""What people decided before the store of papers heard of it: the store looks at these works again."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Q

PIECE = 500
STEPS = 10
"""Merges after one another that are followed."""


def reach(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """Count a change of every work of which something was decided, and of the works of joined profiles, wherever they are now."""
    decision, work = apps.get_model("scholars", "WorkDecision"), apps.get_model("catalog", "Work")
    listed, scholar = apps.get_model("scholars", "ScholarWork"), apps.get_model("scholars", "Scholar")
    joined = scholar.objects.exclude(joined=None)
    theirs = Q(scholar__in=joined) | Q(scholar__in=joined.values("joined"))
    works = {
        *decision.objects.filter(undone_at=None).values_list("work", flat=True),
        *listed.objects.filter(theirs).values_list("work", flat=True),
    }
    if not works:
        return
    _follow(apps, works)
    counter = apps.get_model("catalog", "Counter").objects
    counter.get_or_create(name="change")
    counter.filter(name="change").update(value=F("value") + 1)
    change = counter.get(name="change").value
    numbers = sorted(works)
    for start in range(0, len(numbers), PIECE):
        work.objects.filter(pk__in=numbers[start : start + PIECE]).update(changed=change)


def _follow(apps: Apps, works: set[int]) -> None:
    """Add where works lead that were merged or split."""
    moved, ends = apps.get_model("catalog", "Moved"), set(works)
    for _step in range(STEPS):
        numbers = sorted(ends)
        ends = set()
        for start in range(0, len(numbers), PIECE):
            ends.update(moved.objects.filter(work__in=numbers[start : start + PIECE]).values_list("to", flat=True))
        ends -= works
        works |= ends
        if not ends:
            return


class Migration(migrations.Migration):
    """To go back changes nothing: the store of an older version counts by the records alone."""

    dependencies = [("scholars", "0002_listed"), ("catalog", "0014_rows_by_their_keys")]

    operations = [migrations.RunPython(reach, migrations.RunPython.noop)]
