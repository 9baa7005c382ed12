"""Tables of discovery: derived from works, and made again whenever they are empty."""

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
