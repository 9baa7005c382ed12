"""Tables of discovery: derived from works, and made again whenever they are empty."""

import uuid
from typing import ClassVar

from django.db import models

from lantai.catalog.models import Work


class TitlePlace(models.Model):
    """Where a work stands in the list of titles of one language. ``key``: compares as speakers of the language order titles
    (infra.collation); ``initial``: the letter under which they look for it."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=35)
    initial = models.CharField(max_length=8)
    key = models.BinaryField(max_length=600)
    title = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["work", "language"], name="title_place_once")]
        indexes: ClassVar = [models.Index(fields=["language", "initial", "key", "work"], name="title_place_order")]

    def __str__(self) -> str:
        return f"{self.language} {self.initial} {self.title}"


class TitlesFollowed(models.Model):
    """How far the lists of titles have come; one row. ``changed``: every change of works up to it is in them."""

    changed = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"titles up to {self.changed}"


class ExportState(models.TextChoices):
    """How far a file of results is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Export(models.Model):
    """A file of search results that a worker writes for a reader, kept for a day. ``token``: its address, which nobody guesses.

    ``query``: of the search, as in its address; ``form``: the format; ``works``: how many there will be, ``done`` how many are written.
    """

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.CharField(max_length=16)
    query = models.TextField()
    works = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, choices=ExportState.choices, default=ExportState.WAITING)
    asked_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.form} {self.done}/{self.works} {self.state}"

    @property
    def is_live(self) -> bool:
        """Say whether the file is still to come."""
        return self.state in (ExportState.WAITING, ExportState.RUNNING)

    @property
    def percent(self) -> int:
        """Return how much of it is written, 0 to 100."""
        return min(100, 100 * self.done // self.works) if self.works else 0
