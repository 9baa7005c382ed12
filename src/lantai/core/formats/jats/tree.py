"""The element of an article, and its words: as they stand, without notes to the reader of the XML and without what floats among them."""

from collections.abc import Collection, Iterator
from io import BytesIO

from lxml import etree

from lantai.core.bib.record import Repair
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.markup import collapse
from lantai.core.formats.xmlstream import NO_RECORD, split_elements
from lantai.core.formats.xmltree import local, parse


def article_of(raw: bytes, encoding: str = "") -> tuple[etree._Element, tuple[Repair, ...]]:
    """Return the ``article`` element and what was mended; raise FormatError. A document type is passed over, one with entities refused."""
    chunk = next(split_elements(BytesIO(raw), frozenset({"article"}), encoding=encoding), None)
    if chunk is None or chunk.refused:
        raise Unreadable(chunk.refused if chunk else NO_RECORD)
    return parse(chunk.raw, encoding)


def words(element: etree._Element | None, *, without: Collection[str] = ()) -> str:
    """Return all words of an element on one line; elements of the names in ``without`` are left out."""
    return "" if element is None else collapse("".join(_pieces(element, frozenset(without))))


def _pieces(element: etree._Element, without: frozenset[str]) -> Iterator[str]:
    """Yield text in order; comments and processing instructions are no text, what stands behind them is."""
    yield str(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and local(child) not in without:
            if local(child) in ("break", "p", "list-item", "sec"):
                yield " "
            yield from _pieces(child, without)
        yield str(child.tail or "")


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name ("href" of xlink), "" where it is not there."""
    return next((str(value).strip() for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def within(element: etree._Element, *path: str) -> list[etree._Element]:
    """Return the elements at the end of a path of local names, each step a child."""
    found = [element]
    for name in path:
        found = [child for one in found for child in one if isinstance(child.tag, str) and local(child) == name]
    return found


def first(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first element at the end of a path."""
    return next(iter(within(element, *path)), None)


def ancestors(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements around one, the nearest first."""
    around = element.getparent()
    while around is not None:
        yield around
        around = around.getparent()
