"""The report as a text document, from the same parts as its page."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from lantai.core.formats.docx import Block, Heading, Paragraph, Table, document

from .models import Assessment, Trial
from .reports import Figures
from .shown import Section, shown


def report_document(trial: Trial, made: Assessment | None, figures: Figures, *, lang: str, now: datetime) -> bytes:
    """Return the report as DOCX, in the language that is active, which ``lang`` names."""
    title = _("Evaluation report: {name}").format(name=trial.name)
    parts = shown(trial, figures, made, lang=lang)
    return document(_blocks(title, parts), title=title, lang=lang, made_at=now)


def _blocks(title: str, parts: list[Section]) -> Iterator[Block]:
    yield Heading(title, 1)
    for part in parts:
        yield Heading(part.heading, 2)
        if part.note:
            yield Paragraph(part.note)
        for words in part.words:
            if words.before:
                yield Paragraph(words.before, is_strong=True)
            yield Paragraph(f"{words.text} — {words.by}" if words.by else words.text, is_quote=part.code == "comments")
        if part.grid:
            yield Table(part.grid.head, tuple((line.name, *line.cells) for line in part.grid.lines))
