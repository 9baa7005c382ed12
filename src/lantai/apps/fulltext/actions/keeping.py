"""Keeping a file: of which work it is, by which right, then its bytes, then what stands in it."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext

from lantai.catalog.actions import touch
from lantai.catalog.models import Work
from lantai.core.bib.licenses import License, license_of
from lantai.core.formats.fulltext import FullText as Text
from lantai.core.formats.fulltext import Keeping, keeping
from lantai.core.formats.fulltext.keeping import SAID, Rule, freedom
from lantai.core.formats.pdf.reading import Outcome, Read
from lantai.core.openness.copies import Version
from lantai.core.text.fold import words as folded
from lantai.core.text.messages import N_
from lantai.infra import audit, confined, jobs
from lantai.people.models import Account

from .. import queries, reading, store
from ..models import FileKind, FullText, SaidBy, TextOrigin
from .embargoes import embargo
from .taking import write_down

MOST_BYTES = {FileKind.PDF: 120_000_000, FileKind.JATS: 30_000_000}
"""Larger files are not kept. JATS holds no pictures: the largest of 76 real articles has 0.6 MB."""

WAITED_FOR_S = 20
"""How long a file is read while somebody waits for the answer."""

TOP_OF_A_PAGE = 3_000
"""Characters within which a title stands: works that a paper cites are named further below."""

LONG_TITLE, LONG_TITLE_OF_SIGNS = 16, 4
"""Letters of a title, Latin and other, that does not stand by chance within other words."""

_DOI = re.compile(r"10\.\d{4,9}/[!-~]+")  # it may have the words of the title in it

NOT_READ_HERE = N_("This is neither a PDF nor an article in JATS.")
TOO_LARGE = N_("The file has {size} bytes; the most that is kept of its kind is {most}.")
NO_WORK = N_("No work is named, and the file gives no DOI of a work in the catalog.")
OTHER_WORK = N_("The same file is kept with work {work} already.")
OTHER_DOI = N_("The file is of {doi}, which is not this work’s DOI.")
TAKEN_DOWN = N_("This file was taken down: {why}")
WORK_DOWN = N_("A file of this work was taken down.")
DAMAGED = N_("The file cannot be read: {why}")
NO_TEXT = N_("The text of the article is not in the file: it may be only its description.")
NOT_ITS_TITLE = N_(
    "The title of work {work} is not on the first pages, so the file may only cite its DOI, {doi}. Name the work that the file is of."
)
SEVERAL = N_("The DOI {doi} leads to several works: name one of them.")


_TERMS = re.compile(r"reserved|rights|licen[sc]|permi|prohibit|terms|\buse|\bfree|access|版权所有|保留|许可|حقوق", re.I)
"""What words have that say what may be done; a line of copyright alone names its holder."""


class NotKept(ValueError):
    """A file is not kept. ``reason``: a sentence that ``values`` fill; ``code``: a stable word for machines."""

    def __init__(self, code: str, reason: str, **values: object) -> None:
        self.code, self.reason, self.values = code, reason, values
        super().__init__(reason.format(**values))

    @property
    def said(self) -> str:
        """Return the sentence in the language of the page."""
        return gettext(self.reason).format(**self.values)


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept file. ``is_new``: it was not there before."""

    full_text: FullText
    is_new: bool


@dataclass(frozen=True, slots=True)
class Granted:
    """Under which license a file stands, and whose word that is."""

    license: License | None
    said_by: str

    def may(self, *, deposit: bool) -> Keeping:
        """Return what may be done."""
        return keeping(self.license, deposit=deposit)


def keep(
    *, by: Account | None, work: int | None, data: bytes, file_name: str, origin: TextOrigin, now: datetime, url: str = "", license: str = "",  # noqa: A002
    version: str = "", deposit: bool = False, shown_from: date | None = None, later: bool = False, pictures: Mapping[str, bytes] | None = None,
) -> Kept:  # fmt: skip
    """Keep a file of a work, found by the DOI in the file where none is named; raise NotKept.

    ``license``: words of it, as whoever adds the file knows it, of a fetched file those of the catalog. ``deposit``: the authors gave it to the library.
    ``shown_from``: the first day on which readers see it, None from now on.
    ``later``: somebody waits, so a PDF is read by a job, or now and not for long where its own word of a license decides.
    ``pictures``: of JATS, its files of figures by the names that the article has for them.
    """
    if by is not None and not by.has_perm("fulltext.add_fulltext"):
        raise PermissionDenied
    kind = _kind(data)
    limits = confined.Limits(seconds=WAITED_FOR_S) if later else None
    was_read = None if later and kind is FileKind.PDF else reading.read(data, limits)
    if was_read and kind is FileKind.JATS:
        if was_read.outcome == Outcome.BROKEN:
            raise NotKept("damaged", DAMAGED, why=was_read.detail)
        # What a host sends instead of an article is not to be shown as one, and would never be asked for again.
        if origin == TextOrigin.FETCHED and all(one.kind == "abstract" for one in was_read.text.passages):
            raise NotKept("no-text", NO_TEXT)
    found = _work(work, was_read)
    if origin == TextOrigin.FETCHED and queries.is_down(found.pk):
        raise NotKept("work-down", WORK_DOWN)
    digest = hashlib.sha256(data).hexdigest()
    if there := _there(found, digest):
        return Kept(there, is_new=False)
    granted = _granted(license, kind, was_read, found, version, url)
    may = granted.may(deposit=deposit)
    if was_read is None and may.rule is Rule.NO_LICENSE:
        was_read = reading.read(data, limits)
        granted = _granted(license, kind, was_read, found, version, url)
        may = granted.may(deposit=deposit)
    version = version or _version(kind, found, origin)
    if origin == TextOrigin.FETCHED:
        granted = _granted_fetched(license, was_read)
        may = granted.may(deposit=False)
    if not may.allowed:
        raise NotKept(may.rule.value, SAID[may.rule])
    with transaction.atomic():
        values = {
            "kind": kind, "size": len(data), "file_name": file_name[:255], "version": version, "license": granted.license.given if granted.license else "",
            "label": granted.license.label[:300] if granted.license else "", "rule": may.rule.value, "origin": origin, "url": url, "by": by, "added_at": now,
            "deposited": deposit, **embargo(shown_from, on=localdate(now)),
            "said_by": granted.said_by if may.rule is not Rule.DEPOSIT else SaidBy.STAFF,
        }  # fmt: skip
        made, is_new = FullText.objects.get_or_create(
            work=found, digest=store.put(data, packed=kind is FileKind.JATS), defaults=values
        )
        if not is_new:  # somebody else was quicker by a moment
            return Kept(made, is_new=False)
        if was_read is None:
            jobs.enqueue("fulltext.read", number=made.pk)
        else:
            write_down(made, was_read, pictures=pictures or {}, now=now)
        audit.record(by=by, action="fulltext.keep", subject=made, now=now)
        touch([found.pk])
    return Kept(made, is_new=True)


def _kind(data: bytes) -> FileKind:
    kind = reading.kind_of(data)
    if kind is None:
        raise NotKept("not-read", NOT_READ_HERE)
    if len(data) > MOST_BYTES[kind]:
        raise NotKept("too-large", TOO_LARGE, size=f"{len(data):,}", most=f"{MOST_BYTES[kind]:,}")
    return kind


def _work(number: int | None, was_read: Read | None) -> Work:
    """Return the work of a file: the one that is named, unless the file's own DOI is of another one; else that of the DOI."""
    doi = was_read.text.doi if was_read else ""
    if number is None:
        works = queries.works_with_doi(doi) if doi else []
        if len(works) > 1:
            raise NotKept("several-works", SEVERAL, doi=doi)
        if not works:
            raise NotKept("no-work", NO_WORK)
        if was_read and was_read.text.page_count and not _has_title(was_read.text, works[0].title):
            raise NotKept("not-its-title", NOT_ITS_TITLE, work=works[0].pk, doi=doi)
        return works[0]
    work = queries.live_work(number)
    if work is None:
        raise NotKept("no-work", NO_WORK)
    # The DOI that JATS gives is the article's own; the first that a PDF names may be of something it cites, so it is no reason against.
    if doi and was_read and not was_read.text.page_count and (others := queries.works_with_doi(doi)) and work not in others:
        raise NotKept("other-work", OTHER_DOI, doi=doi)
    return work


def _has_title(text: Text, title: str) -> bool:
    """Say whether a PDF is of the work of a title: it is the one that the file has for itself, or stands at the top of one of its first two pages.

    Compared by words; a longer title letter by letter, too, as the ends of lines part words and join them.
    """
    looked_for = folded(title)
    run = "".join(looked_for)
    if not run:
        return False
    if run == "".join(folded(text.title)):
        return True
    tops = [folded(_DOI.sub(" ", " ".join(page.paragraphs)[:TOP_OF_A_PAGE])) for page in text.passages if page.page <= 2]
    if any(f" {' '.join(looked_for)} " in f" {' '.join(top)} " for top in tops):
        return True
    return len(run) >= (LONG_TITLE if run.isascii() else LONG_TITLE_OF_SIGNS) and any(run in "".join(top) for top in tops)


def _there(work: Work, digest: str) -> FullText | None:
    """Return the same file where it is kept with this work already; raise NotKept where it was taken down, or is another's."""
    for one in FullText.objects.without_text().filter(digest=digest).select_related("work"):
        if one.hidden_at is not None:
            raise NotKept("taken-down", TAKEN_DOWN, why=one.hidden_why)
        if one.work_id == work.pk:
            return one
        if one.work.state == Work.State.LIVE:
            raise NotKept("other-work", OTHER_WORK, work=one.work_id)
    return None


def _version(kind: FileKind, work: Work, origin: TextOrigin) -> str:
    """Return the version of which nobody says anything: JATS that somebody adds is what a publisher, or a server of preprints, made."""
    if kind is FileKind.PDF or origin == TextOrigin.FETCHED:
        return Version.UNKNOWN
    return Version.SUBMITTED if work.kind == "preprint" else Version.PUBLISHED


def _granted_fetched(told: str, was_read: Read | None) -> Granted:
    """Return the license of a fetched file: the stricter of what the catalog says of it and what stands in it."""
    in_catalog, in_file = license_of(told), license_of(was_read.text.license) if was_read else None
    if in_file and not in_file.family and not _TERMS.search(in_file.given):
        in_file = None
    if in_file and (in_catalog is None or freedom(in_file) < freedom(in_catalog)):
        return Granted(in_file, SaidBy.FILE)
    return Granted(in_catalog, SaidBy.CATALOG if in_catalog else "")


def _granted(said: str, kind: FileKind, was_read: Read | None, work: Work, version: str, url: str) -> Granted:
    """Return the license: as whoever adds it says; else the article's own words in JATS, what services say of this copy, what a PDF says on its first pages."""
    in_file = license_of(was_read.text.license) if was_read else None
    if said.strip():
        return Granted(license_of(said), SaidBy.STAFF)
    if in_file and kind is FileKind.JATS:
        return Granted(in_file, SaidBy.FILE)
    if told := queries.license_told(work, version=version, url=url):
        return Granted(told, SaidBy.CATALOG)
    return Granted(in_file, SaidBy.FILE if in_file else "")
