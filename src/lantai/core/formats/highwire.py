"""``citation_*`` meta tags of a page, as scholarly search engines and citation tools read them: pairs of name and content."""

from collections.abc import Iterator

from lantai.core.bib.record import BibRecord, Kind, Scheme

from .citation import Citation, cite, iso_date

_MOST = 50  # authors of one page; whoever wants all 5,000 takes a file
_LONGEST = 1_000


def meta_tags(record: BibRecord, *, address: str = "", pdf: str = "") -> list[tuple[str, str]]:
    """Return the tags of a record. ``address``: of its page in this library; ``pdf``: of its file, where the library has one."""
    cited = cite(record)
    return [(f"citation_{name}", value[:_LONGEST]) for name, value in _said(record, cited, address, pdf) if value]


def _said(record: BibRecord, cited: Citation, address: str, pdf: str) -> Iterator[tuple[str, str]]:
    yield "title", cited.title
    yield from (("author", name.heading) for name in cited.names[:_MOST] if not _edits(name.roles))
    yield from (("editor", name.heading) for name in cited.names[:_MOST] if _edits(name.roles))
    date = cited.date
    yield "publication_date", ((iso_date(date).replace("-", "/") or str(date.start or "")) if date else "")
    yield from _where(record, cited)
    yield "language", record.language
    yield from (("isbn", number) for number in cited.isbns[:4])
    yield from (("issn", number) for number in cited.issns[:2])
    yield "doi", cited.doi
    yield "pmid", next((value for scheme, value in cited.identifiers if scheme is Scheme.PMID), "")
    yield from (("keywords", word) for word in cited.keywords[:10])
    yield (
        "pdf_url",
        pdf or next((url for url in cited.urls if url.startswith(("http://", "https://")) and url.lower().endswith(".pdf")), ""),
    )
    yield "abstract_html_url", address


def _edits(roles: tuple[str, ...]) -> bool:
    return bool(roles) and roles[0] in ("edt", "com", "red")


def _where(record: BibRecord, cited: Citation) -> Iterator[tuple[str, str]]:
    """Yield where it was published: each kind has tags of its own, and tools tell kinds apart by them."""
    publisher = "".join(cited.publishers[:1])
    if record.kind is Kind.THESIS:
        yield "dissertation_institution", publisher
    elif record.kind is Kind.REPORT:
        yield "technical_report_institution", publisher
        yield "technical_report_number", next((v for scheme, v in cited.identifiers if scheme is Scheme.REPORT), "")
    else:
        yield "publisher", publisher
    if cited.container:
        yield _HOSTS.get(record.kind, "journal_title"), cited.container
        yield "volume", cited.volume
        yield "issue", cited.issue
        first, dash, last = cited.pages.replace("–", "-").partition("-")
        yield "firstpage", first.strip()
        yield "lastpage", last.strip() if dash else ""


_HOSTS = {Kind.CHAPTER: "inbook_title", Kind.CONFERENCE: "conference_title"}
