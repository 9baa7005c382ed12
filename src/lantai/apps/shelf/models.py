"""What stands on shelves."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from lantai.apps.topics.models import Topic
from lantai.catalog.models import Work


class KeptWork(models.Model):
    """A work that somebody keeps, under the number that it had then."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "-kept_at", "-id"], name="shelf_newest_first")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "work"], name="shelf_work_once")]

    def __str__(self) -> str:
        return f"kept work {self.pk}"


class Subscription(models.Model):
    """A topic that somebody follows. ``seen_at``: what came in later is new to them."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "topic"], name="shelf_topic_once")]

    def __str__(self) -> str:
        return f"subscription {self.pk}"
