"""Thesauri in SKOS, in Turtle, N-Triples or RDF/XML: the preferred and alternative labels of each concept, by language.

A concept's address stays its number, so that subject headings that carry it can be found. Hidden labels (misspellings) are left out, labels
without a language are passed over; labels that are things of their own (SKOS-XL) are followed.
"""

import io
from collections.abc import Iterable, Iterator

from lxml import etree

from lantai.core.bilingual.entry import Label

from .naming import language, licence_in
from .protocol import About, Files, Item, LexiconError, Passed, Refusal
from .turtle import Literal, statements
from .xmlwalk import forget, line_of, refuse_entities

TITLE = "thesaurus in SKOS (Turtle, N-Triples or RDF/XML)"
EXPECTED = 'statements such as <concept> skos:prefLabel "Labour market"@en'

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_XL = "http://www.w3.org/2008/05/skos-xl#"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_PREFERRED = {f"{_SKOS}prefLabel": True, f"{_SKOS}altLabel": False, f"{_XL}prefLabel": True, f"{_XL}altLabel": False}
_FORM = f"{_XL}literalForm"
_LONGEST_LABEL = 500
_LOOKED_AT = 256 * 1024
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TITLES = (
    "http://purl.org/dc/terms/title",
    "http://purl.org/dc/elements/1.1/title",
    f"{_SKOS}prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
)
_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"


def packaged() -> Files | None:
    """Return None: a librarian gives such files."""
    return None


def sniff(head: bytes, name: str) -> float:
    """Return how surely this is my kind of file."""
    if b"<LexicalResource" in head or b"\t" in head.partition(b"\n")[0]:
        return 0.0
    if b"2004/02/skos/core" in head or b"skos/core#" in head:
        return 0.97
    return (
        0.5 if name.endswith((".ttl", ".nt", ".rdf", ".skos")) or b"@prefix" in head[:4096] or b"<rdf:RDF" in head[:4096] else 0.0
    )


def describe(files: Files) -> About:
    """Return what the scheme says of itself near the beginning of the file."""
    with files.open() as stream:
        head = stream.read(_LOOKED_AT)
    said: dict[tuple[str, str], str] = {}
    schemes = dict[str, None]()
    try:
        for each in _statements(Files(main=files.main, openers={files.main: lambda: io.BytesIO(head)})):
            if isinstance(each, Literal) and each.predicate == _TYPE and each.text == f"{_SKOS}ConceptScheme":
                schemes[each.subject] = None
            elif isinstance(each, Literal) and (each.lang.startswith("en") or (each.subject, each.predicate) not in said):
                said[each.subject, each.predicate] = each.text
    except LexiconError:
        pass  # the head ends within an element
    scheme = next(iter(schemes), "")
    title = next((said[scheme, predicate] for predicate in _TITLES if (scheme, predicate) in said), "")
    return About(title=title, licence=licence_in(head.decode("utf-8", "replace")), version=said.get((scheme, _VERSION), ""))


def read(files: Files, about: About) -> Iterator[Item]:
    """Yield the labels in the order of the file; those that are things of their own at the end."""
    named: dict[str, tuple[str, bool]] = {}
    forms: dict[str, Literal] = {}
    for said in _statements(files):
        if isinstance(said, Refusal):
            yield said
        elif said.predicate == _FORM:
            forms[said.subject] = said
        elif said.predicate in _PREFERRED and said.is_address:
            named[said.text] = said.subject, _PREFERRED[said.predicate]
        elif said.predicate in _PREFERRED:
            yield _label(said.subject, said, _PREFERRED[said.predicate])
    for name, (concept, preferred) in named.items():
        if name in forms:
            yield _label(concept, forms[name], preferred)


def _label(concept: str, said: Literal, preferred: bool) -> Item:
    lang, text = language(said.lang), " ".join(said.text.split())
    return Label(concept, lang, text, preferred) if lang and text and len(text) <= _LONGEST_LABEL else Passed(said.line)


def _statements(files: Files) -> Iterator[Literal | Refusal]:
    with files.open() as stream:
        is_xml = (
            stream.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<rdf:RDF", b"<RDF", b"<!--", b"<!DOCTYPE"))
        )
    if is_xml:
        yield from _of_xml(files)
        return
    with files.open() as stream:
        yield from statements(stream, files.main)


def _of_xml(files: Files) -> Iterator[Literal | Refusal]:
    """Yield what the things directly below rdf:RDF say; a thing within a thing says its own."""
    with files.open() as stream:
        walk = etree.iterparse(stream, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True)
        depth = 0
        try:
            for event, element in walk:
                if depth == 0 and event == "start":
                    refuse_entities(element, files.main)
                depth += 1 if event == "start" else -1
                if event == "end" and depth == 1:
                    yield from _of_thing(element)
                    forget(element)
        except etree.XMLSyntaxError as problem:
            raise LexiconError(files.main, f"expected well-formed XML: {problem.msg}", line=problem.lineno or 0) from problem


def _of_thing(thing: "etree._Element") -> Iterator[Literal]:
    subject = _name(thing)
    yield Literal(subject, _TYPE, str(thing.tag).removeprefix("{").replace("}", ""), "", line_of(thing), True)
    for said in thing.iterchildren(tag="*"):
        predicate = str(said.tag).removeprefix("{").replace("}", "")
        address = said.get(f"{_RDF}resource") or said.get(f"{_RDF}nodeID")
        inner = next(iter(said.iterchildren(tag="*")), None)
        if address is not None:
            yield Literal(subject, predicate, str(address), "", line_of(said), True)
        elif inner is not None:
            yield Literal(subject, predicate, _name(inner), "", line_of(said), True)
            yield from _of_thing(inner)
        else:
            yield Literal(subject, predicate, said.text or "", _language_of(said), line_of(said))


def _name(thing: "etree._Element") -> str:
    return str(thing.get(f"{_RDF}about") or thing.get(f"{_RDF}ID") or thing.get(f"{_RDF}nodeID") or f"_:{line_of(thing)}")


def _language_of(element: "etree._Element") -> str:
    around: Iterable[etree._Element] = (element, *element.iterancestors())
    return next((str(found) for each in around if (found := each.get(_XML_LANG))), "")
