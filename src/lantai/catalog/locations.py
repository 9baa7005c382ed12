"""Places where pieces stand, as the library names them, and the words that sources have for them; and the states of a piece.

What a source calls a place stays as received: a ``LocationWord`` only says which place it means.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.core.bib.pieces import WITHDRAWN


class LocationKind(models.TextChoices):
    """What sort of place it is."""

    OPEN = "open", _("Open shelves")
    CLOSED = "closed", _("Closed stacks")
    READING = "reading", _("Reading room")
    RESERVE = "reserve", _("Course reserve")
    STORAGE = "storage", _("Storage")
    WORK = "work", _("Work room")


class Location(models.Model):
    """A place. ``code``: short, for labels and lists; ``floor`` and ``hint``: how to find it; ``ranges``: call numbers that stand
    there, one range a line ("I200 - I299")."""

    code = models.SlugField(max_length=40, unique=True)
    name_en = models.CharField(max_length=200)
    name_zh = models.CharField(max_length=200, blank=True)
    name_ar = models.CharField(max_length=200, blank=True)
    library = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=LocationKind, default=LocationKind.OPEN)
    floor = models.CharField(max_length=80, blank=True)
    hint = models.TextField(blank=True)
    ranges = models.TextField(blank=True)
    closed = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["library", "code"]

    def __str__(self) -> str:
        return self.code

    def name(self, language: str) -> str:
        """Return the name in a language of the pages, else in English."""
        own = {"zh": self.name_zh, "ar": self.name_ar}.get(language.split("-")[0], "")
        return own or self.name_en


class LocationWord(models.Model):
    """What a source calls a place, in a library of its own naming."""

    library = models.CharField(max_length=200, blank=True)
    word = models.CharField(max_length=200)
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="words")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["library", "word"], name="location_word_once")]

    def __str__(self) -> str:
        return f"{self.library} / {self.word}"


class PieceState(models.TextChoices):
    """The states that staff give a piece; a source may have other words."""

    AVAILABLE = "available", _("Available")
    REFERENCE = "reference", _("For use in the library")
    ON_ORDER = "on order", _("On order")
    IN_PROCESS = "in process", _("Being prepared")
    REPAIR = "in repair", _("In repair")
    ON_LOAN = "on loan", _("On loan")
    MISSING = "missing", _("Missing")
    LOST = "lost", _("Lost")
    WITHDRAWN = WITHDRAWN, _("Withdrawn")


_USABLE = {PieceState.AVAILABLE, PieceState.REFERENCE}
MOVES: dict[str, frozenset[str]] = {
    PieceState.AVAILABLE: frozenset({PieceState.REFERENCE, PieceState.REPAIR, PieceState.MISSING, PieceState.WITHDRAWN}),
    PieceState.REFERENCE: frozenset({PieceState.AVAILABLE, PieceState.REPAIR, PieceState.MISSING, PieceState.WITHDRAWN}),
    PieceState.ON_ORDER: frozenset({PieceState.IN_PROCESS, *_USABLE, PieceState.WITHDRAWN}),
    PieceState.IN_PROCESS: frozenset({*_USABLE, PieceState.REPAIR, PieceState.WITHDRAWN}),
    PieceState.REPAIR: frozenset({*_USABLE, PieceState.LOST, PieceState.WITHDRAWN}),
    PieceState.ON_LOAN: frozenset({*_USABLE, PieceState.MISSING, PieceState.LOST}),
    PieceState.MISSING: frozenset({*_USABLE, PieceState.LOST, PieceState.WITHDRAWN}),
    PieceState.LOST: frozenset({*_USABLE, PieceState.WITHDRAWN}),
    PieceState.WITHDRAWN: frozenset({*_USABLE}),
}
"""State -> states that may follow. A word that only a source uses may become any of them."""


def may_follow(state: str) -> frozenset[str]:
    """Return the states that may follow one, itself among them."""
    return MOVES.get(state, frozenset(PieceState.values)) | {state}
