"""A profile's works to take away: for reference managers, for ORCID, and as a list of publications to print or to edit."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.catalog import queries as catalog
from lantai.catalog.standing import flagged, of_records
from lantai.core.bib.notices import Nature
from lantai.core.bib.record import BibRecord
from lantai.core.formats.citing.reference import reference
from lantai.core.formats.citing.styles import Style
from lantai.core.formats.docx import Block, Heading, Paragraph, document
from lantai.core.formats.open import write_file
from lantai.core.formats.orcid import writing
from lantai.core.text.messages import N_

from . import queries
from .models import Scholar
from .shown import Profile

NATURES = {Nature.RETRACTION: N_("Retracted"), Nature.CONCERN: N_("Expression of concern"), Nature.CORRECTION: N_("Corrected")}

MOST = 5_000
"""Works of one file."""


@dataclass(frozen=True, slots=True)
class Form:
    """A file that a profile can be taken away in. ``about``: whom it serves."""

    name: str
    label: str
    suffix: str
    content_type: str
    about: str | Promise


FORMS = {
    form.name: form
    for form in (
        Form("csl", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", "Zotero, Pandoc"),
        Form("ris", "RIS", "ris", "application/x-research-info-systems", "EndNote, NoteExpress"),
        Form("bibtex", "BibTeX", "bib", "application/x-bibtex", "LaTeX, JabRef"),
        Form("orcid-json", "ORCID JSON", "json", "application/json", gettext_lazy("works for an ORCID record, version 3.0")),
        Form("orcid-xml", "ORCID XML", "xml", "application/xml", gettext_lazy("works for an ORCID record, version 3.0")),
        Form(
            "docx", "DOCX", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            gettext_lazy("a list of publications to edit"),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """A work in a list of publications: its reference, its year, and whether it was retracted or corrected."""

    number: int
    line: str
    language: str
    year: int | None
    nature: Nature | None


def records(scholar: Scholar) -> list[tuple[int, BibRecord]]:
    """Return the works of a profile, the newest first: number and the edition that is shown first, with a note of what was retracted."""
    numbers = list(dict.fromkeys(queries.works_of(scholar).values_list("work_id", flat=True)[:MOST]))
    found = flagged(catalog.documents(numbers))
    return [(number, found[number].instances[0].record) for number in numbers if number in found]


def written(form: Form, works: Sequence[tuple[int, BibRecord]], *, address: str) -> bytes:
    """Return a file of works. ``address``: of the library, before the numbers of works."""
    if form.name.startswith("orcid"):
        write = writing.as_json if form.suffix == "json" else writing.as_xml
        return write((record, f"{address}{number}/") for number, record in works)
    stream = io.BytesIO()
    write_file(form.name, (record for _number, record in works), stream)
    return stream.getvalue()


def cited(works: Sequence[tuple[int, BibRecord]], *, style: Style, now: datetime) -> list[Cited]:
    """Return works as references in a style."""
    stand = of_records({number: [record] for number, record in works}, on=now.date())
    return [
        Cited(number, one.text, one.language, record.year, stand[number].nature)
        for number, record in works
        if (one := reference(record, style, accessed=now.date()))
    ]


def vita(profile: Profile, works: Sequence[Cited], *, lang: str, now: datetime) -> bytes:
    """Return a list of publications as a text document, in the language that is active, which ``lang`` names."""
    title = profile.scholar.name
    return document(_blocks(profile, works), title=title, lang=lang, made_at=now)


def _blocks(profile: Profile, works: Sequence[Cited]) -> Iterator[Block]:
    yield Heading(profile.scholar.name, 1)
    if profile.names:
        yield Paragraph(" · ".join(text for text, _language in profile.names))
    if profile.scholar.orcid and "orcid" in profile.seen:
        yield Paragraph(f"ORCID iD: https://orcid.org/{profile.scholar.orcid}")
    if profile.scholar.about and "about" in profile.seen:
        yield Paragraph(profile.scholar.about)
    if profile.institutions:
        yield Heading(_("Institutions"), 2)
        for name, years in profile.institutions:
            yield Paragraph(f"{name} ({years})" if years else name)
    if works:
        yield Heading(_("Publications"), 2)
    for year, some in groupby(works, key=lambda one: one.year):
        yield Heading(str(year) if year else _("Without a year"), 3)
        for one in some:
            said = _(NATURES[one.nature]) if one.nature else ""
            yield Paragraph(f"{one.line} [{said}]" if said else one.line)
