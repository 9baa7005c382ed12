"""The files that readers can take: which formats, what they are called, and how one is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from lantai.core.bib.record import BibRecord
from lantai.core.text.messages import N_

IN_MEMORY = 2_000_000  # bytes of a file that stay in memory while it is written


@dataclass(frozen=True, slots=True)
class Form:
    """A format to take records away in. ``writes``: its name among Lantai's formats; ``about``: whom it serves, for translation."""

    name: str
    writes: str
    label: str
    suffix: str
    content_type: str
    about: str


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("ris", "ris", "RIS", "ris", "application/x-research-info-systems", N_("EndNote, Zotero, NoteExpress, Mendeley")),
        Form("bibtex", "bibtex", "BibTeX", "bib", "application/x-bibtex", N_("LaTeX, JabRef")),
        Form("csl", "csl", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", N_("Zotero, Pandoc")),
        Form("marcxml", "marcxml", "MARCXML", "xml", "application/marcxml+xml", N_("libraries")),
        Form("csv", "csv", "CSV", "csv", "text/csv; charset=utf-8", N_("spreadsheets")),
    )
}
"""Form.name -> the form, in the order in which pages offer them."""


def write(form: Form, records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write a whole file of the records."""
    from lantai.core.formats.open import write_file

    write_file(form.writes, records, stream)


def written(form: Form, records: Iterable[BibRecord]) -> IO[bytes]:
    """Return a whole file of the records, at its beginning; a large one lies on disk."""
    stream = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the response closes it)
    write(form, records, stream)  # type: ignore[arg-type]
    stream.seek(0)
    return stream
