"""A full text as its page shows it: in parts of bounded length, headings where they begin, figures and tables behind the section they belong to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lantai.core.formats.fulltext import FigureOf, FullText, Passage, TableOf
from lantai.core.text.fold import fold
from lantai.core.text.scripts import direction_of_text

from .models import KeptFigure

A_PART = 250_000
"""Characters of one page: longer texts, as of theses, come in parts."""

MOST_FOUND = 30
AROUND = 160


@dataclass(frozen=True, slots=True)
class Plate:
    """A figure as it is shown: ``kept`` where its picture is here and its license lets others see it."""

    figure: FigureOf
    kept: KeptFigure | None


@dataclass(frozen=True, slots=True)
class Block:
    """A section or page. ``headings``: (level, words) that begin with it, the level of an element h2 to h6."""

    passage: Passage
    headings: tuple[tuple[int, str], ...]
    plates: tuple[Plate, ...] = ()
    tables: tuple[TableOf, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a text. ``contents``: (level, words, anchor, page) of all parts; ``loose``: figures that belong to no section of the text."""

    blocks: tuple[Block, ...]
    number: int
    count: int
    contents: tuple[tuple[int, str, str, int], ...]
    loose: tuple[Plate, ...]
    loose_tables: tuple[TableOf, ...]

    @property
    def direction(self) -> str:
        """Return the direction in which it is read: that of its first words."""
        return direction_of_text("".join(text[:200] for block in self.blocks[:3] for text in block.passage.paragraphs[:1]))


def part_of(text: FullText, figures: Sequence[KeptFigure], number: int) -> Part:
    """Return one part of a text; the last one where there are not so many."""
    parts = cut(text.passages)
    number = min(max(number, 1), len(parts))
    kept = {one.anchor: one for one in figures}
    plates = [Plate(one, kept.get(one.anchor)) for one in text.figures]
    blocks = list(_blocks(text.passages, plates, text.tables))
    here = {passage.anchor for passage in parts[number - 1]}
    placed = {plate.figure.anchor for block in blocks for plate in block.plates}
    placed_tables = {table.anchor for block in blocks for table in block.tables}
    is_last = number == len(parts)
    return Part(
        blocks=tuple(block for block in blocks if block.passage.anchor in here),
        number=number,
        count=len(parts),
        contents=tuple(_contents(blocks, parts)),
        loose=tuple(p for p in plates if p.figure.anchor not in placed) if is_last else (),
        loose_tables=tuple(t for t in text.tables if t.anchor not in placed_tables) if is_last else (),
    )


def cut(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Return the passages in parts, at least one."""
    parts: list[list[Passage]] = [[]]
    size = 0
    for passage in passages:
        if size > A_PART:
            parts.append([])
            size = 0
        parts[-1].append(passage)
        size += sum(map(len, passage.paragraphs))
    return parts


def part_with(text: FullText, anchor: str) -> int:
    """Return the number of the part in which an anchor of a section, page or figure stands; the first for one that is not there."""
    parts = cut(text.passages)
    figure = next((one for one in text.figures if one.anchor == anchor), None)
    if figure is None:
        return next((n for n, part in enumerate(parts, start=1) if any(p.anchor == anchor for p in part)), 1)
    numbered = [(n, p) for n, part in enumerate(parts, start=1) for p in part]
    there = [n for n, p in numbered if (p.page == figure.page if figure.page else p.titles == figure.titles)]
    return there[-1] if there else len(parts)


def _blocks(passages: Sequence[Passage], plates: Sequence[Plate], tables: Sequence[TableOf]) -> Iterator[Block]:
    """Yield the sections; a figure or table stands behind the last one with its headings, or on its page."""
    last = {passage.titles: n for n, passage in enumerate(passages)} | {
        ("", str(p.page)): n for n, p in enumerate(passages) if p.page
    }
    above: tuple[str, ...] = ()
    for n, passage in enumerate(passages):
        common = next(
            (i for i, (a, b) in enumerate(zip(above, passage.titles, strict=False)) if a != b),
            min(len(above), len(passage.titles)),
        )
        headings = tuple((min(level + 2, 6), title) for level, title in enumerate(passage.titles) if level >= common)
        above = passage.titles
        yield Block(
            passage,
            headings,
            tuple(p for p in plates if last.get(("", str(p.figure.page)) if p.figure.page else p.figure.titles) == n),
            tuple(t for t in tables if last.get(t.titles) == n),
        )


def _contents(blocks: Sequence[Block], parts: Sequence[Sequence[Passage]]) -> Iterator[tuple[int, str, str, int]]:
    part = {passage.anchor: n for n, some in enumerate(parts, start=1) for passage in some}
    for block in blocks:
        anchor = block.passage.anchor
        for level, title in block.headings:
            if level <= 3:
                yield level, title, anchor, part[anchor]


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text where words stand. ``before``, ``words``, ``after``: the paragraph around the first of them; ``part``: the page to turn to."""

    anchor: str
    part: int
    title: str
    page: int
    before: str
    words: str
    after: str


def found_in(text: FullText, question: str) -> list[Found]:
    """Return the paragraphs that have all words of a question, at most so many, in the order of the text."""
    wanted = fold(question).split()
    if not wanted:
        return []
    part = {passage.anchor: n for n, some in enumerate(cut(text.passages), start=1) for passage in some}
    found = []
    for passage in text.passages:
        for paragraph in passage.paragraphs:
            if all(word in (folded := fold(paragraph)) for word in wanted):
                found.append(_found(passage, paragraph, folded, wanted[0], part[passage.anchor]))
                if len(found) == MOST_FOUND:
                    return found
    return found


def _found(passage: Passage, paragraph: str, folded: str, word: str, part: int) -> Found:
    at = folded.index(word)
    if (
        len(folded) != len(paragraph) or fold(paragraph[at : at + len(word)]) != word
    ):  # folding has made it longer: show its beginning
        at, word = 0, ""
    start, end = max(0, at - AROUND), at + len(word)
    return Found(
        anchor=passage.anchor, part=part, title=passage.titles[-1] if passage.titles else "", page=passage.page,
        before=("…" if start else "") + paragraph[start:at], words=paragraph[at:end],
        after=paragraph[end : end + AROUND] + ("…" if len(paragraph) > end + AROUND else ""),
    )  # fmt: skip
