"""The text of an article by its sections: abstract, body, appendices, each with its headings; figures, tables and references are elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from lantai.core.formats.xmltree import local

from .tree import attribute, first, within, words

_FLOATING = frozenset(
    {"fig", "fig-group", "table-wrap", "table-wrap-group", "supplementary-material", "media", "graphic", "fn", "tex-math"}
)
_APART = frozenset({"title", "label", "sec-meta", "ref-list", *_FLOATING}) - {"tex-math"}
_LISTS = frozenset({"list", "def-list", "boxed-text", "disp-quote", "statement", "verse-group", "speech", "list-item"})


@dataclass(frozen=True, slots=True)
class Section:
    """A section. ``titles``: its headings, the widest first, () for what stands before the first one. ``kind``: "abstract", "body", "app"."""

    id: str
    titles: tuple[str, ...]
    paragraphs: tuple[str, ...]
    kind: str = "body"

    @property
    def level(self) -> int:
        """Return how deep it lies: 0 for what has no heading."""
        return len(self.titles)


def sections(article: etree._Element) -> tuple[Section, ...]:
    """Return the sections in the order of the text, those without words left out."""
    roots = [("abstract", one) for one in within(article, "front", "article-meta", "abstract")]
    roots += [("body", one) for one in within(article, "body")]
    roots += [("app", one) for one in (*within(article, "back", "app-group", "app"), *within(article, "back", "app"))]
    roots += [("body", one) for one in within(article, "back", "sec")]
    return tuple(section for kind, root in roots for section in _of(root, (), kind))


def _of(element: etree._Element, above: tuple[str, ...], kind: str) -> Iterator[Section]:
    title = words(first(element, "title")) or (words(first(element, "label")) if local(element) == "app" else "")
    titles = (*above, title) if title else above
    own = tuple(text for child in element if _is_text(child) for text in _paragraphs(child) if text)
    if own:
        yield Section(attribute(element, "id"), titles, own, kind)
    for child in within(element, "sec"):
        yield from _of(child, titles, kind)


def _is_text(child: etree._Element) -> bool:
    return isinstance(child.tag, str) and local(child) not in _APART | {"sec"}


def _paragraphs(element: etree._Element) -> Iterator[str]:
    """Yield the paragraphs of an element; of lists and boxes each item."""
    if local(element) not in _LISTS:
        yield words(element, without=_FLOATING)
        return
    for child in element:
        if isinstance(child.tag, str) and local(child) not in _FLOATING:
            yield from _paragraphs(child)
