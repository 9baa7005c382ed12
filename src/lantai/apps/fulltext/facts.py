"""What full texts tells others of works: the files it keeps, and passages to answer from."""

from collections.abc import Collection, Iterator

from django.urls import reverse

from lantai.catalog.kept_texts import KeptFile, Passage, files, passages

from . import queries
from .models import FileKind, FullText

MEDIA_TYPES = {FileKind.PDF: "application/pdf", FileKind.JATS: "application/xml"}


@files("fulltext")
def kept(works: Collection[int]) -> dict[int, list[KeptFile]]:
    """Tell which files are kept."""
    return {work: [_file(one) for one in some] for work, some in queries.of_works(works).items()}


def _file(one: FullText) -> KeptFile:
    _label, address = queries.label_of(one.license)
    return KeptFile(
        address=reverse("fulltext:file", args=[one.pk]),
        page=reverse("fulltext:text", args=[one.pk]),
        media_type=MEDIA_TYPES[FileKind(one.kind)],
        size=one.size,
        version=one.version,
        license=one.label,
        license_url=address,
        digest=one.digest,
    )


@passages("fulltext")
def to_answer_from(works: Collection[int]) -> dict[int, list[Passage]]:
    """Give the passages of the best file of each work that has a text."""
    best = {work: next((one for one in some if one.has_text), None) for work, some in queries.of_works(works).items()}
    rows = FullText.objects.filter(pk__in=[one.pk for one in best.values() if one])
    return {one.work_id: list(_passages(one)) for one in rows}


def _passages(one: FullText) -> Iterator[Passage]:
    text, page = queries.text_of(one), reverse("fulltext:text", args=[one.pk])
    for passage in text.passages:
        start = 0
        for paragraph in passage.paragraphs:
            yield Passage(
                work=one.work_id, address=f"{page}#{passage.anchor}", version=one.digest, kind=passage.kind, titles=passage.titles, page=passage.page,
                start=start, end=start + len(paragraph), text=paragraph, language=one.language, license=one.label,
            )  # fmt: skip
            start += len(paragraph) + 1
