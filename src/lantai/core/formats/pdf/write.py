"""Small PDF files of plain lines and pictures, for the demo library and for tests: one font, Latin letters, nothing compressed that need not be."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN, SIZE, LEADING = 595, 842, 64, 11, 15


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture. ``rgb``: three bytes a pixel, row by row from the top."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: lines from the top, "" for an empty one, then a picture, then the lines below it."""

    lines: Sequence[str] = ()
    drawing: Drawing | None = None
    below: Sequence[str] = ()


def write(sheets: Sequence[Sheet], *, title: str = "", author: str = "") -> bytes:
    """Return a file of these pages."""
    first = 5
    refs = [first + 3 * n for n in range(len(sheets))]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(sheets), b" ".join(b"%d 0 R" % ref for ref in refs)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (%s) /Author (%s) >>" % (_escaped(title), _escaped(author)),
    ]
    for ref, sheet in zip(refs, sheets, strict=True):
        objects += _page(sheet, ref)
    return _file(objects)


def _page(sheet: Sheet, ref: int) -> list[bytes]:
    drawn = sheet.drawing
    pictures = b"/XObject << /Im %d 0 R >>" % (ref + 2) if drawn else b""
    return [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> %s >> >>"
        % (WIDTH, HEIGHT, ref + 1, pictures),
        _stream(b"", _content(sheet)),
        _picture(drawn) if drawn else b"null",
    ]


def _content(sheet: Sheet) -> bytes:
    parts = [_lines(sheet.lines, HEIGHT - MARGIN)]
    if sheet.drawing:
        wide = WIDTH - 2 * MARGIN
        high = min(300, wide * sheet.drawing.height // sheet.drawing.width)
        bottom = HEIGHT - MARGIN - LEADING * (len(sheet.lines) + 1) - high
        parts += [b"q %d 0 0 %d %d %d cm /Im Do Q" % (wide, high, MARGIN, bottom), _lines(sheet.below, bottom - LEADING)]
    return b"\n".join(parts)


def _lines(lines: Sequence[str], top: int) -> bytes:
    shown = b"\n".join(b"(%s) Tj T*" % _escaped(line) for line in lines)
    return b"BT /F %d Tf %d TL %d %d Td\n%s\nET" % (SIZE, LEADING, MARGIN, top, shown)


def _picture(drawn: Drawing) -> bytes:
    about = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode"
    return _stream(about % (drawn.width, drawn.height), zlib.compress(drawn.rgb, 9))


def _stream(about: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (about, len(data), data)


def _escaped(text: str) -> bytes:
    plain = text.encode("cp1252", "replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
