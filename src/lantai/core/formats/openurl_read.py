"""OpenURLs as other places send them, 1.0 (Z39.88-2004, key/value) and 0.1: pairs of key and value to what is cited.

Enter at ``wanted``. It never raises: what makes no sense is passed over, and what a request does not say stays empty.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from lantai.core.bib.identifiers import doi, isbn13, issn
from lantai.core.bib.record import Kind
from lantai.core.bib.wanted import Wanted

LONGEST, MOST_VALUES, MOST_AUTHORS = 1_000, 20, 30

_GENRES = {
    "article": Kind.ARTICLE, "preprint": Kind.PREPRINT, "proceeding": Kind.CONFERENCE, "conference": Kind.CONFERENCE, "bookitem": Kind.CHAPTER,
    "book": Kind.BOOK, "journal": Kind.JOURNAL, "issue": Kind.JOURNAL, "report": Kind.REPORT, "dissertation": Kind.THESIS, "patent": Kind.PATENT,
}  # fmt: skip
_FORMATS = {"book": Kind.BOOK, "journal": Kind.ARTICLE, "dissertation": Kind.THESIS, "patent": Kind.PATENT}
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")
_NUMBER = re.compile(
    r"(?:info:(?P<info>doi|pmid|oclcnum|lccn|arxiv)/|urn:(?P<urn>isbn|issn):|(?P<old>doi|pmid|oai|bibcode):)(?P<value>.+)",
    re.I | re.S,
)
_SCHEMES = {"oclcnum": "oclc"}
_UNSEEN = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+")


def wanted(pairs: Mapping[str, list[str]], *, works: str = "") -> Wanted:
    """Return what is cited. ``works``: what stands before the number of a work in this library's addresses, to know our own."""
    said = _Said(pairs)
    kind = _kind(said)
    title, host = _titles(said, kind)
    things, hosts = _numbers(said, kind)
    return Wanted(
        kind=kind,
        title=title,
        host=host,
        authors=tuple(_authors(said)),
        year=_year(said.one("date", "year")),
        volume=said.one("volume"),
        issue=said.one("issue"),
        pages=_pages(said),
        publisher=said.one("pub", "publisher", "inst"),
        identifiers=tuple(dict.fromkeys(things)),
        host_identifiers=tuple(dict.fromkeys(hosts)),
        works=tuple(dict.fromkeys(_own(said.ids(), works))),
        source=(said.bare("rfr_id", "sid") or "").removeprefix("info:sid/")[:100],
    )


class _Said:
    """The pairs under their keys of version 1.0, those of 0.1 beside them."""

    def __init__(self, pairs: Mapping[str, list[str]]) -> None:
        self._pairs = {key.lower(): values[:MOST_VALUES] for key, values in list(pairs.items())[:200]}

    def all(self, *keys: str) -> list[str]:
        found = [value for key in keys for name in (f"rft.{key}", key) for value in self._pairs.get(name, ())]
        return [clean for value in found if (clean := _clean(value))]

    def one(self, *keys: str) -> str:
        return next(iter(self.all(*keys)), "")

    def bare(self, *keys: str) -> str:
        return next((clean for key in keys for value in self._pairs.get(key, ()) if (clean := _clean(value))), "")

    def ids(self) -> list[str]:
        return [_clean(value) for key in ("rft_id", "id", "rft.identifier") for value in self._pairs.get(key, ())]


def _clean(value: str) -> str:
    return " ".join(_UNSEEN.sub(" ", value[:LONGEST]).split())


def _kind(said: _Said) -> Kind:
    """Return what kind of thing it is: by its genre, else by the format's name, else by which keys it has."""
    genre = said.one("genre").lower()
    family = said.bare("rft_val_fmt").rpartition(":")[2].lower()
    if genre in _GENRES:
        return _GENRES[genre]
    if family == "journal" and not said.one("atitle"):
        return Kind.JOURNAL
    if family == "book" and said.one("atitle"):
        return Kind.CHAPTER
    if family in _FORMATS:
        return _FORMATS[family]
    if said.one("atitle"):
        return Kind.CHAPTER if said.one("isbn", "btitle") else Kind.ARTICLE
    if said.one("issn", "eissn", "jtitle", "stitle"):
        return Kind.ARTICLE if said.one("spage", "pages", "aulast") else Kind.JOURNAL
    return Kind.BOOK if said.one("isbn", "btitle") else Kind.OTHER


def _titles(said: _Said, kind: Kind) -> tuple[str, str]:
    """Return the title of the thing, and of what it is in."""
    part, whole = said.one("atitle"), said.one("jtitle", "btitle", "title", "stitle")
    return (part, whole) if part or kind in (Kind.ARTICLE, Kind.PREPRINT, Kind.CHAPTER) else (whole, "")


def _authors(said: _Said) -> Iterator[str]:
    last, first = said.one("aulast", "invlast"), said.one("aufirst", "auinit", "auinit1", "invfirst")
    own = f"{last}, {first}" if last and first else last
    if own:
        yield own
    for name in said.all("au", "aucorp", "inv", "creator")[:MOST_AUTHORS]:
        if name != own and not (last and name.startswith(last)):
            yield name


def _year(date: str) -> int | None:
    found = _YEAR.search(date)
    return int(found[1]) if found else None


def _pages(said: _Said) -> str:
    first, last = said.one("spage"), said.one("epage")
    return said.one("pages") or (f"{first}-{last}" if first and last else first)


def _numbers(said: _Said, kind: Kind) -> tuple[list[str], list[str]]:
    """Return the numbers of the thing itself, and those of what it is in."""
    things: list[str] = []
    hosts: list[str] = []
    within = kind in (Kind.ARTICLE, Kind.PREPRINT, Kind.CHAPTER) or (kind is Kind.CONFERENCE and bool(said.one("atitle")))
    whole = [*(_isbn(v) for v in said.all("isbn")), *(_issn(v) for v in said.all("issn", "eissn"))]
    for scheme, value in _labelled(said.ids()):
        if scheme in ("isbn", "issn"):
            whole.append(_isbn(value) if scheme == "isbn" else _issn(value))
        else:
            things.append(_known(scheme, value))
    things += [f"{name}:{value}" for name in ("pmid", "oclcnum") for value in said.all(name) if value.isdecimal()]
    things += [f"doi:{found}" for value in said.all("doi") if (found := doi(value))]
    (hosts if within else things).extend(whole)
    return [_renamed(one) for one in things if one], [one for one in hosts if one]


def _renamed(number: str) -> str:
    scheme, _, value = number.partition(":")
    return f"{_SCHEMES.get(scheme, scheme)}:{value}"


def _labelled(ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    for given in ids:
        if found := _NUMBER.fullmatch(given):
            yield (found["info"] or found["urn"] or found["old"]).lower(), unquote(found["value"]).strip()
        elif bare := doi(given):
            yield "doi", bare


def _known(scheme: str, value: str) -> str:
    if scheme == "doi":
        found = doi(value)
        return f"doi:{found}" if found else ""
    return f"{scheme}:{value.strip()}" if scheme in ("pmid", "oclcnum", "lccn", "arxiv") else ""


def _isbn(value: str) -> str:
    found = isbn13(value)
    return f"isbn:{found}" if found else ""


def _issn(value: str) -> str:
    found = issn(value)
    return f"issn:{found}" if found else ""


def _own(ids: Iterable[str], works: str) -> Iterator[int]:
    """Yield the numbers of our works among addresses: of this library, whatever host it was asked under."""
    ours = urlsplit(works)
    for given in ids:
        try:
            there = urlsplit(given)
        except ValueError:
            continue
        found = (
            re.match(r"(\d{1,18})(?:[/.?]|$)", there.path.removeprefix(ours.path)) if there.path.startswith(ours.path) else None
        )
        if found and ours.path and there.netloc == ours.netloc:
            yield int(found[1])
