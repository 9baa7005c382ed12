"""What imports withdrew and still is withdrawn."""

from django.db.models import Count, Q, QuerySet

from lantai.catalog.models import Harvest, HarvestRole, SourceRecord


def with_deletions() -> QuerySet[Harvest]:
    """Return the imports that withdrew records which are still withdrawn, and the corrections taken back, the newest first."""
    rows = Harvest.objects.exclude(role=HarvestRole.UNDO).select_related("source").order_by("-created_at", "-pk")
    return rows.annotate(withdrawn_count=Count("withdrawals")).filter(withdrawn_count__gt=0)


def withdrawn(harvest: int, limit: int = 50) -> QuerySet[SourceRecord]:
    """Return some of the records that an import withdrew."""
    return SourceRecord.objects.filter(Q(withdrawn=harvest)).select_related("source", "instance__work").order_by("pk")[:limit]
