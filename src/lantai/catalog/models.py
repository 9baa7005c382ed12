"""Tables of the spine: received bytes, judgements, and the works, instances, holdings and items derived from them.

Rows of the hot tables are written set-wise by ``apply``; nothing else inserts into them.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .bulk_runs import BulkRow as BulkRow
from .bulk_runs import BulkRun as BulkRun
from .inventories import Inventory as Inventory
from .inventories import InventoryScan as InventoryScan
from .locations import Location as Location
from .locations import LocationWord as LocationWord
from .plans import HarvestListed as HarvestListed
from .plans import HarvestPage as HarvestPage
from .plans import HarvestPlan as HarvestPlan
from .plans import Schedule as Schedule
from .plans import SelectionProfile as SelectionProfile

CORRECTIONS = "corrections"
"""Name of the source whose records are cataloguers' corrections."""

ITEMS = "items"
"""Name of the source whose records are what staff say of pieces."""

OWN = "own"
"""Name of the source whose records the library describes itself."""

OURS = (CORRECTIONS, ITEMS)
"""Sources whose records say something about received ones and describe nothing by themselves."""


class Source(models.Model):
    """Where metadata comes from. ``precedence``: whose value is shown where sources disagree, the higher first;
    corrections have 1000."""

    name = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    title = models.CharField(max_length=200)
    precedence = models.IntegerField(default=100)

    def __str__(self) -> str:
        return self.title


class HarvestState(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    STOPPED = "stopped", _("Stopped")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended early")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Failed")


class HarvestRole(models.TextChoices):
    """What an import takes in: a file, pages of an outside source, the rows that another import refused, or back what another brought."""

    FILE = "file", _("A file")
    FETCH = "fetch", _("A harvest")
    RETRY = "retry", _("Refused rows again")
    UNDO = "undo", _("Undone import")


class Wish(models.TextChoices):
    """What staff ask of an import that runs; it is done after the batch at hand."""

    NONE = "", _("Nothing")
    PAUSE = "pause", _("Pause")
    END = "end", _("End here")


class HarvestQuerySet(models.QuerySet["Harvest"]):
    """Filters over imports."""

    def resumable(self) -> "HarvestQuerySet":
        """Keep those that did not come to their end."""
        return self.filter(role=HarvestRole.FILE).exclude(state__in=(HarvestState.FINISHED, HarvestState.ENDED))


class Harvest(models.Model):
    """One run over one file or one outside source, with its counts and, until it ends, how far it has come.

    ``profile``: how the file is read (formats.Profile as JSON), so that kept bytes can be read again. ``rows_done``:
    rows whose outcome is committed; resuming goes on
    after them. ``rows_in`` is always ``new + changed + same + deleted + refused + skipped``. ``repairs``: code -> how many records.
    ``parent``: the import whose refused rows a retry takes in, or that an undo takes back. ``wish``: what staff ask of it.
    ``selection``: what is kept (core.bib.selection as JSON, {} all), ``skips``: reason -> how many rows it left out. Of a harvest, ``plan``: what was
    harvested; ``place``: where the walk stands, in the source's own words; ``notes``: what went wrong on the way and was mended; ``size``: how many
    rows the source says there are, 0 where it does not. ``compared``: how the server's whole list compares with what is here (catalog.comparing), {}
    where it was not compared.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="harvests")
    file_name = models.CharField(max_length=255)
    path = models.TextField(blank=True)
    digest = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField(default=0)
    profile = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=HarvestState, default=HarvestState.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="harvests")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    rows_done = models.BigIntegerField(default=0)
    bytes_done = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    same = models.BigIntegerField(default=0)
    deleted = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)
    skips = models.JSONField(default=dict)
    repairs = models.JSONField(default=dict)
    selection = models.JSONField(default=dict)
    plan = models.ForeignKey(HarvestPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="runs")
    place = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    compared = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    error_values = models.JSONField(default=dict)
    role = models.CharField(max_length=5, choices=HarvestRole, default=HarvestRole.FILE)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers")
    wish = models.CharField(max_length=5, choices=Wish, default=Wish.NONE, blank=True)

    objects = HarvestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rows_done=F("new") + F("changed") + F("same") + F("deleted") + F("refused") + F("skipped")),
                name="harvest_every_row_has_an_outcome",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-created_at"], name="harvest_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.source_id})"

    @property
    def rows_in(self) -> int:
        """Return how many rows have come to an outcome."""
        return self.rows_done


class Work(models.Model):
    """What a reader sees as one thing. Its key is its public number and is never used again for another.

    ``changed``: number of the change that last touched it; the index is brought up to date by it. Columns repeat what
    identity and listing need; the description is in
    the instances. ``state``: merged works have one ``Moved`` row, split ones several; deleted ones keep their title for
    the tombstone.
    """

    class State(models.TextChoices):
        LIVE = "live", _("Live")
        MOVED = "moved", _("Moved")
        DELETED = "deleted", _("Deleted")

    state = models.CharField(max_length=8, choices=State, default=State.LIVE)
    title = models.TextField()
    language = models.CharField(max_length=35, blank=True)
    kind = models.CharField(max_length=12)
    year = models.IntegerField(null=True)
    added_at = models.DateTimeField()
    changed = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["changed", "id"], name="work_changed")]

    def __str__(self) -> str:
        return self.title


class Moved(models.Model):
    """A public number that now leads elsewhere: one row after a merge, several after a split."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="moves")
    to = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="moved_here")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["work", "to"], name="moved_once")]

    def __str__(self) -> str:
        return f"{self.work_id} -> {self.to_id}"


class LeftPart(models.Model):
    """That a work lay in a part of a family (``families``) and did not any more: harvesters of the part are told so. It may lie there again."""

    family = models.CharField(max_length=40)
    value = models.CharField(max_length=80)
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["family", "value", "work"], name="left_part_once")]

    def __str__(self) -> str:
        return f"{self.work_id} left {self.family}:{self.value}"


def packed(path: str = "") -> Coalesce:
    """Return what holds the description of an instance, for ``blobs.description``; ``path``: leads to it, "instance__"."""
    return Coalesce(f"{path}beside__raw", f"{path}document")


class InstanceQuerySet(models.QuerySet["Instance"]):
    """Filters over instances."""

    def packed(self) -> "InstanceQuerySet":
        """Add ``packed``: what holds the description, for ``blobs.description``."""
        return self.annotate(packed=packed())


class Instance(models.Model):
    """An edition or version. Its BibRecord, merged from its source records, is in ``document``, packed (see ``blobs``); or, while one received record
    describes it alone, together with the bytes of that one, ``beside``: then ``document`` is empty. Read it as ``packed``.

    ``rank``: order inside the work, the one to show first lowest. ``live``: False while all its records are withdrawn;
    they may come back.
    """

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="instances")
    rank = models.IntegerField(default=0)
    live = models.BooleanField(default=True)
    document = models.BinaryField()
    beside = models.ForeignKey(
        "SourceRecord", null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    objects = InstanceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"instance {self.pk} of work {self.work_id}"


class Dictionary(models.Model):
    """What packed bytes of a kind have in common (``dictionaries``): never changed or taken out, as blobs name it by ``number``."""

    number = models.SmallIntegerField(primary_key=True)
    kind = models.CharField(max_length=60, unique=True)
    data = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number}: {self.kind}"


class SourceRecord(models.Model):
    """The bytes of one record exactly as received; never edited. A changed record is a new row, the older ones stay
    (``current`` False).

    ``key``: the record's own number in its source, or a digest where it has none. ``hash``: how a digest of its bytes begins (rows of before
    November 2026 have more of it). ``withdrawn``: the import that withdrew it. ``raw``: packed (see ``blobs``),
    together with the description that was first read from it where it came as an instance of its own.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="records", db_index=False)
    key = models.CharField(max_length=255)
    current = models.BooleanField(default=True)
    harvest = models.ForeignKey(Harvest, on_delete=models.PROTECT, related_name="records", db_index=False)
    number = models.BigIntegerField()
    position = models.BigIntegerField()
    hash = models.BinaryField(max_length=16)
    raw = models.BinaryField()
    instance = models.ForeignKey(Instance, null=True, on_delete=models.SET_NULL, related_name="records")
    withdrawn = models.ForeignKey(Harvest, null=True, on_delete=models.SET_NULL, related_name="withdrawals", db_index=False)

    class Meta:
        constraints: ClassVar = [
            # One index, by which all versions are found, too: a second one of the same keys takes 25 bytes a record.
            models.UniqueConstraint(
                "source",
                "key",
                Case(When(current=True, then=0), default="id", output_field=models.BigIntegerField()),
                name="record_one_current_version",
            ),
        ]
        indexes: ClassVar = [
            # Only the few: over all rows, SQLite takes it for "not withdrawn" and reads them all (44 ms a page).
            models.Index(fields=["withdrawn"], condition=Q(withdrawn__isnull=False), name="record_withdrawn"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of source {self.source_id}"


class Refusal(models.Model):
    """A row that could not go in, with its bytes and the reason. ``reason`` is a translatable sentence, ``values`` fill it.

    ``retried``: the import that took the row up again; what became of it there is told there.
    """

    harvest = models.ForeignKey(Harvest, on_delete=models.CASCADE, related_name="refusals", db_index=False)
    number = models.BigIntegerField()
    position = models.BigIntegerField()
    field = models.CharField(max_length=120, blank=True)
    reason = models.TextField()
    values = models.JSONField(default=dict)
    raw = models.BinaryField()
    retried = models.ForeignKey(Harvest, null=True, blank=True, on_delete=models.SET_NULL, related_name="retries")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["harvest", "number"], name="refusal_of_harvest")]

    def __str__(self) -> str:
        return f"row {self.number}: {self.reason}"


class BroughtBack(models.Model):
    """That undoing an import brought back a record which that import had withdrawn; so that the undoing can be undone."""

    undo = models.ForeignKey(Harvest, on_delete=models.CASCADE, related_name="brought_back")
    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["undo", "record"], name="brought_back_once")]

    def __str__(self) -> str:
        return f"{self.record_id} by {self.undo_id}"


class Verdict(models.TextChoices):
    """What was decided about two records."""

    SAME = "same", _("The same")
    DIFFERENT = "different", _("Different")
    UNSURE = "unsure", _("Unsure")


class Level(models.TextChoices):
    """In what respect they are the same."""

    EDITION = "edition", _("The same edition")
    WORK = "work", _("The same work")


class Judgement(models.Model):
    """Who or what decided that two records describe the same edition or work, or not, and why. Undone ones stay.

    ``by`` is None when the rules decided. ``reasons``: list of [code, detail].
    """

    left = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="+")
    level = models.CharField(max_length=8, choices=Level)
    verdict = models.CharField(max_length=10, choices=Verdict)
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["left", "right", "level"], condition=Q(undone_at=None), name="judgement_one_standing"
            ),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="judgement_left_is_older"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["verdict", "id"], condition=Q(undone_at=None), name="judgement_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} ~ {self.right_id}: {self.verdict}"


class Identifier(models.Model):
    """By which an instance is looked up. ``trusted`` is False where it may be of a set or another format: found by it,
    never merged by it. Rows lie in the order of their key (infra.clustered), as those of pointers and work keys do."""

    pk = models.CompositePrimaryKey("instance", "scheme", "value")
    instance = models.ForeignKey(Instance, on_delete=models.CASCADE, related_name="identifiers", db_index=False)
    scheme = models.CharField(max_length=12)
    value = models.CharField(max_length=255)
    trusted = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["value", "scheme"], name="identifier_lookup")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Pointer(models.Model):
    """Another thing that an instance names by its DOI: a version of itself, or what it is a notice about (core.bib.pointers)."""

    pk = models.CompositePrimaryKey("instance", "kind", "value")
    instance = models.ForeignKey(Instance, on_delete=models.CASCADE, related_name="pointers", db_index=False)
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=255)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["value", "kind"], name="pointer_lookup")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class WorkKey(models.Model):
    """A 64-bit key of author and title (core.matching.keys); instances that share one are compared."""

    pk = models.CompositePrimaryKey("instance", "key")
    instance = models.ForeignKey(Instance, on_delete=models.CASCADE, related_name="work_keys", db_index=False)
    key = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key:x}"


class Holding(models.Model):
    """That a library has the instance, and where."""

    instance = models.ForeignKey(Instance, on_delete=models.CASCADE, related_name="holdings")
    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="holdings", db_index=False)
    library = models.CharField(max_length=200, blank=True)
    location = models.CharField(max_length=200, blank=True)
    call_number = models.CharField(max_length=200, blank=True)
    scheme = models.CharField(max_length=12, blank=True)
    shelf_key = models.CharField(max_length=255, blank=True)
    coverage = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            # Only of what has a place: a library of papers, or of call numbers whose scheme nobody knows, has few.
            models.Index(fields=["scheme", "shelf_key", "id"], condition=Q(shelf_key__gt=""), name="holding_on_the_shelf")
        ]

    def __str__(self) -> str:
        return f"{self.location} {self.call_number}"


class Item(models.Model):
    """One physical piece. ``status``: the source's word, "" unknown."""

    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="items")
    barcode = models.CharField(max_length=80, blank=True, db_index=True)
    location = models.CharField(max_length=200, blank=True)
    call_number = models.CharField(max_length=200, blank=True)
    volume = models.CharField(max_length=200, blank=True)
    copy = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=80, blank=True)
    material = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.barcode


class Counter(models.Model):
    """A number that only grows: "change" counts the transactions that touched works, and is what the index follows."""

    name = models.CharField(max_length=20, primary_key=True)
    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


class ChangeTime(models.Model):
    """That every change up to ``change`` could be seen by everybody at ``at``, whole seconds, and none after it before (``change_times``)."""

    change = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.change} by {self.at:%Y-%m-%d %H:%M:%S}"


class IndexState(models.Model):
    """How far one generation of the search index has come. ``changed``: every change up to it is in the index."""

    generation = models.CharField(max_length=80, primary_key=True)
    changed = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.generation} up to {self.changed}"
