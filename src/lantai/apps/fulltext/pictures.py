"""Pictures that come beside an article in JATS, made anew before they are kept: no byte of what was sent reaches a reader."""

import logging
from collections.abc import Mapping, Sequence
from io import BytesIO

from lantai.core.formats.fulltext import FigureOf
from lantai.core.formats.pdf.reading import Bounds, Picture

from . import store

log = logging.getLogger(__name__)
BOUNDS = Bounds()


def of_jats(figures: Sequence[FigureOf], files: Mapping[str, bytes]) -> dict[str, Picture]:
    """Return the pictures of figures by their anchors. ``files``: by names; "fig1.tif" of the article is found as "fig1.jpg", too."""
    by_stem = {stem(name): name for name in files}
    found = {}
    for one in figures:
        name = by_stem.get(stem(one.href)) if one.href else None
        data = files[name] if name else b""  # read here and not before: a folder may hold more than memory does
        if data and (made := made_anew(one.anchor, data)):
            found[one.anchor] = made
    return found


def stem(name: str) -> str:
    """Return a file's name without folders and without its ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return last.rpartition(".")[0] if last.rpartition(".")[2].lower() in _ENDINGS else last


_ENDINGS = frozenset({"tif", "tiff", "jpg", "jpeg", "png", "gif", "webp"})


def made_anew(anchor: str, data: bytes) -> Picture | None:
    """Return the picture as WebP of bounded size; None where it is none, or would take too much memory."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "TIFF", "GIF", "WEBP")) as opened:
            if opened.width * opened.height > BOUNDS.picture_pixels:
                return None
            drawn = opened.convert("RGB")
            drawn.thumbnail((BOUNDS.side, BOUNDS.side))
            out = BytesIO()
            drawn.save(out, "WEBP", quality=80, method=2)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as problem:
        log.warning("the picture of %s is left out: %s", anchor, problem)
        return None
    return Picture(anchor, out.getvalue(), drawn.width, drawn.height)


def size_of(digest: str) -> tuple[int, int]:
    """Return width and height of a kept picture; (0, 0) for none."""
    from PIL import Image

    place = store.place(digest) if digest else None
    if place is None:
        return 0, 0
    with Image.open(place, formats=("WEBP",)) as opened:
        return opened.width, opened.height
