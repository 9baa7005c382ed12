"""The figures of an article with their captions, wherever they stand: in the text, in groups, floating, in the reply of an author."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from lantai.core.bib.licenses import License
from lantai.core.formats.xmltree import descendants, local

from .rights import article_license, license_in
from .tree import ancestors, attribute, first, within, words


@dataclass(frozen=True, slots=True)
class Graphic:
    """A file of a figure as the article names it, and the words for who cannot see it."""

    href: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure. ``caption``: its paragraphs, as they stand; ``title`` of the caption apart. ``section``: the headings it stands under.

    ``parent``: the id of the figure that this one supplements. ``part``: "" of the article itself, the id of a sub-article else. ``license``: the
    figure's own, else the article's; ``own_license`` says which. It may be shown where that grants reuse, else its caption and a link.
    """

    id: str
    label: str
    title: str
    caption: tuple[str, ...]
    graphics: tuple[Graphic, ...]
    section: tuple[str, ...] = ()
    parent: str = ""
    group: str = ""
    part: str = ""
    floats: bool = False
    doi: str = ""
    license: License | None = None
    own_license: bool = False

    @property
    def may_be_shown(self) -> bool:
        """Say whether the licence lets others show it."""
        return self.license is not None and self.license.reuse and self.license.sure


def figures(article: etree._Element) -> tuple[Figure, ...]:
    """Return every figure in the order of the text."""
    general = article_license(article)
    return tuple(_figure(element, general) for element in descendants(article, "fig"))


def _figure(element: etree._Element, general: License | None) -> Figure:
    own = license_in(element)
    around = list(ancestors(element))
    group = next((one for one in around if local(one) == "fig-group"), None)
    part = next((one for one in around if local(one) in ("sub-article", "response")), None)
    caption = first(element, "caption")
    return Figure(
        id=attribute(element, "id"),
        label=words(first(element, "label")),
        title=words(first(element, "caption", "title")),
        caption=tuple(text for text in _paragraphs(caption) if text),
        graphics=tuple(_graphics(element)),
        section=tuple(reversed([title for one in around if local(one) == "sec" and (title := words(first(one, "title")))])),
        parent=_parent(element, group),
        group=attribute(group, "id") if group is not None else "",
        part=attribute(part, "id") or "sub-article" if part is not None else "",
        floats=any(local(one) == "floats-group" for one in around),
        doi=next((words(one) for one in within(element, "object-id") if attribute(one, "pub-id-type") == "doi"), ""),
        license=own or general,
        own_license=own is not None,
    )


def _paragraphs(caption: etree._Element | None) -> Iterator[str]:
    """Yield a caption's paragraphs; words that stand in it without one are a paragraph of their own."""
    if caption is None:
        return
    yield " ".join(str(caption.text or "").split())
    for child in caption:
        if isinstance(child.tag, str) and local(child) != "title":
            yield words(child)
        yield " ".join(str(child.tail or "").split())


def _graphics(element: etree._Element) -> Iterator[Graphic]:
    general = words(first(element, "alt-text"))
    for name in ("graphic", "media"):
        for found in descendants(element, name):
            yield Graphic(attribute(found, "href"), words(first(found, "alt-text")) or general)


def _parent(element: etree._Element, group: etree._Element | None) -> str:
    """Return the figure that a supplement belongs to: the first of its group that is none itself."""
    if group is None or attribute(element, "specific-use") != "child-fig":
        return ""
    main = next((one for one in within(group, "fig") if attribute(one, "specific-use") != "child-fig"), None)
    return attribute(main, "id") if main is not None else ""
