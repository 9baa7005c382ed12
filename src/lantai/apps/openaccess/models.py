"""What services say of journals that are open as a whole, and of papers that were retracted or corrected."""

from typing import ClassVar

from django.db import models

from lantai.catalog.models import Work


class JournalFacts(models.Model):
    """One journal as a service's list describes it (core.openness.journals.DescribedJournal has the meaning of the fields).

    ``spans``: the years in which it was open as a whole, and whether authors paid (core.openness.journals.Span), as list by list told it;
    ``changed_at``: when that, the license, the charge or the numbers last changed, so that what is said of its papers is another.
    ``row``: heading -> cell of the list, as it stood. ``digest``: of all of it, by which a changed row is told. ``said_date``: of the last list
    that says so; ``gone_date``: of the first list after it in which the journal no longer stands.
    """

    source = models.CharField(max_length=20)
    title = models.TextField()
    open_since = models.PositiveSmallIntegerField(null=True)
    charge = models.CharField(max_length=10, blank=True)
    amounts = models.JSONField(default=list)
    waiver = models.BooleanField(null=True)
    other_fees = models.BooleanField(null=True)
    licenses = models.JSONField(default=list)
    review = models.JSONField(default=list)
    seal = models.BooleanField(null=True)
    publisher = models.TextField(blank=True)
    country = models.TextField(blank=True)
    languages = models.JSONField(default=list)
    classes = models.JSONField(default=list)
    preservation = models.JSONField(default=list)
    page = models.TextField(blank=True)
    row = models.JSONField(default=dict)
    digest = models.CharField(max_length=32)
    said_date = models.DateField()
    gone_date = models.DateField(null=True)
    spans = models.JSONField(default=list)
    changed_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["source", "gone_date", "said_date"], name="journal_facts_standing")]

    def __str__(self) -> str:
        return f"{self.source}: {self.title}"


class JournalNumber(models.Model):
    """An ISSN under which a service lists a journal; in one source it is of one journal."""

    issn = models.CharField(max_length=9)
    facts = models.ForeignKey(JournalFacts, on_delete=models.CASCADE, related_name="numbers")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["issn", "facts"], name="journal_number_once")]

    def __str__(self) -> str:
        return self.issn


class EmbargoEnd(models.Model):
    """The next day on which an embargo of a copy of a work ends, so that its search document says something else from then on."""

    work = models.OneToOneField(Work, primary_key=True, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.work_id}: {self.day}"


class Opened(models.Model):
    """A work that was closed and is free to read since a day, because an embargo ended."""

    work = models.OneToOneField(Work, primary_key=True, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.work_id}: {self.day}"


class ListedNotice(models.Model):
    """A notice about a paper as a list of notices has it (core.openness.retraction_watch). ``key``: its number there; ``about``: DOI of the paper;
    ``doi``: of the notice itself. One that leaves the list is deleted: it was entered by mistake, and marks no paper any longer."""

    source = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    about = models.CharField(max_length=255, db_index=True)
    nature = models.CharField(max_length=16)
    day = models.DateField(null=True)
    doi = models.CharField(max_length=255, blank=True)
    reasons = models.JSONField(default=list)
    title = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="listed_notice_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}: {self.nature} of {self.about}"


class OwnMapping(models.Model):
    """Where a class leads by the library's own word. ``scheme``: as in records ("clc"); ``beginning``: of the class, in capitals; ``disciplines``: codes of
    the catalogue of 2022, none where it leads to no discipline."""

    scheme = models.CharField(max_length=12)
    beginning = models.CharField(max_length=40)
    disciplines = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["scheme", "beginning"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["scheme", "beginning"], name="own_mapping_once")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.beginning}: {' '.join(self.disciplines)}"
