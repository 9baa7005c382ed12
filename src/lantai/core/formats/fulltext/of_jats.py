"""The whole text of an article in JATS: sections, figures, tables and references, each with its anchor."""

from collections.abc import Collection, Iterator
from itertools import islice

from lxml import etree

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Scheme, Standing
from lantai.core.formats.jats import Figure, article_of, figures, sections
from lantai.core.formats.jats.rights import article_license, said_of_rights
from lantai.core.formats.jats.tree import ancestors, attribute, first, within, words
from lantai.core.formats.xmltree import descendants, lang_of, local
from lantai.core.text.languages import bcp47

from .model import FigureOf, FullText, Passage, Reference, TableOf

MOST_ROWS = 400
"""Of a table; a longer one is data, and stands in the file."""

MOST_PERMISSIONS = 4_000
"""Characters of what an article says of rights; a license in its whole length is longer, and its name stands at its beginning."""

_PEOPLE = 12
"""Names of a reference that is built of its elements; the others are "et al."."""


def full_text(raw: bytes, encoding: str = "") -> FullText:
    """Return the text of the article; raise FormatError."""
    article, _repairs = article_of(raw, encoding)
    granted = article_license(article)
    drawn = figures(article)
    return FullText(
        title=words(first(article, "front", "article-meta", "title-group", "article-title"), without={"xref", "fn", "tex-math"}),
        language=bcp47(lang_of(article)) if lang_of(article) else "",
        doi=_doi_of_article(article),
        license=granted.given if granted else "",
        permissions=" ".join(said_of_rights(article))[:MOST_PERMISSIONS],
        passages=tuple(
            Passage(anchor=f"s{n}", kind=one.kind, titles=one.titles, paragraphs=one.paragraphs)
            for n, one in enumerate(sections(article), start=1)
        ),
        figures=tuple(_figures(drawn)),
        tables=tuple(_tables(article)),
        references=tuple(references(article)),
    )


def _doi_of_article(article: etree._Element) -> str:
    ids = within(article, "front", "article-meta", "article-id")
    return next((doi for one in ids if attribute(one, "pub-id-type") == "doi" and (doi := _doi(words(one)))), "")


def _doi(given: str) -> str:
    found = identify(Scheme.DOI, given, at="") if given else None
    return found.value if found and found.standing is Standing.VALID else ""


def _figures(drawn: tuple[Figure, ...]) -> Iterator[FigureOf]:
    anchors = {one.id: f"f{n}" for n, one in enumerate(drawn, start=1) if one.id}
    for n, one in enumerate(drawn, start=1):
        graphic = one.graphics[0] if one.graphics else None
        yield FigureOf(
            anchor=f"f{n}",
            label=one.label,
            title=one.title,
            caption=one.caption,
            href=graphic.href if graphic else "",
            alt=graphic.alt if graphic else "",
            titles=one.section,
            doi=one.doi,
            license=one.license.label[:300] if one.license else "",
            own_license=one.own_license,
            may_be_shown=one.may_be_shown,
            parent=anchors.get(one.parent, ""),
            part=one.part,
        )


def _tables(article: etree._Element) -> Iterator[TableOf]:
    for n, wrap in enumerate(descendants(article, "table-wrap"), start=1):
        around = [title for one in ancestors(wrap) if local(one) == "sec" and (title := words(first(one, "title")))]
        heading = {row for holder in descendants(wrap, "thead") for row in descendants(holder, "tr")}
        head = tuple(islice(_rows(wrap, "thead"), MOST_ROWS))
        body = tuple(islice(_rows(wrap, "tbody"), MOST_ROWS))
        rows = body or tuple(islice(_rows(wrap, "table", without=heading), MOST_ROWS))
        yield TableOf(
            anchor=f"t{n}",
            label=words(first(wrap, "label")),
            title=words(first(wrap, "caption")),
            titles=tuple(reversed(around)),
            head=head,
            rows=rows,
        )


def _rows(wrap: etree._Element, part: str, *, without: Collection[etree._Element] = ()) -> Iterator[tuple[str, ...]]:
    for holder in descendants(wrap, part):
        for row in descendants(holder, "tr"):
            if row in without:
                continue
            cells = tuple(words(cell) for cell in row if isinstance(cell.tag, str) and local(cell) in ("td", "th"))
            if any(cells):
                yield cells


def references(article: etree._Element) -> Iterator[Reference]:
    """Yield what the article cites; a reference that is kept in pieces as one line."""
    for n, ref in enumerate(descendants(article, "ref"), start=1):
        cited = next((child for child in ref if isinstance(child.tag, str) and "citation" in local(child)), None)
        if cited is None:
            continue
        text = words(cited) if local(cited) == "mixed-citation" else _line(cited)
        doi = next(
            (d for one in descendants(cited, "pub-id") if attribute(one, "pub-id-type") == "doi" and (d := _doi(words(one)))), ""
        )
        if text or doi:
            yield Reference(anchor=f"r{n}", label=words(first(ref, "label")), text=text or doi, doi=doi)


def _line(cited: etree._Element) -> str:
    people = [_name(one) for holder in (cited, *within(cited, "person-group")) for one in holder if isinstance(one.tag, str)]
    named = [name for name in people if name]
    said = {
        name: words(first(cited, name))
        for name in ("year", "article-title", "source", "volume", "fpage", "lpage", "publisher-name")
    }
    pages = "–".join(filter(None, (said["fpage"], said["lpage"] if said["lpage"] != said["fpage"] else "")))
    where = ", ".join(filter(None, (said["source"], said["volume"], pages)))
    who = ", ".join(named[:_PEOPLE]) + (" et al." if len(named) > _PEOPLE else "")
    parts = (who, said["year"], said["article-title"], where, said["publisher-name"])
    return ". ".join(part.rstrip(". ") for part in parts if part) or words(cited)


def _name(one: etree._Element) -> str:
    if local(one) in ("name", "string-name"):
        return " ".join(filter(None, (words(first(one, "surname")), words(first(one, "given-names"))))) or words(one)
    return words(one) if local(one) == "collab" else ""
