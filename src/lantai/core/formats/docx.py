"""A text document (DOCX, ISO/IEC 29500 transitional) of headings, paragraphs and tables, right in every script.

Enter at ``document``. Of the library for this (python-docx) only the packaging would be used: what makes a document right in Arabic and Chinese
(``w:bidi``, ``w:rtl``, ``w:bidiVisual``, fonts by script) it leaves to whoever writes the XML.
"""

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)

LATIN_FONT, CHINESE_FONT, ARABIC_FONT = "Times New Roman", "SimSun", "Traditional Arabic"
"""By script, as Word names them; where one is missing, the program that opens the document takes one of the same script."""

WIDTH = 9_354
"""Of the text, in twentieths of a point: A4 without its margins."""

LETTER, CELL_SIDES = 155, 230
"""The width of a bold letter of 11 points, and what a cell keeps free at its sides."""

_RTL = ("R", "AL", "AN")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``is_quote``: somebody's words, set apart, in the direction that they have themselves."""

    text: str
    is_quote: bool = False
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head, which is repeated on every page; numbers stand at the end of their cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Table


def document(blocks: Iterable[Block], *, title: str, lang: str, made_at: datetime) -> bytes:
    """Return the document. ``lang``: BCP 47, of its own words; by it the pages run from right to left or not.

    The same blocks give the same bytes.
    """
    is_rtl = lang.partition("-")[0] in ("ar", "fa", "ur", "he")
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}, core="docProps/core.xml"),
        "docProps/core.xml": _properties(title, lang, made_at),
        "word/document.xml": _body(blocks, is_rtl=is_rtl),
        "word/styles.xml": _styles(lang, is_rtl=is_rtl),
        "word/_rels/document.xml.rels": _relations({"styles": "styles.xml"}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def runs(text: str, *, is_rtl: bool) -> Iterator[tuple[str, bool]]:
    """Yield a text in stretches of one direction, True from right to left; what has none of its own goes with what stands before it."""
    stretch, now = "", is_rtl
    for character in text:
        kind = unicodedata.bidirectional(character)
        own = True if kind in _RTL else False if kind == "L" else now
        if own != now and stretch:
            yield stretch, now
            stretch = ""
        stretch, now = stretch + character, own
    if stretch:
        yield stretch, now


def _tag(name: str) -> str:
    return f"{{{W}}}{name}"


def _add(parent: etree._Element, name: str, **values: object) -> etree._Element:
    return etree.SubElement(parent, _tag(name), {_tag(key): str(value) for key, value in values.items()})


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _body(blocks: Iterable[Block], *, is_rtl: bool) -> bytes:
    root = etree.Element(_tag("document"), nsmap={"w": W})
    body = _add(root, "body")
    for block in blocks:
        if isinstance(block, Table):
            _table(body, block, is_rtl=is_rtl)
        elif isinstance(block, Heading):
            _paragraph(body, block.text, style=f"Heading{block.level}", in_rtl=is_rtl)
        else:
            style = "Quote" if block.is_quote else "BoldWords" if block.is_strong else ""
            _paragraph(body, block.text, style=style, in_rtl=is_rtl, is_quote=block.is_quote)
    section = _add(body, "sectPr")
    _add(section, "pgSz", w=11_906, h=16_838)
    _add(section, "pgMar", top=1_134, right=1_276, bottom=1_134, left=1_276, header=709, footer=709, gutter=0)
    if is_rtl:
        _add(section, "bidi")
    return _bytes(root)


def _reads_rtl(text: str, otherwise: bool) -> bool:
    kinds = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), None)
    return otherwise if first is None else first != "L"


def _runs_against(text: str, in_rtl: bool) -> bool:
    """Say whether all of a text that has a direction runs the other way than the page."""
    kinds = {unicodedata.bidirectional(character) for character in text} & {"L", "R", "AL"}
    return bool(kinds) and ("L" in kinds) == in_rtl and not (kinds - {"L"} and "L" in kinds)


def _paragraph(
    parent: etree._Element, text: str, *, style: str = "", in_rtl: bool, at_end: bool = False, is_quote: bool = False
) -> None:
    """Add a paragraph to a page that runs from right to left or not (``in_rtl``).

    A quotation has its own direction. So has a text all of which runs the other way, that its full stop stands at its end; it begins
    at the page's side none the less. The direction is said where it is not the page's: programs take the section's for one not said.
    """
    against = _runs_against(text, in_rtl)
    is_rtl = _reads_rtl(text, in_rtl) if is_quote else in_rtl != against
    paragraph = _add(parent, "p")
    about = _add(paragraph, "pPr")
    if style:
        _add(about, "pStyle", val=style)
    if is_rtl:
        _add(about, "bidi")
    elif in_rtl:
        _add(about, "bidi", val=0)
    if at_end or (against and not is_quote):
        _add(about, "jc", val="right")  # the end of a line, whichever way it runs: of one against the page, the page's beginning
    for line, words in enumerate(text.split("\n")):
        if line:
            _add(_add(paragraph, "r"), "br")
        for stretch, rtl in runs(words, is_rtl=is_rtl):
            run = _add(paragraph, "r")
            if rtl:
                _add(_add(run, "rPr"), "rtl")
            content = _add(run, "t")
            content.text = _allowed(stretch)
            content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _allowed(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(
        c for c in text if c in "\t" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) not in (0xFFFE, 0xFFFF))
    )


def _table(body: etree._Element, table: Table, *, is_rtl: bool) -> None:
    made = _add(body, "tbl")
    about = _add(made, "tblPr")
    _add(about, "tblStyle", val="Grid")
    if is_rtl:
        _add(about, "bidiVisual")
    _add(about, "tblW", w=WIDTH, type="dxa")
    widths = _widths(table)
    grid = _add(made, "tblGrid")
    for width in widths:
        _add(grid, "gridCol", w=width)
    for n, cells in enumerate((table.head, *table.rows)):
        row = _add(made, "tr")
        if n == 0:
            _add(_add(row, "trPr"), "tblHeader")
        for place, (width, text) in enumerate(zip(widths, cells, strict=True)):
            cell = _add(row, "tc")
            _add(_add(cell, "tcPr"), "tcW", w=width, type="dxa")
            at_end = n > 0 and place > 0 and _is_number(text)
            _paragraph(cell, text, style="BoldWords" if n == 0 else "", in_rtl=is_rtl, at_end=at_end)
    _add(body, "p")


def _widths(table: Table) -> list[int]:
    """Return the columns' widths: the first one twice as wide as the others where there are several, and wider where a word would break."""
    count = len(table.head)
    part = WIDTH // (count + 1) if count > 1 else WIDTH
    least = [max(_breadth(row[n]) for row in (table.head, *table.rows)) for n in range(1, count)]
    others = [max(part, needed) for needed in least]
    spare = sum(others) - part * (count - 1)
    if spare > part:  # it would take more than the half of the first column
        return [WIDTH - part * (count - 1), *[part] * (count - 1)]
    return [WIDTH - sum(others), *others]


def _breadth(text: str) -> int:
    """Return how much room the longest word of a cell needs, about; Chinese may break anywhere."""
    words = "".join(" " if unicodedata.east_asian_width(character) in "WF" else character for character in text).split()
    return CELL_SIDES + LETTER * max(map(len, words), default=1)


def _is_number(text: str) -> bool:
    return bool(text) and all(c.isdecimal() or c in ".,٫٬%  −-–" for c in text)


_HEADINGS = ((1, 32), (2, 26), (3, 22))


def _styles(lang: str, *, is_rtl: bool) -> bytes:
    root = etree.Element(_tag("styles"), nsmap={"w": W})
    usual = _add(_add(_add(root, "docDefaults"), "rPrDefault"), "rPr")
    _add(usual, "rFonts", ascii=LATIN_FONT, hAnsi=LATIN_FONT, eastAsia=CHINESE_FONT, cs=ARABIC_FONT)
    _add(usual, "sz", val=22)
    _add(usual, "szCs", val=26)
    chinese = "zh-TW" if lang.lower().startswith("zh-hant") else "zh-CN"
    _add(usual, "lang", val="en-US" if is_rtl or lang.startswith("zh") else lang, eastAsia=chinese, bidi="ar-SA")
    plain = _style(root, "Normal", {"default": 1})
    _add(_add(plain, "pPr"), "spacing", after=120)
    for level, size in _HEADINGS:
        heading = _style(root, f"Heading{level}", {}, name=f"heading {level}")
        about = _add(heading, "pPr")
        _add(about, "keepNext")
        _add(about, "spacing", before=240, after=120)
        _add(about, "outlineLvl", val=level - 1)
        words = _add(heading, "rPr")
        for name, value in (("b", None), ("bCs", None), ("sz", size), ("szCs", size + 4)):
            _add(words, name, **({"val": value} if value else {}))
    strong = _add(_style(root, "BoldWords", {}), "rPr")
    _add(strong, "b")
    _add(strong, "bCs")
    _add(_add(_style(root, "Quote", {}), "pPr"), "ind", left=567, right=567)
    grid = _add(_add(_style(root, "Grid", {}, kind="table"), "tblPr"), "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(grid, side, val="single", sz=4, space=0, color="808080")
    return _bytes(root)


def _style(
    root: etree._Element, code: str, more: dict[str, object], *, name: str = "", kind: str = "paragraph"
) -> etree._Element:
    style = _add(root, "style", type=kind, styleId=code, **more)
    _add(style, "name", val=name or code)
    return style


def _root(space: str, name: str) -> etree._Element:
    return etree.Element(f"{{{space}}}{name}", nsmap={None: space})  # type: ignore[dict-item]  # the stubs know no default one


def _content_types() -> bytes:
    root = _root(f"{_PACKAGE}/content-types", "Types")
    for ending, kind in (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")):
        etree.SubElement(root, f"{{{_PACKAGE}/content-types}}Default", {"Extension": ending, "ContentType": kind})
    kinds = {
        "/word/document.xml": f"{_TYPES}.document.main+xml",
        "/word/styles.xml": f"{_TYPES}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    for name, kind in kinds.items():
        etree.SubElement(root, f"{{{_PACKAGE}/content-types}}Override", {"PartName": name, "ContentType": kind})
    return _bytes(root)


def _relations(targets: dict[str, str], *, core: str = "") -> bytes:
    space = f"{_PACKAGE}/relationships"
    root = _root(space, "Relationships")
    listed: Sequence[tuple[str, str]] = [(f"{_OFFICE}/{kind}", target) for kind, target in targets.items()]
    if core:
        listed = [*listed, (f"{space}/metadata/core-properties", core)]
    for n, (kind, target) in enumerate(listed, 1):
        etree.SubElement(root, f"{{{space}}}Relationship", {"Id": f"rId{n}", "Type": kind, "Target": target})
    return _bytes(root)


def _properties(title: str, lang: str, made_at: datetime) -> bytes:
    core, dc, terms = f"{_PACKAGE}/metadata/core-properties", "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    root = etree.Element(f"{{{core}}}coreProperties", nsmap={"cp": core, "dc": dc, "dcterms": terms, "xsi": xsi})
    etree.SubElement(root, f"{{{dc}}}title").text = _allowed(title)
    etree.SubElement(root, f"{{{dc}}}language").text = lang
    made = etree.SubElement(root, f"{{{terms}}}created", {f"{{{xsi}}}type": "dcterms:W3CDTF"})
    made.text = made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return _bytes(root)
