"""Identifiers in a question: recognised before words, so that a number leads straight to its record.

``recognise`` gives all that a text might be, most certain first: a bare number may be several things, and the index knows which. Numbers that prove
themselves by their check digit are recognised within other words, too: readers paste what stands on a cover, in a citation or an address.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from lantai.core.bib.identifiers import doi, identify, isbn13, issn
from lantai.core.bib.record import Scheme, Standing
from lantai.core.text.fold import CJK, key

SHORTEST_NUMBER = 6
"""Digits from which a bare number may be a record's: 1984 and 2666 are titles."""

LONGEST = 120
"""Characters of a text that may be nothing but an identifier; a resolver's address is the longest."""

_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES_IN_CJK = re.compile(rf"(?<=[{CJK}])\s+(?=[{CJK}])")

_HYPHENS = re.compile("[‐-―−]")
_LABEL = re.compile(
    r"(isbn(?:-?1[03])?|[ep]?-?issn(?:-l)?|orcid|oclc|lccn|arxiv|pmid|barcode|cn)(?![^\W\d_])\s*[:#/]?\s*(?=\S)", re.IGNORECASE
)
_ISBN_WITHIN = re.compile(r"(?<![\d\-])(?:97[89][ .\-]?(?:\d[ .\-]?){9}\d|(?:\d[ .\-]?){9}[\dX])(?![\d\-])", re.IGNORECASE)
_ISSN_WITHIN = re.compile(r"(?<![\w\-])\d{4}-\d{3}[\dX](?![\w\-])", re.IGNORECASE)
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dX]")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dX]")
_ORCID = re.compile(r"(?:https?://)?(?:orcid\.org/)?(\d{4}-?\d{4}-?\d{4}-?\d{3}[\dX])/?", re.IGNORECASE)
_OCLC = re.compile(
    r"(?:\(OCoLC(?:-[A-Z])?\)\D{0,3}|(?:ocm|ocn|on)(?=\d{8})|https?://(?:\w+\.)?worldcat\.org/(?:[\w\-]+/)*(?:oclc|title)/)(\d+)/?",
    re.IGNORECASE,
)
_LCCN = re.compile(
    r"(?:https?://lccn\.loc\.gov/)?([a-z]{0,3}(?:\d{8}|\d{10}|\d{2}-\d{1,6}|20\d\d-(?!(?:19|20)\d\d$)\d{1,6}))/?", re.IGNORECASE
)
_ARXIV = re.compile(
    r"(?:https?://arxiv\.org/(?:abs|pdf)/)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?", re.IGNORECASE
)
_PMID = re.compile(r"(?:https?://)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d+)/?", re.IGNORECASE)
_YEARS = re.compile(r"(?:1\d|20)\d\d-(?:1\d|20)\d\d")
_CN = re.compile(r"(?:CN\s*)?\d{2}-\d{4}(?:/[A-Z][A-Z0-9.]*)?", re.IGNORECASE)
_PIECE = re.compile(r"(?:\([\w.\-]{2,12}\))?[\w.\-]{4,40}")
_CALL_NUMBER = re.compile(r"(?!\w+://)(?=.*\d)(?=.*[^\W\d_])[\w./=\-+:@()\s]{2,60}")


def recognise(text: str) -> tuple[str, ...]:
    """Return the identifiers that the whole text might be, as "scheme:value", most certain first.

    ISBNs are 13 digits (of 10 they are converted), ISSNs NNNN-NNNX, DOIs without resolver. A number with a wrong check digit is
    tried as it stands where there is nothing else: records have wrong numbers too.
    """
    if text.replace(" ", "").isalpha():  # nothing of it is a digit, nor becomes one
        return ()
    plain = _plain(text)
    if not any(character.isdigit() for character in plain):
        return ()
    found: list[str] = []
    if embedded := doi(plain):
        found.append(f"doi:{embedded}")
    label = _LABEL.match(plain)
    if labelled := [*_labelled(label[1].casefold(), plain[label.end() :])] if label and len(plain) <= LONGEST else []:
        return tuple(dict.fromkeys((*found, *labelled)))
    found += _within(embedded.partition("/")[2], whole=True) if embedded else _within(plain)
    if len(plain) <= LONGEST:
        found += (value for read in _READERS for value in read(plain))
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    """Return a text with one kind of hyphens and of digits, and without what is not seen."""
    plain = _HYPHENS.sub("-", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    if not plain.isascii():
        plain = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in plain)
    return " ".join(plain.split())


def _within(text: str, *, whole: bool = False) -> Iterator[str]:
    """Yield the numbers of books and journals that stand within other words. ``whole``: only that of a book, and only where it is all of the text:
    publishers make DOIs of books so, while one that goes on is of a chapter."""
    for match in _ISBN_WITHIN.finditer(text):
        if (not whole or match[0] == text) and (number := isbn13(match[0].replace(".", "-"))):
            yield f"isbn:{number}"
    for match in () if whole else _ISSN_WITHIN.finditer(text):
        if not _YEARS.fullmatch(match[0]) and (number := issn(match[0])):
            yield f"issn:{number}"


def without_spaces_in_cjk(text: str) -> str:
    """Return ``text`` with Han, kana and Hangul that spaces part put together, as it stands in the index."""
    return _SPACES_IN_CJK.sub("", text)


def _labelled(label: str, value: str) -> Iterator[str]:
    for name, read in _BY_LABEL.items():
        if name in label:
            yield from read(value)
            return


def _isbn(text: str) -> Iterator[str]:
    bare = re.sub(r"[\s\-]", "", text).upper()
    if _ISBN.fullmatch(bare):
        yield f"isbn:{isbn13(bare) or bare}"


def _issn(text: str) -> Iterator[str]:
    bare = re.sub(r"\s", "", text).upper()
    if _ISSN.fullmatch(bare):
        if right := issn(bare):
            yield f"issn:{right}"
        elif "-" in bare and not _YEARS.fullmatch(bare):
            yield f"issn:{bare}"


def _orcid(text: str) -> Iterator[str]:
    if match := _ORCID.fullmatch(text):
        number = identify(Scheme.ORCID, match[1])
        if number.standing is Standing.VALID:
            yield f"orcid:{number.value}"


def _oclc(text: str) -> Iterator[str]:
    if match := _OCLC.fullmatch(text):
        yield f"oclc:{match[1].lstrip('0')}"


def _arxiv(text: str) -> Iterator[str]:
    if match := _ARXIV.fullmatch(text):
        yield f"arxiv:{match[1]}"


def _pmid(text: str) -> Iterator[str]:
    if match := _PMID.fullmatch(text):
        yield f"pmid:{match[1]}"


def _lccn(text: str) -> Iterator[str]:
    bare = re.sub(r"\s", "", text)
    if match := _LCCN.fullmatch(bare):
        number = identify(Scheme.LCCN, match[1])
        if number.standing is Standing.VALID:
            yield f"lccn:{number.value}"


def _cn(text: str) -> Iterator[str]:
    if _CN.fullmatch(text) and not text[:1].isdigit():
        yield f"cn:{identify(Scheme.CN_SERIAL, text).value}"


def _number(text: str) -> Iterator[str]:
    """A bare number of some length: of the record here or at OCLC, or of a piece."""
    if text.isdigit() and len(text) >= SHORTEST_NUMBER:
        yield from (f"barcode:{text}", f"local:{text}", f"oclc:{text.lstrip('0')}")
        if len(text) <= 8:
            yield f"pmid:{text.lstrip('0')}"


def _piece(text: str) -> Iterator[str]:
    """Letters and digits without a space: a barcode or a local number."""
    if _PIECE.fullmatch(text) and not _YEARS.fullmatch(text) and not text.isdigit() and sum(map(str.isdigit, text)) >= 4:
        yield from (f"barcode:{text}", f"barcode:{text.upper()}", f"local:{text}")


def _call_number(text: str) -> Iterator[str]:
    if _CALL_NUMBER.fullmatch(text):
        yield f"callno:{key(text)}"


_Reader = Callable[[str], Iterator[str]]
_READERS: tuple[_Reader, ...] = (_arxiv, _orcid, _pmid, _isbn, _issn, _oclc, _cn, _lccn, _piece, _call_number, _number)
_BY_LABEL: dict[str, _Reader] = {
    "isbn": _isbn,
    "issn": _issn,
    "orcid": _orcid,
    "oclc": lambda text: (f"oclc:{number}" for number in re.findall(r"^\D{0,10}0*(\d+)$", text)),
    "lccn": _lccn,
    "arxiv": _arxiv,
    "pmid": lambda text: (f"pmid:{number}" for number in re.findall(r"^0*(\d+)$", text)),
    "barcode": lambda text: (f"barcode:{form}" for form in (text, text.upper())),
    "cn": lambda text: _cn(f"CN{text}"),
}
