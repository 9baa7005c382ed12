"""Reading text and figures out of a file: JATS here, which is bounded and expands nothing; PDF in a process of its own."""

from lantai.core.formats.errors import FormatError
from lantai.core.formats.fulltext import full_text
from lantai.core.formats.pdf.child import decoded
from lantai.core.formats.pdf.reading import Outcome, Read
from lantai.infra import confined

from .models import FileKind

CHILD = "lantai.core.formats.pdf.child"
_HEAD = 4_096


def kind_of(data: bytes) -> FileKind | None:
    """Return what sort of file bytes are; None for one that is not read."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1_024]:
        return FileKind.PDF
    if b"<article" in head or (head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"<article" in data[:200_000]):
        return FileKind.JATS
    return None


def read(data: bytes, kind: str, limits: confined.Limits | None = None) -> Read:
    """Return what stands in a file, or why nothing does; never raises for what the file is."""
    if kind == FileKind.PDF:
        return _read_pdf(data, limits or confined.Limits())
    try:
        text = full_text(data)
    except FormatError as problem:
        return Read(Outcome.BROKEN, detail=str(problem)[:500])
    return Read(Outcome.READ if text.characters else Outcome.NO_TEXT, text)


def _read_pdf(data: bytes, limits: confined.Limits) -> Read:
    try:
        return decoded(confined.run(CHILD, data, limits))
    except confined.Confined as problem:
        return Read(Outcome.TOO_MUCH if problem.by_limit else Outcome.BROKEN, detail=str(problem))
