"""OpenURL ContextObjects (Z39.88-2004) that say which record a page is about: what COinS puts into a page for citation tools.

Only the keys that the registered formats book, journal, dissertation, patent and Dublin Core have.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

from lantai.core.bib.record import AgentKind, BibRecord, Kind, Scheme

from .agent_names import parted
from .citation import Citation, cite, iso_date

_FORMATS = {
    Kind.BOOK: ("book", "book"), Kind.CHAPTER: ("book", "bookitem"), Kind.CONFERENCE: ("book", "proceeding"), Kind.REPORT: ("book", "report"),
    Kind.STANDARD: ("book", "document"), Kind.ARTICLE: ("journal", "article"), Kind.PREPRINT: ("journal", "preprint"), Kind.JOURNAL: ("journal", "journal"),
    Kind.NEWSPAPER: ("journal", "journal"), Kind.THESIS: ("dissertation", ""), Kind.PATENT: ("patent", ""), Kind.SERIES: ("book", "unknown"),
    Kind.MANUSCRIPT: ("book", "document"),
}  # fmt: skip
_MOST_AUTHORS = 20
_LONGEST = 500


def context_object(record: BibRecord, *, address: str = "") -> str:
    """Return the record as key/encoded-value pairs. ``address``: of its page in this library, "" none."""
    cited = cite(record)
    family, genre = _FORMATS.get(record.kind, ("dc", ""))
    if record.kind is Kind.CONFERENCE and cited.container:
        genre = "proceeding"
    pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{family}"), ("rft.genre", genre)]
    pairs += _DESCRIBED.get(family, _dublin_core)(cited, genre)
    pairs += [("rft.language", record.language), *(("rft_id", known) for known in _known_as(cited, address))]
    return urlencode([(name, value[:_LONGEST]) for name, value in pairs if value], errors="replace")


def _known_as(cited: Citation, address: str) -> Iterator[str]:
    if cited.doi:
        yield f"info:doi/{cited.doi}"
    yield from (f"urn:ISBN:{number}" for number in cited.isbns[:2])
    schemes = {Scheme.OCLC: "info:oclcnum/", Scheme.LCCN: "info:lccn/", Scheme.PMID: "info:pmid/"}
    yield from (schemes[scheme] + value for scheme, value in cited.identifiers if scheme in schemes)
    yield address


def _people(cited: Citation) -> Iterator[tuple[str, str]]:
    """Yield the names: the first of a person in its parts, bodies as such."""
    for n, name in enumerate(cited.names[:_MOST_AUTHORS]):
        if name.kind is not AgentKind.PERSON:
            yield ("rft.aucorp" if n == 0 else "rft.au"), name.heading
            continue
        parts = parted(name.heading.replace("،", ","))
        if n == 0 and parts.given:
            yield from (("rft.aulast", parts.family), ("rft.aufirst", parts.given))
        yield "rft.au", name.heading


def _dated(cited: Citation) -> str:
    return (iso_date(cited.date) or cited.date.text) if cited.date else ""


def _pages(cited: Citation) -> Iterator[tuple[str, str]]:
    first, dash, last = cited.pages.replace("–", "-").partition("-")
    yield "rft.pages", cited.pages
    if dash:
        yield from (("rft.spage", first.strip()), ("rft.epage", last.strip()))


def _book(cited: Citation, genre: str) -> list[tuple[str, str]]:
    hosted = bool(cited.container)
    titles = [("rft.atitle", cited.title), ("rft.btitle", cited.container)] if hosted else [("rft.btitle", cited.title)]
    return [*titles, *_people(cited), ("rft.place", "".join(cited.places[:1])), ("rft.pub", "".join(cited.publishers[:1])), ("rft.date", _dated(cited)),
            ("rft.edition", cited.edition), ("rft.series", cited.series), ("rft.isbn", "".join(cited.isbns[:1])), *_pages(cited)]  # fmt: skip


def _journal(cited: Citation, genre: str) -> list[tuple[str, str]]:
    titles = (
        [("rft.jtitle", cited.title)] if genre == "journal" else [("rft.atitle", cited.title), ("rft.jtitle", cited.container)]
    )
    return [*titles, *_people(cited), ("rft.date", _dated(cited)), ("rft.volume", cited.volume), ("rft.issue", cited.issue), *_pages(cited),
            ("rft.issn", "".join(cited.issns[:1]))]  # fmt: skip


def _thesis(cited: Citation, genre: str) -> list[tuple[str, str]]:
    return [("rft.title", cited.title), *_people(cited), ("rft.inst", "".join(cited.publishers[:1])), ("rft.date", _dated(cited))]


def _patent(cited: Citation, genre: str) -> list[tuple[str, str]]:
    number = next((value for scheme, value in cited.identifiers if scheme in (Scheme.OTHER, Scheme.STANDARD)), "")
    return [("rft.title", cited.title), *((name.replace("rft.au", "rft.inv"), value) for name, value in _people(cited)), ("rft.number", number),
            ("rft.date", _dated(cited))]  # fmt: skip


def _dublin_core(cited: Citation, genre: str) -> list[tuple[str, str]]:
    makers = [("rft.creator", name.heading) for name in cited.names[:_MOST_AUTHORS]]
    return [("rft.title", cited.title), *makers, ("rft.publisher", "".join(cited.publishers[:1])), ("rft.date", _dated(cited)),
            ("rft.type", cited.kind.value), ("rft.identifier", "".join(cited.urls[:1]))]  # fmt: skip


_DESCRIBED = {"book": _book, "journal": _journal, "dissertation": _thesis, "patent": _patent}
