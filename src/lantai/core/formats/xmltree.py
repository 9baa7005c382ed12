"""One XML record as a tree, mended where it can be and refused where words would be lost. No entity is expanded, nothing fetched.

Enter at ``parse``. Elements are known by their local names: the same record comes in other namespaces, or in none.
"""

import codecs
import html
import html.entities
import re
from collections.abc import Iterator

from lxml import etree

from lantai.core.bib.record import Repair
from lantai.core.text.messages import N_

from .charset import decoded, encoding_of
from .errors import Unreadable

DEPTH_LIMIT = 200
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

NOT_XML = N_("This is no valid XML and cannot be mended without losing words: {problem}.")
DECLARES = N_("The record declares XML entities or a document type of its own; none is read (limit: 0).")
TOO_DEEP = N_("The elements of this record are nested deeper than is read (limit: 200).")

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)""")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ILLEGAL_REFERENCE = re.compile(r"&#(?:x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2\d|3[01]));")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)(?:([A-Za-z][A-Za-z0-9]*);)?")
_PREFIX = re.compile(r"</?([\w.-]+):|\s([\w.-]+):[\w.-]+\s*=")
_TAG = re.compile(r"<(?:!--.*?--|!\[CDATA\[(.*?)\]\]|\?.*?\?|[^<>]*)>", re.S)
_SPACES = re.compile(r"\s+")


def parse(raw: bytes, encoding: str = "") -> tuple[etree._Element, tuple[Repair, ...]]:
    """Return the record's element and what was mended; raise Unreadable.

    Mended are: another encoding than the file's, control characters, bare ampersands, names of HTML characters, prefixes
    without a namespace (it stood on an element around the record), and tags that do not match where no word is lost by it.
    """
    text, repairs = decoded(raw, encoding)
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise Unreadable(DECLARES)
    text, more = _mended(text)
    wrapped = f"<lantai{_namespaces(text)}>{text}</lantai>"
    try:
        root = etree.fromstring(wrapped.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as problem:
        if "depth" in str(problem).lower():
            raise Unreadable(TOO_DEEP) from problem
        root = _recovered(wrapped, problem)
        more.append(Repair(code="xml", detail=str(problem)))
    if len(root) == 0:
        raise Unreadable(NOT_XML, values={"problem": "no element"})
    return root[0], (*repairs, *more)


def xml_encoding(head: bytes) -> str:
    """Return the encoding of an XML file: what it declares, unless its bytes are valid in UTF-8 and more than ASCII."""
    seen = encoding_of(head)
    declared = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf"))
    name = declared[1].decode().lower() if declared else "utf-8"
    if seen.startswith("utf") and not (seen == "utf-8" and head.isascii()):
        return seen
    try:
        return "utf-8" if name.startswith("utf") else codecs.lookup(name).name
    except LookupError:
        return seen


def _mended(text: str) -> tuple[str, list[Repair]]:
    repairs = []
    clean = _ILLEGAL.sub("", _ILLEGAL_REFERENCE.sub("", text))
    if clean != text:
        repairs.append(Repair(code="control", detail="control characters that XML does not allow"))
    parts = re.split(r"(<!\[CDATA\[.*?\]\]>)", clean, flags=re.S)
    mended = "".join(part if part.startswith("<![CDATA[") else _AMPERSAND.sub(_character, part) for part in parts)
    if mended != clean:
        repairs.append(Repair(code="ampersand", detail="a bare & or a character name that XML does not know"))
    return mended, repairs


def _character(found: re.Match[str]) -> str:
    character = html.entities.html5.get(f"{found[1]};") if found[1] else None
    if character and character not in "<>&":
        return character
    return found[0].replace("&", "&amp;")


def _namespaces(text: str) -> str:
    """Return declarations for the prefixes in the record: their real ones stood on elements around it."""
    prefixes = {a or b for a, b in _PREFIX.findall(text)} - {"xml", "xmlns"}
    return "".join(f' xmlns:{prefix}="urn:lantai:{prefix}"' for prefix in sorted(prefixes) if re.match(r"[A-Za-z_]", prefix))


def _recovered(wrapped: str, problem: etree.XMLSyntaxError) -> etree._Element:
    """Return what a lenient parser makes of it, if all the words are still there."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(wrapped.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    words = html.unescape(_TAG.sub(lambda found: found[1] or "", wrapped))
    if root is None or _SPACES.sub("", "".join(map(str, root.itertext()))) != _SPACES.sub("", words):
        raise Unreadable(NOT_XML, values={"problem": str(problem)}) from problem
    return root


# ---------------------------------------------------------------- looking around


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the child elements of these names; all child elements where none is given."""
    return [child for child in element if isinstance(child.tag, str) and (not names or local(child) in names)]


def descendants(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of that name below, in order."""
    return (found for found in element.iter() if isinstance(found.tag, str) and local(found) == name)


def text_of(element: etree._Element) -> str:
    """Return all the words inside an element on one line."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def lang_of(element: etree._Element) -> str:
    """Return the element's xml:lang, or its ``lang`` attribute, as written; "" none."""
    return str(element.get(XML_LANG) or element.get("lang") or "")
