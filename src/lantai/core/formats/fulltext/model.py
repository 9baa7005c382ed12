"""What is read out of a file of a full text. Places to point at (``anchor``) are made of the order, so the same file gives the same ones again."""

from collections.abc import Iterator

import msgspec

from lantai.core.bib.places import doi_address


class Passage(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A section of JATS, or a page of a PDF. ``kind``: "abstract", "body", "app", "page". ``titles``: the headings it stands under, the widest first.

    ``page``: of a PDF, counted from 1 as the file does; 0 where there are no pages.
    """

    anchor: str
    paragraphs: tuple[str, ...]
    kind: str = "body"
    titles: tuple[str, ...] = ()
    page: int = 0


class FigureOf(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A figure. ``href``: its file as the article names it; ``license``: what it is called on a page, its own or the article's (``own_license``).

    ``may_be_shown``: that license lets others show it; else its caption stands alone. ``parent``: anchor of the figure that it supplements.
    """

    anchor: str
    label: str = ""
    title: str = ""
    caption: tuple[str, ...] = ()
    href: str = ""
    alt: str = ""
    titles: tuple[str, ...] = ()
    page: int = 0
    doi: str = ""
    license: str = ""
    own_license: bool = False
    may_be_shown: bool = False
    parent: str = ""
    part: str = ""

    @property
    def doi_address(self) -> str:
        """Return where its DOI leads; "" for none."""
        return doi_address(self.doi) if self.doi else ""


class TableOf(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A table, its cells as words. ``head``: rows of headings."""

    anchor: str
    label: str = ""
    title: str = ""
    titles: tuple[str, ...] = ()
    head: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Reference(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A work that the article cites, as one line."""

    anchor: str
    text: str
    label: str = ""
    doi: str = ""

    @property
    def doi_address(self) -> str:
        """Return where its DOI leads; "" for none."""
        return doi_address(self.doi) if self.doi else ""


class FullText(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """The text of one file. ``doi``: that the file gives itself; ``license``: its words of a license, as they came. ``language``: BCP 47, "" not said.

    ``permissions``: all that JATS says of the rights in the article as a whole, in its words.
    ``page_count``: pages of the file; ``read_pages``: those that were read, fewer in a very long one.
    """

    title: str = ""
    language: str = ""
    doi: str = ""
    license: str = ""
    permissions: str = ""
    passages: tuple[Passage, ...] = ()
    figures: tuple[FigureOf, ...] = ()
    tables: tuple[TableOf, ...] = ()
    references: tuple[Reference, ...] = ()
    page_count: int = 0
    read_pages: int = 0

    @property
    def characters(self) -> int:
        """Return how many characters its passages have."""
        return sum(len(text) for passage in self.passages for text in passage.paragraphs)

    def words(self) -> Iterator[str]:
        """Yield all that is to be searched: headings, paragraphs, captions and tables; not the titles of works that it cites."""
        for passage in self.passages:
            yield from (*passage.titles[-1:], *passage.paragraphs)
        for figure in self.figures:
            yield from filter(None, (figure.label, figure.title, *figure.caption))
        for table in self.tables:
            yield from filter(None, (table.label, table.title, *(cell for row in (*table.head, *table.rows) for cell in row)))


encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(FullText).decode
