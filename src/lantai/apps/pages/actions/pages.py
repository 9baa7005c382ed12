"""Pages that go live, or leave, at an hour laid down; and what Wagtail notes, noted in the library's audit log as well."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from lantai.apps.pages.models import NotTranslated
from lantai.infra import audit

log = logging.getLogger(__name__)


def publish_due(*, now: datetime) -> tuple[int, int]:
    """Publish what was laid down for a time that has come, and take down what has run out; return how many of each.

    A translation that is not one yet stays a draft, its appointment cancelled and logged; the others are not held up by it.
    """
    expired = [page for page in Page.objects.filter(live=True, expire_at__lte=now).specific() if _expire(page)]
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    return sum(_publish(revision) for revision in list(due)), len(expired)


@transaction.atomic
def _expire(page: Page) -> bool:
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _publish(revision: Revision) -> bool:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except NotTranslated as problem:
        log.warning("not published at its time: %s", problem)
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        return False
    return True


def note_in_audit(*, instance: PageLogEntry | ModelLogEntry, created: bool, **_: Any) -> None:
    """Note in the audit log what an editor did; the receiver of Wagtail's own log, so in the same transaction."""
    if created:
        key = instance.page_id if isinstance(instance, PageLogEntry) else instance.object_id
        model = instance.content_type.model_class() if instance.content_type else Page
        audit.record(
            by=instance.user,
            action=f"pages.{instance.action.removeprefix('wagtail.')}"[:80],
            subject=model(pk=key),
            now=instance.timestamp,
        )
