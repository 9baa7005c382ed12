"""Writing down what was read of kept files: their text, their figures, their pictures; again where they are read again."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lantai.catalog.actions import touch
from lantai.catalog.blobs import pack
from lantai.catalog.models import Moved, Work
from lantai.core.bib.licenses import license_of
from lantai.core.formats.fulltext import FigureOf, encode, keeping
from lantai.core.formats.fulltext import FullText as Text
from lantai.core.formats.fulltext.statements import speaking_against
from lantai.core.formats.pdf.reading import Picture, Read
from lantai.infra import audit, jobs
from lantai.people.models import Account

from .. import pictures as drawing
from .. import reading, store
from ..models import FileKind, FullText, KeptFigure

MOST_WAITING = 20
"""Files that one call of ``read_waiting`` reads: a few minutes of a worker at the worst."""


def write_down(full_text: FullText, was_read: Read, *, now: datetime, pictures: Mapping[str, bytes] | None = None) -> None:
    """Write what was read into the row, and its figures anew. ``pictures``: of JATS, by the names that the article has for them."""
    text = was_read.text
    full_text.outcome, full_text.detail, full_text.read_at = was_read.outcome, was_read.detail, now
    full_text.language, full_text.page_count, full_text.characters = text.language[:35], text.page_count, text.characters
    full_text.text = pack(encode(text))
    _weigh(full_text, text)
    full_text.save(
        update_fields=["outcome", "detail", "read_at", "language", "page_count", "characters", "text", "against", "in_doubt"]
    )
    kept = {one.anchor: one for one in was_read.pictures} | drawing.of_jats(text.figures, pictures or {})
    # Pictures of JATS came beside the file, so they stay when it is read again without them. Those of a PDF are in it and come anew: a better reader may
    # number its figures otherwise, and an earlier picture would stand above another's words.
    beside = full_text.kind == FileKind.JATS
    earlier = dict(full_text.figures.exclude(picture="").values_list("anchor", "picture")) if beside else {}
    full_text.figures.all().delete()
    apart = keeping(license_of(full_text.license), deposit=full_text.rule == "own-deposit").figures
    KeptFigure.objects.bulk_create(
        _figure(full_text, n, one, kept.get(one.anchor), earlier.get(one.anchor, ""), apart=apart)
        for n, one in enumerate(text.figures, start=1)
    )


def _weigh(full_text: FullText, text: Text) -> None:
    """Note what the file says against the license claimed for it; what somebody has looked at is no doubt again when it is read again."""
    found = [[one.kind.value, one.words, one.page] for one in speaking_against(text, license_of(full_text.license))]
    if found != full_text.against:
        full_text.against, full_text.in_doubt = found, bool(found)


@transaction.atomic
def settle(*, by: Account, full_text: FullText, now: datetime) -> None:
    """Say that what a file says against its license was looked at, and that the file stays."""
    if not by.has_perm("fulltext.change_fulltext"):
        raise PermissionDenied
    if FullText.objects.filter(pk=full_text.pk, in_doubt=True).update(in_doubt=False):
        audit.record(by=by, action="fulltext.settle", subject=full_text, now=now)


def _figure(full_text: FullText, number: int, one: FigureOf, picture: Picture | None, earlier: str, *, apart: bool) -> KeptFigure:
    """Return the row of a figure. One with a license of its own is shown by that; the others by the file's."""
    shown = (apart and one.may_be_shown) if one.own_license else apart
    size = (picture.width, picture.height) if picture else drawing.size_of(earlier)
    return KeptFigure(
        full_text=full_text, number=number, anchor=one.anchor, label=one.label, caption="\n".join(filter(None, (one.title, *one.caption))), page=one.page,
        license=one.license or full_text.label, doi=one.doi[:255], may_be_shown=shown, picture=store.put(picture.webp) if picture else earlier,
        width=size[0], height=size[1],
    )  # fmt: skip


def read_again(*, by: Account | None, full_text: FullText, now: datetime) -> None:
    """Have a file read once more by a job, as after a better reader was installed."""
    if by is not None and not by.has_perm("fulltext.change_fulltext"):
        raise PermissionDenied
    with transaction.atomic():
        audit.record(by=by, action="fulltext.read_again", subject=full_text, now=now)
        jobs.enqueue("fulltext.read", number=full_text.pk)


def read_waiting(*, now: datetime, number: int | None = None) -> int:
    """Read the files that have not been read yet, at most so many, or the one of a number; return how many. What is lost is noted with it."""
    rows = FullText.objects.filter(pk=number) if number is not None else FullText.objects.filter(outcome="").order_by("pk")
    count = 0
    for one in rows[:MOST_WAITING]:
        try:
            was_read = reading.read(store.get(one.digest))
        except store.Lost as problem:
            was_read = Read("broken", detail=str(problem))
        with transaction.atomic():
            write_down(one, was_read, now=now)
            touch([one.work_id])
        count += 1
    return count


def follow_works() -> int:
    """Give the files of works that were merged into one other to that one; return how many. Of a work that was split they wait for staff."""
    count = 0
    for one in FullText.objects.without_text().filter(work__state=Work.State.MOVED):
        targets = list(Moved.objects.filter(work=one.work_id).values_list("to_id", flat=True)[:2])
        if len(targets) != 1 or FullText.objects.filter(work_id=targets[0], digest=one.digest).exists():
            continue
        with transaction.atomic():
            FullText.objects.filter(pk=one.pk).update(work_id=targets[0])
            touch(targets)
        count += 1
    return count
