"""A record as lines that a person can change, and back: ``written`` gives the lines, ``read`` tells which were changed."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from lantai.core.bib.record import BibRecord, Classification, Contribution, Forms, Identifier, Imprint, Scheme, Subject

P = TypeVar("P")
PARALLEL = " = "
"""Between the scripts of one name, as in the descriptions of ISBD."""


def written(record: BibRecord) -> dict[str, str]:
    """Return the record as the form's values, by the names of its inputs."""
    imprint = imprint_of(record)
    found = {
        "language": " ".join(record.languages),
        "contributors": lines(record.contributions, agent_line),
        "date": date_text(record),
        "place": lines(imprint.places, forms_line),
        "publisher": lines(imprint.publishers, forms_line),
        "imprints": lines(other_imprints(record), imprint_line),
        "kind": record.kind.value,
        "isbn": lines(of_scheme(record, Scheme.ISBN), number_line),
        "issn": lines(of_scheme(record, Scheme.ISSN), number_line),
        "subjects": lines(record.subjects, subject_line),
        "classes": lines(record.classifications, class_line),
    }
    for n, form in enumerate(record.title.forms if record.title else ()):
        found |= {f"title-{n}": squeezed(form.value), f"subtitle-{n}": squeezed(form.rest)}
    return found


def read(text: str, before: Sequence[P], line_of: Callable[[P], str], anew: Callable[[str, list[P]], P]) -> tuple[P, ...]:
    """Return what the lines say: parts whose line stands as it was, and others read with a look at the parts that are gone."""
    gone = list(before)
    kept: list[tuple[str, P | None]] = []
    for line in filter(None, map(squeezed, text.splitlines())):
        same = next((n for n, part in enumerate(gone) if line_of(part) == line), None)
        kept.append((line, None if same is None else gone.pop(same)))
    return tuple(anew(line, gone) if part is None else part for line, part in kept)


def squeezed(text: str) -> str:
    """Return the text as it comes back from an input: on one line, single spaces."""
    return " ".join(text.split())


def lines(parts: Iterable[P], line_of: Callable[[P], str]) -> str:
    """Return the parts, one a line."""
    return "\n".join(map(line_of, parts))


def forms_line(forms: Forms) -> str:
    """Return one name in all its scripts."""
    return squeezed(PARALLEL.join(form.value for form in forms))


def agent_line(agent: Contribution) -> str:
    """Return an agent with its roles, else with the source's words for them."""
    roles = ", ".join(agent.roles or agent.role_words)
    return squeezed(f"{forms_line(agent.forms)}; {roles}" if roles else forms_line(agent.forms))


def number_line(number: Identifier) -> str:
    """Return an identifier, and in brackets what it is of."""
    return squeezed(f"{number.value} ({number.qualifier})" if number.qualifier else number.value)


def subject_line(subject: Subject) -> str:
    """Return a heading with its subdivisions."""
    return squeezed(" -- ".join((forms_line(subject.forms), *subject.subdivisions)))


def class_line(number: Classification) -> str:
    """Return a class number behind the name of its scheme."""
    return squeezed(f"{number.scheme.upper()}: {number.value}" + (f"; {number.item}" if number.item else ""))


def imprint_of(record: BibRecord) -> Imprint:
    """Return the imprint that the form mends: that of the publication, an empty one where there is none."""
    published = (imprint for imprint in record.imprints if imprint.function == "publication")
    return next(published, record.imprints[0] if record.imprints else Imprint())


def other_imprints(record: BibRecord) -> tuple[Imprint, ...]:
    """Return the imprints beside the one that has inputs of its own."""
    first = imprint_of(record)
    return tuple(imprint for imprint in record.imprints if imprint is not first)


def imprint_line(imprint: Imprint) -> str:
    """Return an imprint as place : publisher; date."""
    names = " : ".join(" + ".join(map(forms_line, each)) for each in (imprint.places, imprint.publishers))
    return squeezed(f"{names}; {imprint.date}" if imprint.date else names)


def date_text(record: BibRecord) -> str:
    """Return the date of publication as the source writes it, else as it was understood."""
    return squeezed(imprint_of(record).date or (record.dates[0].text if record.dates else ""))


def of_scheme(record: BibRecord, scheme: Scheme) -> tuple[Identifier, ...]:
    """Return the identifiers of one scheme."""
    return tuple(number for number in record.identifiers if number.scheme is scheme)
