"""What of a work is made into its vector: its title, and its summary if it has one, in three helpings whose vectors are added up.

Measured with the packaged encoder on ChinaXiv (6,436 works; R@1 of titles | of three keywords, vectors alone): the title alone .861 | .365; title and abstract
as one text .623 | .402; title, title with 300 characters, and title with the abstract, added up: .881 | .501.
"""

from collections.abc import Sequence

from lantai.core.bib.record import BibRecord, NoteKind

VERSION = 1
"""Goes up when passages are made otherwise: vectors made before are then made anew."""

HELPINGS = (300, 800)
"""Characters of the summary that stand after the title in the second and the third helping."""

LONGEST_TITLE = 400


def passages(records: Sequence[BibRecord]) -> tuple[tuple[str, ...], str]:
    """Return the texts of a work, none when it has no title, and its language. ``records``: its instances, the one shown first standing first."""
    first = records[0]
    form = next((form for title in first.titles[:1] for form in title.forms[:1]), None)
    if form is None:
        return (), first.language
    summary = next((f.value for r in records for note in r.notes if note.kind is NoteKind.SUMMARY for f in note.forms[:1]), "")
    return helpings(" ".join(filter(None, (form.value, form.rest, form.part))), summary), first.language


def helpings(title: str, summary: str) -> tuple[str, ...]:
    """Return the texts whose vectors are added up: of a work without a summary one, of one with a short summary two."""
    head = title.rstrip(" ./:;")[:LONGEST_TITLE]
    cut = dict.fromkeys(summary[:length].strip() for length in HELPINGS)
    return tuple(filter(None, (head, *(f"{head}. {text}" if head else text for text in cut if text))))
