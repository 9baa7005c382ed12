"""A drawing as PNG, twice as large as on the page; resvg is loaded when the first file is asked for.

It writes with the fonts of the machine (docs/operate/install.md); where none has Han or Arabic letters, boxes stand in the file, and SVG serves. For a line of
which a font lacks letters resvg takes the first font that has them, often a bold one or one with serifs: so lines with Han or Arabic letters name a font that
has these and Latin ones.
"""

import re

ZOOM = 2

FONTS = {
    re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]"): "'DejaVu Sans', 'Noto Sans', sans-serif",
    re.compile(
        r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
    ): "'Noto Sans CJK SC', 'Source Han Sans SC', 'WenQuanYi Micro Hei', 'Noto Sans', sans-serif",
}
"""Letters -> families, of which the first that the machine has is taken."""

_LINE = re.compile(r"<text ([^>]*>)([^<]*)(?=</text>)")


def png(drawing: str) -> bytes:
    """Return a drawing as pixels, on white."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=with_fonts(drawing), zoom=ZOOM, background="white"))


def with_fonts(drawing: str) -> str:
    """Return the drawing with fonts named for the lines that have Han or Arabic letters."""
    return _LINE.sub(_named, drawing)


def _named(line: re.Match[str]) -> str:
    families = next((families for letters, families in FONTS.items() if letters.search(line[2])), "")
    return f'<text font-family="{families}" {line[1]}{line[2]}' if families else line[0]
