"""What full texts tells others of works: the files it keeps, and passages to answer from, what was deposited."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import islice

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from lantai.catalog.families import Family, register
from lantai.catalog.index import last_change
from lantai.catalog.kept_texts import Deposits, KeptFile, Mark, Passage, Quote, files, passages, quotes, searched, tell_deposits
from lantai.catalog.openings import opened
from lantai.catalog.standing import copies
from lantai.core.bib.licenses import license_of
from lantai.core.openness.copies import Copy, Host, Version

from . import queries
from .models import FileKind, FullText

MOST_LOOKED_THROUGH = 600
"""Paragraphs of one text that are looked through for a quote; of one page of results at most so many works."""

MOST_QUOTED = 6
LONGEST = 3_000
HERE = "here"
"""The one part of the family of deposits."""


@files("fulltext")
def kept(works: Collection[int]) -> dict[int, list[KeptFile]]:
    """Tell which files are kept."""
    return {work: [_file(one) for one in some] for work, some in queries.of_works(works).items()}


def _file(one: FullText) -> KeptFile:
    _label, address = queries.label_of(one.license)
    return KeptFile(
        address=reverse("fulltext:file", args=[one.pk]),
        page=reverse("fulltext:text", args=[one.pk]),
        media_type=FileKind(one.kind).media_type,
        size=one.size,
        version=one.version,
        license=one.label,
        license_url=address,
        digest=one.digest,
    )


@copies("fulltext")
def own_copies(works: Collection[int]) -> dict[int, list[Copy]]:
    """Tell the library's copies: a repository has them, which is this one; readers wait for some until a day."""
    return {work: [_copy(one) for one in some] for work, some in queries.standing_of(works).items()}


def _copy(one: FullText) -> Copy:
    file = reverse("fulltext:file", args=[one.pk])
    return Copy(
        Host.REPOSITORY,
        reverse("fulltext:text", args=[one.pk]) if one.has_text else file,
        file if one.kind == FileKind.PDF else "",
        Version(one.version),
        license_of(one.license),
        embargo_until=one.shown_from,
    )


register(
    Family(
        name="deposit",
        title="Deposits",
        every=lambda: {HERE: "Deposited with this library"} if queries.deposited_works() else {},
        knows=lambda value: value == HERE,
        members=lambda value: queries.deposited_works() if value == HERE else [],
        parts_of=lambda works: {work: [HERE] for work in queries.deposits(works)},
        reached=last_change,
        left=lambda value: queries.once_deposited_works() if value == HERE else [],
    )
)


def described(works: Collection[int], address: Callable[[int], str]) -> dict[int, bytes]:
    """Give the descriptions of what was deposited of works, as of today."""
    from . import deposits

    return dict(deposits.every(address, library=settings.LIBRARY_NAME, on=localdate(), works=works))


tell_deposits(
    "fulltext",
    Deposits(every=queries.deposited_works, among=lambda works: queries.deposits(works).keys(), described=described),
)


@opened("fulltext")
def shown_since(first: date, last: date) -> dict[int, date]:
    """Tell the works of which a file has been shown since a day of this time; its embargo ended then."""
    return queries.opened(first, last)


@passages("fulltext")
def to_answer_from(works: Collection[int]) -> dict[int, list[Passage]]:
    """Give the passages of the best file of each work that has a text."""
    return {one.work_id: list(_passages(one)) for one in _best(works)}


def _passages(one: FullText) -> Iterator[Passage]:
    text, page = queries.text_of(one), reverse("fulltext:text", args=[one.pk])
    for passage in text.passages:
        start = 0
        for paragraph in passage.paragraphs:
            at = f"{page}?at={passage.anchor}#{passage.anchor}"
            yield Passage(
                work=one.work_id, address=at, version=one.digest, kind=passage.kind, titles=passage.titles, page=passage.page,
                start=start, end=start + len(paragraph), text=paragraph, language=one.language, license=one.label,
            )  # fmt: skip
            start += len(paragraph) + 1


@searched("fulltext")
def words(works: Collection[int]) -> dict[int, list[str]]:
    """Give the words of the best text of each work, where the library has chosen that they are searched."""
    if not queries.practice().is_searched:
        return {}
    return {one.work_id: list(queries.text_of(one).words()) for one in _best(works)}


@quotes("fulltext")
def quoted(works: Collection[int], mark: Mark) -> dict[int, Quote]:
    """Find the paragraph of each work's text in which most of the words stand."""
    if not queries.practice().is_searched:
        return {}
    found = ((one.work_id, _quote(one, mark)) for one in _best(list(works)[:MOST_QUOTED]))
    return {work: quote for work, quote in found if quote}


def _best(works: Collection[int]) -> QuerySet[FullText]:
    best = [next((one.pk for one in some if one.has_text), None) for some in queries.of_works(works).values()]
    return FullText.objects.filter(pk__in=[pk for pk in best if pk])


def _quote(one: FullText, mark: Mark) -> Quote | None:
    text, page = queries.text_of(one), reverse("fulltext:text", args=[one.pk])
    every = ((passage, paragraph) for passage in text.passages for paragraph in passage.paragraphs)
    best: tuple[int, Quote] | None = None
    for passage, paragraph in islice(every, MOST_LOOKED_THROUGH):
        pieces = mark(paragraph[:LONGEST], one.language)
        count = len({piece.casefold() for piece, hit in pieces if hit})
        if count and (best is None or count > best[0]):
            best = count, Quote(pieces, one.language, f"{page}?at={passage.anchor}#{passage.anchor}")
    return best[1] if best else None
