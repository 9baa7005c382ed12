"""Kept files with their provenance, their figures, copies that are to be fetched, and what the library has chosen."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantai.catalog.models import Work
from lantai.core.bib.places import doi_address


class FileKind(models.TextChoices):
    """What sort of file it is."""

    JATS = "jats", "JATS"
    PDF = "pdf", "PDF"

    @property
    def media_type(self) -> str:
        """As it is named on the network (RFC 6838)."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {FileKind.PDF: "application/pdf", FileKind.JATS: "application/xml"}


class TextOrigin(models.TextChoices):
    """How a file came."""

    UPLOAD = "upload", _("Added by staff")
    COMMAND = "command", _("Added on the server")
    FETCHED = "fetched", _("Fetched where it stands")
    DEMO = "demo", _("Made up for the demo library")


class SaidBy(models.TextChoices):
    """Whose word a license is."""

    STAFF = "staff", _("whoever added it")
    FILE = "file", _("the file itself")
    CATALOG = "catalog", _("the catalog’s sources")


class FullTextQuerySet(models.QuerySet["FullText"]):
    """Filters over kept files."""

    def shown(self, on: date) -> "FullTextQuerySet":
        """Keep those that readers may see on a day: not taken down, not under embargo, of works that are there."""
        return self.standing().filter(Q(shown_from=None) | Q(shown_from__lte=on))

    def standing(self) -> "FullTextQuerySet":
        """Keep those that were not taken down, of works that are there; readers do not see those under embargo."""
        return self.filter(hidden_at=None, work__state=Work.State.LIVE)

    def without_text(self) -> "FullTextQuerySet":
        """Leave the packed text in the database."""
        return self.defer("text")


class FullText(models.Model):
    """One file of one work. ``digest``: SHA-256 of the bytes as received, by which they are found (``store``).

    ``version``: core.openness.copies.Version. ``license``: the words of it, ``label`` what it is called on a page, ``said_by`` whose word it is, ``rule``
    by which it is kept (core.formats.fulltext.keeping). ``outcome``: of reading it (core.formats.pdf.reading), "" not read yet; ``text``: what was read,
    packed (catalog.blobs). ``deposited``: its authors gave it to the library. ``shown_from``: the first day on which readers see it, None from the beginning;
    ``waits``: the index is still to be told of that day. ``against``: what the file says itself against the license claimed for it
    (core.formats.fulltext.statements), ``in_doubt``: nobody has looked at that yet. ``hidden_at``: taken down, with the reason; the bytes stay.
    """

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="full_texts")
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=4, choices=FileKind)
    size = models.BigIntegerField()
    file_name = models.CharField(max_length=255, blank=True)
    version = models.CharField(max_length=10, blank=True)
    license = models.TextField(blank=True)
    label = models.CharField(max_length=300, blank=True)
    said_by = models.CharField(max_length=7, choices=SaidBy, blank=True)
    rule = models.CharField(max_length=20)
    origin = models.CharField(max_length=7, choices=TextOrigin)
    url = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=10, blank=True)
    detail = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=35, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)
    text = models.BinaryField(null=True)
    deposited = models.BooleanField(default=False)
    shown_from = models.DateField(null=True)
    waits = models.BooleanField(default=False)
    against = models.JSONField(default=list)
    in_doubt = models.BooleanField(default=False)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    hidden_why = models.TextField(blank=True)

    objects = FullTextQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["work", "digest"], name="fulltext_once")]
        indexes: ClassVar = [
            models.Index(fields=["digest"], name="fulltext_digest"),
            models.Index(fields=["outcome"], condition=Q(outcome=""), name="fulltext_unread"),
            models.Index(fields=["shown_from"], condition=Q(waits=True), name="fulltext_waits"),
            models.Index(fields=["work"], condition=Q(deposited=True), name="fulltext_deposited"),
            models.Index(fields=["added_at"], condition=Q(in_doubt=True), name="fulltext_in_doubt"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name or self.digest[:12]} of work {self.work_id}"

    def is_embargoed(self, on: date) -> bool:
        """Say whether readers are still to wait for it on a day."""
        return self.shown_from is not None and self.shown_from > on

    @property
    def has_text(self) -> bool:
        """Say whether there is a text to read on a page."""
        return self.characters > 0


class KeptFigure(models.Model):
    """A figure of a kept file. ``picture``: SHA-256 of the picture made anew, "" where there is none; ``may_be_shown``: its license lets others show it."""

    full_text = models.ForeignKey(FullText, on_delete=models.CASCADE, related_name="figures")
    number = models.PositiveIntegerField()
    anchor = models.CharField(max_length=12)
    label = models.TextField(blank=True)
    caption = models.TextField(blank=True)
    page = models.PositiveIntegerField(default=0)
    license = models.CharField(max_length=300, blank=True)
    doi = models.CharField(max_length=255, blank=True)
    may_be_shown = models.BooleanField(default=False)
    picture = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["full_text", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["full_text", "number"], name="kept_figure_once")]

    def __str__(self) -> str:
        return f"{self.label or self.anchor} of {self.full_text_id}"

    @property
    def doi_address(self) -> str:
        """Return where its DOI leads; "" for none."""
        return doi_address(self.doi) if self.doi else ""


class CopyState(models.TextChoices):
    """What became of a copy that is to be fetched."""

    WAITING = "waiting", _("Waiting")
    KEPT = "kept", _("Kept")
    REFUSED = "refused", _("Not kept")
    FAILED = "failed", _("Not to be had")


class CopyToFetch(models.Model):
    """A copy that a service names, which its license lets the library keep. ``tries``: how often it was asked for; ``due_at``: not before."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    address = models.TextField()
    host = models.CharField(max_length=255)
    version = models.CharField(max_length=10, blank=True)
    license = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=CopyState, default=CopyState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["work", "address"], name="copy_to_fetch_once")]
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="copy_to_fetch_due")]

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"


class Practice(models.Model):
    """What the library has chosen; one row. ``fetches``: allowed copies are fetched; ``most_bytes``: that all kept files may take before fetching stops;
    ``is_searched``: words of full texts are in the index. ``reached``: the change of works up to which copies were looked for."""

    fetches = models.BooleanField(default=False)
    most_bytes = models.BigIntegerField(default=20_000_000_000)
    is_searched = models.BooleanField(default=False)
    reached = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return "what is done with full texts"
