"""Journals as the readers' list shows them: derived from titles in packages and from the catalog, one row a title however many packages.

Kept by ``actions.listing``, never edited; throwing it away loses nothing. Dates are part of the row, so that what begins or ends by
its date alone is right without anybody writing.
"""

from datetime import date
from typing import ClassVar

from django.db import models

from .titles import PackageTitle

EVER = date(1, 1, 1)
NEVER_ENDS = date(9999, 12, 31)


class JournalQuerySet(models.QuerySet["Journal"]):
    """Filters over journals."""

    def listed(self, on: date) -> "JournalQuerySet":
        """Keep those that readers have on a day."""
        return self.filter(from_date__lte=on, until_date__gt=on)


class Journal(models.Model):
    """One title in the list. ``key``: what holds its titles together: a work, else an ISSN, else the title itself.

    ``script``, ``initial``, ``sort``: where it stands: "Hani" under the letter of its pinyin, "Latn" under A to Z, "Arab" …
    ``words``: every title, romanised forms and numbers, folded, each word after a space, to be found by; ``sound``: pinyin in one piece.
    ``names``: [value, language, kind] of its other titles. ``offers``: where it is to be had, each with its years as statements and
    its own dates. ``from_date`` to before ``until_date``: the time in which there is one. ``new_date``: since when readers have it.
    """

    key = models.CharField(max_length=100, unique=True)
    work = models.BigIntegerField(null=True)
    title = models.TextField()
    language = models.CharField(max_length=35, blank=True)
    script = models.CharField(max_length=4)
    initial = models.CharField(max_length=4)
    sort = models.BinaryField(max_length=200)
    publisher_key = models.CharField(max_length=120, blank=True)
    is_open = models.BooleanField(default=False)
    is_reviewed = models.BooleanField(default=False)
    from_date = models.DateField()
    until_date = models.DateField()
    new_date = models.DateField()
    words = models.TextField()
    sound = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    issns = models.JSONField(default=list)
    names = models.JSONField(default=list)
    offers = models.JSONField(default=list)

    objects = JournalQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["script", "initial", "sort", "id"], name="journal_place"),
            models.Index(fields=["publisher_key", "sort"], name="journal_publisher"),
            models.Index(fields=["-new_date", "id"], name="journal_newest"),
            models.Index(fields=["work"], name="journal_work"),
        ]

    def __str__(self) -> str:
        return self.title


class JournalTitle(models.Model):
    """Which journal a title in a package is part of."""

    package_title = models.OneToOneField(PackageTitle, primary_key=True, on_delete=models.CASCADE, related_name="listed")
    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="titles")

    def __str__(self) -> str:
        return f"{self.package_title_id} in {self.journal_id}"


class JournalSubject(models.Model):
    """A discipline ("d:08") or class ("clc:TP") under which a journal is found."""

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="subjects")
    value = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["value", "journal"], name="journal_subject_once")]

    def __str__(self) -> str:
        return f"{self.value}: {self.journal_id}"


class ListsFollowed(models.Model):
    """How far the list has followed the catalog: up to which change of works. ``revision``: rises with every change of the list;
    ``named``: up to which change the names of serials are kept (``SerialName``)."""

    changed = models.BigIntegerField(default=0)
    named = models.BigIntegerField(default=0)
    revision = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"list {self.revision}"
