"""What a cataloger's changed lines say of a record: each function reads one field back from what ``lines.written`` gave.

A line left as it was keeps its part whole: all scripts, dates and authority numbers of a name, though the line shows only some.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantai.core.bib.dates import parse_dates
from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import (
    BibRecord,
    Classification,
    Contribution,
    Date,
    DateKind,
    Forms,
    Identifier,
    Imprint,
    Part,
    Scheme,
    Standing,
    Subject,
    Text,
    Title,
    TitleForm,
)
from lantai.core.bib.roles import role
from lantai.core.text import languages as tongues
from lantai.core.text.scripts import tagged

from .lines import (
    PARALLEL,
    agent_line,
    class_line,
    date_text,
    forms_line,
    imprint_line,
    imprint_of,
    number_line,
    of_scheme,
    other_imprints,
    read,
    squeezed,
    subject_line,
)

CLASSES = {
    "clc": re.compile(r"[A-Z]{1,2}[\d-]"),
    "lcc": re.compile(r"[A-Z]{1,3}\d*"),
    "ddc": re.compile(r"\d{1,3}(\.\d+)?"),
    "udc": re.compile(r"[\d(\"=]"),
    "nlm": re.compile(r"[QW][A-Z]?\s?\d*"),
    "cas": re.compile(r"\d"),
}
"""Scheme of classes -> how its numbers begin."""

OTHER_EVENTS = (DateKind.ORIGINAL, DateKind.CREATED)


def titles(record: BibRecord, given: Iterable[tuple[str, str]]) -> tuple[Title, ...]:
    """Return the titles with the proper one as given: a (title, subtitle) for each script, an empty one for a script to drop."""
    former = record.title
    before = former.forms if former else ()
    forms = tuple(
        _title_form(record, before[n] if n < len(before) else None, squeezed(value), squeezed(rest))
        for n, (value, rest) in enumerate(given)
        if value.strip() or rest.strip()
    )
    if not forms:
        return ()
    if former is None:
        return (Title(forms=forms),)
    return tuple(msgspec.structs.replace(t, forms=forms) if t is former else t for t in record.titles)


def _title_form(record: BibRecord, former: TitleForm | None, value: str, rest: str) -> TitleForm:
    if not value:
        raise ValidationError(_("A subtitle needs the title that it belongs to."))
    if former is None:
        return TitleForm(value, tagged(record.language, value), rest=rest)
    if (value, rest) == (squeezed(former.value), squeezed(former.rest)):
        return former
    if value == squeezed(former.value):
        return msgspec.structs.replace(former, rest=rest)
    skipped = former.nonfiling if value.startswith(former.value[: former.nonfiling]) else 0
    lang = tagged(former.lang or record.language, value)
    return msgspec.structs.replace(former, value=value, rest=rest, lang=lang, nonfiling=skipped)


def contributions(record: BibRecord, text: str) -> tuple[Contribution, ...]:
    """Return who is named in the lines "Name = the same in another script; role, role"."""
    return read(text, record.contributions, agent_line, lambda line, gone: _agent(record, line, gone))


def _agent(record: BibRecord, line: str, gone: Sequence[Contribution]) -> Contribution:
    name, _semicolon, said = line.replace("；", ";").partition(";")
    forms = _forms(record, name, [form for agent in gone for form in agent.forms])
    values = {form.value for form in forms}
    former = next((agent for agent in gone if values & {squeezed(form.value) for form in agent.forms}), None)
    roles, words = _roles(said, former)
    if former is None:
        return Contribution(forms=forms, roles=roles) if len(gone) != 1 else _renamed(gone[0], forms, roles, words)
    return msgspec.structs.replace(former, forms=forms, roles=roles, role_words=words)


def _renamed(former: Contribution, forms: Forms, roles: tuple[str, ...], words: tuple[str, ...]) -> Contribution:
    """Return another agent in the place of one: it stays a person or a body, but dates and numbers were the other's."""
    return Contribution(forms=forms, kind=former.kind, roles=roles, role_words=words, main=former.main)


def _roles(said: str, former: Contribution | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return codes and the source's words; words of the source that have no code are kept, unknown new ones refused."""
    codes, words = [], []
    for word in filter(None, map(squeezed, re.split("[,，、]", said))):
        if code := role(word):
            codes.append(code)
        elif former and word in map(squeezed, former.role_words):
            words.append(word)
        else:
            raise wrong(_("%(words)s is no role that is known; a MARC code such as aut, edt or trl always is."), word)
    same = former is not None and tuple(codes) == former.roles and not words
    return tuple(codes), former.role_words if same and former else tuple(words)


def languages(record: BibRecord, text: str) -> tuple[str, ...]:
    """Return the languages of codes with spaces or commas between them."""
    return tuple(dict.fromkeys(_language(record, code) for code in re.split(r"[\s,;，、]+", text.strip()) if code))


def _language(record: BibRecord, code: str) -> str:
    tag = code if code in record.languages else tongues.bcp47(code)
    if not tag or tag.startswith("und"):
        raise wrong(_("%(words)s is the code of no language: write zh or chi, ar or ara."), code)
    return tag


def dates(record: BibRecord, text: str) -> tuple[Date, ...]:
    """Return the dates with that of publication as given; when the original or the thing itself was made stays."""
    if text == date_text(record):
        return record.dates
    running = any(date.kind is DateKind.RUNNING for date in record.dates)
    found = parse_dates(text, kind=DateKind.RUNNING if running else DateKind.PUBLISHED)
    if text and not any(date.start is not None or date.end is not None for date in found):
        raise wrong(_("No year can be read from %(words)s."), text)
    return (*found, *(date for date in record.dates if date.kind in OTHER_EVENTS)) if found else ()


def imprints(record: BibRecord, *, place: str, publisher: str, date: str, others: str) -> tuple[Imprint, ...]:
    """Return the imprints: places, publishers and date of the publication as given, and the lines of the ``others``."""
    former = imprint_of(record)
    mended = msgspec.structs.replace(
        former,
        places=read(place, former.places, forms_line, lambda line, gone: _forms(record, line, _flat(gone))),
        publishers=read(publisher, former.publishers, forms_line, lambda line, gone: _forms(record, line, _flat(gone))),
        date=date if former.date and date != date_text(record) else former.date,
    )
    further = read(others, other_imprints(record), imprint_line, lambda line, gone: _imprint(record, line, gone))
    if mended == former and further == other_imprints(record):
        return record.imprints
    empty = not (mended.places or mended.publishers or mended.date)
    return further if empty else (mended, *further)


def _imprint(record: BibRecord, line: str, gone: Sequence[Imprint]) -> Imprint:
    names, _semicolon, date = line.replace("；", ";").rpartition(";") if ";" in line.replace("；", ";") else (line, "", "")
    place, colon, publisher = names.replace("：", ":").partition(":")
    if not colon:
        raise wrong(_("%(words)s is no imprint: write place : publisher; date."), line)
    known = [form for imprint in gone for forms in (*imprint.places, *imprint.publishers) for form in forms]
    parts = ([_forms(record, each, known) for each in said.split("+") if each.strip()] for said in (place, publisher))
    places, publishers = map(tuple, parts)
    function = gone[0].function if len(gone) == 1 else "publication"
    return Imprint(places=places, publishers=publishers, date=squeezed(date), function=function)


def identifiers(record: BibRecord, *, isbn: Sequence[Identifier], issn: Sequence[Identifier]) -> tuple[Identifier, ...]:
    """Return the identifiers with these ISBNs and ISSNs for the ones there were."""
    ours = (Scheme.ISBN, Scheme.ISSN)
    if (*isbn, *issn) == (*of_scheme(record, Scheme.ISBN), *of_scheme(record, Scheme.ISSN)):
        return record.identifiers
    return (*isbn, *issn, *(number for number in record.identifiers if number.scheme not in ours))


def numbers(record: BibRecord, scheme: Scheme, text: str) -> tuple[Identifier, ...]:
    """Return the identifiers of one scheme, one a line; a number that is changed must be right."""
    return read(text, of_scheme(record, scheme), number_line, lambda line, _gone: _number(scheme, line))


def _number(scheme: Scheme, line: str) -> Identifier:
    found = identify(scheme, line)
    if found.standing is Standing.INVALID:
        wrongs = WRONG_CHECK if found.repair == "check digit" else WRONG_SHAPE
        raise wrong(wrongs[scheme], line)
    return found


WRONG_CHECK: dict[Scheme, Promise] = {
    Scheme.ISBN: _("%(words)s is no ISBN: its check digit is wrong."),
    Scheme.ISSN: _("%(words)s is no ISSN: its check digit is wrong."),
}
WRONG_SHAPE: dict[Scheme, Promise] = {
    Scheme.ISBN: _("%(words)s is no ISBN: it has 10 or 13 digits."),
    Scheme.ISSN: _("%(words)s is no ISSN: it has eight digits."),
}


def subjects(record: BibRecord, text: str) -> tuple[Subject, ...]:
    """Return the subjects of lines "Heading -- subdivision -- subdivision"."""
    return read(text, record.subjects, subject_line, lambda line, gone: _subject(record, line, gone))


def _subject(record: BibRecord, line: str, gone: Sequence[Subject]) -> Subject:
    heading, *divisions = map(squeezed, re.split(r"\s*(?:--|—+)\s*", line))
    forms = _forms(record, heading, [form for subject in gone for form in subject.forms])
    former = next((s for s in gone if squeezed(s.forms[0].value) == forms[0].value), None)
    if former is None:
        return Subject(forms=forms, subdivisions=tuple(filter(None, divisions)))
    # The number of an authority record was that of the heading with its former subdivisions.
    return msgspec.structs.replace(former, forms=forms, subdivisions=tuple(filter(None, divisions)), identifiers=())


def classifications(record: BibRecord, text: str) -> tuple[Classification, ...]:
    """Return the classes of lines "CLC: I242.4; C1": scheme, number, book number."""
    return read(text, record.classifications, class_line, lambda line, _gone: _class(line))


def _class(line: str) -> Classification:
    found = re.match(r"(\w+)\s*[:：\s]\s*(.+)", line)
    scheme = found[1].lower() if found else ""
    if found is None or scheme not in CLASSES:
        raise wrong(_("%(words)s does not begin with a scheme: CLC, LCC, DDC, UDC, NLM or CAS."), line)
    number, _semicolon, item = (squeezed(part) for part in found[2].replace("；", ";").partition(";"))
    if not CLASSES[scheme].match(number):
        raise wrong(_("%(words)s is no number of this scheme."), line)
    return Classification(scheme=scheme, value=number, item=item)


def released(value: object) -> object:
    """Return a field's value as a correction says it: its parts stand nowhere in a received record."""
    if not isinstance(value, tuple):
        return value
    return tuple(msgspec.structs.replace(part, at="", src=0) if isinstance(part, Part) else part for part in value)


def wrong(sentence: Promise, words: str) -> ValidationError:
    """Return the error with the words it is about, kept apart from the sentence's direction."""
    return ValidationError(sentence, params={"words": f"\u2068{words}\u2069"})


def _forms(record: BibRecord, text: str, known: Sequence[Text]) -> Forms:
    """Return the scripts of one name, each in the language that it had, else in the record's."""
    langs = {squeezed(form.value): form.lang for form in known}
    values = [value for value in map(squeezed, text.split(PARALLEL)) if value]
    if not values:
        raise ValidationError(_("A line begins without a name or heading."))
    return tuple(Text(value, langs.get(value) or tagged(record.language, value)) for value in values)


def _flat(groups: Iterable[Forms]) -> list[Text]:
    return [form for forms in groups for form in forms]
