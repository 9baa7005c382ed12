"""Topics, and the works that an editor pinned to one or left out of it."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.catalog.models import Work


class TopicState(models.TextChoices):
    """Where a topic stands."""

    DRAFT = "draft", pgettext_lazy("topic", "Draft")
    PUBLISHED = "published", pgettext_lazy("topic", "Published")
    RETIRED = "retired", pgettext_lazy("topic", "Retired")


class Topic(models.Model):
    """One special. ``names``, ``introductions``: language -> words; ``search``: query string of a search of the catalog (searches.read).

    ``slug``: its name in addresses; ``place``: order on the page of topics; ``cover``: which drawing stands on it.
    """

    slug = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    introductions = models.JSONField(default=dict)
    search = models.TextField()
    cover = models.PositiveSmallIntegerField(default=0)
    place = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=TopicState, default=TopicState.DRAFT)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        permissions: ClassVar = [("publish_topic", "May show topics to readers and take them away")]
        indexes: ClassVar = [models.Index(fields=["state", "place"], name="topic_order")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state="draft") | Q(published_at__isnull=False), name="topic_published_when")
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_published(self) -> bool:
        """Say whether readers see it."""
        return self.state == TopicState.PUBLISHED


class Standing(models.TextChoices):
    """What an editor decided about a work."""

    PINNED = "pinned", _("Pinned")
    EXCLUDED = "excluded", _("Left out")


class TopicWork(models.Model):
    """A work that stands first in a topic, in the order of ``place``, or is none of it whatever the search finds."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="works")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    standing = models.CharField(max_length=8, choices=Standing)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "work"], name="topic_work_once")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.standing} {self.work_id}"


def said_in(words: Mapping[str, str], lang: str) -> tuple[str, str]:
    """Return (words, their language) in a language, else in English, else in any."""
    code = next((code for code in (lang, "en", *words) if words.get(code)), "")
    return words.get(code, ""), code
