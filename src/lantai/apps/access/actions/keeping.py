"""What is forgotten, and when: from where reports came after an hour, readers' words some time after a fault is closed."""

from datetime import datetime, timedelta

from django.db import transaction

from lantai.infra import audit

from ..models import Fault, Report, Service
from ..queries.service import service
from .reporting import PERIOD


def forget_senders(*, now: datetime) -> int:
    """Forget from where reports came that are older than an hour."""
    return Report.objects.filter(made_at__lte=now - PERIOD).exclude(sender="").update(sender="")


def forget_closed(*, now: datetime) -> int:
    """Forget the words, pages and networks of readers whose fault was closed long enough ago; return of how many reports."""
    settings: Service = service()
    old = Fault.objects.filter(closed_at__lte=now - timedelta(days=settings.kept_days)).values("pk")
    rows = Report.objects.filter(fault__in=old).exclude(text="", page="", on_campus=None)
    with transaction.atomic():
        count = rows.update(text="", page="", on_campus=None, mail="", sender="")
        if count and settings.pk:
            audit.record(by=None, action="access.forget", subject=settings, now=now)
    return count
