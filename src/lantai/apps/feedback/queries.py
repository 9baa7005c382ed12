"""Reports as staff see them."""

from django.db.models import QuerySet

from .models import ErrorReport, Outcome


def reports(outcome: str = Outcome.OPEN) -> QuerySet[ErrorReport]:
    """Return the reports with this outcome, the newest first, each with its work."""
    return ErrorReport.objects.filter(outcome=outcome).select_related("work", "closed_by").order_by("-made_at", "-pk")


def waiting() -> int:
    """Return how many reports nobody has looked at."""
    return ErrorReport.objects.filter(outcome=Outcome.OPEN).count()
