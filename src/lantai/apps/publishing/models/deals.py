"""Agreements under which authors publish without paying, or for less: their terms, caps, members and lists of journals.

Periods are half-open: ``until_date`` is the first day that is no longer in it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Institution(models.Model):
    """Where authors work. ``ror`` without its address; ``other_names``: by which it is found too; ``is_own``: the library's own."""

    name = models.CharField(_("name"), max_length=300, unique=True)
    other_names = models.JSONField(_("other names"), default=list, blank=True)
    ror = models.CharField("ROR", max_length=9, blank=True, db_index=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("part of")
    )
    is_own = models.BooleanField(_("the library’s own"), default=False)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["is_own"], condition=Q(is_own=True), name="publishing_one_own_institution"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="publishing_institution_not_of_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class Coverage(models.TextChoices):
    """How much of the charge an agreement pays."""

    FULL = "full", _("The whole charge")
    DISCOUNT = "discount", _("A part of the charge")
    UNKNOWN = "", _("Not said")


class Counts(models.TextChoices):
    """Which day of an article decides."""

    SUBMISSION = "submission", _("The day of submission")
    ACCEPTANCE = "acceptance", _("The day of acceptance")
    UNKNOWN = "", _("Not said")


class ArticleType(models.TextChoices):
    """Types of article that agreements tell apart."""

    RESEARCH = "research", pgettext_lazy("article", "Research article")
    REVIEW = "review", pgettext_lazy("article", "Review article")
    SHORT = "short", pgettext_lazy("article", "Short communication, letter")
    CASE = "case", pgettext_lazy("article", "Case report")
    DATA = "data", pgettext_lazy("article", "Data or software paper")
    OTHER = "other", pgettext_lazy("article", "Another type")


class PublishingAgreement(models.Model):
    """An agreement with a publisher. ``reference``: its number at ESAC, or of the library's own; ``source`` and ``said_date``: who says so, when.

    ``types``: ArticleType values, [] not said. ``discount``: percent. ``identify``, ``steps``: language -> words for authors. ``clause``: the words of the
    contract in ``clause_lang``. ``members_whole``: who is no member takes no part. ``kept_by_staff``: registries no longer change what they said.
    """

    reference = models.CharField(_("number"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=400, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, db_index=True)
    consortium = models.CharField(_("consortium"), max_length=400, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    annual_articles = models.PositiveIntegerField(_("articles a year, as expected"), null=True, blank=True)
    from_date = models.DateField(pgettext_lazy("date", "from"), null=True, blank=True)
    until_date = models.DateField(
        pgettext_lazy("date", "until"), null=True, blank=True, help_text=_("The first day that is no longer in it.")
    )
    covers = models.CharField(_("what it pays"), max_length=8, choices=Coverage, default=Coverage.UNKNOWN, blank=True)
    discount = models.PositiveSmallIntegerField(_("discount in percent"), null=True, blank=True)
    types = models.JSONField(_("types of article"), default=list, blank=True)
    licenses = models.JSONField(_("licenses that it asks for"), default=list, blank=True)
    counts_by = models.CharField(_("which day counts"), max_length=10, choices=Counts, default=Counts.UNKNOWN, blank=True)
    corresponding = models.BooleanField(_("the corresponding author must be at the institution"), null=True, blank=True)
    members_whole = models.BooleanField(_("the list of members is whole"), default=False)
    identify = models.JSONField(_("how authors are recognized"), default=dict, blank=True)
    steps = models.JSONField(_("what to do"), default=dict, blank=True)
    opt_out = models.BooleanField(_("authors may opt out"), null=True, blank=True)
    clause = models.TextField(_("words of the contract"), blank=True)
    clause_lang = models.CharField(_("language of these words"), max_length=12, blank=True)
    link = models.URLField(_("source"), max_length=1000, blank=True)
    note = models.TextField(_("note for staff"), blank=True)
    source = models.CharField(_("according to"), max_length=20, blank=True)
    said_date = models.DateField(_("as of"), null=True, blank=True)
    kept_by_staff = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["publisher", "-from_date", "reference"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_date=None) | Q(until_date=None) | Q(from_date__lt=F("until_date")),
                name="publishing_agreement_lasts",
                violation_error_message=_("The end must lie after the start."),
            ),
            models.CheckConstraint(
                condition=Q(discount=None) | Q(discount__lte=100), name="publishing_discount_is_a_part",
                violation_error_message=_("A discount has at most 100 percent."),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["until_date"], name="publishing_ending")]

    def __str__(self) -> str:
        return self.name or (f"{self.publisher} · {self.consortium}" if self.consortium else self.publisher)


class Cap(models.Model):
    """How much an agreement covers in a period: articles, an amount, or both. ``used_before``: articles that were counted elsewhere."""

    agreement = models.ForeignKey(PublishingAgreement, on_delete=models.CASCADE, related_name="caps")
    from_date = models.DateField(pgettext_lazy("date", "from"))
    until_date = models.DateField(pgettext_lazy("date", "until"), help_text=_("The first day that is no longer in it."))
    articles = models.PositiveIntegerField(_("articles at most"), null=True, blank=True)
    minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    used_before = models.PositiveIntegerField(_("articles counted elsewhere"), default=0)

    class Meta:
        ordering: ClassVar = ["-from_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_date__lt=F("until_date")), name="publishing_cap_lasts",
                violation_error_message=_("The end must lie after the start."),
            ),
            models.CheckConstraint(
                condition=Q(articles__isnull=False) | Q(minor__isnull=False), name="publishing_cap_of_something",
                violation_error_message=_("Say how many articles, or how much money."),
            ),
            models.CheckConstraint(condition=Q(minor=None) | ~Q(currency=""), name="publishing_cap_in_a_currency"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.agreement} · {self.from_date:%Y-%m-%d}"


class Membership(models.Model):
    """That an institution takes part in an agreement for a time."""

    agreement = models.ForeignKey(PublishingAgreement, on_delete=models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="memberships")
    from_date = models.DateField(pgettext_lazy("date", "from"))
    until_date = models.DateField(pgettext_lazy("date", "until"), null=True, blank=True)
    source = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "institution", "from_date"], name="publishing_member_once"),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(from_date__lt=F("until_date")), name="publishing_membership_lasts",
                violation_error_message=_("The end must lie after the start."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.institution} · {self.agreement}"


class JournalList(models.Model):
    """One version of the list of an agreement's journals: whose, of which day, how many, and what changed with it."""

    agreement = models.ForeignKey(PublishingAgreement, on_delete=models.CASCADE, related_name="journal_lists")
    source = models.CharField(max_length=20)
    said_date = models.DateField()
    journals = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["-said_date", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "said_date", "source"], name="publishing_list_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.agreement} · {self.source} {self.said_date:%Y-%m-%d}"


class ListedJournal(models.Model):
    """A journal, by its ISSN-L, in the list of an agreement: from the first list that has it to the first that has it no longer."""

    agreement = models.ForeignKey(PublishingAgreement, on_delete=models.CASCADE, related_name="listed", db_index=False)
    issn = models.CharField(max_length=9)
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["issn", "agreement"], name="publishing_listed_by_issn"),
            models.Index(fields=["agreement", "until_date"], name="publishing_listed_in"),
        ]

    def __str__(self) -> str:
        return self.issn
