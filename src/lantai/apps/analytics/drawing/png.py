"""A drawing as PNG, twice as large as on the page; resvg is loaded when the first file is asked for.

It writes with the fonts of the machine: where none has Han or Arabic letters (docs/operate/install.md), boxes stand in the file, and SVG serves.
"""

ZOOM = 2


def png(drawing: str) -> bytes:
    """Return a drawing as pixels, on white."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=ZOOM, background="white"))
