"""Write MODS 3.8: what the record holds in the schema's own elements, each script of a part in an element of its own."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import BinaryIO

from lxml import etree

from lantai.core.bib.record import (
    AgentKind,
    BibRecord,
    Contribution,
    Date,
    DateKind,
    Identifier,
    Kind,
    Link,
    NoteKind,
    Relation,
    Scheme,
    Standing,
    Subject,
    SubjectKind,
    Text,
    TitleForm,
    TitleKind,
)
from lantai.core.text.languages import marc_code

from .citation import headed, iso_date

NAMESPACE = "http://www.loc.gov/mods/v3"
_AGENTS = {
    AgentKind.PERSON: "personal",
    AgentKind.ORGANIZATION: "corporate",
    AgentKind.MEETING: "conference",
    AgentKind.FAMILY: "family",
}
_RESOURCES = {
    Kind.MAP: "cartographic", Kind.SCORE: "notated music", Kind.SOUND: "sound recording", Kind.VIDEO: "moving image", Kind.IMAGE: "still image",
    Kind.OBJECT: "three dimensional object", Kind.SOFTWARE: "software, multimedia",
}  # fmt: skip
_TITLES = {
    TitleKind.PROPER: "",
    TitleKind.ABBREVIATED: "abbreviated",
    TitleKind.TRANSLATED: "translated",
    TitleKind.UNIFORM: "uniform",
}
_NOTES = {NoteKind.BIBLIOGRAPHY: "bibliography", NoteKind.LANGUAGE: "language", NoteKind.THESIS: "thesis", NoteKind.PRICE: "price",
          NoteKind.LOCAL: "local"}  # fmt: skip
_SPECIAL_NOTES = {NoteKind.SUMMARY: "abstract", NoteKind.CONTENTS: "tableOfContents", NoteKind.AUDIENCE: "targetAudience",
                  NoteKind.RIGHTS: "accessCondition"}  # fmt: skip
_SUBJECTS = {SubjectKind.PLACE: "geographic", SubjectKind.PERIOD: "temporal", SubjectKind.GENRE: "genre"}
_NAMED = {SubjectKind.PERSON: "personal", SubjectKind.ORGANIZATION: "corporate", SubjectKind.MEETING: "conference"}
_DATES = {
    DateKind.PUBLISHED: "dateIssued",
    DateKind.RUNNING: "dateIssued",
    DateKind.COPYRIGHT: "copyrightDate",
    DateKind.CREATED: "dateCreated",
}
_RELATIONS = {
    Relation.HOST: "host", Relation.EARLIER: "preceding", Relation.LATER: "succeeding", Relation.ORIGINAL: "original",
    Relation.OTHER_EDITION: "otherVersion", Relation.OTHER_FORM: "otherFormat", Relation.CONSTITUENT: "constituent", Relation.REVIEWED: "reviewOf",
}  # fmt: skip
_SCHEMES = {Scheme.ISSN_L: "issn-l", Scheme.URI: "uri", Scheme.PUBLISHER: "music publisher"}
_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


def write_mods(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write a ``modsCollection``, record by record; deleted ones as OAI-PMH headers, since MODS cannot say it."""
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<modsCollection xmlns="{NAMESPACE}">\n'.encode())
    for record in records:
        root = _deleted(record) if record.deleted else _mods(record)
        stream.write(etree.tostring(root, encoding="unicode").encode() + b"\n")
    stream.write(b"</modsCollection>\n")


def _deleted(record: BibRecord) -> etree._Element:
    root = etree.Element("record")
    _put(etree.SubElement(root, "header", status="deleted"), "identifier", record.control)
    return root


def _put(parent: etree._Element, name: str, text: str = "", **marks: str) -> etree._Element:
    """Add an element; empty attributes are left out."""
    element = etree.SubElement(parent, name, {key: value.translate(_ILLEGAL) for key, value in marks.items() if value})
    element.text = text.translate(_ILLEGAL) or None
    return element


def _mods(record: BibRecord) -> etree._Element:
    root = etree.Element("mods", {"version": "3.8"})
    groups = (f"{number:02d}" for number in count(1))
    _titles(root, record, groups)
    for contribution in record.contributions:
        for form, marks in _scripts(contribution.forms, groups):
            _name(root, contribution, headed(record, contribution, form.value), marks)
    _what(root, record)
    _origin(root, record)
    _languages(root, record)
    for extent in record.extents:
        _put(_put(root, "physicalDescription"), "extent", extent.forms[0].value)
    _notes(root, record, groups)
    for subject in record.subjects:
        _subject(root, subject, groups)
    for number in record.classifications:
        _put(
            root,
            "classification",
            " ".join(filter(None, (number.value, number.item))),
            authority=number.scheme,
            edition=number.edition,
        )
    _series(root, record)
    for link in record.links:
        _link(root, link)
    _identifiers(root, record.identifiers)
    _locations(root, record)
    info = _put(root, "recordInfo")
    _put(info, "recordContentSource", record.agency) if record.agency else None
    _put(info, "recordIdentifier", record.control) if record.control else None
    return root


def _titles(root: etree._Element, record: BibRecord, groups: Iterator[str]) -> None:
    for title in record.titles:
        type_ = _TITLES.get(title.kind, "alternative")
        label = title.kind.value if title.kind not in _TITLES and title.kind is not TitleKind.ALTERNATIVE else ""
        for form, marks in _scripts(title.forms, groups):
            _title(root, form, type=type_, displayLabel=label, **marks)


def _what(root: etree._Element, record: BibRecord) -> None:
    if record.kind in _RESOURCES:
        _put(root, "typeOfResource", _RESOURCES[record.kind])
    if record.kind is not Kind.OTHER:
        _put(root, "genre", record.kind.value, authority="lantai")


def _languages(root: etree._Element, record: BibRecord) -> None:
    said = ((record.languages, ""), (record.original_languages, "original"), (record.summary_languages, "summary"))
    for languages, part in said:
        for language in languages:
            term = _put(root, "language", objectPart=part)
            _put(term, "languageTerm", marc_code(language), type="code", authority="iso639-2b")


def _series(root: etree._Element, record: BibRecord) -> None:
    for series in record.series:
        item = _put(root, "relatedItem", type="series")
        for form in series.forms:
            _title(item, TitleForm(value=form.value, lang=form.lang, part=series.number if form is series.forms[0] else ""))
        _identifiers(item, series.identifiers)


def _scripts(forms: "tuple[Text, ...] | tuple[TitleForm, ...]", groups: Iterator[str]) -> Iterator[tuple[Text, dict[str, str]]]:
    """Yield each form with the attributes that say its language and that the forms belong together."""
    group = next(groups) if len(forms) > 1 else ""
    for form in forms:
        yield form, {"altRepGroup": group, **_tags(form.lang)}


def _tags(lang: str) -> dict[str, str]:
    script = next((part for part in lang.split("-")[1:] if len(part) == 4), "")
    return {"lang": lang.split("-")[0].replace("und", ""), "script": script}


def _title(parent: etree._Element, form: Text, **marks: str) -> None:
    info = _put(parent, "titleInfo", **(_tags(form.lang) | marks))
    nonfiling = form.nonfiling if isinstance(form, TitleForm) else 0
    if nonfiling:
        _put(info, "nonSort", form.value[:nonfiling].strip())
    _put(info, "title", form.value[nonfiling:])
    if isinstance(form, TitleForm):
        _put(info, "subTitle", form.rest) if form.rest else None
        _put(info, "partNumber", form.part) if form.part else None


def _name(root: etree._Element, contribution: Contribution, heading: str, marks: dict[str, str]) -> None:
    name = _put(root, "name", type=_AGENTS[contribution.kind], usage="primary" if contribution.main else "", **marks)
    _put(name, "namePart", heading)
    if contribution.dates:
        _put(name, "namePart", contribution.dates, type="date")
    for code in contribution.roles:
        _put(_put(name, "role"), "roleTerm", code, type="code", authority="marcrelator")
    for word in contribution.role_words:
        _put(_put(name, "role"), "roleTerm", word, type="text")
    for identifier in contribution.identifiers:
        _put(name, "nameIdentifier", identifier.value, type=_SCHEMES.get(identifier.scheme, identifier.scheme.value))
    for place in contribution.affiliations:
        _put(name, "affiliation", place.printed or place.name)


def _origin(root: etree._Element, record: BibRecord) -> None:
    dates = list(record.dates)
    for number, imprint in enumerate(record.imprints):
        info = _put(root, "originInfo", eventType=imprint.function if imprint.function != "publication" else "")
        for place in imprint.places:
            _put(_put(info, "place"), "placeTerm", place[0].value, type="text")
        if number == 0:
            _countries(info, record)
        for publisher in imprint.publishers:
            _put(info, "publisher", publisher[0].value)
        if number == 0:
            _dates(info, dates)
            _editions(info, record)
    if not record.imprints and (dates or record.editions or record.countries):
        info = _put(root, "originInfo")
        _countries(info, record)
        _dates(info, dates)
        _editions(info, record)


def _countries(info: etree._Element, record: BibRecord) -> None:
    for country in record.countries:
        _put(_put(info, "place"), "placeTerm", country, type="code", authority="iso3166")


def _dates(info: etree._Element, dates: list[Date]) -> None:
    for date in dates:
        if date.kind is DateKind.ORIGINAL:
            _put(info, "dateOther", date.text, type="original")
        if date.kind in _DATES:
            _put(info, _DATES[date.kind], date.text)
            if iso_date(date) not in ("", date.text):
                _put(info, _DATES[date.kind], iso_date(date), encoding="w3cdtf")


def _editions(info: etree._Element, record: BibRecord) -> None:
    for edition in record.editions:
        _put(info, "edition", edition.forms[0].value)


def _notes(root: etree._Element, record: BibRecord, groups: Iterator[str]) -> None:
    for note in record.notes:
        for form, marks in _scripts(note.forms, groups):
            _put(root, _SPECIAL_NOTES.get(note.kind, "note"), form.value, type=_NOTES.get(note.kind, ""), **marks)
    for form in record.title.forms if record.title else ():
        if form.by:
            _put(root, "note", form.by, type="statement of responsibility", **_tags(form.lang))


def _subject(root: etree._Element, subject: Subject, groups: Iterator[str]) -> None:
    uri = next((i.value for i in subject.identifiers), "")
    for form, marks in _scripts(subject.forms, groups):
        if subject.kind is SubjectKind.GENRE and not subject.subdivisions:
            _put(root, "genre", form.value, authority=subject.scheme, **marks)
            continue
        element = _put(root, "subject", authority=subject.scheme, valueURI=uri, **marks)
        if subject.kind in _NAMED:
            _put(_put(element, "name", type=_NAMED[subject.kind]), "namePart", form.value)
        elif subject.kind is SubjectKind.TITLE:
            _put(_put(element, "titleInfo"), "title", form.value)
        else:
            _put(element, _SUBJECTS.get(subject.kind, "topic"), form.value)
        for part in subject.subdivisions if form is subject.forms[0] else ():
            _put(element, "topic", part)


def _link(root: etree._Element, link: Link) -> None:
    known = link.relation in _RELATIONS
    item = _put(root, "relatedItem", type=_RELATIONS.get(link.relation, ""), otherType="" if known else link.relation.value)
    for form in link.titles:
        _title(item, form)
    for name in link.names:
        _put(_put(item, "name"), "namePart", name.value)
    _identifiers(item, link.identifiers)
    if link.volume or link.issue or link.pages:
        part = _put(item, "part")
        for kind, value in (("volume", link.volume), ("issue", link.issue)):
            if value:
                _put(_put(part, "detail", type=kind), "number", value)
        if link.pages:
            _put(_put(part, "extent", unit="pages"), "list", link.pages)
    if link.text:
        _put(item, "note", link.text)


def _identifiers(parent: etree._Element, identifiers: tuple[Identifier, ...]) -> None:
    for i in identifiers:
        invalid = "yes" if i.standing is Standing.CANCELLED else ""
        _put(parent, "identifier", i.value, type=_SCHEMES.get(i.scheme, i.scheme.value), invalid=invalid)


def _locations(root: etree._Element, record: BibRecord) -> None:
    for access in record.access:
        usage = "primary" if access.kind.value == "resource" else ""
        _put(_put(root, "location"), "url", access.url, displayLabel=access.label, usage=usage, note=access.note)
    for holding in record.holdings:
        place = _put(root, "location")
        _put(place, "physicalLocation", holding.library) if holding.library else None
        _put(place, "shelfLocator", holding.call_number) if holding.call_number else None
        if holding.items or holding.location or holding.coverage:
            simple = _put(place, "holdingSimple")
        for item in holding.items:
            copy = _put(simple, "copyInformation")
            said = (
                ("form", item.material),
                ("subLocation", item.location or holding.location),
                ("shelfLocator", item.call_number),
                ("note", item.note),
            )
            for name, value in said:
                _put(copy, name, value) if value else None
            _put(copy, "enumerationAndChronology", item.volume, unitType="2") if item.volume else None
            _put(copy, "itemIdentifier", item.barcode, type="barcode") if item.barcode else None
        if not holding.items and (holding.location or holding.coverage):
            copy = _put(simple, "copyInformation")
            _put(copy, "subLocation", holding.location) if holding.location else None
            for coverage in holding.coverage:
                _put(copy, "enumerationAndChronology", coverage, unitType="1")
