"""What the elements of MODS mean: one function for each, in ``ELEMENTS``.

Each gets the elements that say one thing: those that share an ``altRepGroup`` say it in several scripts and become the forms of
one part.
"""

from collections.abc import Callable

import msgspec
from lxml import etree

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import (
    AccessKind,
    Affiliation,
    AgentKind,
    Classification,
    Contribution,
    DateKind,
    Forms,
    HoldingRecord,
    Imprint,
    ItemRecord,
    Kind,
    Link,
    Note,
    NoteKind,
    Relation,
    Scheme,
    Series,
    Statement,
    Subject,
    SubjectKind,
    Text,
    Title,
    TitleKind,
)
from lantai.core.bib.roles import role
from lantai.core.text.countries import country_of_marc
from lantai.core.text.languages import bcp47

from .agent_names import heading
from .draft import Draft
from .edtf import parse_edtf
from .mods_pieces import Elements, first_text, forms_of, identifiers_of, place_of, tag_of, text_in, title_form
from .xmltree import children, local, text_of

_TITLE_KINDS = {"": TitleKind.PROPER, "abbreviated": TitleKind.ABBREVIATED, "translated": TitleKind.TRANSLATED,
                "alternative": TitleKind.ALTERNATIVE, "uniform": TitleKind.UNIFORM}  # fmt: skip
_LABELS = {kind.value: kind for kind in TitleKind}
_AGENTS = {
    "personal": AgentKind.PERSON,
    "corporate": AgentKind.ORGANIZATION,
    "conference": AgentKind.MEETING,
    "family": AgentKind.FAMILY,
}
_RELATIONS = {
    "host": Relation.HOST, "preceding": Relation.EARLIER, "succeeding": Relation.LATER, "original": Relation.ORIGINAL,
    "otherVersion": Relation.OTHER_EDITION, "otherFormat": Relation.OTHER_FORM, "constituent": Relation.CONSTITUENT, "reviewOf": Relation.REVIEWED,
}  # fmt: skip
_KINDS = {
    "article": Kind.ARTICLE, "journal article": Kind.ARTICLE, "academic journal": Kind.JOURNAL, "periodical": Kind.JOURNAL, "newspaper": Kind.NEWSPAPER,
    "book": Kind.BOOK, "book chapter": Kind.CHAPTER, "chapter": Kind.CHAPTER, "thesis": Kind.THESIS, "theses": Kind.THESIS,
    "dissertation": Kind.THESIS, "conference publication": Kind.CONFERENCE, "conference": Kind.CONFERENCE, "technical report": Kind.REPORT,
    "report": Kind.REPORT, "patent": Kind.PATENT, "standard": Kind.STANDARD, "map": Kind.MAP, "series": Kind.SERIES, "preprint": Kind.PREPRINT,
    "manuscript": Kind.MANUSCRIPT, "database": Kind.DATABASE, "web site": Kind.WEBSITE, "website": Kind.WEBSITE, "dataset": Kind.DATASET,
    "journal": Kind.JOURNAL,
}  # fmt: skip
_RESOURCES = {
    "cartographic": Kind.MAP, "notated music": Kind.SCORE, "sound recording": Kind.SOUND, "sound recording-musical": Kind.SOUND,
    "sound recording-nonmusical": Kind.SOUND, "moving image": Kind.VIDEO, "still image": Kind.IMAGE, "three dimensional object": Kind.OBJECT,
    "software, multimedia": Kind.SOFTWARE,
}  # fmt: skip
_NOTES = {"bibliography": NoteKind.BIBLIOGRAPHY, "language": NoteKind.LANGUAGE, "thesis": NoteKind.THESIS, "price": NoteKind.PRICE,
          "local": NoteKind.LOCAL}  # fmt: skip
_SUBJECTS = {"topic": SubjectKind.TOPIC, "geographic": SubjectKind.PLACE, "hierarchicalGeographic": SubjectKind.PLACE, "temporal": SubjectKind.PERIOD,
             "titleInfo": SubjectKind.TITLE, "genre": SubjectKind.GENRE, "occupation": SubjectKind.TOPIC}  # fmt: skip
DATE_KINDS = {"dateIssued": DateKind.PUBLISHED, "copyrightDate": DateKind.COPYRIGHT, "dateCreated": DateKind.CREATED}


Action = Callable[[Draft, Elements], None]


def keep(draft: Draft, elements: Elements) -> None:
    """Keep every text and attribute below, each with its path."""
    for element in elements:
        _keep_tree(draft, element, local(element))


def _keep_tree(draft: Draft, element: etree._Element, path: str) -> None:
    marks = ",".join(
        f"{name!s}={value!s}" for name, value in sorted(element.attrib.items()) if "}" not in str(name) and name != "altRepGroup"
    )
    draft.keep(f"{path}[{marks}]" if marks else path, " ".join((element.text or "").split()))
    for child in children(element):
        _keep_tree(draft, child, f"{path}/{local(child)}")


def _title(draft: Draft, elements: Elements) -> None:
    forms = tuple(form for element in elements if (form := title_form(draft, element)).value)
    if not forms:
        return keep(draft, elements)
    label = _LABELS.get(elements[0].get("displayLabel") or "")
    kind = label or _TITLE_KINDS.get(elements[0].get("type") or "", TitleKind.ALTERNATIVE)
    if kind is TitleKind.PROPER and any(t.kind is kind for t in draft.titles):
        kind = TitleKind.ALTERNATIVE
    return draft.titles.append(Title(forms=forms, kind=kind, at=place_of(elements)))


def _name_text(element: etree._Element) -> str:
    """Return the heading of a name: its parts by type, else its parts in order."""
    said: dict[str, list[str]] = {}
    for part in children(element, "namePart"):
        said.setdefault(part.get("type") or "", []).append(text_of(part))
    if "family" in said or "given" in said:
        return heading(
            " ".join(said.get("family", [])), " ".join(said.get("given", [])), suffix=", ".join(said.get("termsOfAddress", []))
        )
    return ". ".join(said.get("", [])) or first_text(element, "displayForm")


def _name(draft: Draft, elements: Elements) -> None:
    first = elements[0]
    forms = tuple(Text(name, tag_of(draft, element, name)) for element in elements if (name := _name_text(element)))
    if not forms:
        return keep(draft, elements)
    terms = [term for element in elements[:1] for said in children(element, "role") for term in children(said, "roleTerm")]
    codes = tuple(dict.fromkeys(code for term in terms if (code := role(text_of(term)))))
    words = tuple(text_of(term) for term in terms if term.get("type") != "code" or not role(text_of(term)))
    for part in (p for e in elements for p in children(e, "description", "etal")):
        _keep_tree(draft, part, f"name/{local(part)}")
    return draft.names.append(
        Contribution(
            forms=forms,
            kind=_AGENTS.get(first.get("type") or "", AgentKind.PERSON),
            roles=codes,
            role_words=words,
            dates=next((text_of(part) for part in children(first, "namePart") if part.get("type") == "date"), ""),
            identifiers=identifiers_of(children(first, "nameIdentifier"), person=True),
            main=first.get("usage") == "primary",
            affiliations=tuple(Affiliation(printed=text_of(place)) for place in children(first, "affiliation") if text_of(place)),
            at="name",
        )
    )


def _resource(draft: Draft, elements: Elements) -> None:
    value = text_of(elements[0])
    if draft.kind is Kind.OTHER:
        draft.kind = _RESOURCES.get(value, Kind.MANUSCRIPT if elements[0].get("manuscript") == "yes" else Kind.OTHER)
    keep(draft, elements)


def _genre(draft: Draft, elements: Elements) -> None:
    forms = forms_of(draft, elements)
    if elements[0].get("authority") == "lantai" and text_of(elements[0]) in Kind._value2member_map_:  # as mods_write.py says it
        draft.kind = Kind(text_of(elements[0]))
        return
    kind = next((_KINDS[form.value.lower()] for form in forms if form.value.lower() in _KINDS), None)
    if kind and draft.kind in (Kind.OTHER, Kind.BOOK):
        draft.kind = kind
    if forms:
        draft.subjects.append(Subject(forms=forms, kind=SubjectKind.GENRE, scheme=elements[0].get("authority") or "", at="genre"))


def _origin(draft: Draft, elements: Elements) -> None:
    places = tuple(p for p in _parallel(draft, [children(e, "place") for e in elements], _place_text))
    publishers = _parallel(draft, [children(e, "publisher") for e in elements], text_of)
    dates = _origin_dates(draft, elements[0])
    if places or publishers:
        function = elements[0].get("eventType") or "publication"
        date = next((d for d in dates), "")
        draft.imprints.append(Imprint(places=places, publishers=publishers, date=date, function=function, at="originInfo"))
    editions = _parallel(draft, [children(e, "edition") for e in elements], text_of)
    draft.editions.extend(Statement(forms=forms, at="originInfo/edition") for forms in editions)
    for term in (t for e in elements[:1] for p in children(e, "place") for t in children(p, "placeTerm")):
        if term.get("type") == "code":
            code = text_of(term)
            country = country_of_marc(code) if term.get("authority") == "marccountry" else code.lower() if len(code) == 2 else ""
            draft.countries.extend([country] if country and country not in draft.countries else [])
    if first_text(elements[0], "issuance") in ("serial", "continuing") and draft.kind is Kind.OTHER:
        draft.kind = Kind.JOURNAL
    if first_text(elements[0], "issuance") == "monographic" and draft.kind is Kind.OTHER:
        draft.kind = Kind.BOOK
    for other in children(elements[0], "issuance", "frequency", "dateCaptured", "dateValid", "dateModified"):
        _keep_tree(draft, other, f"originInfo/{local(other)}")


def _place_text(element: etree._Element) -> str:
    return next((text_of(term) for term in children(element, "placeTerm") if term.get("type") != "code"), "")


def _parallel(draft: Draft, columns: list[Elements], text: Callable[[etree._Element], str]) -> tuple[Forms, ...]:
    """Return the n-th element of each script's list as the forms of one thing."""
    first, *others = columns
    rows = [[element, *(column[number] for column in others if number < len(column))] for number, element in enumerate(first)]
    made = (tuple(Text(value, tag_of(draft, e, value)) for e in row if (value := text(e))) for row in rows)
    return tuple(forms for forms in made if forms)


def _origin_dates(draft: Draft, element: etree._Element) -> list[str]:
    """Read the dates of one originInfo; return the words of those of publication."""
    published = []
    for other in children(element, "dateOther"):
        if other.get("type") == "original" and (
            date := parse_edtf(text_of(other), kind=DateKind.ORIGINAL, at="originInfo/dateOther")
        ):
            draft.dates.append(date)
        else:
            _keep_tree(draft, other, "originInfo/dateOther")
    for name, kind in DATE_KINDS.items():
        given = children(element, name)
        words = [text_of(d) for d in given if not d.get("point") and not d.get("encoding")]
        coded = [text_of(d) for d in given if d.get("encoding") and not d.get("point")]
        points = {d.get("point"): text_of(d) for d in given if d.get("point")}
        text = next(iter([*words, *coded]), "") or "/".join(filter(None, (points.get("start", ""), points.get("end", ""))))
        date = parse_edtf(text, kind=kind, at=f"originInfo/{name}") if text else None
        if date and any(d.get("qualifier") for d in given):
            date = msgspec.structs.replace(date, certain=False)
        if date:
            draft.dates.append(date)
            published += [text] if name == "dateIssued" else []
    return published


def read_language(draft: Draft, elements: Elements) -> None:
    """Read a language by its code, else by its name."""
    part = elements[0].get("objectPart") or ""
    terms = [(t.get("type") or "", text_of(t)) for t in children(elements[0], "languageTerm")]
    coded = [value for kind, value in terms if kind == "code"] or [value for _, value in terms]
    for value in coded[:1]:
        if part in ("summary", "abstract") and bcp47(value):
            draft.summary_languages.append(bcp47(value))
        elif part in ("original", "translation"):  # the language translated from: MARC 041 $h
            draft.language(value, "language", original=True)
        elif part in ("", "text"):
            draft.language(value, "language")
        else:
            draft.keep(f"language[objectPart={part}]", value)


def _physical(draft: Draft, elements: Elements) -> None:
    for element in children(elements[0]):
        if local(element) == "extent":
            draft.extent(text_of(element), "physicalDescription/extent")
        else:
            _keep_tree(draft, element, f"physicalDescription/{local(element)}")


def _noted(kind: NoteKind) -> Action:
    def read_note(draft: Draft, elements: Elements) -> None:
        forms = forms_of(draft, elements)
        said = _NOTES.get(elements[0].get("type") or "", kind)
        if forms and elements[0].get("type") != "statement of responsibility":
            draft.notes.append(Note(forms=forms, kind=said, at=place_of(elements)))

    return read_note


def give_statement(draft: Draft, root: etree._Element) -> None:
    """Give the statement of responsibility to the title proper, each script to its own."""
    said = [text_in(draft, note) for note in children(root, "note") if note.get("type") == "statement of responsibility"]
    proper = next((n for n, title in enumerate(draft.titles) if title.kind is TitleKind.PROPER), None)
    if not said:
        return
    if proper is None:
        draft.keep("note[type=statement of responsibility]", *(text.value for text in said))
        return
    waiting = {text.lang: text.value for text in said}
    forms = [msgspec.structs.replace(form, by=waiting.pop(form.lang, "")) for form in draft.titles[proper].forms]
    if waiting:
        forms[0] = msgspec.structs.replace(forms[0], by=" ; ".join(filter(None, (forms[0].by, *waiting.values()))))
    draft.titles[proper] = msgspec.structs.replace(draft.titles[proper], forms=tuple(forms))


def _subject(draft: Draft, elements: Elements) -> None:
    heads = [[e for e in children(element) if local(e) not in ("geographicCode", "cartographics")] for element in elements]
    for coded in (c for element in elements for c in children(element, "geographicCode", "cartographics")):
        _keep_tree(draft, coded, f"subject/{local(coded)}")
    if not heads[0]:
        return
    forms = tuple(Text(value, tag_of(draft, parts[0], value)) for parts in heads if parts and (value := _subject_text(parts[0])))
    first = heads[0][0]
    kinds = {**_SUBJECTS, "name": _NAMED_SUBJECTS.get(first.get("type") or "", SubjectKind.PERSON)}
    uri = elements[0].get("valueURI") or first.get("valueURI") or ""
    scheme = elements[0].get("authority") or first.get("authority") or ""
    kind = kinds.get(local(first), SubjectKind.TOPIC)
    if forms:
        draft.subjects.append(
            Subject(
                forms=forms,
                kind=SubjectKind.KEYWORD if kind is SubjectKind.TOPIC and not scheme else kind,
                scheme=scheme,
                subdivisions=tuple(_subject_text(part) for part in heads[0][1:]),
                identifiers=(identify(Scheme.URI, uri, at="subject"),) if uri else (),
                at="subject",
            )
        )


_NAMED_SUBJECTS = {"corporate": SubjectKind.ORGANIZATION, "conference": SubjectKind.MEETING}


def _subject_text(element: etree._Element) -> str:
    if local(element) == "name":
        return ", ".join(
            filter(None, (_name_text(element), *(text_of(p) for p in children(element, "namePart") if p.get("type") == "date")))
        )
    if local(element) == "hierarchicalGeographic":
        return "--".join(text_of(part) for part in children(element))
    return text_of(element)


def _classification(draft: Draft, elements: Elements) -> None:
    element = elements[0]
    draft.classes.append(
        Classification(
            scheme=element.get("authority") or "",
            value=text_of(element),
            edition=element.get("edition") or "",
            at="classification",
        )
    )


def _identifier(draft: Draft, elements: Elements) -> None:
    draft.identifiers.extend(identifier for identifier in identifiers_of(elements) if identifier.value)


def _related(draft: Draft, elements: Elements) -> None:
    element = elements[0]
    kind = element.get("type") or ""
    titles = tuple(form for info in children(element, "titleInfo") if (form := title_form(draft, info)).value)
    names = tuple(Text(name, tag_of(draft, n, name)) for n in children(element, "name") if (name := _name_text(n)))
    identifiers = identifiers_of(children(element, "identifier"))
    part = _part(children(element, "part"))
    if kind == "host":
        draft.host_at = "relatedItem"
        draft.host_titles.extend(titles)
        draft.host_names.extend(names)
        draft.host_identifiers.extend(identifiers)
        _number(draft, part)
    elif kind == "series" and titles:
        first = titles[0]
        words = f"{first.value}: {first.rest}" if first.rest else first.value
        forms = (Text(words, first.lang), *(Text(form.value, form.lang) for form in titles[1:]))
        draft.series.append(
            Series(forms=forms, number=first.part or part.get("volume", ""), identifiers=identifiers, at="relatedItem")
        )
    else:
        words = " ".join(text_of(note) for note in children(element, "note"))
        relation = next((r for r in Relation if r.value == element.get("otherType")), _RELATIONS.get(kind, Relation.RELATED))
        draft.links.append(
            Link(relation=relation, titles=titles, names=names, identifiers=identifiers, volume=part.get("volume", ""),
                 issue=part.get("issue", ""), pages=part.get("pages", ""), text=words, at=f"relatedItem[{kind}]")
        )  # fmt: skip
    for other in children(element):
        if local(other) not in ("titleInfo", "name", "identifier", "part", "note"):
            _keep_tree(draft, other, f"relatedItem[{kind}]/{local(other)}")


def _part(parts: Elements) -> dict[str, str]:
    """Return volume, issue and pages of ``part`` elements."""
    said: dict[str, str] = {}
    for part in parts:
        for detail in children(part, "detail"):
            name = {"number": "issue"}.get(detail.get("type") or "", detail.get("type") or "volume")
            said[name] = first_text(detail, "number") or first_text(detail, "caption") or first_text(detail, "title")
        for extent in children(part, "extent"):
            ends = [first_text(extent, "start"), first_text(extent, "end")]
            said["pages"] = first_text(extent, "list") or "-".join(end for end in ends if end)
    return said


def _number(draft: Draft, part: dict[str, str]) -> None:
    draft.numbering("part", volume=part.get("volume", ""), issue=part.get("issue", ""), pages=part.get("pages", ""))
    for name in part.keys() - {"volume", "issue", "pages"}:
        draft.keep(f"part/{name}", part[name])


def _location(draft: Draft, elements: Elements) -> None:
    for element in elements:
        for url in children(element, "url"):
            kind = AccessKind.RESOURCE if url.get("usage") or url.get("access") == "object in context" else AccessKind.UNKNOWN
            draft.url(text_of(url), "location/url", kind=kind, label=url.get("displayLabel") or "", note=url.get("note") or "")
        library = next((text_of(p) for p in children(element, "physicalLocation")), "")
        copies = [copy for simple in children(element, "holdingSimple") for copy in children(simple, "copyInformation")]
        call_number = first_text(element, "shelfLocator") or next(
            (n for copy in copies if (n := first_text(copy, "shelfLocator"))), ""
        )
        if library or call_number or copies:
            place = next((s for copy in copies if (s := first_text(copy, "subLocation"))), "")
            coverage = tuple(
                text_of(e) for copy in copies for e in children(copy, "enumerationAndChronology") if e.get("unitType") == "1"
            )
            draft.holdings.append(HoldingRecord(library=library, location=place, call_number=call_number, coverage=coverage,
                                                items=tuple(map(_item, copies)), at="location"))  # fmt: skip
        for other in children(element, "holdingExternal"):
            _keep_tree(draft, other, "location/holdingExternal")


def _item(copy: etree._Element) -> ItemRecord:
    barcode = next((text_of(i) for i in children(copy, "itemIdentifier") if i.get("type") in ("barcode", None)), "")
    volume = next((text_of(e) for e in children(copy, "enumerationAndChronology") if e.get("unitType") != "1"), "")
    return ItemRecord(barcode=barcode, location=first_text(copy, "subLocation"), call_number=first_text(copy, "shelfLocator"), volume=volume,
                      material=first_text(copy, "form"), note=first_text(copy, "note"), at="location/holdingSimple")  # fmt: skip


def _record_info(draft: Draft, elements: Elements) -> None:
    for element in children(elements[0]):
        name, value = local(element), text_of(element)
        if name == "recordIdentifier" and draft.control in ("", value):
            draft.control = value
        elif name == "recordContentSource" and not draft.agency:
            draft.agency = value
        else:
            _keep_tree(draft, element, f"recordInfo/{name}")


def _by_itself(draft: Draft, elements: Elements) -> None:
    """Pass over what is read before all others."""


ELEMENTS: dict[str, Action] = {
    "titleInfo": _title, "name": _name, "typeOfResource": _resource, "genre": _genre, "originInfo": _origin, "language": _by_itself,
    "physicalDescription": _physical, "abstract": _noted(NoteKind.SUMMARY), "tableOfContents": _noted(NoteKind.CONTENTS),
    "targetAudience": _noted(NoteKind.AUDIENCE), "note": _noted(NoteKind.GENERAL), "accessCondition": _noted(NoteKind.RIGHTS),
    "subject": _subject, "classification": _classification, "relatedItem": _related, "identifier": _identifier, "location": _location,
    "part": lambda draft, elements: _number(draft, _part(elements)), "recordInfo": _record_info,
}  # fmt: skip
