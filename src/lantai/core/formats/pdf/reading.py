"""What stands in a PDF, read with PDFium within bounds. Call it in a process of its own (``child``): a damaged file may end the process.

Nothing is rendered and no script of the file is run: text comes from the text layer, pictures from the picture objects, made anew as WebP.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any

import msgspec

from lantai.core.formats.fulltext.model import FigureOf, FullText, Passage
from lantai.core.text.messages import N_

from .lines import caption_of, doi_in, license_in, paragraphs


class Outcome(StrEnum):
    """What came of reading a file."""

    READ = "read"
    NO_TEXT = "no-text"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_MUCH = "too-much"
    MISSING = "missing"


SAID: dict[str, str] = {
    Outcome.READ: N_("Its text was read."),
    Outcome.NO_TEXT: N_("It has pages and no text: they are pictures, as a scanner makes them."),
    Outcome.ENCRYPTED: N_("It is locked with a password."),
    Outcome.BROKEN: N_("It is damaged, or not what it says it is."),
    Outcome.TOO_MUCH: N_("Reading it took more time or memory than is given to one file."),
    Outcome.MISSING: N_("What reads PDF files is not installed here: install pypdfium2."),
}
"""What people are told of an outcome."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of one file is read."""

    pages: int = 1_500
    characters: int = 6_000_000
    pictures: int = 200
    picture_pixels: int = 40_000_000
    picture_bytes: int = 40_000_000
    side: int = 1_600
    least_side: int = 100
    least_pixels: int = 30_000


class Picture(msgspec.Struct, frozen=True, gc=False):
    """A picture of a page, as WebP. ``anchor``: of the figure in the text that it is of."""

    anchor: str
    webp: bytes
    width: int
    height: int


class Read(msgspec.Struct, frozen=True):
    """What came of a file. ``detail``: what PDFium said, in its words; ``about``: what the file says of itself."""

    outcome: str
    text: FullText = FullText()
    pictures: tuple[Picture, ...] = ()
    about: dict[str, str] = {}
    detail: str = ""


NO_TEXT_BELOW = 8
"""Characters a page on average below which a file counts as scanned: page numbers and stamps of a library are not its text."""

_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(raw: bytes, bounds: Bounds = Bounds()) -> Read:
    """Return what stands in the file, or why nothing does."""
    import pypdfium2 as pdfium

    try:
        file = pdfium.PdfDocument(raw)
        count = len(file)
    except pdfium.PdfiumError as problem:
        locked = getattr(problem, "err_code", None) == _PASSWORD
        return Read(Outcome.ENCRYPTED if locked else Outcome.BROKEN, detail=str(problem)[:300])
    if not count:
        return Read(Outcome.BROKEN, detail="no pages")
    pages = _Pages(file, min(count, bounds.pages), bounds)
    text = pages.text(count)
    about = _about(file)
    has_text = text.characters >= NO_TEXT_BELOW * max(text.read_pages, 1)
    if not has_text and pages.unread == text.read_pages:
        return Read(Outcome.BROKEN, about=about, detail="no page could be read")
    text = msgspec.structs.replace(text, doi=text.doi or doi_in([*about.values()]), title=about.get("Title", ""))
    return Read(Outcome.READ if has_text else Outcome.NO_TEXT, text, tuple(pages.pictures), about)


def _about(file: Any) -> dict[str, str]:
    """Return what an open file says of itself; what is no text (half a character of UTF-16) is passed over."""
    about = {}
    for name in file.METADATA_KEYS:
        try:
            value = file.get_metadata_value(name)
        except UnicodeDecodeError:
            continue
        if value:
            about[name] = value[:500]
    return about


@dataclass(frozen=True, slots=True)
class _Seen:
    """A picture object and where it stands on its page, in points from the bottom left."""

    digest: bytes
    page: int
    bottom: float
    top: float
    webp: bytes
    width: int
    height: int


class _Pages:
    """The pages of an open file, read one after the other."""

    def __init__(self, file: Any, count: int, bounds: Bounds) -> None:
        self.file, self.count, self.bounds = file, count, bounds
        self.unread = 0
        self.pictures: list[Picture] = []
        self._seen: list[_Seen] = []
        self._captions: list[tuple[int, float, str, str]] = []  # page, height of its first line, label, words
        self._bytes = 0

    def text(self, total: int) -> FullText:
        """Read all pages, and return the text with the figures that have a caption or a picture."""
        passages: list[Passage] = []
        firsts: list[str] = []
        characters = read_pages = 0
        for number in range(1, self.count + 1):
            found = self._page(number)
            read_pages = number
            if number <= 2:
                firsts.append(found)
            if parts := paragraphs(found):
                passages.append(Passage(anchor=f"p{number}", kind="page", paragraphs=parts, page=number))
            characters += len(found)
            if characters > self.bounds.characters:
                break
        return FullText(
            doi=doi_in(firsts),
            license=license_in(firsts),
            passages=tuple(passages),
            figures=tuple(self._figures()),
            page_count=total,
            read_pages=read_pages,
        )

    def _page(self, number: int) -> str:
        import pypdfium2 as pdfium

        try:
            page = self.file[number - 1]
            try:
                told = page.get_textpage()
                found: str = told.get_text_bounded()
                self._note_captions(number, told, found)
                self._note_pictures(number, page)
                told.close()
            finally:
                page.close()
        except pdfium.PdfiumError:
            self.unread += 1
            return ""
        return found

    def _note_captions(self, number: int, told: Any, found: str) -> None:
        for text in paragraphs(found):
            label, rest = caption_of(text)
            if not label:
                continue
            place = told.search(text[: len(label)]).get_next()
            height = told.get_charbox(place[0])[3] if place else 0.0
            self._captions.append((number, height, label, rest))

    def _note_pictures(self, number: int, page: Any) -> None:
        import pypdfium2 as pdfium
        from pypdfium2 import raw as pdfium_c

        for thing in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            if len(self._seen) >= 4 * self.bounds.pictures or self._bytes >= self.bounds.picture_bytes:
                return
            try:
                made = self._made_anew(thing)
                _left, bottom, _right, top = thing.get_bounds()
            except (pdfium.PdfiumError, OSError, ValueError):
                continue
            if made:
                webp, width, height = made
                self._bytes += len(webp)
                digest = hashlib.sha256(webp).digest()
                self._seen.append(_Seen(digest, number, bottom, top, webp, width, height))

    def _made_anew(self, thing: Any) -> tuple[bytes, int, int] | None:
        """Return a picture as WebP of bounded size; None for ornaments, and for what would take too much memory."""
        width, height = thing.get_px_size()
        bounds = self.bounds
        if min(width, height) < bounds.least_side or not bounds.least_pixels <= width * height <= bounds.picture_pixels:
            return None
        drawn = thing.get_bitmap(render=False).to_pil()
        drawn = drawn.convert("RGB")
        drawn.thumbnail((bounds.side, bounds.side))
        out = BytesIO()
        drawn.save(out, "WEBP", quality=80, method=2)
        return out.getvalue(), drawn.width, drawn.height

    def _figures(self) -> Iterator[FigureOf]:
        """Yield the figures: each caption with the picture nearest to it on its page, then the pictures without one.

        A picture that stands on three pages or more is an ornament of the journal.
        """
        times = Counter(
            {digest: len({s.page for s in self._seen if s.digest == digest}) for digest in {s.digest for s in self._seen}}
        )
        left = list({(s.page, s.digest): s for s in self._seen if times[s.digest] < 3}.values())
        number = 0
        for page, height, label, words in self._captions:
            near = min(
                (s for s in left if s.page == page), key=lambda s: min(abs(s.bottom - height), abs(s.top - height)), default=None
            )
            number += 1
            self._keep(f"f{number}", near)
            if near:
                left.remove(near)
            yield FigureOf(anchor=f"f{number}", label=label, caption=(words,) if words else (), page=page)
        for one in left:
            number += 1
            self._keep(f"f{number}", one)
            yield FigureOf(anchor=f"f{number}", page=one.page)

    def _keep(self, anchor: str, seen: _Seen | None) -> None:
        if seen and len(self.pictures) < self.bounds.pictures:
            self.pictures.append(Picture(anchor, seen.webp, seen.width, seen.height))
